package plumb.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import plumb.config.ConfigException;
import plumb.config.ConfigReader;
import plumb.readiness.Binding;
import plumb.readiness.Comparison;
import plumb.readiness.Gate;
import plumb.readiness.GateResult;
import plumb.readiness.Validity;
import plumb.readiness.Verdict;
import plumb.readiness.VerdictReport;
import plumb.readiness.Waiver;
import plumb.selftest.Measurement.Measured;
import plumb.selftest.Measurement.NotMeasured;
import plumb.selftest.SelfTestMode;

/** The verdict as a page: complete, escaped, and with nothing to fetch. */
class VerdictPageTest {
    private static final Gate TIMING = new Gate(
            "timing", "Loop keeps its deadlines", Comparison.AT_LEAST, 100, "%", 10, true, "Close <programs>.");
    private static final Gate HOST =
            new Gate("host", "Machine is set up", Comparison.AT_LEAST, 90, "%", 4, false, "Mend the items.");

    private static String page(GateResult... results) throws ConfigException, IOException {
        Verdict verdict = new Verdict(
                new Binding("a".repeat(64), "b".repeat(64), "sim", "lab", false, "boot-1"),
                SelfTestMode.QUICK,
                new Validity(Duration.ofSeconds(3), Duration.ofMinutes(15)),
                List.of(results),
                List.of(new Waiver("host", "ada", "bench & test")),
                1,
                Instant.EPOCH.plusNanos(5));
        return VerdictPage.of(
                VerdictReport.of(verdict), "1.2 abc", ConfigReader.standard().read(Optional.empty(), List.of()));
    }

    @Test
    void showsEveryGateWithFigureEvidenceAndRemedy() throws ConfigException, IOException {
        assertThat(page(
                        new GateResult(TIMING, new Measured(66.67, "%", "p99 > 400 us <script>alert('x')</script>")),
                        new GateResult(HOST, new NotMeasured("no \"proc\""))))
                .contains(
                        "blocked",
                        "Loop keeps its deadlines",
                        "timing, critical, weight 10",
                        "66.67 %",
                        "&gt;= 100 %",
                        "0 of 2 gates passed")
                .contains("Close &lt;programs&gt;.", "p99 &gt; 400 us &lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;")
                .contains("not measured", "Not measured: no &quot;proc&quot;. Mend the items.", "bench &amp; test")
                .contains("quick", "1970-01-01T00:00:00Z", "a".repeat(64));
    }

    @Test
    void whatBlocksIsToBeMendedFirst() throws ConfigException, IOException {
        String page = page(
                new GateResult(HOST, new NotMeasured("no proc")),
                new GateResult(TIMING, new Measured(66.67, "%", "late")));
        assertThat(page).contains("What to do");
        assertThat(page.indexOf("Close &lt;programs&gt;.")).isLessThan(page.indexOf("Mend the items."));
    }

    @Test
    void showsNoRemedyForWhatPassed() throws ConfigException, IOException {
        assertThat(page(
                        new GateResult(TIMING, new Measured(100, "%", "all kept")),
                        new GateResult(HOST, new Measured(95, "%", "eight of nine"))))
                .contains("class=\"badge good\">ready", "all kept", "eight of nine", "2 of 2 gates passed")
                .doesNotContain("Close", "Mend", "What to do");
    }

    @Test
    void needsNothingFromElsewhere() throws ConfigException, IOException {
        assertThat(page(
                        new GateResult(TIMING, new Measured(100, "%", "all kept")),
                        new GateResult(HOST, new Measured(95, "%", "eight of nine"))))
                .startsWith("<!DOCTYPE html>")
                .endsWith("</html>\n")
                .doesNotContain("<script", "http:", "https:", "src=", "url(", "@import", "stylesheet");
    }
}
