package plumb.design;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Laws or estimators by name, in the order they are listed to people. Any thread.
 *
 * <p>Reading is one volatile read of an immutable snapshot and never waits; registering copies the
 * snapshot and never waits either. Whoever reads a
 * snapshot sees all of what its writer put into it. Every lookup is counted exactly. There is no global instance: whoever
 * needs a registry makes or is given one.
 *
 * @param <T> what is registered
 */
public final class TypeRegistry<T extends RegisteredType> {
    private final String kind;
    private final LongAdder misses = new LongAdder();
    private final AtomicReference<Map<String, Entry<T>>> snapshot = new AtomicReference<>(Map.of());

    private record Entry<T>(T type, LongAdder lookups) {}

    /**
     * A registry.
     *
     * @param kind what it holds, for messages: {@code "controller"}
     * @param types in order
     * @throws IllegalArgumentException as {@link #register}
     */
    public TypeRegistry(String kind, List<? extends T> types) {
        this.kind = kind;
        types.forEach(this::register);
    }

    /**
     * Adds one more; readers see it from now on.
     *
     * @throws IllegalArgumentException where the name is taken or is none; nothing has changed then
     */
    public void register(T type) {
        RegisteredType.check(kind, type);
        Entry<T> entry = new Entry<>(type, new LongAdder());
        snapshot.updateAndGet(types -> with(types, entry));
    }

    private Map<String, Entry<T>> with(Map<String, Entry<T>> types, Entry<T> entry) {
        String name = entry.type.name();
        if (types.containsKey(name)) {
            throw new IllegalArgumentException(kind + " " + name + " exists already");
        }
        Map<String, Entry<T>> copy = new LinkedHashMap<>(types);
        copy.put(name, entry);
        return Collections.unmodifiableMap(copy);
    }

    /** All that are registered at this moment, in order. */
    public List<T> types() {
        return snapshot.get().values().stream().map(Entry::type).toList();
    }

    /** The one of a name; throws {@link IllegalArgumentException} with the names that exist otherwise. */
    public T type(String name) {
        Map<String, Entry<T>> types = snapshot.get();
        @Nullable Entry<T> entry = types.get(name);
        if (entry == null) {
            misses.increment();
            throw new IllegalArgumentException(
                    "unknown " + kind + " " + name + "; allowed: " + String.join(", ", types.keySet()));
        }
        entry.lookups.increment();
        return entry.type;
    }

    /** How often each has been looked up; exact for all lookups that happened before the call. */
    public Map<String, Long> lookups() {
        Map<String, Long> lookups = new LinkedHashMap<>();
        snapshot.get().forEach((name, entry) -> lookups.put(name, entry.lookups.sum()));
        return lookups;
    }

    /** How often a name was asked for that is not there. */
    public long misses() {
        return misses.sum();
    }

    /** The names, in order. */
    public Stream<String> names() {
        return snapshot.get().keySet().stream();
    }
}
