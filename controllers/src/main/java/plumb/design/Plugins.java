package plumb.design;

import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;

/** Finds what jars on the class path add to a registry. Housekeeping thread. */
public final class Plugins {
    private Plugins() {}

    /**
     * Registers what every plugin offers, in the order of the class path.
     *
     * @param registry of what the product has itself; modified
     * @param service the plugin interface that jars implement
     * @param offer takes the type out of a plugin
     * @throws PluginException where one cannot be loaded, offers something wrong, or takes a name that is taken
     */
    public static <P, T extends RegisteredType> void addTo(
            TypeRegistry<T> registry, Class<P> service, Function<P, T> offer) {
        try {
            for (P plugin : ServiceLoader.load(service)) {
                add(registry, plugin, offer);
            }
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new PluginException("a plugin cannot be loaded: " + e.getMessage(), e);
        }
    }

    private static <P, T extends RegisteredType> void add(TypeRegistry<T> registry, P plugin, Function<P, T> offer) {
        try {
            T type = offer.apply(plugin);
            if (type.defaults().names().size() != type.parameters().size()) {
                throw new IllegalArgumentException(
                        type.name() + " has " + type.parameters().size() + " parameters but default values for "
                                + type.defaults().names());
            }
            registry.register(type);
        } catch (RuntimeException | LinkageError e) {
            throw new PluginException("plugin " + plugin.getClass().getName() + ": " + e.getMessage(), e);
        }
    }
}
