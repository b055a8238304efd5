package plumb.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** When the loop runs: rate, thread, overruns. Any thread. */
final class LoopKeys {
    static final Key<Long> PERIOD =
            loop("rate", ValueType.period("10Hz", "5kHz"), "Control rate.", LoopSettings::periodNanos);
    static final Key<Long> PRIORITY = loop(
            "priority",
            ValueType.whole(0, 99),
            "SCHED_FIFO priority of the control thread; 0 stays in the normal class.",
            loop -> (long) loop.priority());
    static final Key<Optional<Long>> CPU = loop(
            "cpu",
            ValueType.auto(ValueType.whole(0, 1023)),
            "Processor the control thread is pinned to; auto: the last one.",
            loop -> loop.cpu() < 0 ? Optional.empty() : Optional.of((long) loop.cpu()));
    static final Key<Optional<Long>> SPIN = loop(
            "spin",
            ValueType.auto(ValueType.duration("0s", "10ms")),
            "Wake this much before the deadline and spin; 0s sleeps only; auto: 150 us, at most 40 % of a period.",
            loop -> loop.spin().isPresent() ? Optional.of(loop.spin().getAsLong()) : Optional.empty());
    static final Key<KeepAwakeMode> KEEP_AWAKE = loop(
            "keepAwake",
            new ChoiceType<>(
                    "choice",
                    Arrays.asList(KeepAwakeMode.values()),
                    mode -> mode.name().toLowerCase(Locale.ROOT)),
            "Whether an idle-class process keeps the control processor busy; auto: in virtual machines.",
            LoopSettings::keepAwake);
    static final Key<OverrunPolicy> OVERRUN_POLICY = loop(
            "overrunPolicy",
            new ChoiceType<>(
                    "overrun policy",
                    Arrays.asList(OverrunPolicy.values()),
                    policy -> policy.name().toLowerCase(Locale.ROOT)),
            "What happens to missed periods: skip keeps the phase (rigs), burst runs every one (virtual time).",
            LoopSettings::overrunPolicy);
    static final Key<Optional<Long>> MAX_CONSECUTIVE_MISSES = loop(
            "maxConsecutiveMisses",
            ValueType.auto(ValueType.whole(0, 1000)),
            "Overrun budget: missed periods in a row; auto: derived from how fast the plant falls.",
            loop -> boxed(loop.maxConsecutiveMisses()));
    static final Key<Long> MAX_MISSES_PER_1000 =
            loop("maxMissesPer1000", ValueType.whole(0, 1000), "Overrun budget: missed periods in any 1000.", loop ->
                    (long) loop.maxMissesPer1000());
    static final Key<Long> WARMUP = loop(
            "warmup",
            ValueType.duration("0s", "600s"),
            "How long the full pipeline runs with safe outputs before the capture.",
            LoopSettings::warmupNanos);

    static final List<CatalogueItem> SECTIONS = List.of(new Section(
            "loop",
            "Timing of the loop.",
            List.of(
                    PERIOD,
                    PRIORITY,
                    CPU,
                    SPIN,
                    KEEP_AWAKE,
                    OVERRUN_POLICY,
                    MAX_CONSECUTIVE_MISSES,
                    MAX_MISSES_PER_1000,
                    WARMUP)));

    private LoopKeys() {}

    private static <T> Key<T> loop(String name, ValueType<T> type, String text, Function<LoopSettings, T> getter) {
        return new Key<>("loop." + name, type, text, config -> getter.apply(config.loop()));
    }

    private static Optional<Long> boxed(OptionalInt value) {
        return value.isPresent() ? Optional.of((long) value.getAsInt()) : Optional.empty();
    }
}
