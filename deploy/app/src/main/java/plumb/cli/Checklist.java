package plumb.cli;

import java.time.Duration;
import java.util.Locale;
import plumb.readiness.Gate;
import plumb.readiness.GateResult;
import plumb.readiness.SelfTestListener;
import plumb.readiness.Verdict;

/** The self-test as a person sees it: what runs now, what came of it, and at the end the verdict with its remedies. */
final class Checklist implements SelfTestListener {
    private final Terminal terminal;
    private final OutputOptions output;

    Checklist(Terminal terminal, OutputOptions output) {
        this.terminal = terminal;
        this.output = output;
    }

    @Override
    public void started(Gate gate, Duration expected) {
        if (!output.quiet()) {
            String about = expected.toMillis() < 1000 ? "" : terminal.dim("  about " + expected.toSeconds() + " s");
            terminal.line("  ... " + gate.title() + about);
        }
    }

    @Override
    public void judged(GateResult result) {
        if (output.quiet()) {
            return;
        }
        Gate gate = result.gate();
        String mark = switch (result.status()) {
            case PASS -> terminal.good("pass");
            case FAIL -> gate.critical() ? terminal.bad("FAIL") : terminal.warn("fail");
            case NOT_EVALUATED -> terminal.bad("none");
        };
        String figure = result.value().isPresent()
                ? number(result.value().getAsDouble()) + " " + gate.unit() + "  "
                        + gate.comparison().symbol() + " " + number(gate.threshold())
                : "not measured";
        String line = String.format(Locale.ROOT, "  %s  %-14s %-18s ", mark, gate.id(), figure);
        // One line for what is well; all there is to know, and what to do, for what is not.
        terminal.say(
                output.json(),
                result.passed()
                        ? Terminal.cut(line + terminal.dim(result.evidence()), terminal.columns())
                        : line + result.reason());
        if (!result.passed()) {
            if (!result.evidence().isEmpty()) {
                terminal.say(output.json(), "        " + result.evidence());
            }
            terminal.say(output.json(), "        -> " + gate.remedy());
        }
    }

    /** The last line. */
    void verdict(Verdict verdict) {
        if (output.quiet()) {
            return;
        }
        String level = verdict.ready()
                ? terminal.good(verdict.level().id())
                : terminal.bad(verdict.level().id());
        terminal.say(
                output.json(),
                String.format(
                        Locale.ROOT,
                        "  %s  score %s of 100  verdict %s",
                        level,
                        number(verdict.score()),
                        verdict.shownId()));
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.1f", value);
    }
}
