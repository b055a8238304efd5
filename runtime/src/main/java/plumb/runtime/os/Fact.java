package plumb.runtime.os;

import java.util.Optional;

/** Something about the machine: known, or not known for a stated reason. Immutable; any thread. */
public sealed interface Fact<T> {
    /** The value, where it is known. */
    Optional<T> value();

    /** It was read. */
    record Known<T>(T known) implements Fact<T> {
        @Override
        public Optional<T> value() {
            return Optional.of(known);
        }
    }

    /** It could not be read. */
    record Unknown<T>(String reason) implements Fact<T> {
        @Override
        public Optional<T> value() {
            return Optional.empty();
        }
    }
}
