package plumb.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.hipparchus.complex.Complex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.design.ParameterSpec;
import plumb.hal.sim.Disturbance;

class ValueTypeTest {
    private static final ValueType<List<Disturbance>> DISTURBANCES = new DisturbancesType();
    private static final ValueType<List<Complex>> POLES =
            new ParameterType(ParameterSpec.poles("slidingPoles", 3, -200, -0.1, "Poles."));

    @Test
    void readsAnOptionOfTheCommandLineWithItsLabelInTheMessage() throws ConfigException {
        ValueType<Long> duration = ValueType.duration("0s", "24h");

        assertThat(duration.parse("--duration 30s", "30s")).isEqualTo(30_000_000_000L);
        assertThat(Messages.of(() -> duration.parse("--duration 30", "30")))
                .isEqualTo("--duration 30: unit missing; allowed: ns, us, ms, s, min, h, from 0s to 86400s");
    }

    @Test
    void refusesAListWhereOneValueIsExpected() {
        assertThat(Messages.of(() -> ValueType.whole(0, 9).parseItems(List.of("1", "2"))))
                .isEqualTo("a list of 2 is not expected; allowed: a whole number, from 0 to 9");
    }

    @Test
    void refusesALimitInTheSourceThatIsNoQuantity() {
        assertThatThrownBy(() -> ValueType.quantity(Dimension.FORCE, "1kg", "2N"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("1kg: unit kg is not a force");
    }

    @Test
    void roundsDurationsToWholeNanoseconds() throws ConfigException {
        assertThat(ValueType.duration("0s", "1s").parse("1.4ns")).isEqualTo(1);
        assertThat(ValueType.duration("0s", "1s").parse("0.0000000016s")).isEqualTo(2);
    }

    @Test
    void everyPeriodSurvivesBeingWrittenAsARate() throws ConfigException {
        ValueType<Long> period = ValueType.period("10Hz", "5kHz");
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 10_000; i++) {
            long nanos = random.nextLong(200_000, 100_000_001);
            assertThat(period.parse(period.format(nanos))).isEqualTo(nanos);
        }
    }

    @ParameterizedTest
    @CsvSource({"1kHz, 1000000", "3kHz, 333333", "10Hz, 100000000", "5kHz, 200000"})
    void readsARateAsItsPeriod(String text, long nanos) throws ConfigException {
        assertThat(ValueType.period("10Hz", "5kHz").parse(text)).isEqualTo(nanos);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "1e3", "0x10", "99999999999999999999999", "one", ""})
    void refusesWhatIsNoWholeNumber(String text) {
        assertThat(Messages.of(() -> ValueType.whole(0, 9).parse(text)))
                .isEqualTo("not a whole number; allowed: a whole number, from 0 to 9");
    }

    @Test
    void readsAutoAsNoValue() throws ConfigException {
        ValueType<Optional<Long>> cpu = ValueType.auto(ValueType.whole(0, 3));

        assertThat(cpu.parse("auto")).isEmpty();
        assertThat(cpu.parse("2")).contains(2L);
        assertThat(Messages.of(() -> cpu.parse("4")))
                .isEqualTo("out of range; allowed: a whole number, from 0 to 3, or auto");
    }

    @Test
    void readsStepsAndPulses() throws ConfigException {
        assertThat(DISTURBANCES.parse("step:10N@2s, pulse:-30N/100ms@500ms"))
                .containsExactly(Disturbance.step(10, 2_000_000_000), Disturbance.pulse(-30, 100_000_000, 500_000_000));
    }

