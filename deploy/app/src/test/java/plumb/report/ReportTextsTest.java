package plumb.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Numbers and texts as the page holds them. */
class ReportTextsTest {
    @Test
    void plottedNumbersHaveFiveDigitsAndNothingSuperfluous() {
        assertThat(PlotData.number(0)).isEqualTo("0");
        assertThat(PlotData.number(1.5)).isEqualTo("1.5");
        assertThat(PlotData.number(-123.456)).isEqualTo("-123.46");
        assertThat(PlotData.number(1234567)).isEqualTo("1234567");
        assertThat(PlotData.number(0.0001234567)).isEqualTo("0.00012346");
        assertThat(PlotData.number(0.99999999)).isEqualTo("1");
        assertThat(PlotData.number(-1e-12)).isEqualTo("0");
        assertThat(PlotData.number(Double.NaN)).isEqualTo("null");
        assertThat(PlotData.number(Double.POSITIVE_INFINITY)).isEqualTo("null");
    }

    @Test
    void noTextCanEndTheElementItStandsIn() {
        assertThat(PlotData.text("</script><!--\n\"\\&\u2028"))
                .isEqualTo("\"\\u003c/script\\u003e\\u003c!--\\u000a\\u0022\\u005c\\u0026\\u2028\"");
        assertThat(Html.escape("<b a='1' c=\"2\">&")).isEqualTo("&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;");
    }

    @Test
    void shownNumbersHaveAsManyPlacesAsTheySupport() {
        assertThat(Html.number(12)).isEqualTo("12");
        assertThat(Html.number(1234.56)).isEqualTo("1235");
        assertThat(Html.number(123.456)).isEqualTo("123.5");
        assertThat(Html.number(12.3456)).isEqualTo("12.35");
        assertThat(Html.number(-0.0234)).isEqualTo("-0.023");
        assertThat(Html.number(0.00012)).isEqualTo("0.00012");
        assertThat(Html.number(Double.NaN)).isEqualTo("-");
    }

    @Test
    void whatWasNotMeasuredHasNoTile() {
        assertThat(FigureTiles.of(Map.of("missedCycles", 3L, "maxAngleRad", List.of(0.25, 0.5))))
                .contains("data-key=\"missedCycles\" data-value=\"3\">3")
                .contains("data-key=\"maxAngleRad.1\" data-value=\"0.5\">0.500 <small>rad")
                .doesNotContain("settled");
    }

    @Test
    void percentilesAreReadFromTheirFile() {
        LatencyCurve curve = LatencyCurve.parse(
                "cycle",
                List.of(
                        "       Value     Percentile TotalCount 1/(1-Percentile)",
                        "",
                        "       1.212 0.000000000000          1           1.00",
                        "     265.215 0.999969482422      29986       32768.00",
                        "     265.215 1.000000000000      29986",
                        "#[Mean    =        5.084, StdDeviation   =        4.243]"));
        assertThat(curve).isEqualTo(new LatencyCurve("cycle", List.of(1.0, 32768.0), List.of(1.212, 265.215)));
    }
}
