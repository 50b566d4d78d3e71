import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Whose code the processor's time went to, by a recording of JFR's {@code jdk.CPUTimeSample}: each sample belongs to the
 * innermost frame that one of the parts wrote. {@code java Parts.java recording.jfr} prints a table in Markdown.
 */
public final class Parts {

    private static final Map<String, String> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("**Deputy**: the starter", "dev\\.deputy\\.spring\\..*");
        PARTS.put("**Deputy**: the caller's transaction", "dev\\.deputy\\.postgres\\..*");
        PARTS.put("the controller", "dev\\.deputy\\.benchmarks\\..*");
        PARTS.put("**Deputy**: reading and knowing the token", "dev\\.deputy\\..*");
        PARTS.put("pgjdbc", "org\\.postgresql\\..*");
        PARTS.put("HikariCP and Spring JDBC", "(com\\.zaxxer|org\\.springframework\\.(jdbc|dao|transaction))\\..*");
        PARTS.put("Spring Security", "org\\.springframework\\.security\\..*");
        PARTS.put("Jackson", "(tools|com\\.fasterxml)\\.jackson\\..*");
        PARTS.put("Spring MVC and Boot", "org\\.springframework\\..*");
        PARTS.put("Tomcat", "(org\\.apache|jakarta)\\..*");
    }

    private static final String REST = "the JDK's threads and their scheduling";

    private static final Set<String> SYSTEM_CALLS = Set.of("write0", "read0", "wait", "ctl", "set0");

    private Parts() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, int[]> counts = new LinkedHashMap<>();
        PARTS.keySet().forEach(part -> counts.put(part, new int[2]));
        counts.put(REST, new int[2]);
        int all = 0;
        try (RecordingFile recording = new RecordingFile(Path.of(arguments[0]))) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                if (event.getEventType().getName().equals("jdk.CPUTimeSample") && event.getStackTrace() != null) {
                    List<RecordedFrame> frames = event.getStackTrace().getFrames();
                    all++;
                    counts.get(partOf(frames))[0]++;
                    counts.get(partOf(frames))[1] += isSystemCall(frames.get(0)) ? 1 : 0;
                }
            }
        }
        if (all == 0) {
            throw new IllegalStateException(arguments[0] + " has no jdk.CPUTimeSample: it takes Linux and Java 25 or newer");
        }
        System.out.printf("| %,d samples | part | of it in system calls |%n|---|---:|---:|%n", all);
        for (Map.Entry<String, int[]> part : counts.entrySet()) {
            System.out.printf(
                    "| %s | %.1f %% | %.1f %% |%n",
                    part.getKey(), 100.0 * part.getValue()[0] / all, 100.0 * part.getValue()[1] / all);
        }
    }

    private static String partOf(List<RecordedFrame> frames) {
        for (RecordedFrame frame : frames) {
            String type = frame.getMethod().getType().getName();
            for (Map.Entry<String, String> part : PARTS.entrySet()) {
                if (type.matches(part.getValue())) {
                    return part.getKey();
                }
            }
        }
        return REST;
    }

    private static boolean isSystemCall(RecordedFrame frame) {
        return frame.getMethod().getType().getName().startsWith("sun.nio.ch")
                && SYSTEM_CALLS.contains(frame.getMethod().getName());
    }
}
