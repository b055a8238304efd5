package plumb.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import plumb.model.StateView;
import plumb.observe.LoopIdentity;
import plumb.observe.LoopSnapshot;
import plumb.observe.PhaseSummary;
import plumb.observe.StallCounts;
import plumb.runtime.LifecycleState;
import plumb.runtime.TripReason;

/** One look at a loop as lines of text, the most important first: a small window shows the upper ones. Pure functions. */
final class TopView {
    private static final int BAR = 31;
    private static final double NANOS_PER_MICRO = 1e3;

    private TopView() {}

    static List<String> of(Terminal terminal, TopSample sample) {
        List<String> lines = new ArrayList<>();
        lines.add(title(terminal, sample));
        lines.add(state(terminal, sample));
        lines.add("");
        loop(terminal, sample, lines);
        lines.add("");
        latency(terminal, sample, lines);
        lines.add("");
        motion(terminal, sample, lines);
        lines.add("");
        process(sample, lines);
        return lines;
    }

    /** What is said when the loop is gone. */
    static String lastWords(Terminal terminal, TopSample sample) {
        LifecycleState state = sample.state();
        boolean orderly = state == LifecycleState.STOPPED || state == LifecycleState.FAULT;
        return String.format(
                Locale.ROOT,
                "%s: the loop of process %d is gone after %.1f s engaged%s%s",
                painted(terminal, state),
                sample.identity().process().pid(),
                sample.engagedSeconds(),
                sample.loop().trip() == TripReason.NONE ? "" : "; tripped: " + sample.trip(),
                orderly || sample.loop().cycles() == 0 ? "" : "; it did not end in order");
    }

    private static String title(Terminal terminal, TopSample sample) {
        LoopIdentity identity = sample.identity();
        return String.format(
                Locale.ROOT,
                "%s  rig %s  %s  %.0f Hz  pid %d  up %s  %s",
                terminal.bold("plumb top"),
                identity.rig(),
                identity.controller(),
                1e9 / identity.periodNanos(),
                identity.process().pid(),
                clock(sample.upSeconds()),
                terminal.dim("q quits"));
    }

    private static String state(Terminal terminal, TopSample sample) {
        String state = painted(terminal, sample.state());
        String stalled = sample.stalled()
                ? terminal.bad(String.format(Locale.ROOT, "   no cycle for %.1f s", sample.sinceLastCycleSeconds()))
                : "";
        String trip = sample.loop().trip() == TripReason.NONE ? terminal.dim("none") : terminal.bad(sample.trip());
        return String.format(
                Locale.ROOT, "%s %8.1f s engaged   last trip %s%s", state, sample.engagedSeconds(), trip, stalled);
    }

    private static String painted(Terminal terminal, LifecycleState state) {
        String text = String.format(Locale.ROOT, "%-9s", state);
        return switch (state) {
            case ENGAGED -> terminal.good(text);
            case FAULT, NOT_READY -> terminal.bad(text);
            case BOOT, SELF_TEST, READY, ARMED, CAPTURING, STOPPING, STOPPED -> terminal.warn(text);
        };
    }

    private static void loop(Terminal terminal, TopSample sample, List<String> lines) {
        LoopSnapshot loop = sample.loop();
        String rate = sample.cyclesPerSecond().isPresent()
                ? String.format(
                        Locale.ROOT, "%.1f per s", sample.cyclesPerSecond().getAsDouble())
                : "-";
        lines.add(String.format(
                Locale.ROOT,
                "%-11s %d, %s   estimator %s",
                "cycles",
                loop.cycles(),
                rate,
                sample.identity().estimator()));
        String missed = String.format(
                Locale.ROOT,
                "%d missed, at most %d in a row   overruns %d",
                loop.missedCycles(),
                loop.maxConsecutiveMisses(),
                loop.overruns());
        lines.add(String.format(
                Locale.ROOT, "%-11s %s", "misses", loop.missedCycles() > 0 ? terminal.warn(missed) : missed));
        sample.process().stalls().ifPresent(stalls -> lines.add(stalls(stalls)));
    }

    private static String stalls(StallCounts stalls) {
        return String.format(
                Locale.ROOT,
                "%-11s %d missed by a late wake-up   waited for the cpu %s, host took %s, switched out %s",
                "stalls",
                stalls.missedByLateWakeup(),
                millis(stalls.waitedNanos()),
                millis(stalls.stolenNanos()),
                stalls.involuntarySwitches().isPresent()
                        ? stalls.involuntarySwitches().getAsLong() + " times"
                        : "not counted");
    }

