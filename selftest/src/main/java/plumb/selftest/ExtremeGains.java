package plumb.selftest;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.hipparchus.complex.Complex;
import plumb.config.RigConfig;
import plumb.control.Controller;
import plumb.control.ControllerRegistry;
import plumb.control.ControllerSetup;
import plumb.control.ControllerType;
import plumb.control.Saturation;
import plumb.design.ParameterSpec;
import plumb.design.ParameterValues;
import plumb.model.State;
import plumb.runtime.LoopAssembly;

/** A gain of a million or a millionth is refused, or gives a law whose force is finite and within its limit. */
final class ExtremeGains implements StabilityScenario {
    private static final double[] EXTREMES = {1e6, 1e-6};
    private static final int CYCLES = 200;

    @Override
    public String name() {
        return "extreme gains";
    }

    @Override
    public void probe(LoopAssembly assembly, ProbeTally tally) {
        RigConfig config = assembly.config();
        ControllerType law = ControllerRegistry.standard().type(config.controller());
        ControllerSetup setup = new ControllerSetup(
                config.plant(),
                config.limits().force(),
                config.loop().periodSeconds(),
                config.controllerParameters(config.controller()));
        probe(law, setup, tally);
        // A law without a gain has nothing to go wrong here, which is a result too.
        tally.probe(true, law::name);
    }

    /** Tries every gain of a law. */
    static void probe(ControllerType law, ControllerSetup setup, ProbeTally tally) {
        for (ParameterSpec spec : law.parameters()) {
            if (spec.kind() != ParameterSpec.Kind.CHOICE) {
                for (double extreme : EXTREMES) {
                    probe(law, setup, spec, spec.kind() == ParameterSpec.Kind.POLES ? -extreme : extreme, tally);
                }
            }
        }
    }

    private static void probe(
            ControllerType type, ControllerSetup setup, ParameterSpec spec, double extreme, ProbeTally tally) {
        String where = type.name() + " with " + spec.name() + " " + extreme;
        List<Complex> value = Collections.nCopies(spec.length(), new Complex(extreme));
        ParameterValues gains = setup.parameters().with(spec.name(), value);
        Controller law;
        try {
            law = type.create(new ControllerSetup(setup.plant(), setup.forceLimit(), setup.periodSeconds(), gains));
        } catch (IllegalArgumentException _) {
            tally.probe(true, () -> where);
            return;
        } catch (RuntimeException e) {
            tally.probe(false, () -> where + " ends in " + e);
            return;
        }
        SplittableRandom random = new SplittableRandom(spec.name().hashCode());
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            double size = StrictMath.pow(10, random.nextDouble(-3, 2));
            State state = new State(
                    size * random.nextDouble(-1, 1),
                    size * random.nextDouble(-1, 1),
                    size * random.nextDouble(-1, 1),
                    size * random.nextDouble(-1, 1),
                    size * random.nextDouble(-1, 1),
                    size * random.nextDouble(-1, 1));
            double force = law.force(state);
            tally.probe(
                    Saturation.permitted(force, setup.forceLimit()),
                    () -> where + " gives " + force + " N at " + state);
        }
    }
}
