package plumb.record;

/** What a recording can be exported to. Any thread. */
public enum ExportFormat {
    /** Comma-separated values: a line of names with units, then a line for each cycle. */
    CSV,
    /** One JSON document: the header, the fields, an object for each cycle. */
    JSON,
    /** MCAP, the container of recorded messages: one JSON message for each cycle, with schema, chunks and index. */
    MCAP
}
