package plumb.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hipparchus.complex.Complex;
import plumb.control.ControllerRegistry;
import plumb.control.ControllerType;
import plumb.design.ParameterSpec;
import plumb.design.ParameterValues;
import plumb.design.RegisteredType;
import plumb.estimate.EstimatorRegistry;
import plumb.estimate.EstimatorType;

/**
 * Every key of the configuration, once: reading, checking, printing and the reference page all come from here. The keys
 * of laws and estimators follow their registries. Immutable; any thread.
 */
public final class ConfigCatalogue {
    private final List<ControllerType> controllerTypes;
    private final List<EstimatorType> estimatorTypes;
    private final Key<String> controller;
    private final Key<List<String>> nextControllers;
    private final Key<String> estimator;
    private final Key<String> swingUpEstimator;
    private final Section root;
    private final Map<String, Key<?>> keys = new LinkedHashMap<>();
    private final Map<String, Section> sections = new LinkedHashMap<>();
    private final Map<String, Key<List<Complex>>> parameters = new LinkedHashMap<>();

    /** The catalogue for these laws and estimators. */
    ConfigCatalogue(List<ControllerType> controllerTypes, List<EstimatorType> estimatorTypes) {
        this.controllerTypes = List.copyOf(controllerTypes);
        this.estimatorTypes = List.copyOf(estimatorTypes);
        this.controller = new Key<>(
                "controller",
                ChoiceType.words(
                        "controller",
                        controllerTypes.stream().map(ControllerType::name).toList()),
                "The law that runs.",
                RigConfig::controller);
        this.nextControllers = new Key<>(
                "nextControllers",
                new NamesType(
                        "controller",
                        controllerTypes.stream().map(ControllerType::name).toList()),
                "Laws that may follow it while it balances, in this order and then from the first again.",
                RigConfig::nextControllers);
        this.estimator = new Key<>(
                "estimator",
                ChoiceType.words(
                        "estimator",
                        estimatorTypes.stream().map(EstimatorType::name).toList()),
                "The estimator that runs.",
                RigConfig::estimator);
        this.swingUpEstimator = new Key<>(
                "swingUp.estimator",
                ChoiceType.words(
                        "estimator",
                        estimatorTypes.stream().map(EstimatorType::name).toList()),
                "The estimator that runs after a hanging start, also while balancing.",
                config -> config.swingUp().estimator());
        this.root = new Section("", "One rig.", items());
        index(root);
    }

    /** The catalogue of the product. */
    public static ConfigCatalogue standard() {
        return new ConfigCatalogue(
                ControllerRegistry.standard().types(),
                EstimatorRegistry.standard().types());
    }

    private List<CatalogueItem> items() {
        List<CatalogueItem> items = new ArrayList<>(RigKeys.SECTIONS);
        items.addAll(SerialKeys.SECTIONS);
        items.addAll(PiKeys.SECTIONS);
        items.addAll(LimitKeys.SECTIONS);
        items.addAll(LoopKeys.SECTIONS);
        items.add(controller);
        items.add(nextControllers);
        items.add(new Section(
                "controllers",
                "Parameters of every law, whichever runs; plain numbers in the unit given.",
                controllerTypes.stream()
                        .map(type -> parameters(
                                "controllers." + type.name(),
                                type.text(),
                                type.parameters(),
                                config -> config.controllerParameters(type.name())))
                        .toList()));
        items.add(estimator);
        items.add(new Section(
                "estimators",
                "Parameters of every estimator, whichever runs; plain numbers in the unit given.",
                estimatorTypes.stream()
                        .map(type -> parameters(
                                "estimators." + type.name(),
                                type.text(),
                                type.parameters(),
                                config -> config.estimatorParameters(type.name())))
                        .toList()));
        items.add(SwingUpKeys.START);
        items.add(SwingUpKeys.section(swingUpEstimator));
        items.addAll(TestingKeys.SECTIONS);
        items.addAll(RecorderKeys.SECTIONS);
        items.addAll(BrokerKeys.SECTIONS);
        items.addAll(HistoryKeys.SECTIONS);
        return items;
    }

    private CatalogueItem parameters(
            String path, String text, List<ParameterSpec> specs, Function<RigConfig, ParameterValues> values) {
        return new Section(
                path,
                text,
                specs.stream()
                        .map(spec -> parameter(path + "." + spec.name(), spec, values))
                        .toList());
    }

    private CatalogueItem parameter(String path, ParameterSpec spec, Function<RigConfig, ParameterValues> values) {
        Function<RigConfig, List<Complex>> getter =
                config -> values.apply(config).poles(spec.name());
        Key<List<Complex>> key = new Key<>(path, new ParameterType(spec), spec.text(), getter);
        parameters.put(path, key);
        return key;
    }

    private void index(Section section) {
        for (CatalogueItem item : section.items()) {
            switch (item) {
                case Key<?> key -> keys.put(key.path(), key);
                case Section inner -> {
                    sections.put(inner.path(), inner);
                    index(inner);
                }
            }
        }
    }

    /** The whole tree, in the order it is printed. */
    public Section root() {
        return root;
    }

    /** All keys, in the order they are printed. */
    public Collection<Key<?>> keys() {
        return Collections.unmodifiableCollection(keys.values());
    }

    /** The key of a path. */
    public Optional<Key<?>> key(String path) {
        return Optional.ofNullable(keys.get(path));
    }

    /** Everything that may stand in a file: the profile, all sections, all keys. */
    List<String> paths() {
        return Stream.of(Set.of(Profile.KEY), sections.keySet(), keys.keySet())
                .flatMap(Set::stream)
                .toList();
    }

    /** The section of a path; the root has the empty path. */
    Optional<Section> section(String path) {
        return path.isEmpty() ? Optional.of(root) : Optional.ofNullable(sections.get(path));
    }

    /** Key of the law that runs. */
    Key<String> controller() {
        return controller;
    }

    /** Key of the laws that may follow. */
    Key<List<String>> nextControllers() {
        return nextControllers;
    }

    /** Key of the estimator that runs. */
    Key<String> estimator() {
        return estimator;
    }

    /** Key of the estimator of a hanging start. */
    Key<String> swingUpEstimator() {
        return swingUpEstimator;
    }

    /** Key of a parameter of a law or an estimator. */
    Key<List<Complex>> parameter(String path) {
        return Objects.requireNonNull(parameters.get(path), path);
    }

    /** The laws' and estimators' own values, for keys that no profile knows. */
    void putDefaults(Settings settings) {
        controllerTypes.forEach(type -> putDefaults(settings, "controllers.", type));
        estimatorTypes.forEach(type -> putDefaults(settings, "estimators.", type));
    }

    private void putDefaults(Settings settings, String section, RegisteredType type) {
        for (String name : type.defaults().names()) {
            settings.putDefault(
                    parameter(section + type.name() + "." + name),
                    type.defaults().poles(name));
        }
    }

    List<ControllerType> controllerTypes() {
        return controllerTypes;
    }

    List<EstimatorType> estimatorTypes() {
        return estimatorTypes;
    }
}
