package dev.deputy.spring;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/** Where a browser is sent that asks for a page with no session, or with one that is over: there it gets a new one. */
record SignInPage(String address) {

    SignInPage {
        if (!address.matches("(/|https?://).*")) {
            throw new SupabaseSettingsException(
                    "supabase.cookies.sign-in-page is \"" + address + "\", which is neither a path nor an address.",
                    "Set it to a path of this service, such as /sign-in, or to the whole address of a page.",
                    null);
        }
    }

    /** Sends the browser there if it has asked for a page, and says whether it did. */
    boolean answers(HttpServletRequest request, HttpServletResponse response) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        String mode = request.getHeader("Sec-Fetch-Mode");
        boolean page = request.getMethod().equals("GET")
                && accept != null
                && accept.contains(MediaType.TEXT_HTML_VALUE)
                && (mode == null || mode.equals("navigate"));
        // A path is one of this service's; anything else is an address of its own.
        String there = address.startsWith("/") ? request.getContextPath() + address : address;
        if (!page || request.getRequestURI().equals(there)) {
            return false;
        }
        String query = request.getQueryString();
        String asked = request.getRequestURI() + (query == null ? "" : "?" + query);
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader(
                HttpHeaders.LOCATION,
                there + (there.contains("?") ? "&" : "?") + "next=" + URLEncoder.encode(asked, StandardCharsets.UTF_8));
        return true;
    }
}
