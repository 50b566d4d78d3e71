package dev.deputy.local.auth;

import dev.deputy.local.http.Json;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What a mail of one kind looks like, with GoTrue's variables: <code>{{ .ConfirmationURL }}</code>,
 * <code>{{ .Token }}</code>, <code>{{ .TokenHash }}</code>, <code>{{ .SiteURL }}</code>, <code>{{ .RedirectTo }}</code>,
 * <code>{{ .Email }}</code>, <code>{{ .NewEmail }}</code>, <code>{{ .SendingTo }}</code> and
 * <code>{{ .Data.name }}</code> for what users say about themselves.
 *
 * @param subject the subject, variables allowed
 * @param html the mail as a page
 */
public record MailTemplate(String subject, String html) {

    private static final Pattern ACTION = Pattern.compile("\\{\\{(.*?)}}", Pattern.DOTALL);
    private static final Pattern VARIABLE = Pattern.compile("-?\\s*((?:\\.[A-Za-z_][A-Za-z0-9_]*)+)\\s*-?");
    private static final Pattern LINK_BEGINS = Pattern.compile("(?is).*(?:href|src|action)\\s*=\\s*[\"']?\\s*");
    private static final Pattern HARMLESS = Pattern.compile("(?i)(?:https?|mailto):.*", Pattern.DOTALL);

    /** @throws IllegalArgumentException when it has more of Go's template language than variables */
    public MailTemplate {
        for (String part : new String[] {subject, html}) {
            ACTION.matcher(part).results().forEach(action -> {
                if (!VARIABLE.matcher(action.group(1)).matches()) {
                    throw new IllegalArgumentException("The local Supabase fills in variables, such as"
                            + " {{ .ConfirmationURL }}; it cannot do {{" + action.group(1) + "}} in a mail template.");
                }
            });
        }
    }

    /** What mails look like in a project without templates. */
    public static MailTemplate ours(MailKind kind) {
        return OurMails.of(kind);
    }

    String subject(Map<String, JsonNode> variables) {
        return ACTION.matcher(subject)
                .replaceAll(action -> Matcher.quoteReplacement(value(action.group(1), variables)))
                .replaceAll("[\\r\\n]+", " ");
    }

    /** The page. Values are text in it: a name like {@code <script>} is a strange name and nothing else. */
    String html(Map<String, JsonNode> variables) {
        StringBuilder page = new StringBuilder();
        Matcher action = ACTION.matcher(html);
        int done = 0;
        while (action.find()) {
            page.append(html, done, action.start());
            done = action.end();
            String value = value(action.group(1), variables);
            String before = html.substring(html.lastIndexOf('<', action.start()) + 1, action.start());
            boolean link = LINK_BEGINS.matcher(before).matches();
            page.append(link && !HARMLESS.matcher(value).matches() ? "#" : Html.escape(value));
        }
        return page.append(html.substring(done)).toString();
    }

    private static String value(String action, Map<String, JsonNode> variables) {
        Matcher variable = VARIABLE.matcher(action);
        if (!variable.matches()) {
            return "";
        }
        String[] names = variable.group(1).substring(1).split("\\.", -1);
        JsonNode value = variables.get(names[0]);
        for (int i = 1; i < names.length && value != null; i++) {
            value = value.get(names[i]);
        }
        if (value == null || value.isNull()) {
            return "";
        }
        return value.isString() ? value.stringValue() : Json.print(value);
    }
}
