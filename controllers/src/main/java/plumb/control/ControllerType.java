package plumb.control;

import java.util.List;
import java.util.function.Function;
import plumb.design.ParameterSpec;
import plumb.design.ParameterValues;
import plumb.design.RegisteredType;

/**
 * A law as the registry knows it: its name, its words and how to create it. Immutable; any thread.
 *
 * @param name as typed on the command line: {@code [a-z0-9-]+}
 * @param title for people, a few words
 * @param text what the law is, one or two sentences
 * @param parameters in the order they are documented
 * @param defaults values of the parameters where no configuration gives one: empty for a law whose values are in the
 *     profiles
 * @param factory designs the law for a setup; throws {@link IllegalArgumentException} where the design fails
 */
public record ControllerType(
        String name,
        String title,
        String text,
        List<ParameterSpec> parameters,
        ParameterValues defaults,
        Function<ControllerSetup, Controller> factory)
        implements RegisteredType {
    /** Copies the list. */
    public ControllerType {
        parameters = List.copyOf(parameters);
    }

    /** A law whose values are in the profiles. */
    public ControllerType(
            String name,
            String title,
            String text,
            List<ParameterSpec> parameters,
            Function<ControllerSetup, Controller> factory) {
        this(name, title, text, parameters, ParameterValues.none(), factory);
    }

    /** Designs and creates a law. */
    public Controller create(ControllerSetup setup) {
        setup.parameters().check("controller " + name, parameters);
        return factory.apply(setup);
    }
}
