package plumb.control;

/**
 * A law from outside the product. A jar on the class path that names an implementation in {@code
 * META-INF/services/plumb.control.ControllerPlugin} adds its law to {@link ControllerRegistry#standard()}: it is configured,
 * simulated, tested and run like any other. The implementation has a public constructor without parameters. Housekeeping
 * thread.
 */
public interface ControllerPlugin {
    /** The law, with {@link ControllerType#defaults() default values} for every parameter that it has. */
    ControllerType controller();
}
