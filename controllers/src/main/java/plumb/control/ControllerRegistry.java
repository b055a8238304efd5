package plumb.control;

import java.util.List;

/** The laws by name, in the order they are listed to people. Immutable; any thread. */
public final class ControllerRegistry {
    private final List<ControllerType> types;

    private ControllerRegistry(List<ControllerType> types) {
        this.types = types;
    }

    /** The laws of the product. */
    public static ControllerRegistry standard() {
        return new ControllerRegistry(
                List.of(ClassicalSmc.type(), SuperTwistingSmc.type(), Lqr.type(), NoControl.type()));
    }

    /** All laws, in order. */
    public List<ControllerType> types() {
        return types;
    }

    /** The law of a name; throws {@link IllegalArgumentException} with the names that exist otherwise. */
    public ControllerType type(String name) {
        for (ControllerType type : types) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        throw new IllegalArgumentException("unknown controller " + name + "; allowed: "
                + String.join(", ", types.stream().map(ControllerType::name).toList()));
    }
}
