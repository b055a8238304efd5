package plumb.design;

import java.util.List;

/** Something with a name and parameters that a {@link TypeRegistry} holds: a law or an estimator. Immutable; any thread. */
public interface RegisteredType {
    /** As typed on the command line and in the configuration: {@code [a-z0-9-]+}. */
    String name();

    /** In the order they are documented. */
    List<ParameterSpec> parameters();

    /** Values of the parameters where no configuration gives one; empty for what comes with the product. */
    ParameterValues defaults();

    /**
     * Checks what every registered type must keep.
     *
     * @param kind begins the message, for example {@code "controller"}
     * @throws IllegalArgumentException with what was found and what is allowed
     */
    static void check(String kind, RegisteredType type) {
        if (!type.name().matches("[a-z0-9-]+")) {
            throw new IllegalArgumentException(
                    kind + " name is \"" + type.name() + "\", must consist of a-z, 0-9 and -");
        }
        if (!type.defaults().names().isEmpty()) {
            type.defaults().check(kind + " " + type.name() + ", default values", type.parameters());
        }
    }
}
