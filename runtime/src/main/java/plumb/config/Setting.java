package plumb.config;

/**
 * A value with the place it came from. Immutable; any thread.
 *
 * @param value inside the program
 * @param place begins a message about it: {@code "lab.yaml:12"}
 * @param order grows from the profile over the file to the last override: the latest of two is the one to name
 */
record Setting<T>(T value, String place, int order) {}
