package plumb.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import plumb.config.RigConfig;
import plumb.history.ReadinessHistory;
import plumb.history.StoredVerdict;
import plumb.history.TestMode;
import plumb.readiness.Verdict;
import plumb.selftest.SelfTestMode;

/** Keeps every verdict before it is reported: one that cannot be kept fails the command. Housekeeping thread. */
final class VerdictKeeping {
    private VerdictKeeping() {}

    /** Stores a verdict in the configured history; nothing where none is kept. */
    static void keep(RigConfig config, Verdict verdict, BuildInfo build, SelfTestMode mode) throws IOException {
        Optional<String> file = config.history().file();
        if (file.isEmpty()) {
            return;
        }
        // A thread that is interrupted cannot force a file to the disk; the signal is remembered.
        boolean interrupted = Thread.interrupted();
        try (ReadinessHistory history = ReadinessHistory.open(Path.of(file.get()))) {
            TestMode kept = interrupted ? TestMode.INTERRUPTED : mode(mode);
            history.store(
                    StoredVerdict.of(verdict, build.version(), build.commit(), kept),
                    config.history().keep());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static TestMode mode(SelfTestMode mode) {
        return switch (mode) {
            case FULL -> TestMode.FULL;
            case QUICK -> TestMode.QUICK;
        };
    }
}
