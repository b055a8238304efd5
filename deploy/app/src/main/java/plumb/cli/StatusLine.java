package plumb.cli;

import java.util.Locale;
import java.util.Optional;
import plumb.config.RigConfig;
import plumb.observe.LoopSnapshot;
import plumb.observe.PhaseSummary;
import plumb.runtime.LifecycleState;

/** The one live line of a run: state, time, cart, angles, force, wake-up latency, missed periods. Housekeeping thread. */
final class StatusLine {
    private final Terminal terminal;
    private final boolean wanted;
    private final double periodSeconds;

    StatusLine(Terminal terminal, OutputOptions output, RigConfig config) {
        this.terminal = terminal;
        this.wanted = !output.quiet();
        this.periodSeconds = config.loop().periodSeconds();
    }

    /** The law is shown where others may follow it. */
    void show(LoopSnapshot loop, Optional<PhaseSummary> wakeup, Optional<String> law) {
        if (wanted) {
            terminal.line(text(loop, wakeup, law));
        }
    }

    void clear() {
        terminal.clearLine();
    }

    String text(LoopSnapshot loop, Optional<PhaseSummary> wakeup, Optional<String> law) {
        String state = String.format(Locale.ROOT, "%-9s", loop.lifecycle());
        String latency = wakeup.map(summary -> String.format(Locale.ROOT, "%.1f \u00b5s", summary.p99()))
                .orElse("-");
        return String.format(
                Locale.ROOT,
                "  %s %6.1f s%s   cart %+.3f m   angles %+.3f %+.3f rad   force %+6.2f N   wake-up p99 %s   missed %d",
                loop.lifecycle() == LifecycleState.ENGAGED ? terminal.good(state) : terminal.warn(state),
                loop.engagedCycles() * periodSeconds,
                law.map(name -> "   " + name).orElse(""),
                loop.state().position(),
                loop.state().angle1(),
                loop.state().angle2(),
                loop.force(),
                latency,
                loop.missedCycles());
    }
}
