package plumb.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigErrorsTest {
    @Test
    void wrongUnit() {
        assertThat(Messages.ofFile("# my rig", "loop:", "  rate: 1kg"))
                .isEqualTo("rig.yaml:3: loop.rate is 1kg: unit kg is not a frequency; allowed: Hz, kHz, "
                        + "from 10Hz to 5kHz");
    }

    @Test
    void rateZero() {
        assertThat(Messages.of(() -> ConfigReader.standard()
                        .read(Optional.empty(), List.of(ConfigOverride.option("--rate", "loop.rate", "0Hz")))))
                .isEqualTo("--rate 0Hz: out of range; allowed: Hz, kHz, from 10Hz to 5kHz");
    }

    @Test
    void unknownController() {
        assertThat(Messages.of(() -> ConfigReader.standard()
                        .read(Optional.empty(), List.of(ConfigOverride.option("--controller", "controller", "magic")))))
                .isEqualTo(
                        "--controller magic: unknown controller magic; allowed: classical, super-twisting, adaptive, "
                                + "hybrid, lqr, none");
        assertThat(Messages.ofFile("controller: magic"))
                .isEqualTo("rig.yaml:1: controller is magic: unknown controller magic; allowed: classical, "
                        + "super-twisting, adaptive, hybrid, lqr, none");
    }

    @Test
    void unknownEstimator() {
        assertThat(Messages.ofSet("estimator=guess"))
                .isEqualTo(
                        "--set estimator=guess: unknown estimator guess; allowed: kalman, extended-kalman, tracking-loop, "
                                + "robust-differentiator, filtered-difference, direct");
    }

    @Test
    void unknownProfile() {
        assertThat(Messages.ofFile("profile: labb"))
                .isEqualTo("rig.yaml:1: unknown profile labb; allowed: lab, benchmark");
        assertThat(Messages.ofSet("profile=x"))
                .isEqualTo("--set profile=x: unknown profile x; allowed: lab, benchmark");
        assertThat(Messages.ofFile("profile: [lab]"))
                .isEqualTo("rig.yaml:1: profile is not a word; allowed: lab, benchmark");
    }

    @Test
    void unknownKey() {
        assertThat(Messages.ofFile("actuator:", "  lagg: 2ms"))
                .isEqualTo("rig.yaml:2: unknown key actuator.lagg; nearest: actuator.lag; allowed in actuator: lag, "
                        + "delay, watchdog");
        assertThat(Messages.ofFile("lop: {rate: 1kHz}"))
                .startsWith("rig.yaml:1: unknown key lop; nearest: loop")
                .endsWith(
                        "allowed: profile, rig, plant, sensors, actuator, serial, pi, limits, loop, controller, nextControllers, "
                                + "controllers, estimator, estimators, start, swingUp, simulation, selftest, recorder, broker, history");
        assertThat(Messages.ofSet("looprate=1kHz")).contains("unknown key looprate; nearest: loop.rate; allowed: ");
        assertThat(Messages.ofSet("no.such.thing=1")).contains("unknown key no.such.thing; allowed: profile, ");
        assertThat(Messages.ofFile("controllers: {none: {gain: 1}}"))
                .isEqualTo("rig.yaml:1: unknown key controllers.none.gain; allowed in controllers.none: nothing");
    }

    @Test
    void unknownKeyInTheWrongSection() {
        assertThat(Messages.ofFile("loop: {dwell: 1s}")).contains("; nearest: limits.capture.dwell; ");
    }

    @Test
    void duplicateKey() {
        assertThat(Messages.ofFile("loop:", "  rate: 1kHz", "  spin: 0s", "  rate: 2kHz"))
                .isEqualTo("rig.yaml:4: duplicate key loop.rate; already on line 2");
    }

    @Test
    void dottedKey() {
        assertThat(Messages.ofFile("loop.rate: 1kHz"))
                .startsWith("rig.yaml:1: key loop.rate contains a dot; allowed: sections");
    }

    @Test
    void wrongType() {
        assertThat(Messages.ofFile("loop: 5"))
                .startsWith("rig.yaml:1: loop is 5; allowed: a section with rate, priority");
        assertThat(Messages.ofFile("loop: [1, {a: b}]")).startsWith("rig.yaml:1: loop is [1, a section]; allowed: ");
        assertThat(Messages.ofFile("loop:")).startsWith("rig.yaml:1: loop is empty; allowed: a section with");
        assertThat(Messages.ofFile("loop:", "  rate: {a: b}"))
                .startsWith("rig.yaml:2: loop.rate is a section: not a section; allowed: Hz, kHz");
        assertThat(Messages.ofFile("loop:", "  rate: [1kHz]"))
                .startsWith("rig.yaml:2: loop.rate is [1kHz]: a list of 1 is not expected; allowed: Hz, kHz");
        assertThat(Messages.ofFile("simulation:", "  initialState: [[0, 1], 2, 3]"))
                .startsWith("rig.yaml:2: simulation.initialState is [[0, 1], 2, 3]: not a plain list; allowed: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "~", "null"})
    void noValue(String nothing) {
        assertThat(Messages.ofFile("loop:", "  rate: " + nothing))
                .isEqualTo("rig.yaml:2: loop.rate is empty: no value; allowed: Hz, kHz, from 10Hz to 5kHz");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# only a comment", "---", "~", "\n\n", "{}"})
    void emptyDocument(String text) {
        assertThat(Messages.ofFile(text)).startsWith("rig.yaml: empty, changes nothing; allowed: at least one key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"just words", "[a, b]", "'quoted'"})
    void documentThatIsNotAMapping(String text) {
        assertThat(Messages.ofFile(text)).startsWith("rig.yaml:1: not a mapping; allowed: keys with values");
    }

    @Test
    void severalDocuments() {
        assertThat(Messages.ofFile("rig: {name: a}", "---", "rig: {name: b}"))
                .isEqualTo("rig.yaml:2: a second document begins; allowed: one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: &x [1]", "a: *x", "&x a: 1", "rig: &x {name: a}", "<<: *x"})
    void anchorsAndAliases(String text) {
        assertThat(Messages.ofFile(text)).isEqualTo("rig.yaml:1: anchors and aliases are not supported");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"a: !!int 3 | !!int", "rig: !!map {name: a} | !!map", "a: !!seq [1] | !!seq", "a: !x y | !x"})
    void tags(String text, String tag) {
        assertThat(Messages.ofFile(text))
                .startsWith("rig.yaml:1: tags are not supported: ")
                .contains(tag.substring(2));
    }

    @Test
    void keysThatAreNoWords() {
        assertThat(Messages.ofFile("? [a, b]", ": 1")).isEqualTo("rig.yaml:1: a key must be a single word");
    }

    @Test
    void tabs() {
        assertThat(Messages.ofFile("loop:", "\trate: 1kHz"))
                .startsWith("rig.yaml:2:1: not valid YAML: found character '\\t(TAB)'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: [1, 2", "a: 'open", "a: b: c", "{a: 1}}", "- a\nb: 1"})
    void syntaxErrors(String text) {
        assertThat(Messages.ofFile(text)).matches("rig\\.yaml:\\d+:\\d+: not valid YAML: .+");
    }

    @Test
    void anotherYaml() {
        assertThat(Messages.ofFile("%YAML 9.9", "---", "a: 1")).startsWith("rig.yaml: not valid YAML: ");
    }

    @Test
    void controlCharacters() {
        assertThat(Messages.ofFile("rig: {name: \u0000}"))
                .isEqualTo("rig.yaml: not a text: character U+0000 is not allowed");
    }

    @Test
    void nestingWithoutEnd() {
        assertThat(Messages.ofFile("a: " + "[".repeat(500_000))).isEqualTo("rig.yaml:1: nested more than 12 deep");
        assertThat(Messages.ofFile("a: " + "{a: ".repeat(100_000))).isEqualTo("rig.yaml:1: nested more than 12 deep");
    }

    @Test
    void aliasBomb() {
        assertThat(Messages.ofFile("a: &a [x, x, x]", "b: &b [*a, *a, *a]", "c: [*b, *b, *b]"))
                .isEqualTo("rig.yaml:1: anchors and aliases are not supported");
    }

    @ParameterizedTest
    @ValueSource(strings = {"loop.rate", "=1kHz", "", "loop.rate 1kHz"})
    void setWithoutAssignment(String text) {
        assertThat(Messages.of(() -> ConfigOverride.set(text)))
                .startsWith("--set")
                .endsWith(": not an assignment; allowed: key=value, as loop.rate=500Hz");
    }

    @Test
    void setWithoutValue() {
        assertThat(Messages.ofSet("loop.rate="))
                .isEqualTo("--set loop.rate=: loop.rate has no value; allowed: Hz, kHz, from 10Hz to 5kHz");
    }

    @Test
    void setOfASection() {
        assertThat(Messages.ofSet("actuator=1"))
                .isEqualTo("--set actuator=1: actuator is a section; allowed: actuator.lag, actuator.delay, "
                        + "actuator.watchdog");
    }

    @Test
    void setToNotANumber() {
        assertThat(Messages.ofSet("loop.rate=NaN"))
                .isEqualTo("--set loop.rate=NaN: not a finite number; allowed: Hz, kHz, from 10Hz to 5kHz");
    }

    @Test
    void malformedInitialState() {
        ConfigOverride override = ConfigOverride.option("--initial-state", "simulation.initialState", "0,x,1");

        assertThat(Messages.of(() -> ConfigReader.standard().read(Optional.empty(), List.of(override))))
                .isEqualTo(
                        "--initial-state 0,x,1: number 2 is x: not a number; allowed: a plain number, from -10 to 10");
    }

    @Test
    void whatASerialRigCannotDo() {
        String serial = "rig: {backend: serial}";
        assertThat(Messages.ofFile(serial, "loop: {rate: 16Hz, spin: 0s}"))
                .isEqualTo("rig.yaml:2: loop.rate 16Hz, must be a period of whole microseconds and at least 20 Hz for "
                        + "rig.backend serial");
        assertThat(Messages.ofFile(serial, "loop: {rate: 3kHz}")).contains("must be a period of whole microseconds");
        assertThat(Messages.ofFile(serial, "serial: {sampleAfter: 1ms}"))
                .isEqualTo("rig.yaml:2: serial.sampleAfter 1ms, must be below the period of loop.rate 1kHz");
        assertThat(Messages.ofFile(serial, "serial: {sampleAfter: 500.5us}")).contains("must be whole microseconds");
        assertThat(Messages.ofFile(serial, "actuator: {watchdog: 20000.5us}")).contains("must be whole microseconds");
        assertThat(Messages.ofFile(serial, "sensors: {ideal: true}"))
                .isEqualTo("rig.yaml:2: sensors.ideal true, cannot be had with rig.backend serial");
        assertThat(Messages.ofFile(serial, "simulation: {disturbances: [\"step:1N@1s\"]}"))
                .contains("can be had on a simulated rig only, not with rig.backend serial");
        assertThat(Messages.ofSet("serial.device=tty"))
                .isEqualTo("--set serial.device=tty: not a port; allowed: a path with a / in it (as /dev/ttyACM0) of "
                        + "letters, digits and ._+-, twin, avr-twin or none");
    }

    @Test
    void whatARigOnARaspberryPiCannotDo() {
        String pi = "rig: {backend: pi}";
        assertThat(Messages.ofFile(pi, "sensors: {ideal: true}"))
                .isEqualTo("rig.yaml:2: sensors.ideal true, cannot be had with rig.backend pi");
        assertThat(Messages.ofFile(pi, "pi: {link2Counter: spidev0.1}"))
                .isEqualTo("rig.yaml:2: pi.link1Counter spidev0.1, must be another than pi.link2Counter spidev0.1");
        assertThat(Messages.ofFile(pi, "pi: {backwardChannel: 0}"))
                .isEqualTo("rig.yaml:2: pi.forwardChannel 0, must be another than pi.backwardChannel 0");
        assertThat(Messages.ofFile(pi, "pi: {lamp: GPIO24}"))
                .isEqualTo("rig.yaml:2: pi.enable GPIO24, must be another than pi.lamp GPIO24");
        assertThat(Messages.ofFile(pi, "pi: {fullScale: 20N}"))
                .isEqualTo("rig.yaml:2: limits.force 30N, must not be above pi.fullScale 20N");
        assertThat(Messages.ofSet("pi.enable=24"))
                .startsWith("--set pi.enable=24: unknown line 24; allowed: GPIO2, GPIO3, ");
    }

    @Test
    void aLineThatIsNotInUseMayHaveAnyNumber() throws ConfigException {
        assertThat(Messages.read("rig: {backend: pi}", "pi: {direction: GPIO24, lamp: none, driverFault: none}")
                        .pi()
                        .lamp())
                .isEmpty();
        assertThat(Messages.ofFile("rig: {backend: pi}", "pi: {direction: GPIO24, drive: direction-line}"))
                .contains("pi.direction GPIO24, must be another than pi.enable GPIO24");
    }

    @Test
    void aPipelinedRigIsNotAskedWhenItSamples() throws ConfigException {
        assertThat(Messages.read("rig: {backend: serial}", "serial: {mode: pipelined, sampleAfter: 2ms, device: twin}")
                        .serial()
                        .twin())
                .isTrue();
    }

    @Test
    void hostileTextStaysOneShortLine() {
        assertThat(Messages.ofFile("loop:", "  rate: \"1\\n2\\e[31m" + "x".repeat(5000) + "\""))
                .hasSizeLessThan(250)
                .doesNotContain("\u001b");
        assertThat(Messages.ofFile("\"a\\nb" + "x".repeat(5000) + "\": 1")).hasSizeLessThan(400);
        assertThat(Messages.ofSet("loop.rate=" + "9".repeat(5000))).hasSizeLessThan(250);
    }
}