    private static String millis(OptionalLong nanos) {
        return nanos.isPresent() ? String.format(Locale.ROOT, "%.1f ms", nanos.getAsLong() / 1e6) : "not counted";
    }

    private static void latency(Terminal terminal, TopSample sample, List<String> lines) {
        lines.add(String.format(
                Locale.ROOT,
                "%-11s %s",
                "\u00b5s",
                terminal.dim(String.format(
                        Locale.ROOT,
                        "%8s %8s %8s %8s   of the last %.1f s",
                        "p50",
                        "p99",
                        "p99.9",
                        "max",
                        sample.windowSeconds()))));
        String greatest = sample.loop().cycles() == 0
                ? ""
                : String.format(Locale.ROOT, "   greatest %.1f", sample.loop().maxWakeupNanos() / NANOS_PER_MICRO);
        lines.add(String.format(
                Locale.ROOT, "%-11s %s%s", "wake-up", percentiles(sample.wakeup()), terminal.dim(greatest)));
        lines.add(String.format(Locale.ROOT, "%-11s %s", "cycle", percentiles(sample.cycle())));
    }

    private static String percentiles(Optional<PhaseSummary> summary) {
        return summary.map(
                        s -> String.format(Locale.ROOT, "%8.1f %8.1f %8.1f %8.1f", s.p50(), s.p99(), s.p999(), s.max()))
                .orElseGet(() -> String.format(Locale.ROOT, "%8s %8s %8s %8s", "-", "-", "-", "-"));
    }

    private static void motion(Terminal terminal, TopSample sample, List<String> lines) {
        if (sample.loop().cycles() == 0) {
            return;
        }
        LoopIdentity identity = sample.identity();
        StateView state = sample.loop().state();
        lines.add(String.format(
                Locale.ROOT,
                "%-11s %+9.3f m     %s  %+.3f m/s",
                "cart",
                state.position(),
                bar(terminal, state.position(), identity.railHalfLength()),
                state.velocity()));
        lines.add(angle(terminal, "angle 1", state.angle1(), state.rate1()));
        lines.add(angle(terminal, "angle 2", state.angle2(), state.rate2()));
        lines.add(String.format(
                Locale.ROOT,
                "%-11s %+9.2f N     %s%s",
                "force",
                sample.loop().force(),
                bar(terminal, sample.loop().force(), identity.forceLimit()),
                Double.isNaN(sample.loop().surface())
                        ? ""
                        : String.format(
                                Locale.ROOT, "  surface %+.3f", sample.loop().surface())));
    }

    private static String angle(Terminal terminal, String name, double radians, double rate) {
        // Upright is 0; the bar shows the half turn to either side.
        double nearest = StrictMath.IEEEremainder(radians, 2 * StrictMath.PI);
        return String.format(
                Locale.ROOT,
                "%-11s %+9.3f rad   %s  %+.3f rad/s",
                name,
                radians,
                bar(terminal, nearest, StrictMath.PI),
                rate);
    }

    /** Where a value lies between minus and plus the limit; outside, or no number, at the end or nowhere. */
    static String bar(Terminal terminal, double value, double limit) {
        int middle = BAR / 2;
        StringBuilder bar = new StringBuilder("-".repeat(BAR));
        bar.setCharAt(middle, '|');
        if (Double.isNaN(value)) {
            return terminal.dim("[" + bar + "]");
        }
        int at = middle + (int) StrictMath.round(StrictMath.clamp(value / limit, -1, 1) * middle);
        return terminal.dim("[" + bar.substring(0, at))
                + terminal.bold("#")
                + terminal.dim(bar.substring(at + 1) + "]");
    }

    private static void process(TopSample sample, List<String> lines) {
        OptionalLong recorded = sample.process().recorded();
        lines.add(String.format(
                Locale.ROOT,
                "%-11s %s allocated by the control thread while engaged, %s in the process",
                "memory",
                sample.loop().allocatedBytes().isPresent()
                        ? sample.loop().allocatedBytes().getAsLong() + " bytes"
                        : "not measured what is",
                sample.process().collections().isPresent()
                        ? sample.process().collections().getAsLong() + " collections"
                        : "collections not counted"));
        if (recorded.isPresent()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-11s %d records, %d dropped",
                    "recording",
                    recorded.getAsLong(),
                    sample.process().dropped().orElse(0)));
        }
    }

    private static String clock(double seconds) {
        long whole = (long) StrictMath.max(0, seconds);
        return String.format(Locale.ROOT, "%02d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    }
}
