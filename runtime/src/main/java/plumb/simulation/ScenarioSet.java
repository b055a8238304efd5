package plumb.simulation;

import java.util.List;
import java.util.SplittableRandom;
import plumb.config.InitialState;
import plumb.config.RigConfig;
import plumb.config.Sha256;
import plumb.config.SimulationOptions;
import plumb.hal.sim.Disturbance;

/**
 * The scenarios that gains are judged by: random starts, every fourth one with a push, every fourth one with a lasting force,
 * each on a rig that differs from the nominal one as real rigs do ({@link ParameterSpread}), with the sensing, motor and
 * delay of the configured rig. A pure function of rig, seed and number. Immutable; any thread.
 *
 * @param rig nominal rig; its law and gains do not matter
 * @param seed of starts, forces and rigs
 * @param count number of scenarios, at least 1
 * @param strain how much farther starts lean and rigs differ than usual: 1, or more for gains that are to have a margin
 */
public record ScenarioSet(RigConfig rig, long seed, int count, double strain) {
    /** How long each scenario lasts, s. */
    public static final double SECONDS = 4;

    private static final double FORCE_AT_SECONDS = 2;
    private static final long PUSH_NANOS = 100_000_000;

    /** Starts lean up to this share of the capture window, and never more than {@link #MOST_ANGLE}. */
    private static final double CAPTURE_SHARE = 0.4;

    private static final double MOST_ANGLE = 0.3;

    /** Of the lean, what both links have in common and by what they differ to either side: opposite leans are the hard ones. */
    private static final double COMMON = 0.6;

    private static final double APART = 0.4;
    private static final double RAIL_SHARE = 0.1;

    /** Push and lasting force, as shares of the force limit. */
    private static final double PUSH_SHARE = 0.2;

    private static final double LASTING_SHARE = 0.05;
    private static final double NANOS_PER_SECOND = 1e9;

    /** Checks the number; throws {@link IllegalArgumentException}. */
    public ScenarioSet {
        if (count < 1 || !(strain > 0 && strain <= 2)) {
            throw new IllegalArgumentException(
                    count + " scenarios of strain " + strain + ", must be at least 1 of above 0 to 2");
        }
    }

    /** Engaged periods of each scenario. */
    public long cycles() {
        return StrictMath.max(1, StrictMath.round(SECONDS / rig.loop().periodSeconds()));
    }

    /** The true rig of a scenario, at its start. */
    public RigConfig truth(int number) {
        SplittableRandom random =
                new SplittableRandom(new SplittableRandom(new SplittableRandom(~seed).nextLong() + number).nextLong());
        double angle =
                strain * StrictMath.min(CAPTURE_SHARE * rig.limits().capture().angle(), MOST_ANGLE);
        double position = RAIL_SHARE * rig.limits().railHalfLength();
        double common = COMMON * angle * within(random);
        double apart = APART * angle * within(random);
        InitialState start = new InitialState(position * within(random), common + apart, common - apart, 0, 0, 0);
        SimulationOptions options = rig.simulation();
        SimulationOptions drawn = new SimulationOptions(
                start,
                options.hangingState(),
                options.noiseCounts(),
                options.coulombFriction(),
                options.massFactor(),
                forces(number, random.nextBoolean() ? 1 : -1),
                options.seed());
        return new ParameterSpread(seed, strain * ParameterSpread.USUAL_SHARE).truth(rig.withSimulation(drawn), number);
    }

    private static double within(SplittableRandom random) {
        return 2 * random.nextDouble() - 1;
    }

    private List<Disturbance> forces(int number, double sign) {
        double limit = sign * rig.limits().force();
        long at = (long) (FORCE_AT_SECONDS * NANOS_PER_SECOND);
        return switch (number % 4) {
            case 1 -> List.of(Disturbance.pulse(PUSH_SHARE * limit, PUSH_NANOS, at));
            case 3 -> List.of(Disturbance.step(LASTING_SHARE * limit, at));
            default -> List.of();
        };
    }

    /** SHA-256, in hexadecimal, of everything that the scenarios consist of: starts, forces, rigs, motor, sensing, limits. */
    public String sha256() {
        StringBuilder text = new StringBuilder()
                .append(rig.sensors())
                .append(rig.limits())
                .append(rig.loop().periodNanos())
                .append(cycles());
        for (int number = 0; number < count; number++) {
            RigConfig truth = truth(number);
            text.append(truth.plant()).append(truth.actuator()).append(truth.simulation());
        }
        return Sha256.of(text.toString());
    }
}
