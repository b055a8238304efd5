package plumb.control;

import java.util.List;
import java.util.function.Function;
import plumb.design.ParameterSpec;

/**
 * A law as the registry knows it: its name, its words and how to create it. Immutable; any thread.
 *
 * @param name as typed on the command line: {@code [a-z0-9-]+}
 * @param title for people, a few words
 * @param text what the law is, one or two sentences
 * @param parameters in the order they are documented
 * @param factory designs the law for a setup; throws {@link IllegalArgumentException} where the design fails
 */
public record ControllerType(
        String name,
        String title,
        String text,
        List<ParameterSpec> parameters,
        Function<ControllerSetup, Controller> factory) {
    /** Copies the list. */
    public ControllerType {
        parameters = List.copyOf(parameters);
    }

    /** Designs and creates a law. */
    public Controller create(ControllerSetup setup) {
        setup.parameters().check("controller " + name, parameters);
        return factory.apply(setup);
    }
}
