package dev.deputy.client;

/** How rows are counted. */
public enum Count {
    /** By counting them: right, and slow where there are many. */
    EXACT("exact"),
    /** By what the planner expects: quick, and seldom right. */
    PLANNED("planned"),
    /** Exactly where there are few, else by what the planner expects. */
    ESTIMATED("estimated");

    private final String word;

    Count(String word) {
        this.word = word;
    }

    String preference() {
        return "count=" + word;
    }
}
