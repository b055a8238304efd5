package plumb.simulation;

import java.util.SplittableRandom;
import plumb.config.ActuatorSettings;
import plumb.config.RigConfig;
import plumb.config.SimulationOptions;
import plumb.model.LinkParameters;
import plumb.model.RigParameters;

/**
 * The spread of a Monte Carlo: what nobody knows of a rig to better than some per cent. Every mass, length, centre of mass,
 * inertia and friction is drawn independently and uniformly around its nominal value, the transport delay uniformly between
 * once and twice the nominal one, and the encoders are noisy by at least one count. Immutable; any thread.
 *
 * @param seed of the whole batch; a run's draws depend on it and on the run's number alone
 * @param share greatest relative deviation of a parameter, 0 to below 1
 */
public record ParameterSpread(long seed, double share) implements Variation {
    /** Deviation of a parameter that was measured with a ruler and a kitchen scale. */
    public static final double USUAL_SHARE = 0.1;

    /** Checks the share; throws {@link IllegalArgumentException}. */
    public ParameterSpread {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("share is " + share + ", must be from 0 to below 1");
        }
    }

    @Override
    public RigConfig truth(RigConfig config, int run) {
        SplittableRandom random = random(run);
        RigParameters nominal = config.plant();
        RigParameters plant = new RigParameters(
                near(nominal.cartMass(), random),
                near(nominal.cartDamping(), random),
                nominal.cartCoulomb(),
                near(nominal.link1(), random),
                near(nominal.link2(), random),
                nominal.gravity());
        SimulationOptions options = config.simulation();
        SimulationOptions drawn = new SimulationOptions(
                options.initialState(),
                options.hangingState(),
                StrictMath.max(1, options.noiseCounts()),
                near(options.coulombFriction(), random),
                options.massFactor(),
                options.disturbances(),
                random.nextLong(Long.MAX_VALUE));
        ActuatorSettings motor = config.actuator();
        long delay = motor.delayNanos() + (long) (random.nextDouble() * motor.delayNanos());
        return config.withSimulation(drawn)
                .withPlant(plant)
                .withActuator(new ActuatorSettings(motor.lagNanos(), delay, motor.watchdogNanos()));
    }

    /** Seeds that differ by little begin streams that overlap, so both numbers are mixed first. */
    private SplittableRandom random(int run) {
        long mixed = new SplittableRandom(seed).nextLong();
        return new SplittableRandom(new SplittableRandom(mixed + run).nextLong());
    }

    private LinkParameters near(LinkParameters link, SplittableRandom random) {
        return new LinkParameters(
                near(link.mass(), random),
                near(link.length(), random),
                near(link.centre(), random),
                near(link.inertia(), random),
                near(link.damping(), random));
    }

    private double near(double value, SplittableRandom random) {
        return value * (1 + share * (2 * random.nextDouble() - 1));
    }
}
