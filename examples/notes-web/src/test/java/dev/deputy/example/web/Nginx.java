package dev.deputy.example.web;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A real nginx before several instances of the notes service, as docs/scaling.md has it. */
final class Nginx implements AutoCloseable {

    private final Path folder;
    private final int port;
    private final Program program;

    private Nginx(Path folder, int port, Program program) {
        this.folder = folder;
        this.port = port;
        this.program = program;
    }

    static Nginx start(Path folder, List<NotesService> instances) throws IOException {
        int port = Program.freePort();
        write(folder, port, instances);
        String nginx = Files.exists(Path.of("/usr/sbin/nginx")) ? "/usr/sbin/nginx" : "nginx";
        Program program = Program.start(
                "nginx",
                folder,
                Map.of(),
                List.of(nginx, "-p", folder.toString(), "-c", "nginx.conf", "-e", "stderr", "-g", "daemon off;"));
        Nginx started = new Nginx(folder, port, program);
        program.awaitAnswer(URI.create(started.url() + "/open"));
        return started;
    }

    /** From now on new requests go to these only. Returns when whoever knew it otherwise has finished. */
    void use(NotesService... instances) throws IOException, InterruptedException {
        write(folder, port, List.of(instances));
        Set<Long> before = workers();
        new ProcessBuilder("kill", "-HUP", Long.toString(program.pid())).start().waitFor();
        program.await("its new workers", () -> {
            Set<Long> now = workers();
            return !now.isEmpty() && now.stream().noneMatch(before::contains);
        });
    }

    private Set<Long> workers() {
        return program.children().map(ProcessHandle::pid).collect(Collectors.toSet());
    }

    private static void write(Path folder, int port, List<NotesService> instances) throws IOException {
        String servers = instances.stream()
                .map(instance -> "server 127.0.0.1:" + instance.port() + " max_fails=1 fail_timeout=1s;")
                .collect(Collectors.joining("\n        "));
        Files.writeString(folder.resolve("nginx.conf"), """
                pid nginx.pid;
                %s
                worker_processes 1;
                events {
                    worker_connections 256;
                }
                http {
                    access_log off;
                    client_body_temp_path body;
                    proxy_temp_path proxy;
                    fastcgi_temp_path fastcgi;
                    uwsgi_temp_path uwsgi;
                    scgi_temp_path scgi;
                    upstream notes {
                        %s
                    }
                    server {
                        listen 127.0.0.1:%d;
                        # The load's client cannot tell a connection that is closed for a reload from a lost answer.
                        keepalive_timeout 0;
                        location / {
                            proxy_pass http://notes;
                            proxy_http_version 1.1;
                            proxy_set_header Connection "";
                            proxy_set_header Host $http_host;
                            proxy_connect_timeout 1s;
                        }
                    }
                }
                """.formatted(
                        "root".equals(System.getProperty("user.name")) ? "user root;" : "", servers, port));
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        program.close();
    }
}
