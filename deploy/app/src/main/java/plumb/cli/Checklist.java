package plumb.cli;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import plumb.readiness.Gate;
import plumb.readiness.GateResult;
import plumb.readiness.Level;
import plumb.readiness.SelfTestListener;
import plumb.readiness.Verdict;
import plumb.selftest.Check;

/** The self-test as a person sees it: what runs now, what came of it, and at the end the verdict with its remedies. */
final class Checklist implements SelfTestListener, AutoCloseable {
    private static final String INDENT = "        ";
    /** Columns in which the beginning of some evidence is worth showing. */
    private static final int LEAST_EVIDENCE = 30;

    private static final String SIMULATION_ONLY =
            "simulation only: the build lacks evidence of its tests, so no physical rig may run it; ./plumb test makes the"
                    + " evidence";

    private final Terminal terminal;
    private final boolean json;
    private final boolean quiet;
    private Consumer<String> follower = line -> {};
    private int gates;
    private @Nullable TimeLeft time;
    private @Nullable Countdown countdown;

    Checklist(Terminal terminal, OutputOptions output) {
        this(terminal, output.json(), output.quiet());
    }

    /**
     * A checklist.
     *
     * @param json whether stdout carries a document
     * @param quiet whether nothing is to be said
     */
    Checklist(Terminal terminal, boolean json, boolean quiet) {
        this.terminal = terminal;
        this.json = json;
        this.quiet = quiet;
    }

    /** Tells this one too what goes on, one line at each gate's begin and end. */
    Checklist followedBy(Consumer<String> newFollower) {
        follower = newFollower;
        return this;
    }

    /** A self-test of these checks begins. */
    void begin(List<? extends Check> checks) {
        gates = checks.size();
        time = new TimeLeft(TimeLeft.of(checks), System::nanoTime);
        if (terminal.live() && !quiet) {
            countdown = Countdown.start(terminal);
        }
    }

    @Override
    public void started(Gate gate, Duration expected) {
        follower.accept("testing: " + gate.id());
        TimeLeft left = time;
        Countdown live = countdown;
        if (left != null) {
            left.next(expected);
            if (live != null) {
                live.show(() -> running(gate, left));
            }
        }
    }

    private String running(Gate gate, TimeLeft left) {
        long now = left.ofThisCheck();
        long all = left.ofAll();
        return String.format(Locale.ROOT, "  %s  [%d/%d] %s", terminal.bold("..."), left.number(), gates, gate.title())
                + terminal.dim((now > 1 ? "  " + now + " s" : "") + (all > 1 ? "  (all: " + all + " s left)" : ""));
    }

    @Override
    public void judged(GateResult result) {
        follower.accept("tested: " + result.gate().id());
        if (quiet) {
            return;
        }
        Gate gate = result.gate();
        String mark = switch (result.status()) {
            case PASS -> terminal.good("pass");
            case FAIL -> gate.critical() ? terminal.bad("FAIL") : terminal.warn("fail");
            case NOT_EVALUATED -> gate.critical() ? terminal.bad("NONE") : terminal.warn("none");
        };
        String figure = result.value().isPresent()
                ? number(result.value().getAsDouble()) + " " + gate.unit() + "  "
                        + gate.comparison().symbol() + " " + number(gate.threshold())
                : "not measured";
        String line = String.format(Locale.ROOT, "  %s  %-27s %-17s ", mark, gate.id(), figure);
        if (result.passed()) {
            // One line for what is well; all there is to know, and what to do, for what is not.
            boolean room = terminal.columns() - line.length() >= LEAST_EVIDENCE;
            say(Terminal.cut(line + (room ? terminal.dim(result.evidence()) : ""), terminal.columns())
                    .stripTrailing());
            return;
        }
        say(line.stripTrailing());
        paragraph(result.reason());
        if (!result.evidence().isEmpty()) {
            paragraph(result.evidence());
        }
        paragraph("-> " + gate.remedy());
    }

    /** The last lines. */
    void verdict(Verdict verdict) {
        close();
        if (quiet) {
            return;
        }
        String id = verdict.level().id();
        String level =
                verdict.ready() ? terminal.good(id) : verdict.permitsRun() ? terminal.warn(id) : terminal.bad(id);
        long passed = verdict.results().stream().filter(GateResult::passed).count();
        say(String.format(
                Locale.ROOT,
                "  %s  score %s of 100  %d of %d gates passed  verdict %s",
                level,
                number(verdict.score()),
                passed,
                verdict.results().size(),
                verdict.shownId()));
        if (passed < verdict.results().size()) {
            paragraph("not passed: " + notPassed(verdict));
        }
        if (verdict.level() == Level.SIMULATION_ONLY) {
            paragraph(SIMULATION_ONLY);
        }
    }

    /** Ids of the gates that were not passed, the critical ones first and marked. */
    static String notPassed(Verdict verdict) {
        return verdict.results().stream()
                .filter(result -> !result.passed())
                .sorted((a, b) -> Boolean.compare(b.gate().critical(), a.gate().critical()))
                .map(result -> result.gate().id() + (result.gate().critical() ? " (critical)" : ""))
                .collect(Collectors.joining(", "));
    }

    /** Ends the live line; harmless when repeated. */
    @Override
    public void close() {
        Countdown live = countdown;
        if (live != null) {
            live.close();
            countdown = null;
        }
    }

    private void paragraph(String text) {
        Paragraph.lines(text, INDENT, terminal.columns()).forEach(this::say);
    }

    private void say(String line) {
        terminal.say(json, line);
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.1f", value);
    }
}
