package dev.deputy.local.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.deputy.local.LocalSupabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a page of somebody else can do in the browser of a person who has the dashboard open: nothing. The attacker even
 * knows the secret here, so that each of the other defences has to hold by itself.
 */
class AttackTest {

    private static final String NOTHING_BUT_A_SCRIPT = "<!doctype html><title>A nice page</title><p>Hello.</p>";

    private static LocalSupabase supabase;
    private static HttpServer attacker;
    private static Browser browser;

    @BeforeAll
    static void start() throws IOException {
        supabase = LocalSupabase.start();
        attacker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        attacker.createContext("/", exchange -> {
            byte[] page = NOTHING_BUT_A_SCRIPT.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        attacker.start();
        browser = Browser.open("--host-resolver-rules=MAP *.example 127.0.0.1");
    }

    @AfterAll
    static void close() {
        browser.close();
        attacker.stop(0);
        supabase.close();
    }

    @BeforeEach
    void precious() {
        supabase.signUp("ada@example.com", "correct horse battery", Map.of("full_name", "Ada Lovelace"));
        browser.visit(supabase.dashboardUrl());
        browser.see("#main h1", "Overview"::equals);
    }

    @AfterEach
    void onlyAdaIsThereAndStillSignedIn() {
        ControlClient control = ControlClient.of(supabase);
        var users = control.get("/users").json().path("users");
        assertThat(users).hasSize(1);
        assertThat(control.get("/sessions").json().path("sessions")).hasSize(1);
        assertThat(control.delete("/users/" + users.path(0).path("id").asString())
                        .status())
                .isEqualTo(200);
    }

    /** 127.0.0.1 with another port is even of the same site; evil.example is not. */
    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:", "http://evil.example:"})
    void a_page_of_another_origin_reads_nothing_and_changes_nothing(String origin) {
        browser.visit(URI.create(origin + attacker.getAddress().getPort() + "/"));
        String outcome = browser.promised(
                """
                const [api, secret, done] = arguments;
                const authorization = { Authorization: `Bearer ${secret}` };
                const user = JSON.stringify({ email: "mallory@example.com", password: "mallory's password" });
                const tried = async (name, work) => {
                  try { return `${name}: ${await work()}`; } catch (e) { return `${name}: refused`; }
                };
                const text = async (response) => `${response.type} ${response.status} ${(await response.text()).length}`;
                const loads = (tag, address) => new Promise((resolve) => {
                  const element = document.createElement(tag);
                  element.onload = () => resolve("loaded");
                  element.onerror = () => resolve("refused");
                  element.src = address;
                  document.body.append(element);
                });
                const framed = () => new Promise((resolve) => {
                  const frame = document.createElement("iframe");
                  frame.onload = () => {
                    let seen = "nothing";
                    try { seen = frame.contentDocument.body.innerText; } catch (e) {}
                    resolve(seen);
                  };
                  frame.src = api + "/";
                  document.body.append(frame);
                });
                const form = (path, fields) => new Promise((resolve) => {
                  const frame = document.createElement("iframe");
                  frame.name = "target" + Math.random();
                  document.body.append(frame);
                  const form = document.createElement("form");
                  Object.assign(form, { method: "POST", action: api + path, target: frame.name, enctype: "text/plain" });
                  for (const [name, value] of Object.entries(fields)) {
                    const input = document.createElement("input");
                    Object.assign(input, { type: "hidden", name, value });
                    form.append(input);
                  }
                  document.body.append(form);
                  frame.onload = () => resolve("sent");
                  setTimeout(() => resolve("sent"), 3000);
                  form.submit();
                });
                const socket = () => new Promise((resolve) => {
                  const made = new WebSocket(api.replace("http", "ws") + "/deputy/v1/users");
                  made.onopen = () => resolve("open");
                  made.onerror = () => resolve("refused");
                });
                (async () => done([
                  await tried("read", async () => text(await fetch(api + "/deputy/v1/users", { headers: authorization }))),
                  await tried("read without a header", async () => text(await fetch(api + "/deputy/v1/users"))),
                  await tried("read opaquely", async () => text(await fetch(api + "/deputy/v1/users", { mode: "no-cors", credentials: "include" }))),
                  await tried("create", async () => text(await fetch(api + "/deputy/v1/users", { method: "POST", headers: authorization, body: user }))),
                  await tried("create simply", async () => text(await fetch(api + "/deputy/v1/users", { method: "POST", mode: "no-cors", body: user }))),
                  await tried("beacon", async () => { navigator.sendBeacon(api + "/deputy/v1/users", user); return "sent"; }),
                  await tried("form", () => form("/deputy/v1/users", { '{"email":"mallory@example.com","x":"': '"}' })),
                  await tried("form to rotate", () => form("/deputy/v1/keys/rotate", {})),
                  await tried("image", () => loads("img", api + "/deputy/icon.svg")),
                  await tried("script", () => loads("script", api + "/deputy/js/control.js")),
                  await tried("page", async () => text(await fetch(api + "/"))),
                  await tried("frame", framed),
                  await tried("socket", socket),
                ].join("\\n")))();
                """, supabase.apiUrl().toString(), ControlClient.of(supabase).secret());
        assertThat(outcome).isEqualTo("""
                        read: refused
                        read without a header: refused
                        read opaquely: refused
                        create: refused
                        create simply: refused
                        beacon: sent
                        form: sent
                        form to rotate: sent
                        image: refused
                        script: refused
                        page: refused
                        frame: nothing
                        socket: refused""");
    }

    @Test
    void a_page_that_opens_the_dashboard_has_no_hold_of_it() {
        browser.visit(URI.create("http://127.0.0.1:" + attacker.getAddress().getPort() + "/"));
        String outcome = browser.promised("""
                const [dashboard, done] = arguments;
                const opened = window.open(dashboard, "_blank");
                const seen = () => opened === null || opened.closed;
                const end = Date.now() + 20000;
                const look = () => seen() || Date.now() > end ? done(String(seen())) : setTimeout(look, 100);
                look();
                """, supabase.apiUrl() + "/");
        assertThat(outcome).isEqualTo("true"); // by Cross-Origin-Opener-Policy: it is closed as far as they can see
    }

    @Test
    void a_name_that_was_rebound_to_this_machine_reads_nothing_and_changes_nothing() {
        URI rebound = URI.create("http://evil.example:" + supabase.apiUrl().getPort() + "/");
        browser.visit(rebound);
        assertThat(browser.text("body")).contains("host_not_allowed").doesNotContain("Overview");
        String outcome = browser.promised("""
                const [secret, done] = arguments;
                const headers = { Authorization: `Bearer ${secret}` };
                const body = JSON.stringify({ email: "mallory@example.com", password: "mallory's password" });
                (async () => done([
                  (await fetch("/deputy/v1/users", { headers })).status,
                  (await fetch("/deputy/v1/users", { method: "POST", headers, body })).status,
                  (await fetch("/deputy/v1/connection", { headers })).status,
                  (await fetch("/")).status,
                  (await fetch("/deputy/js/main.js")).status,
                  (await fetch("/auth/v1/settings")).status,
                ].join(" ")))();
                """, ControlClient.of(supabase).secret());
        assertThat(outcome).isEqualTo("403 403 403 403 403 403");
    }
}
