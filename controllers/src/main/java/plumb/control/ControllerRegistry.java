package plumb.control;

import java.util.List;
import plumb.design.Plugins;
import plumb.design.TypeRegistry;

/** The laws there are. Any thread. */
public final class ControllerRegistry {
    private ControllerRegistry() {}

    /**
     * A fresh registry of the product's laws and those of the {@link ControllerPlugin}s on the class path.
     *
     * @throws plumb.design.PluginException where a plugin cannot be used
     */
    public static TypeRegistry<ControllerType> standard() {
        TypeRegistry<ControllerType> registry = new TypeRegistry<>(
                "controller",
                List.of(
                        ClassicalSmc.type(),
                        SuperTwistingSmc.type(),
                        AdaptiveSmc.type(),
                        HybridSuperTwistingSmc.type(),
                        Lqr.type(),
                        NoControl.type()));
        Plugins.addTo(registry, ControllerPlugin.class, ControllerPlugin::controller);
        return registry;
    }
}
