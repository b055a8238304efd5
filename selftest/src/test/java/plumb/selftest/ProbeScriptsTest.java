package plumb.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.config.RigConfig;
import plumb.model.StateView;
import plumb.runtime.LoopAssembly;
import plumb.runtime.TripReason;
import plumb.runtime.VirtualClock;

/**
 * What each probe of the gate bounds shows the loop, cycle by cycle. A probe that went beyond its limit at once, or never came
 * near it, would pass with a loop that has no limits at all: so every script is pinned here, with the cycle in which the loop
 * must trip and why.
 */
class ProbeScriptsTest {
    private static final List<Track> TRACKS = List.of(
            new Track("x", scene -> scene.position),
            new Track("a1", scene -> scene.angle1),
            new Track("a2", scene -> scene.angle2),
            new Track("v", scene -> scene.velocity),
            new Track("w1", scene -> scene.rate1),
            new Track("w2", scene -> scene.rate2),
            new Track("status", scene -> scene.status),
            new Track("stale", scene -> scene.stale ? 1 : 0),
            new Track("estimate", scene -> coded(scene.estimate)));

    @TempDir
    private Path root;

    /** One quantity of a scene. */
    private record Track(String name, ToDoubleFunction<ProbeScene> value) {}

    /** 0 where the estimate is the scene's own; else which component is no number, from 1, and what it is instead. */
    private static double coded(@Nullable StateView estimate) {
        if (estimate == null) {
            return 0;
        }
        double[] all = {
            estimate.position(),
            estimate.angle1(),
            estimate.angle2(),
            estimate.velocity(),
            estimate.rate1(),
            estimate.rate2()
        };
        for (int i = 0; i < all.length; i++) {
            if (!Double.isFinite(all[i])) {
                return Double.isNaN(all[i]) ? i + 1 : StrictMath.copySign(10 + i + 1, all[i]);
            }
        }
        return Double.NaN;
    }

    /**
     * One line: name, reason, trip cycle, and of each quantity that is not 0 throughout the runs of equal steps: the value that
     * a run begins with, and how many cycles it goes on so.
     */
    private static String line(BoundsProbe probe, RigConfig config) {
        VirtualClock clock = new VirtualClock(0);
        ProbeScene scene =
                new ProbeScene(TestScenes.description(config), config.sensors().calibration(), clock, probe.script());
        List<List<Double>> values = new ArrayList<>();
        TRACKS.forEach(_ -> values.add(new ArrayList<>()));
        List<Double> stalls = new ArrayList<>();
        for (long cycle = 0; cycle <= probe.tripCycle(); cycle++) {
            long before = clock.nanoTime();
            probe.script().at(cycle, scene);
            stalls.add((clock.nanoTime() - before) / 1e6);
            for (int i = 0; i < TRACKS.size(); i++) {
                values.get(i).add(TRACKS.get(i).value().applyAsDouble(scene));
            }
        }
        StringJoiner line = new StringJoiner(" ");
        line.add(Pattern.compile("-?[0-9]+\\.[0-9]+")
                        .matcher(probe.name())
                        .replaceAll(found -> number(Double.parseDouble(found.group()))))
                .add("->")
                .add(probe.expected().name())
                .add("in " + probe.tripCycle())
                .add((probe.estimator() ? "E" : "-") + (probe.swinging() ? "S" : "-") + ":");
        for (int i = 0; i < TRACKS.size(); i++) {
            runs(TRACKS.get(i).name(), values.get(i), line);
        }
        runs("stall", stalls, line);
        return line.toString();
    }

    private static void runs(String name, List<Double> values, StringJoiner line) {
        if (values.stream().allMatch(value -> value == 0)) {
            return;
        }
        StringJoiner runs = new StringJoiner(" ", name + "[", "]");
        int from = 0;
        while (from < values.size()) {
            int to = from + 1;
            while (to < values.size() && goesOn(values, from, to)) {
                to++;
            }
            int length = to - from;
            boolean ramp = length > 1 && !values.get(from).equals(values.get(from + 1));
            runs.add(number(values.get(from))
                    + (ramp ? ".." + number(values.get(to - 1)) : "")
                    + (length == 1 ? "" : "*" + length));
            from = to;
        }
        line.add(runs.toString());
    }

    /** Whether the value at {@code at} follows the one before it as the whole run does: equal, or three or more equal steps. */
    private static boolean goesOn(List<Double> values, int from, int at) {
        if (values.get(from).equals(values.get(from + 1))) {
            return values.get(at).equals(values.get(from));
        }
        int last = StrictMath.max(at, from + 2);
        return last < values.size() && StrictMath.abs(step(values, last) - step(values, from + 1)) < 1e-12;
    }

