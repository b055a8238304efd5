package plumb.design;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import plumb.model.RigParameters;

/**
 * Plans how to swing the double pendulum up: commands over time that lead the full nonlinear plant with its motor from
 * hanging at rest to upright at rest, within bounds of force and rail. Immutable; any thread; takes about a second per try.
 *
 * <p>Every try begins with a random sum of sines and is a function of seed and number alone, so that tries may run on any
 * number of threads. Many tries fail, and those that arrive differ: which of them a rig can follow is for a Monte Carlo of
 * the closed loop to say, not for their cost.
 *
 * @param parameters of the plant
 * @param motorLag time constant of the motor force, s; 0 = none
 * @param forceBound greatest |command|, N: less than the rig's limit leaves room for the feedback
 * @param railBound greatest |cart position|, m: likewise
 * @param cells length of the plan in cells of {@link SwingUpPlan#CELL_SECONDS}
 */
public record SwingUpPlanner(
        RigParameters parameters, double motorLag, double forceBound, double railBound, int cells) {
    private static final int SINES = 4;
    private static final double LOWEST_HZ = 0.3;
    private static final double HIGHEST_HZ = 2.5;
    private static final double SHARE_OF_BOUND = 0.5;
    private static final double SOFT_SHARE = 0.85;
    private static final int ITERATIONS = 250;
    private static final double COARSE = 1e-5;
    private static final double FINE = 1e-7;
    private static final double HOPELESS_ANGLE = 1;

    /**
     * One try.
     *
     * @param seed of all tries
     * @param number of this one
     * @return the plan; empty where the try did not arrive within the bounds
     */
    public Optional<SwingUpPlan> attempt(long seed, int number) {
        SplittableRandom random = new SplittableRandom(new SplittableRandom(seed).nextLong() + number);
        random = new SplittableRandom(random.nextLong());
        double[] start = new double[DrivenGrid.STATES];
        start[1] = StrictMath.PI;
        start[2] = random.nextBoolean() ? StrictMath.PI : -StrictMath.PI;
        DrivenGrid grid = new DrivenGrid(parameters, motorLag, SwingUpPlan.CELL_SECONDS);
        SwingUpCost coarse = new SwingUpCost(SwingUpPlan.CELL_SECONDS, SOFT_SHARE * railBound, 1);
        ControlLimitedIlqr solver = new ControlLimitedIlqr(grid, coarse, forceBound, start, guess(random));
        solver.solve(ITERATIONS, COARSE);
        double[] end = solver.states()[cells];
        if (!(Math.abs(end[1]) < HOPELESS_ANGLE && Math.abs(end[2]) < HOPELESS_ANGLE)) {
            return Optional.empty();
        }
        SwingUpCost fine = new SwingUpCost(SwingUpPlan.CELL_SECONDS, SOFT_SHARE * railBound, 30);
        solver = new ControlLimitedIlqr(grid, fine, forceBound, start, solver.commands());
        solver.solve(ITERATIONS, FINE);
        return arrived(solver.states())
                ? Optional.of(new SwingUpPlan(parameters, motorLag, start[1], start[2], list(solver.commands())))
                : Optional.empty();
    }

    private boolean arrived(double[][] states) {
        double farthest = 0;
        for (double[] x : states) {
            farthest = Math.max(farthest, Math.abs(x[0]));
        }
        return SwingUpPlan.arrived(states[cells]) && farthest <= railBound;
    }

    private static List<Double> list(double[] commands) {
        return Arrays.stream(commands).boxed().toList();
    }

    private double[] guess(SplittableRandom random) {
        double[] commands = new double[cells];
        for (int sine = 0; sine < SINES; sine++) {
            double amplitude = random.nextDouble() * SHARE_OF_BOUND * forceBound;
            double omega = 2 * StrictMath.PI * (LOWEST_HZ + random.nextDouble() * (HIGHEST_HZ - LOWEST_HZ));
            double phase = 2 * StrictMath.PI * random.nextDouble();
            for (int k = 0; k < cells; k++) {
                commands[k] += amplitude * StrictMath.sin(omega * k * SwingUpPlan.CELL_SECONDS + phase);
            }
        }
        return commands;
    }
}
