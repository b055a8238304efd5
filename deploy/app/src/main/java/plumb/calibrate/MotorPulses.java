package plumb.calibrate;

import java.util.ArrayList;
import java.util.List;
import plumb.hal.RigException;
import plumb.hal.serial.RigSample;
import plumb.hal.serial.SerialDialogue;
import plumb.model.PendulumDynamics;
import plumb.model.RungeKutta4;
import plumb.model.State;

/**
 * Pushes the cart to and fro in short pulses of two duties, with the links hanging, and fits force and dead zone of the motor so
 * that the model moves as the cart did. The rig's own clock says when each duty began. One thread.
 */
final class MotorPulses {
    private static final int PERIOD_MICROS = 1000;
    private static final double STEP = 250e-6;
    private static final double MICRO = 1e-6;
    private static final double FIRST_DUTY = 0.12;
    private static final double SECOND_DUTY = 0.3;
    private static final double PULSE = 0.12;
    private static final double PAUSE = 0.05;
    private static final double GUESSED_DEAD_ZONE = 0.02;
    private static final double MOST_DEAD_ZONE = 0.11;
    private static final int ITERATIONS = 12;
    private static final double LEAST_LIKENESS = 0.8;

    private final Hands.Bench bench;
    private final CalibrationSettings settings;
    private final double quantum;

    /**
     * Pulses that have not begun.
     *
     * @param quantum m per count, with its sign
     */
    MotorPulses(Hands.Bench bench, CalibrationSettings settings, double quantum) {
        this.bench = bench;
        this.settings = settings;
        this.quantum = quantum;
    }

    /**
     * What was found.
     *
     * @param fullScale N
     * @param deadZone share of full duty
     * @param residual rms, m
     * @param sign1 1 where link 1's encoder counts as the model does, -1 where the other way
     * @param sign2 the same of link 2
     */
    record Found(double fullScale, double deadZone, double residual, int sign1, int sign2) {}

    /** A sample with the time since the first, and the time when its duty began. */
    private record Moment(double seconds, double since, double position, double angle1, double angle2, double duty) {}

    /** Runs it with the links hanging at rest and the cart in the middle. */
    Found run(boolean reversed) throws RigException {
        SerialDialogue dialogue = bench.dialogue();
        RailSurvey.configure(dialogue, bench, PERIOD_MICROS, reversed);
        Resting still = Resting.await(dialogue, 6);
        return fit(record(dialogue), still);
    }

    /** Each pulse pair ends where it began, nearly at rest. */
    private static double pattern(double seconds) {
        double at = seconds - PAUSE;
        double duty = FIRST_DUTY;
        if (at >= 4 * PULSE) {
            at -= 4 * PULSE;
            duty = SECOND_DUTY;
        }
        if (at < 0 || at >= 4 * PULSE) {
            return 0;
        }
        return at < PULSE || at >= 3 * PULSE ? duty : -duty;
    }

    private List<Moment> record(SerialDialogue dialogue) throws RigException {
        List<Moment> moments = new ArrayList<>();
        RigSample first = dialogue.rest();
        double seconds = 0;
        while (seconds < 8 * PULSE + 2 * PAUSE) {
            RigSample sample = dialogue.drive(pattern(seconds));
            RailSurvey.check(sample);
            seconds = (int) (sample.micros() - first.micros()) * MICRO;
            moments.add(new Moment(
                    seconds,
                    seconds - sample.commandAgeMicros() * MICRO,
                    sample.position(),
                    sample.angle1(),
                    sample.angle2(),
                    sample.duty() * 1e-4));
        }
        dialogue.rest();
        return moments;
    }