    private static double step(List<Double> values, int at) {
        return values.get(at) - values.get(at - 1);
    }

    /** Ten decimals: the margin about a limit is a millionth of it. */
    private static String number(double value) {
        return String.format(Locale.ROOT, "%.10f", value + 0.0).replaceAll("\\.?0+$", "");
    }

    private static String script(List<BoundsProbe> probes, RigConfig config) {
        StringJoiner lines = new StringJoiner("\n", "", "\n");
        probes.forEach(probe -> lines.add(line(probe, config)));
        return lines.toString();
    }

    @Test
    void balancing() {
        LoopAssembly assembly = new TestBench(root).assembly();
        RigConfig config = assembly.config();
        List<BoundsProbe> probes = BoundsProbes.all(
                config.limits().envelope(),
                config.sensors().calibration(),
                config.loop().periodNanos(),
                assembly.maxConsecutiveMisses(),
                config.loop().maxMissesPer1000());
        assertThat(script(probes, config)).isEqualTo("""
                position at 0.4800086286 -> POSITION in 25 E-: x[0..0.475*20 0.4799913714*5 0.4800086286]
                position jump of -0.0500086286 -> ENCODER_JUMP in 10 E-: x[0 -0.025*4 0.0249913714*5 -0.0250172573]
                position at -0.4800086286 -> POSITION in 25 E-: x[0..-0.475*20 -0.4799913714*5 -0.4800086286]
                position jump of 0.0500086286 -> ENCODER_JUMP in 10 E-: x[0 0.025*4 -0.0249913714*5 0.0250172573]
                angle 1 at 0.6005752428 -> ANGLE in 11 E-: a1[0..0.5*6 0.5994247572*5 0.6005752428]
                angle 1 jump of -0.2005752428 -> ENCODER_JUMP in 10 E-: a1[0 -0.1*4 0.0994247572*5 -0.1011504856]
                angle 1 at -0.6005752428 -> ANGLE in 11 E-: a1[0..-0.5*6 -0.5994247572*5 -0.6005752428]
                angle 1 jump of 0.2005752428 -> ENCODER_JUMP in 10 E-: a1[0 0.1*4 -0.0994247572*5 0.1011504856]
                angle 2 at 0.6005752428 -> ANGLE in 11 E-: a2[0..0.5*6 0.5994247572*5 0.6005752428]
                angle 2 jump of -0.2005752428 -> ENCODER_JUMP in 10 E-: a2[0 -0.1*4 0.0994247572*5 -0.1011504856]
                angle 2 at -0.6005752428 -> ANGLE in 11 E-: a2[0..-0.5*6 -0.5994247572*5 -0.6005752428]
                angle 2 jump of 0.2005752428 -> ENCODER_JUMP in 10 E-: a2[0 0.1*4 -0.0994247572*5 0.1011504856]
                velocity at 5.000000005 -> VELOCITY in 5 E-: v[4.999999995*5 5.000000005]
                velocity at -5.000000005 -> VELOCITY in 5 E-: v[-4.999999995*5 -5.000000005]
                rate 1 at 25.000000025 -> RATE in 5 E-: w1[24.999999975*5 25.000000025]
                rate 1 at -25.000000025 -> RATE in 5 E-: w1[-24.999999975*5 -25.000000025]
                rate 2 at 25.000000025 -> RATE in 5 E-: w2[24.999999975*5 25.000000025]
                rate 2 at -25.000000025 -> RATE in 5 E-: w2[-24.999999975*5 -25.000000025]
                estimate (NaN m, 0 rad, 0 rad, 0 m/s, 0 rad/s, 0 rad/s) -> NOT_FINITE in 5 E-: estimate[0*5 1]
                estimate (Infinity m, 0 rad, 0 rad, 0 m/s, 0 rad/s, 0 rad/s) -> NOT_FINITE in 5 E-: estimate[0*5 11]
                estimate (-Infinity m, 0 rad, 0 rad, 0 m/s, 0 rad/s, 0 rad/s) -> NOT_FINITE in 5 E-: estimate[0*5 -11]
                estimate (0 m, NaN rad, 0 rad, 0 m/s, 0 rad/s, 0 rad/s) -> NOT_FINITE in 5 E-: estimate[0*5 2]
                estimate (0 m, Infinity rad, 0 rad, 0 m/s, 0 rad/s, 0 rad/s) -> NOT_FINITE in 5 E-: estimate[0*5 12]
                estimate (0 m, -Infinity rad, 0 rad, 0 m/s, 0 rad/s, 0 rad/s) -> NOT_FINITE in 5 E-: estimate[0*5 -12]
                estimate (0 m, 0 rad, NaN rad, 0 m/s, 0 rad/s, 0 rad/s) -> NOT_FINITE in 5 E-: estimate[0*5 3]
                estimate (0 m, 0 rad, Infinity rad, 0 m/s, 0 rad/s, 0 rad/s) -> NOT_FINITE in 5 E-: estimate[0*5 13]
                estimate (0 m, 0 rad, -Infinity rad, 0 m/s, 0 rad/s, 0 rad/s) -> NOT_FINITE in 5 E-: estimate[0*5 -13]
                estimate (0 m, 0 rad, 0 rad, NaN m/s, 0 rad/s, 0 rad/s) -> NOT_FINITE in 5 E-: estimate[0*5 4]
                estimate (0 m, 0 rad, 0 rad, Infinity m/s, 0 rad/s, 0 rad/s) -> NOT_FINITE in 5 E-: estimate[0*5 14]
                estimate (0 m, 0 rad, 0 rad, -Infinity m/s, 0 rad/s, 0 rad/s) -> NOT_FINITE in 5 E-: estimate[0*5 -14]
                estimate (0 m, 0 rad, 0 rad, 0 m/s, NaN rad/s, 0 rad/s) -> NOT_FINITE in 5 E-: estimate[0*5 5]
                estimate (0 m, 0 rad, 0 rad, 0 m/s, Infinity rad/s, 0 rad/s) -> NOT_FINITE in 5 E-: estimate[0*5 15]
                estimate (0 m, 0 rad, 0 rad, 0 m/s, -Infinity rad/s, 0 rad/s) -> NOT_FINITE in 5 E-: estimate[0*5 -15]
                estimate (0 m, 0 rad, 0 rad, 0 m/s, 0 rad/s, NaN rad/s) -> NOT_FINITE in 5 E-: estimate[0*5 6]
                estimate (0 m, 0 rad, 0 rad, 0 m/s, 0 rad/s, Infinity rad/s) -> NOT_FINITE in 5 E-: estimate[0*5 16]
                estimate (0 m, 0 rad, 0 rad, 0 m/s, 0 rad/s, -Infinity rad/s) -> NOT_FINITE in 5 E-: estimate[0*5 -16]
                emergency stop -> EMERGENCY_STOP in 5 --: status[0*5 2]
                end stop -> END_STOP in 5 --: status[0*5 1]
                link down -> RIG_FAULT in 5 --: status[0*5 8]
                sensor fault -> RIG_FAULT in 5 --: status[0*5 16]
                driver fault -> RIG_FAULT in 5 --: status[0*5 32]
                no new sample for 3 cycles -> STALE in 10 --: stale[0*5 1*2 0 1*3]
                13 periods missed in a row -> OVERRUN_BUDGET in 6 --: stall[0*5 14 0]
                21 periods missed in 1000 -> OVERRUN_BUDGET in 7 --: stall[0*5 13 10 0]
                """);
    }

