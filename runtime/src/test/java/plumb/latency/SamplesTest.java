package plumb.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import plumb.observe.PhaseSummary;

class SamplesTest {
    private static Optional<PhaseSummary> read(long skipped, String text) throws IOException {
        WakeupRecord record = new WakeupRecord();
        Samples samples = new Samples(record, skipped);
        samples.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        assertThat(samples.counted())
                .isEqualTo(record.summary().map(PhaseSummary::count).orElse(0L));
        return record.summary();
    }

    @Test
    void readsLatenciesBetweenWhateverElseIsPrinted() throws IOException {
        PhaseSummary summary = read(0, """
                        Max CPUs = 2
                        # /dev/cpu_dma_latency set to 0us
                        Thread 0 using cpu 1.
                               0:       0:    4000
                               0:       1:  132644
                               0:       2:    4000
                        T: 0 ( 1234) P:80 I:1000 C:   3 Min:  9 Act: 12 Avg: 11 Max: 132
                        """).orElseThrow();
        assertThat(summary.count()).isEqualTo(3);
        assertThat(summary.p50()).isBetween(3.99, 4.01);
        assertThat(summary.max()).isEqualTo(132.644);
    }

    @Test
    void theFirstOnesDoNotCount() throws IOException {
        assertThat(read(2, "0:0:900000\n0:1:900000\n0:2:5000\n").orElseThrow().max())
                .isEqualTo(5.0);
    }

    @Test
    void aLineThatWasCutOffIsNoSample() throws IOException {
        assertThat(read(0, "0:0:\n0:1\n0:2:x7\n0:3:4:5\n0:-4:5\n")).isEmpty();
        assertThat(read(0, "0:0:5000")).isPresent();
    }
}