    /** Gauss-Newton over two numbers, with differences for the derivatives. */
    private Found fit(List<Moment> moments, Resting still) throws RigException {
        double fullScale = bench.identity().forceLimit();
        double deadZone = GUESSED_DEAD_ZONE;
        int count = moments.size();
        double[] measured = new double[count];
        for (int i = 0; i < count; i++) {
            measured[i] = (moments.get(i).position() - still.position()) * quantum;
        }
        double[][] model = simulate(moments, fullScale, deadZone);
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            double scaleStep = 1e-3 * fullScale;
            double zoneStep = 1e-4;
            double[] more = simulate(moments, fullScale + scaleStep, deadZone)[0];
            double[] wider = simulate(moments, fullScale, deadZone + zoneStep)[0];
            double aa = 0;
            double ab = 0;
            double bb = 0;
            double ar = 0;
            double br = 0;
            for (int i = 0; i < count; i++) {
                double a = (more[i] - model[0][i]) / scaleStep;
                double b = (wider[i] - model[0][i]) / zoneStep;
                double r = measured[i] - model[0][i];
                aa += a * a;
                ab += a * b;
                bb += b * b;
                ar += a * r;
                br += b * r;
            }
            double determinant = aa * bb - ab * ab;
            fullScale += (bb * ar - ab * br) / determinant;
            deadZone = StrictMath.max(0, StrictMath.min(MOST_DEAD_ZONE, deadZone + (aa * br - ab * ar) / determinant));
            model = simulate(moments, fullScale, deadZone);
        }
        if (!(fullScale > 0)) {
            throw new RigException("the cart does not move as a push of the motor would move it");
        }
        double squares = 0;
        for (int i = 0; i < count; i++) {
            double r = measured[i] - model[0][i];
            squares += r * r;
        }
        return new Found(
                fullScale,
                deadZone,
                StrictMath.sqrt(squares / count),
                sign(
                        1,
                        moments.stream()
                                .mapToDouble(m -> m.angle1() - still.angle1())
                                .toArray(),
                        model[1]),
                sign(
                        2,
                        moments.stream()
                                .mapToDouble(m -> m.angle2() - still.angle2())
                                .toArray(),
                        model[2]));
    }

    /** Cart and links of the model at the moments: position, angles from hanging. */
    private double[][] simulate(List<Moment> moments, double fullScale, double deadZone) {
        RungeKutta4 integrator = new RungeKutta4(new PendulumDynamics(settings.plant()));
        State state = new State(0, StrictMath.PI, StrictMath.PI, 0, 0, 0);
        double[][] path = new double[3][moments.size()];
        double force = 0;
        double time = 0;
        double wanted = 0;
        for (int i = 0; i < moments.size(); i++) {
            Moment next = moments.get(i);
            double change = StrictMath.max(time, next.since());
            force = advance(integrator, state, force, wanted, change - time);
            double share = (StrictMath.abs(next.duty()) - deadZone) / (1 - deadZone);
            wanted = share > 0 ? StrictMath.signum(next.duty()) * share * fullScale : 0;
            force = advance(integrator, state, force, wanted, next.seconds() - change);
            time = next.seconds();
            path[0][i] = state.position();
            path[1][i] = state.angle1() - StrictMath.PI;
            path[2][i] = state.angle2() - StrictMath.PI;
        }
        return path;
    }

    /** Lets time pass under a constant duty; the force at its end. */
    private double advance(RungeKutta4 integrator, State state, double force, double wanted, double seconds) {
        double now = force;
        for (double left = seconds; left > 1e-9; ) {
            double step = StrictMath.min(STEP, left);
            double middle = lagged(now, wanted, step / 2);
            double end = lagged(now, wanted, step);
            integrator.advance(state, now, middle, end, step);
            now = end;
            left -= step;
        }
        return now;
    }

    private double lagged(double force, double wanted, double seconds) {
        double lag = settings.lagSeconds();
        return lag > 0 ? wanted + (force - wanted) * StrictMath.exp(-seconds / lag) : wanted;
    }

    private static int sign(int link, double[] counts, double[] model) throws RigException {
        double product = 0;
        double ofCounts = 0;
        double ofModel = 0;
        for (int i = 0; i < counts.length; i++) {
            product += counts[i] * model[i];
            ofCounts += counts[i] * counts[i];
            ofModel += model[i] * model[i];
        }
        double likeness = product / StrictMath.sqrt(ofCounts * ofModel);
        if (!(StrictMath.abs(likeness) >= LEAST_LIKENESS)) {
            throw new RigException("link " + link
                    + " does not swing as the model does; are its encoder, and plant's masses and lengths, right?");
        }
        return likeness > 0 ? 1 : -1;
    }
}
