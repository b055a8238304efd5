package plumb.doctor;

import java.util.function.Function;
import plumb.runtime.os.Fact;

/**
 * One item of the machine's real-time set-up. Immutable; any thread.
 *
 * @param id stable name, {@code [a-z-]+}
 * @param title a few words
 * @param status how it was found
 * @param found what was found, or why nothing could be
 * @param remedy the command that mends it, or what to do where there is no command
 */
public record MachineItem(String id, String title, ItemStatus status, String found, String remedy) {
    /** An item that is good or bad. */
    static MachineItem of(String id, String title, boolean good, String found, String remedy) {
        return new MachineItem(id, title, good ? ItemStatus.GOOD : ItemStatus.BAD, found, remedy);
    }

    /** An item that rests on one fact, and cannot be judged without it. */
    static <T> MachineItem of(
            String id,
            String title,
            Fact<T> fact,
            Function<T, ItemStatus> judge,
            Function<T, String> text,
            String remedy) {
        return switch (fact) {
            case Fact.Known<T> known ->
                new MachineItem(id, title, judge.apply(known.known()), text.apply(known.known()), remedy);
            case Fact.Unknown<T> unknown -> unknown(id, title, unknown.reason(), remedy);
        };
    }

    static MachineItem unknown(String id, String title, String reason, String remedy) {
        return new MachineItem(id, title, ItemStatus.NOT_MEASURABLE, "cannot be read: " + reason, remedy);
    }
}
