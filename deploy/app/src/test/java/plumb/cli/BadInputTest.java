package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is typed wrong: exit code 2 and one line that says where, what was found and what is allowed. */
class BadInputTest {
    private static final String HEADER = "position_m,angle1_rad,angle2_rad,velocity_m_s,rate1_rad_s,rate2_rad_s\n";

    @TempDir
    private Path folder = Path.of("");

    /**
     * One thing typed wrong.
     *
     * @param typed command line
     * @param said parts of the message: where, what was found, what is allowed
     */
    record Mistake(List<String> typed, List<String> said) {
        static Mistake of(String typed, String... said) {
            return new Mistake(Arrays.asList(typed.split(" ")), List.of(said));
        }
    }

    /**
     * A file with something wrong in it, for {@code run --config} or {@code simulate --initial-states}.
     *
     * @param text content
     * @param said parts of the message
     */
    record BadFile(String text, List<String> said) {
        static BadFile of(String text, String... said) {
            return new BadFile(text, List.of(said));
        }
    }

    static Stream<Mistake> mistakes() {
        return Stream.of(
                Mistake.of("run --controller magic", "--controller magic", "allowed", "super-twisting"),
                Mistake.of("run --rate 0Hz", "--rate 0Hz", "10Hz", "5kHz"),
                Mistake.of("run --rate 1kg", "--rate 1kg", "Hz"),
                Mistake.of("run --rate fast", "--rate fast", "Hz"),
                Mistake.of("run --rate 1MHz", "--rate 1MHz", "5kHz"),
                Mistake.of("run --profile moon", "--profile moon", "lab", "benchmark"),
                Mistake.of("run --start sideways", "--start sideways", "upright, hanging"),
                Mistake.of("simulate --start sideways", "--start sideways", "upright, hanging"),
                Mistake.of("run --start hanging --set swingUp.plan=/nowhere/p.csv", "/nowhere/p.csv", "no such file"),
                Mistake.of("run --start hanging --set plant.cartMass=2kg", "swingUp.plan lab", "plan again"),
                Mistake.of("simulate --start hanging --rate 130Hz", "10 ms", "divide"),
                Mistake.of("latency --duration 0s", "--duration is 0s", "longer than 0s"),
                Mistake.of("latency --duration soon", "--duration soon", "s"),
                Mistake.of("latency --rate 10kHz", "--rate 10kHz", "5kHz"),
                Mistake.of("latency --priority 100", "--priority 100", "99"),
                Mistake.of("latency --cpu last", "--cpu last", "auto"),
                Mistake.of("latency --spin 60", "--spin 60", "us"),
                Mistake.of("latency --spin 500us", "loop.spin", "half a period"),
                Mistake.of("latency --set loop.keepAwake=maybe", "loop.keepAwake", "auto, on, off"),
                Mistake.of("latency --against mlat", "--against is mlat", "cyclictest"),
                Mistake.of("plan --duration 2s", "--out"),
                Mistake.of("plan --out p.txt", "--out is p.txt", ".csv"),
                Mistake.of("plan --out p.csv --duration 2.505s", "--duration is 2.505s", "10ms"),
                Mistake.of("plan --out p.csv --duration 1h", "--duration 1h", "20s"),
                Mistake.of("plan --out p.csv --candidates 0", "--candidates is 0", "from 1"),
                Mistake.of("plan --out p.csv --runs 0", "--runs is 0", "from 1"),
                Mistake.of("plan --out p.csv --threads 0", "--threads is 0", "from 1"),
                Mistake.of("plan --out p.csv --max-force 31N", "--max-force is 31.0 N", "limits.force 30.0 N"),
                Mistake.of("plan --out p.csv --max-position 1m", "--max-position is 1.0 m", "0.48 m"),
                Mistake.of("plan --out p.csv --set start=upright", "start is upright", "hanging"),
                Mistake.of("run --arm twice", "--arm twice", "auto, key"),
                Mistake.of("run --rig cardboard", "--rig cardboard", "sim"),
                Mistake.of("run --duration -3s", "--duration"),
                Mistake.of("run --duration=-3s", "--duration -3s", "0s"),
                Mistake.of("run --duration soon", "--duration soon", "s"),
                Mistake.of("run --duration 5", "--duration 5", "s"),
                Mistake.of("run --duration 5N", "--duration 5N", "s"),
                Mistake.of("run --initial-state a,b,c", "--initial-state a,b,c"),
                Mistake.of("run --initial-state 0,NaN,0", "--initial-state 0,NaN,0"),
                Mistake.of("run --initial-state 0,0", "--initial-state 0,0", "3 or 6"),
                Mistake.of("run --disturb 10N", "--disturb 10N", "step:"),
                Mistake.of("run --set nope.nope=1", "--set nope.nope=1", "nope"),
                Mistake.of("run --set loop.raet=1kHz", "--set loop.raet=1kHz", "loop.rate"),
                Mistake.of("run --set loop.rate=NaN", "--set loop.rate=NaN", "Hz"),
                Mistake.of("run --set loop.rate", "--set loop.rate", "key=value"),
                Mistake.of("run --set loop.rate=", "--set loop.rate=", "no value"),
                Mistake.of("run --set loop=1", "--set loop=1", "section"),
                Mistake.of("run --set limits.force=-1N", "--set limits.force=-1N", "allowed"),
                Mistake.of("run --set limits.force=30", "--set limits.force=30", "N"),
                Mistake.of("run --waive timing", "--waive is timing", "GATE=REASON"),
                Mistake.of("run --waive =because", "--waive is =because", "GATE=REASON"),
                Mistake.of("run --waive host=", "--waive is host=", "GATE=REASON"),
                Mistake.of("run --nonsense", "--nonsense"),
                Mistake.of("run surplus", "surplus"),
                Mistake.of("run --config /nonexistent/none.yaml", "/nonexistent/none.yaml", "no such file"),
                Mistake.of("selftest --controller magic", "--controller magic", "allowed"),
                Mistake.of("simulate --controller magic", "--controller magic", "allowed"),
                Mistake.of("simulate --initial-states /nonexistent/no.csv", "--initial-states", "no such file"),
                Mistake.of("simulate --disturb step:ten@2s", "--disturb step:ten@2s"),
                Mistake.of("simulate --disturb pulse:10N@2s", "--disturb pulse:10N@2s"),
                Mistake.of("simulate --vary mass", "--vary is mass", "mass=FROM..TO"),
                Mistake.of("simulate --vary mass=1.2..0.8", "--vary is mass=1.2..0.8", "FROM"),
                Mistake.of("simulate --vary mass=0..1", "--vary is mass=0..1", "0.1", "10"),
                Mistake.of("simulate --vary mass=1...2", "--vary is mass=1...2"),
                Mistake.of("simulate --monte-carlo 0", "--monte-carlo is 0", "1 to 1000000"),
                Mistake.of("simulate --monte-carlo few", "--monte-carlo", "few"),
                Mistake.of("simulate --seed 3", "--seed goes with --monte-carlo"),
                Mistake.of("simulate --threads 0", "--threads is 0", "1 to 1024"),
                Mistake.of("simulate --threads many", "--threads", "many"),
                Mistake.of("simulate --duration 0s", "--duration is 0s", "at least"),
                Mistake.of("simulate --initial-state 3,0,0", "--initial-state", "3"),
                Mistake.of("fly", "unknown command fly", "allowed: run, selftest, simulate"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void isOneLineForWhatIsTypedWrong(Mistake mistake) {
        assertRefused(Typed.plumb(mistake.typed().toArray(String[]::new)), mistake.said());
    }

    @Test
    void isOneLineWhereNoCommandIsGiven() {
        assertRefused(Typed.plumb(), List.of("no command", "--help"));
    }

    static Stream<BadFile> configurations() {
        return Stream.of(
                BadFile.of("loop:\n  rate: 1kHz\n  rate: 2kHz\n", "bad:3", "rate"),
                BadFile.of("loop:\n  raet: 1kHz\n", "bad:2", "raet", "loop.rate"),
                BadFile.of("loop:\n  rate: 1kg\n", "bad:2", "loop.rate", "1kg", "Hz"),
                BadFile.of("loop:\n  rate: 1MHz\n", "bad:2", "loop.rate", "5kHz"),
                BadFile.of("loop: fast\n", "bad:1", "loop", "section"),
                BadFile.of("loop:\n  rate: [1kHz\n", "bad:"),
                BadFile.of("- a\n- b\n", "bad"),
                BadFile.of("\u0000\u0001\u0002", "bad"),
                BadFile.of("a: &a [x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b]\n", "bad:1"));
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void isOneLineForAConfigurationThatIsWrong(BadFile bad) throws IOException {
        Path file = Files.writeString(folder.resolve("bad"), bad.text());
        assertRefused(Typed.plumb("run", "--config", file.toString()), bad.said());
    }

    static Stream<BadFile> initialStates() {
        return Stream.of(
                BadFile.of("", "bad:1", "header"),
                BadFile.of("position_m\n1\n", "bad:1", "header is \"position_m\"", "position_m,angle1_rad"),
                BadFile.of(HEADER, "bad", "no states"),
                BadFile.of(HEADER + "0,0,0,0,0,0\n0,0,0\n", "bad:3", "3 columns", "6"),
                BadFile.of(HEADER + "0,NaN,0,0,0,0\n", "bad:2", "column 2", "NaN", "finite"),
                BadFile.of(HEADER + "0,0,0,0,0,1e999\n", "bad:2", "column 6", "finite"),
                BadFile.of(HEADER + "0,0,0,0,0,0\n9,0,0,0,0,0\n", "state 2", "9.0 m", "0.5 m"),
                BadFile.of(HEADER + "0,zero,0,0,0,0\n", "bad:2", "column 2", "zero", "finite"),
                BadFile.of("\u0000\u0001\u0002", "bad:1", "header is \"???\""));
    }

    @ParameterizedTest
    @MethodSource("initialStates")
    void isOneLineForInitialStatesThatAreWrong(BadFile bad) throws IOException {
        Path file = Files.writeString(folder.resolve("bad"), bad.text());
        assertRefused(Typed.plumb("simulate", "--initial-states", file.toString()), bad.said());
    }

    @Test
    void isOneLineForFilesThatAreNotText() throws IOException {
        Path file = Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, (byte) 0xc3});
        assertRefused(Typed.plumb("simulate", "--initial-states", file.toString()), List.of("bytes", "not a text"));
        assertRefused(Typed.plumb("run", "--config", file.toString()), List.of("bytes", "not a text"));
    }

    @Test
    void isOneLineForAFolderInPlaceOfAFile() {
        assertRefused(Typed.plumb("run", "--config", folder.toString()), List.of("directory"));
        assertRefused(Typed.plumb("simulate", "--initial-states", folder.toString()), List.of("directory", "CSV"));
    }

    @Test
    void isOneLineForADesignThatDoesNotExist() {
        assertRefused(
                Typed.plumb("simulate", "--controller", "lqr", "--set", "controllers.lqr.stateWeights=[0,0,0,0,0,0]"),
                List.of("controller lqr", "stateWeights", "must be above 0"));
    }

    @Test
    void acceptsWhatIsRight() throws IOException {
        Path file = Files.writeString(folder.resolve("good.yaml"), "loop:\n  rate: 500Hz\n", StandardCharsets.UTF_8);
        Typed typed = Typed.plumb("run", "--config", file.toString(), "--set", "limits.force=20N", "--print-config");
        assertThat(typed.exit()).isZero();
        assertThat(typed.err()).isEmpty();
        assertThat(typed.out()).contains("rate: 500Hz", "force: 20N");
    }

    private static void assertRefused(Typed typed, List<String> said) {
        assertThat(typed.err()).startsWith("plumb: ").endsWith("\n").hasLineCount(1);
        assertThat(typed.err()).doesNotContain("Exception").doesNotContain("\tat ");
        assertThat(typed.err()).contains(said);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.exit()).isEqualTo(2);
    }
}
