package dev.deputy.client;

import dev.deputy.Caller;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Administers a project's users; needs the secret key. Immutable. All methods throw {@link AuthException} when the auth
 * server refuses, fails or does not answer.
 */
public final class AuthAdmin {

    private static final Pattern NEXT_PAGE = Pattern.compile("[?&]page=(\\d{1,9})[^>]*>;\\s*rel=\"next\"");

    private final AuthApi api;

    AuthAdmin(Channel channel) {
        this.api = new AuthApi(channel);
    }

    /** Makes a user, without sending a mail. */
    public User createUser(UserAttributes attributes) {
        return User.of(api.ask(AuthApi.json("POST", "/admin/users", attributes.fields(), api.json())));
    }

    /** A user; {@code user_not_found} where there is none. */
    public User getUserById(UUID id) {
        return User.of(api.ask(AuthApi.get("/admin/users/" + id)));
    }

    /** The first fifty users. */
    public UserPage listUsers() {
        return listUsers(1, 50);
    }

    /** A page of users; the first one is 1. */
    public UserPage listUsers(int page, int perPage) {
        Reply reply = api.send(AuthApi.get("/admin/users")
                .parameter("page", Integer.toString(page))
                .parameter("per_page", Integer.toString(perPage)));
        List<User> users =
                api.fields(reply).objects("users").stream().map(User::of).toList();
        long total = reply.headers()
                .firstValue("X-Total-Count")
                .filter(count -> count.matches("\\d{1,18}"))
                .map(Long::valueOf)
                .orElse((long) users.size());
        return new UserPage(users, total, nextPage(reply));
    }

    /** RFC 8288: {@code <https://…?page=2&per_page=50>; rel="next", …}. */
    private static OptionalInt nextPage(Reply reply) {
        Matcher next = NEXT_PAGE.matcher(String.join(",", reply.headers().allValues("Link")));
        return next.find() ? OptionalInt.of(Integer.parseInt(next.group(1))) : OptionalInt.empty();
    }

    /** Changes a user; what is not said stays as it is. */
    public User updateUserById(UUID id, UserAttributes attributes) {
        return User.of(api.ask(AuthApi.json("PUT", "/admin/users/" + id, attributes.fields(), api.json())));
    }

    /** Deletes a user. */
    public void deleteUser(UUID id) {
        delete(id, false);
    }

    /** Deletes a user, but keeps a trace of them, so that what refers to them stays. */
    public void softDeleteUser(UUID id) {
        delete(id, true);
    }

    private void delete(UUID id, boolean soft) {
        api.send(AuthApi.json("DELETE", "/admin/users/" + id, Map.of("should_soft_delete", soft), api.json()));
    }

    /** Makes a user, and sends them a mail with which they come in. */
    public User inviteUserByEmail(String email) {
        return inviteUserByEmail(email, SignInOptions.none());
    }

    /** As {@link #inviteUserByEmail(String)}, with metadata and an address to lead to. */
    public User inviteUserByEmail(String email, SignInOptions options) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("email", email);
        if (!options.data.isEmpty()) {
            body.put("data", options.data);
        }
        return User.of(
                api.ask(AuthApi.redirecting(AuthApi.json("POST", "/invite", body, api.json()), options.redirectTo)));
    }

    /** A link that signs somebody in, to be sent by oneself: the auth server sends nothing. */
    public GeneratedLink generateLink(Link link) {
        Request request = AuthApi.json("POST", "/admin/generate_link", link.fields(), api.json());
        return GeneratedLink.of(api.ask(AuthApi.redirecting(request, link.redirectTo)));
    }

    /** Ends sessions of a caller. Their access token stays good until it ends, where it is verified locally. */
    public void signOut(Caller caller, SignOutScope scope) {
        signOut(caller.accessToken(), scope);
    }

    /** As {@link #signOut(Caller, SignOutScope)}, by their access token. */
    public void signOut(String accessToken, SignOutScope scope) {
        api.withToken(accessToken).signOut(scope);
    }

    /** A user's second factors. */
    public List<Factor> listFactors(UUID userId) {
        Request request = AuthApi.get("/admin/users/" + userId + "/factors");
        return api.list(request).stream().map(Factor::of).toList();
    }

    /** Takes a second factor from a user, who has lost it for instance. */
    public void deleteFactor(UUID userId, UUID factorId) {
        api.send(AuthApi.of("DELETE", "/admin/users/" + userId + "/factors/" + factorId));
    }
}