    /** Which overrun budgets can be spent by misses that are spread: only there is a probe of the 1000 to spend. */
    @ParameterizedTest
    @CsvSource({
        "0,  20,  1 periods missed in a row in 6",
        "2,  665, 3 periods missed in a row in 6; 666 periods missed in 1000 in 338",
        "2,  666, 3 periods missed in a row in 6",
        "20, 5,   6 periods missed in a row in 6; 6 periods missed in 1000 in 7",
    })
    void overrunBudgets(int inARow, int per1000, String probes) {
        RigConfig config = new TestBench(root).config();
        assertThat(BoundsProbes.all(
                                config.limits().envelope(),
                                config.sensors().calibration(),
                                config.loop().periodNanos(),
                                inARow,
                                per1000)
                        .stream()
                        .filter(probe -> probe.expected() == TripReason.OVERRUN_BUDGET)
                        .map(probe -> probe.name() + " in " + probe.tripCycle())
                        .collect(Collectors.joining("; ")))
                .isEqualTo(probes);
    }

    @Test
    void swingingUp() {
        LoopAssembly assembly = new TestBench(root).set("start", "hanging").assembly();
        RigConfig config = assembly.config();
        List<BoundsProbe> probes = SwingUpProbes.all(
                config.limits().envelope(), config, assembly.plan().orElseThrow());
        assertThat(script(probes, config)).isEqualTo("""
                position at 0.4800086286 while swinging -> POSITION in 25 ES: x[0..0.475*20 0.4799913714*5 0.4800086286] a1[-3.1415926536*26] a2[9.4247779608*26]
                velocity at 5 while swinging -> VELOCITY in 5 ES: a1[-3.1415926536*6] a2[9.4247779608*6] v[4.999999995*5 5.000000005]
                rate 1 at 40 while swinging -> RATE in 5 ES: a1[-3.1415926536*6] a2[9.4247779608*6] w1[39.99999996*5 40.00000004]
                rate 2 at 40 while swinging -> RATE in 5 ES: a1[-3.1415926536*6] a2[9.4247779608*6] w2[39.99999996*5 40.00000004]
                link 1 at 0.6005752428 at the end of the plan -> SWING_UP_FAILED in 2500 ES: a1[0.6005752428*2501]
                link 1 at 0.5994247572 until the time for the hand-over is over -> SWING_UP_FAILED in 3500 ES: a1[0.5994247572*3501]
                link 2 at 0.6005752428 at the end of the plan -> SWING_UP_FAILED in 2500 ES: a2[0.6005752428*2501]
                link 2 at 0.5994247572 until the time for the hand-over is over -> SWING_UP_FAILED in 3500 ES: a2[0.5994247572*3501]
                angle 1 at 0.6005752428 after the hand-over -> ANGLE in 2512 ES: a1[6.2831853072*2502 6.3831853072..6.7831853072*5 6.8826100644*5 6.88376055]
                angle 2 at 0.6005752428 after the hand-over -> ANGLE in 2512 ES: a2[6.2831853072*2502 6.3831853072..6.7831853072*5 6.8826100644*5 6.88376055]
                rate 1 at 25.000000025 after the hand-over -> RATE in 2506 ES: w1[0*2501 24.999999975*5 25.000000025]
                rate 2 at 25.000000025 after the hand-over -> RATE in 2506 ES: w2[0*2501 24.999999975*5 25.000000025]
                position at -0.4800086286 while swinging -> POSITION in 25 ES: x[0..-0.475*20 -0.4799913714*5 -0.4800086286] a1[-3.1415926536*26] a2[9.4247779608*26]
                velocity at -5 while swinging -> VELOCITY in 5 ES: a1[-3.1415926536*6] a2[9.4247779608*6] v[-4.999999995*5 -5.000000005]
                rate 1 at -40 while swinging -> RATE in 5 ES: a1[-3.1415926536*6] a2[9.4247779608*6] w1[-39.99999996*5 -40.00000004]
                rate 2 at -40 while swinging -> RATE in 5 ES: a1[-3.1415926536*6] a2[9.4247779608*6] w2[-39.99999996*5 -40.00000004]
                link 1 at -0.6005752428 at the end of the plan -> SWING_UP_FAILED in 2500 ES: a1[-0.6005752428*2501]
                link 1 at -0.5994247572 until the time for the hand-over is over -> SWING_UP_FAILED in 3500 ES: a1[-0.5994247572*3501]
                link 2 at -0.6005752428 at the end of the plan -> SWING_UP_FAILED in 2500 ES: a2[-0.6005752428*2501]
                link 2 at -0.5994247572 until the time for the hand-over is over -> SWING_UP_FAILED in 3500 ES: a2[-0.5994247572*3501]
                angle 1 at -0.6005752428 after the hand-over -> ANGLE in 2512 ES: a1[-6.2831853072*2502 -6.3831853072..-6.7831853072*5 -6.8826100644*5 -6.88376055]
                angle 2 at -0.6005752428 after the hand-over -> ANGLE in 2512 ES: a2[-6.2831853072*2502 -6.3831853072..-6.7831853072*5 -6.8826100644*5 -6.88376055]
                rate 1 at -25.000000025 after the hand-over -> RATE in 2506 ES: w1[0*2501 -24.999999975*5 -25.000000025]
                rate 2 at -25.000000025 after the hand-over -> RATE in 2506 ES: w2[0*2501 -24.999999975*5 -25.000000025]
                emergency stop while swinging -> EMERGENCY_STOP in 5 ES: a1[-3.1415926536*6] a2[9.4247779608*6] status[0*5 2]
                end stop while swinging -> END_STOP in 5 ES: a1[-3.1415926536*6] a2[9.4247779608*6] status[0*5 1]
                estimate (0 m, NaN rad, 0 rad, 0 m/s, 0 rad/s, 0 rad/s) while swinging -> NOT_FINITE in 5 ES: a1[-3.1415926536*6] a2[9.4247779608*6] estimate[0*5 2]
                hanging at the end of the plan -> SWING_UP_FAILED in 2500 ES: a1[-3.1415926536*2501] a2[9.4247779608*2501]
                """);
    }
}
