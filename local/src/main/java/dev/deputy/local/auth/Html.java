package dev.deputy.local.auth;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text into pages, and out of them. */
final class Html {

    private static final Pattern NOT_TEXT =
            Pattern.compile("(?is)<(head|style|script|title)\\b.*?</\\1\\s*>|<!--.*?-->");
    private static final Pattern LINK =
            Pattern.compile("(?is)<a\\b[^>]*?\\bhref\\s*=\\s*[\"']([^\"']*)[\"'][^>]*>(.*?)</a\\s*>");
    private static final Pattern LINE_END = Pattern.compile("(?i)<br\\s*/?>|</(p|div|h[1-6]|li|tr|table)\\s*>");
    private static final Pattern TAG = Pattern.compile("(?s)<[^>]*>");

    private Html() {}

    /** The text as it may stand in an element or in an attribute between quotes. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    static String unescape(String html) {
        return html.replace("&nbsp;", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    /** The first link that the condition holds for. */
    static java.util.Optional<String> firstLink(String html, java.util.function.Predicate<String> condition) {
        return LINK.matcher(html)
                .results()
                .map(link -> unescape(link.group(1)))
                .filter(condition)
                .findFirst();
    }

    /** What is to be read on the page, roughly: for people who look at a mail, not for programs. */
    static String toText(String html) {
        String body = NOT_TEXT.matcher(html).replaceAll("").replaceAll("\\s+", " ");
        body = LINK.matcher(body).replaceAll(link -> Matcher.quoteReplacement(link.group(2) + " " + link.group(1)));
        body = LINE_END.matcher(body).replaceAll("\n");
        return unescape(TAG.matcher(body).replaceAll(""))
                .replaceAll(" *\n *", "\n")
                .replaceAll("\n{3,}", "\n\n")
                .strip();
    }
}
