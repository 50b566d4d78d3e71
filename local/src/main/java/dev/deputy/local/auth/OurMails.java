package dev.deputy.local.auth;

/** What mails look like when the project has no templates. */
final class OurMails {

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%1$s</title>
            </head>
            <body style="margin:0;padding:32px 16px;background:#f3f5f7;color:#1d2733;\
            font:16px/1.55 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif">
            <div style="max-width:460px;margin:0 auto;background:#fff;border-radius:14px;padding:36px 32px;\
            border:1px solid #e3e8ed">
            <h1 style="margin:0 0 12px;font-size:22px;line-height:1.3">%1$s</h1>
            <p style="margin:0 0 24px">%2$s</p>
            %3$s
            <p style="margin:0;color:#66727f;font-size:14px">%4$s</p>
            </div>
            <p style="max-width:460px;margin:16px auto 0;text-align:center;color:#66727f;font-size:13px">\
            Written to {{ .SendingTo }}</p>
            </body>
            </html>
            """;

    private static final String LINK = """
            <p style="margin:0 0 24px"><a href="{{ .ConfirmationURL }}" style="display:inline-block;background:#13795b;\
            color:#fff;text-decoration:none;font-weight:600;padding:12px 22px;border-radius:9px">%s</a></p>
            <p style="margin:0 0 8px;color:#66727f;font-size:14px">Or type this code:</p>
            """;

    private static final String CODE = """
            <p style="margin:0 0 24px;background:#eef4f1;border-radius:9px;padding:14px;text-align:center;\
            font:600 26px/1.2 ui-monospace,Menlo,Consolas,monospace;letter-spacing:.22em;text-indent:.22em">{{ .Token }}</p>
            """;

    private static final String NOT_YOU = "If you did not ask for this, there is nothing to do.";

    private OurMails() {}

    static MailTemplate of(MailKind kind) {
        return switch (kind) {
            case INVITE ->
                linked(
                        "You have been invited",
                        "Somebody would like you to join them at {{ .SiteURL }}.",
                        "Accept the invitation",
                        "If you do not know what this is about, there is nothing to do.");
            case CONFIRMATION ->
                linked(
                        "Confirm your e-mail address",
                        "Welcome! One more step, and your account at {{ .SiteURL }} is ready.",
                        "Confirm the address",
                        NOT_YOU);
            case RECOVERY ->
                linked(
                        "Choose a new password",
                        "You asked for a new password for {{ .Email }}.",
                        "Choose a password",
                        NOT_YOU + " Your password stays as it is.");
            case MAGIC_LINK ->
                linked("Sign in", "Here is your way in to {{ .SiteURL }}. It works once.", "Sign in", NOT_YOU);
            case EMAIL_CHANGE ->
                linked(
                        "Confirm your new e-mail address",
                        "You asked to use {{ .NewEmail }} instead of {{ .Email }}.",
                        "Confirm the change",
                        NOT_YOU + " The address stays as it is.");
            case REAUTHENTICATION ->
                new MailTemplate(
                        "{{ .Token }} is your code",
                        PAGE.formatted(
                                "Confirm that it is you",
                                "Type this code where you were asked for it.",
                                CODE,
                                NOT_YOU));
        };
    }

    private static MailTemplate linked(String subject, String why, String button, String note) {
        return new MailTemplate(subject, PAGE.formatted(subject, why, LINK.formatted(button) + CODE, note));
    }
}
