package plumb.runtime.os;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalInt;
import java.util.OptionalLong;
import plumb.config.KeepAwakeMode;
import plumb.config.LoopSettings;
import plumb.config.OverrunPolicy;

/** A program that starts a real-time thread and prints what it reports and what {@code /proc} says of it. */
final class RealtimeProbe {
    private RealtimeProbe() {}

    public static void main(String[] arguments) throws Exception {
        LoopSettings settings = new LoopSettings(
                1_000_000,
                80,
                -1,
                OptionalLong.of(0),
                KeepAwakeMode.AUTO,
                OverrunPolicy.SKIP,
                OptionalInt.empty(),
                20,
                0);
        RealtimeThread thread = RealtimeThread.start("control", settings, () -> {
            LinuxClock clock = new LinuxClock(0);
            long deadline = clock.nanoTime();
            boolean kept = true;
            for (int i = 0; i < 100; i++) {
                deadline += 1_000_000;
                kept &= clock.awaitUntil(deadline) >= deadline;
            }
            try {
                KernelThread kernel = KernelThread.of(Posix.threadId());
                System.out.println("kernel policy=" + kernel.policy() + " priority=" + kernel.priority() + " locked="
                        + (KernelThread.lockedKilobytes() > 0) + " deadlinesKept=" + kept);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        thread.join();
        RealtimeReport report = thread.report();
        System.out.println("report policy=" + report.policy() + " priority=" + report.priority() + " locked="
                + report.memoryLocked() + " slack=" + report.timerSlackNanos() + " pinned="
                + report.cpu().isPresent());
        report.degradations().forEach(System.out::println);
    }
}
