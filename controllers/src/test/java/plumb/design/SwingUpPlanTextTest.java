package plumb.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.model.RigParameters;

class SwingUpPlanTextTest {
    private static final SwingUpPlan PLAN =
            new SwingUpPlan(RigParameters.standard(), 2e-3, Math.PI, -Math.PI, List.of(1.25, -3.0, 0.1 + 0.2, 1e-9));
    private static final String TEXT = SwingUpPlanText.write(PLAN, Map.of("command", "plumb plan --out p.csv"));

    @Test
    void readsWhatItWroteToTheBit() {
        assertThat(SwingUpPlanText.read("p.csv", TEXT)).isEqualTo(PLAN);
        assertThat(TEXT).startsWith(SwingUpPlanText.TITLE).contains("# command: plumb plan --out p.csv");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # plumb swing-up plan v1 | # plumb plan v9            | p.csv:1: not a swing-up plan
            # cartMass: 1.5          | # cartMass: heavy          | cartMass is "heavy", must be a plain number
            # cartMass: 1.5          | # cartMass: 1.5\n# cartMass: 1.5 | cartMass a second time
            # cartMass: 1.5          | # cartWeight: 1.5          | the header has no line "# cartMass: NUMBER"
            # cartMass: 1.5          | # cartMass: -1.5           | cartMass is -1.5 kg
            # motorLag: 0.002        | # motorLag: 2              | motorLag is 2.0 s, must be from 0 to 1
            # angle1: 3.141592653589793 | # angle1: 1             | angle1 is 1.0, must be an odd multiple of pi
            time,position,           | zeit,position,             | after the header must come time,position
            0.01,                    | 0.02,                      | time is 0.02, must be 0.01
            ,1.25                    | ,1.25,7                    | 9 fields; allowed: 8
            ,1.25                    | ,NaN                       | force is "NaN", must be a plain number
            ,1.25                    | ,1.26                      | the file was changed, plan again
            """)
    void saysWhereATextIsNotAPlan(String found, String replacement, String message) {
        String bad = TEXT.replaceFirst(java.util.regex.Pattern.quote(found), replacement.replace("\\n", "\n"));
        assertThat(bad).isNotEqualTo(TEXT);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SwingUpPlanText.read("p.csv", bad))
                .withMessageStartingWith("p.csv")
                .withMessageContaining(message);
    }

    @Test
    void refusesATextThatEndsInTheMiddle() {
        int rows = TEXT.indexOf("0.00,");
        String cut = TEXT.substring(0, TEXT.indexOf("0.03,"));
        int line = (int) TEXT.substring(0, rows).lines().count() + 3;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SwingUpPlanText.read("p.csv", cut))
                .withMessage("p.csv:" + line + ": force is 0.30000000000000004, must be 0 in the last row: it is where"
                        + " the plan ends");
    }

    @Test
    void refusesTextsWithoutRows() {
        String head = TEXT.substring(0, TEXT.indexOf("0.00,"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SwingUpPlanText.read("p.csv", ""))
                .withMessageContaining("p.csv:1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SwingUpPlanText.read("p.csv", head))
                .withMessageContaining("0 rows; allowed: 2 to 2001");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SwingUpPlanText.read("p.csv", head.substring(0, head.indexOf("time,"))))
                .withMessageContaining("after the header must come");
    }
}
