package plumb.config;

/**
 * One value given outside the file, on the command line: the same key, type and range as in a file. Immutable; any
 * thread.
 *
 * @param label begins a message about it, as it was typed: {@code "--controller magic"}
 * @param key path of the key: {@code "controller"}
 * @param value as it would stand in a file; lists also without brackets
 */
public record ConfigOverride(String label, String key, String value) {
    /** The override of an option that stands for one key: {@code option("--rate", "loop.rate", "1kHz")}. */
    public static ConfigOverride option(String option, String key, String value) {
        return new ConfigOverride(option + " " + value, key, value);
    }

    /** The override of {@code --set key=value}. */
    public static ConfigOverride set(String assignment) throws ConfigException {
        String label = "--set " + assignment;
        int equals = assignment.indexOf('=');
        if (equals < 1) {
            throw new ConfigException(
                    OneLine.of(label) + ": not an assignment; allowed: key=value, as loop.rate=500Hz");
        }
        return new ConfigOverride(
                label,
                assignment.substring(0, equals).strip(),
                assignment.substring(equals + 1).strip());
    }
}
