package dev.deputy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** All that anybody logs at any level while it is open, with stack traces: through SLF4J, and through the JDK's logging. */
final class CapturedLog implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level level = root.getLevel();
    private final java.util.logging.Logger jdk = java.util.logging.Logger.getLogger("");
    private final java.util.logging.Level jdkLevel = jdk.getLevel();

    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            Throwable thrown = event.getThrowableProxy() instanceof ThrowableProxy proxy ? proxy.getThrowable() : null;
            add(event.getLevel() + " " + event.getLoggerName() + " " + event.getFormattedMessage(), thrown);
        }
    };

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord log) {
            add(log.getLevel() + " " + log.getLoggerName() + " " + log.getMessage(), log.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    CapturedLog() {
        appender.setContext(root.getLoggerContext());
        appender.start();
        root.addAppender(appender);
        root.setLevel(Level.TRACE);
        handler.setLevel(java.util.logging.Level.ALL);
        jdk.addHandler(handler);
        jdk.setLevel(java.util.logging.Level.ALL);
    }

    private void add(String line, @Nullable Throwable thrown) {
        StringWriter text = new StringWriter().append(line);
        if (thrown != null) {
            thrown.printStackTrace(new PrintWriter(text.append('\n'), true));
        }
        lines.add(text.toString());
    }

    List<String> lines() {
        return lines;
    }

    /** The lines of our own loggers at this level. */
    List<String> lines(String level) {
        return lines.stream()
                .filter(line -> line.startsWith(level + " dev.deputy"))
                .toList();
    }

    @Override
    public void close() {
        root.detachAppender(appender);
        root.setLevel(level);
        jdk.removeHandler(handler);
        jdk.setLevel(jdkLevel);
    }
}
