package plumb.observe;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import plumb.runtime.Cycle;

/** One histogram per {@link Phase}. Recorded on the control thread without allocation, read when the loop has ended. */
final class PhaseHistogramSet {
    private final Map<Phase, PhaseHistogram> histograms = new EnumMap<>(Phase.class);
    private final PhaseHistogram wakeup = add(Phase.WAKEUP);
    private final PhaseHistogram read = add(Phase.READ);
    private final PhaseHistogram estimate = add(Phase.ESTIMATE);
    private final PhaseHistogram compute = add(Phase.COMPUTE);
    private final PhaseHistogram write = add(Phase.WRITE);
    private final PhaseHistogram cycle = add(Phase.CYCLE);
    private final PhaseHistogram jitter = add(Phase.JITTER);

    private PhaseHistogram add(Phase phase) {
        PhaseHistogram histogram = new PhaseHistogram();
        histograms.put(phase, histogram);
        return histogram;
    }

    void record(Cycle ended, long wakeupNanos) {
        wakeup.record(wakeupNanos);
        read.record(ended.readNanos() - ended.wakeNanos());
        estimate.record(ended.estimateNanos() - ended.readNanos());
        compute.record(ended.computeNanos() - ended.estimateNanos());
        write.record(ended.writeNanos() - ended.computeNanos());
        cycle.record(ended.writeNanos() - ended.wakeNanos());
    }

    void recordJitter(long nanos) {
        jitter.record(nanos);
    }

    /** The phases that were measured, in their order. */
    Map<Phase, PhaseSummary> summaries() {
        Map<Phase, PhaseSummary> summaries = new EnumMap<>(Phase.class);
        histograms.forEach((phase, histogram) -> histogram.summary().ifPresent(s -> summaries.put(phase, s)));
        return Collections.unmodifiableMap(summaries);
    }

    /** Writes {@code latency-<phase>.hgrm} for every phase that was measured. */
    void export(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (Map.Entry<Phase, PhaseHistogram> entry : histograms.entrySet()) {
            if (entry.getValue().summary().isPresent()) {
                export(
                        entry.getValue(),
                        directory.resolve("latency-" + entry.getKey().id() + ".hgrm"));
            }
        }
    }

    private static void export(PhaseHistogram histogram, Path file) throws IOException {
        try (PrintStream out = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
            histogram.print(out);
            // A print stream keeps its failures to itself.
            if (out.checkError()) {
                throw new IOException("cannot write " + file);
            }
        }
    }
}
