package dev.deputy.example.web;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A real nginx before two instances of the notes service, as docs/scaling.md has it. */
final class Nginx implements AutoCloseable {

    private final Path folder;
    private final int port;
    private final Program program;

    private Nginx(Path folder, int port, Program program) {
        this.folder = folder;
        this.port = port;
        this.program = program;
    }

    static Nginx start(Path folder, NotesService first, NotesService second) throws IOException {
        int port = Program.freePort();
        Files.writeString(folder.resolve("nginx.conf"), configuration(folder, port, first, second));
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

    /** From now on no new request goes to the first instance. */
    void restFirst() throws IOException {
        Files.createFile(folder.resolve("first-rests"));
    }

    /** From now on no new request goes to the second instance. */
    void restSecond() throws IOException {
        Files.createFile(folder.resolve("second-rests"));
    }

    /** From now on requests go to both instances. */
    void useBoth() throws IOException {
        Files.deleteIfExists(folder.resolve("first-rests"));
        Files.deleteIfExists(folder.resolve("second-rests"));
    }

    private static String configuration(Path folder, int port, NotesService first, NotesService second) {
        String address = "server 127.0.0.1:%d max_fails=1 fail_timeout=1s;";
        return """
                pid nginx.pid;
                %1$s
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
                    upstream both {
                        %2$s
                        %3$s
                    }
                    upstream first {
                        %2$s
                    }
                    upstream second {
                        %3$s
                    }
                    server {
                        listen 127.0.0.1:%4$d;
                        set $instances both;
                        if (-f %5$s/first-rests) {
                            set $instances second;
                        }
                        if (-f %5$s/second-rests) {
                            set $instances first;
                        }
                        location / {
                            proxy_pass http://$instances;
                            proxy_http_version 1.1;
                            proxy_set_header Connection "";
                            proxy_set_header Host $http_host;
                            proxy_connect_timeout 1s;
                        }
                    }
                }
                """.formatted(
                        "root".equals(System.getProperty("user.name")) ? "user root;" : "",
                        address.formatted(first.port()),
                        address.formatted(second.port()),
                        port,
                        folder);
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        program.close();
    }
}