    @Test
    void writesDisturbancesAsItReadsThem() throws ConfigException {
        String text = "[step:10N@2s, pulse:-30N/100ms@500ms]";

        assertThat(DISTURBANCES.format(DISTURBANCES.parse(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "step:10@2s | force 10: unit missing; allowed: N, from -1000N to 1000N",
                "step:10N@2kg | start 2kg: unit kg is not a time; allowed: ns, us, ms, s, min, h, from 0s to 86400s",
                "pulse:10N/0s@2s | duration 0s: out of range; allowed: ns, us, ms, s, min, h, from 1us to 86400s",
                "push:10N | push:10N is not a disturbance; allowed: a list of step:FORCE@START and "
                        + "pulse:FORCE/DURATION@START, as step:10N@2s, pulse:30N/100ms@2s",
            })
    void saysWhichPartOfADisturbanceIsWrong(String text, String message) {
        assertThat(Messages.of(() -> DISTURBANCES.parse(text))).isEqualTo(message);
    }

    @Test
    void readsAStateOfThreeNumbersAsAtRest() throws ConfigException {
        assertThat(new StateType().parse("0.1,0.2,-0.3")).isEqualTo(new InitialState(0.1, 0.2, -0.3, 0, 0, 0));
        assertThat(new StateType().parse("[1, 2, 3, 4, 5, 6]")).isEqualTo(new InitialState(1, 2, 3, 4, 5, 6));
    }

    @Test
    void saysWhichNumberOfAStateIsWrong() {
        assertThat(Messages.of(() -> new StateType().parse("0,5deg,0")))
                .isEqualTo("number 2 is 5deg: unit deg is not expected; allowed: a plain number, from -10 to 10");
        assertThat(Messages.of(() -> new StateType().parse("0,1")))
                .startsWith("2 numbers; allowed: 3 or 6 plain numbers");
        assertThat(Messages.of(() -> new StateType().parse("0,,1")))
                .startsWith("number 2 is '': not a number; allowed: ");
    }

    @Test
    void readsPolesInConjugatePairs() throws ConfigException {
        List<Complex> poles = POLES.parse("[-26.433, -2.158+3.747i, -2.158-3.747i]");

        assertThat(poles)
                .containsExactly(new Complex(-26.433), new Complex(-2.158, 3.747), new Complex(-2.158, -3.747));
        assertThat(POLES.format(poles)).isEqualTo("[-26.433, -2.158+3.747i, -2.158-3.747i]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[-1, -2+1i, -2-2i] | -2+1i has no conjugate -2-1i beside it",
                "[-2+1i, -2+1i, -2-1i] | -2+1i has no conjugate -2-1i beside it",
                "[-1, -2] | 2 numbers",
                "[-1, -2, 3] | number 3 is 3: out of range",
                "[-1, -2, -2+i] | number 3 is -2+i: unknown unit +i",
                "[-1, -2, -2+1e999i] | number 3 is -2+1e999i: out of range",
                "[-1, -2, NaN] | number 3 is NaN: not a finite number",
            })
    void saysWhatIsWrongWithPoles(String text, String problem) {
        assertThat(Messages.of(() -> POLES.parse(text)))
                .startsWith(problem + "; allowed: 3 poles in 1/s as -2 or -2+3i");
    }

    @Test
    void refusesAComplexNumberThatIsNoPole() {
        ParameterType vector = new ParameterType(ParameterSpec.vector("weights", 2, "", 0, 10, "Weights."));

        assertThat(Messages.of(() -> vector.parse("1, 2+3i")))
                .isEqualTo("number 2 is 2+3i: unknown unit +3i; allowed: 2 plain numbers, each from 0 to 10");
    }

    @Test
    void refusesAListForAScalarParameter() {
        ParameterType scalar = new ParameterType(ParameterSpec.scalar("gain", "N", 0, 10, "Gain."));

        assertThat(Messages.of(() -> scalar.parseItems(List.of("1"))))
                .isEqualTo("a list of 1 is not expected; allowed: a plain number in N, from 0 to 10");
    }

    @Test
    void readsAndPrintsTheWordOfAChoice() throws ConfigException {
        ParameterType choice = new ParameterType(ParameterSpec.choice("layer", List.of("sign", "tanh"), "Layer."));

        assertThat(choice.parse(" tanh ")).containsExactly(new Complex(1));
        assertThat(choice.format(choice.parse("sign"))).isEqualTo("sign");
        assertThat(Messages.of(() -> choice.parse("cosine"))).isEqualTo("unknown layer; allowed: sign, tanh");
        assertThat(Messages.of(() -> choice.parse("1"))).isEqualTo("unknown layer; allowed: sign, tanh");
        assertThat(Messages.of(() -> choice.parseItems(List.of("sign", "tanh"))))
                .endsWith("allowed: sign, tanh");
    }
}
