package plumb.jmh;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import plumb.control.Controller;
import plumb.control.Laws;
import plumb.design.ParameterValues;
import plumb.design.PolePlacement;
import plumb.design.RiccatiDesign;
import plumb.model.LinearModel;
import plumb.model.LinkParameters;
import plumb.model.RigParameters;
import plumb.model.RungeKutta4;
import plumb.model.PendulumDynamics;
import plumb.model.State;

/**
 * Writes the header from which the C side takes its figures, so that both compute the same: plant, gains, states, and for
 * each formula the sum of its results over the ring of states, which the C side must reproduce.
 */
public final class Coefficients {
    private static final String[] LAWS = {"classical", "super-twisting", "adaptive", "hybrid", "lqr"};

    private Coefficients() {}

    /** Writes to the file named by the first argument. */
    public static void main(String[] arguments) throws IOException {
        try (PrintStream out = new PrintStream(Files.newOutputStream(Path.of(arguments[0])), false, StandardCharsets.UTF_8)) {
            plant(out);
            gains(out);
            states(out);
            sums(out);
        }
    }

    private static void define(PrintStream out, String name, double value) {
        out.printf("#define %s %s%n", name, Double.toHexString(value));
    }

    private static void array(PrintStream out, String name, double... values) {
        out.printf("static const double %s[%d] = {", name, values.length);
        for (double value : values) {
            out.printf("%s, ", Double.toHexString(value));
        }
        out.println("};");
    }

    private static void plant(PrintStream out) {
        RigParameters rig = RigParameters.standard();
        LinkParameters one = rig.link1();
        LinkParameters two = rig.link2();
        define(out, "M0", rig.cartMass());
        define(out, "M1", one.mass());
        define(out, "M2", two.mass());
        define(out, "L1", one.length());
        define(out, "A1", one.centre());
        define(out, "A2", two.centre());
        define(out, "I1", one.inertia());
        define(out, "I2", two.inertia());
        define(out, "G", rig.gravity());
        define(out, "B0", rig.cartDamping());
        define(out, "B1", one.damping());
        define(out, "B2", two.damping());
        define(out, "LIMIT", Designs.FORCE_LIMIT);
        define(out, "PERIOD", Designs.PERIOD);
    }

    private static void gains(PrintStream out) {
        LinearModel model = new LinearModel(RigParameters.standard());
        ParameterValues classical = Laws.benchmark("classical");
        array(out, "SURFACE", PolePlacement.slidingSurface(model, classical.poles("slidingPoles")));
        array(out, "CUBIC", classical.vector("cubicTerms"));
        define(out, "DAMPING", classical.scalar("surfaceDamping"));
        define(out, "CLASSICAL_GAIN", classical.scalar("switchingGain"));
        define(out, "CLASSICAL_LAYER", classical.scalar("boundaryLayer"));
        define(out, "OBSERVER", -StrictMath.expm1(-classical.scalar("disturbanceBandwidth") * Designs.PERIOD));
        define(out, "OBSERVER_BOUND", classical.scalar("disturbanceBound"));
        ParameterValues twisting = Laws.benchmark("super-twisting");
        define(out, "ST_K1", twisting.scalar("k1"));
        define(out, "ST_K2", twisting.scalar("k2"));
        define(out, "ST_LAYER", twisting.scalar("boundaryLayer"));
        define(out, "ST_BOUND", twisting.scalar("integralBound"));
        ParameterValues adaptive = Laws.benchmark("adaptive");
        adaptation(out, "AD", adaptive);
        define(out, "AD_LAYER", adaptive.scalar("boundaryLayer"));
        ParameterValues hybrid = Laws.benchmark("hybrid");
        adaptation(out, "HY", hybrid);
        define(out, "HY_K1", hybrid.scalar("k1"));
        define(out, "HY_K2", hybrid.scalar("k2"));
        define(out, "HY_LAYER", hybrid.scalar("boundaryLayer"));
        define(out, "HY_BOUND", hybrid.scalar("integralBound"));
        ParameterValues lqr = Laws.benchmark("lqr");
        array(out, "LQR", RiccatiDesign.regulator(model, lqr.vector("stateWeights"), lqr.scalar("forceWeight")));
        define(out, "LQR_OBSERVER", -StrictMath.expm1(-lqr.scalar("disturbanceBandwidth") * Designs.PERIOD));
        define(out, "LQR_BOUND", lqr.scalar("disturbanceBound"));
    }

    private static void adaptation(PrintStream out, String prefix, ParameterValues values) {
        double[] limits = values.vector("gainLimits");
        define(out, prefix + "_LEAST", limits[0]);
        define(out, prefix + "_GREATEST", limits[1]);
        define(out, prefix + "_GAMMA", values.scalar("adaptationGain"));
        define(out, prefix + "_LEAK", values.scalar("leak"));
        define(out, prefix + "_ZONE", values.scalar("deadZone"));
        define(out, prefix + "_RATE", values.scalar("rateLimit"));
    }

    private static void states(PrintStream out) {
        States states = new States();
        out.printf("#define STATES %d%nstatic const struct state RING[STATES] = {%n", States.COUNT);
        for (int i = 0; i < States.COUNT; i++) {
            State x = states.get(i);
            out.printf(
                    "{%s, %s, %s, %s, %s, %s},%n",
                    Double.toHexString(x.position()),
                    Double.toHexString(x.angle1()),
                    Double.toHexString(x.angle2()),
                    Double.toHexString(x.velocity()),
                    Double.toHexString(x.rate1()),
                    Double.toHexString(x.rate2()));
        }
        out.println("};");
    }

    /** What one pass over the ring adds up to. */
    private static void sums(PrintStream out) {
        for (String law : LAWS) {
            Controller controller = Designs.law(law);
            States states = new States();
            double sum = 0;
            for (int i = 0; i < States.COUNT; i++) {
                sum += controller.force(states.get(i));
            }
            define(out, "SUM_" + law.replace('-', '_'), sum);
        }
        RungeKutta4 integrator = new RungeKutta4(new PendulumDynamics(RigParameters.standard()));
        States states = new States();
        State x = new State();
        double sum = 0;
        for (int i = 0; i < States.COUNT; i++) {
            x.set(states.get(i));
            integrator.advance(x, 1, 1, 1, 1e-3);
            sum += x.angle1() + x.rate2();
        }
        define(out, "SUM_plant", sum);
    }
}
