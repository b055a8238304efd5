package plumb.config;

import java.util.List;
import java.util.function.Function;
import plumb.model.LinkParameters;

/** The five keys of one link. Immutable; any thread. */
record LinkKeys(
        String path,
        Key<Double> mass,
        Key<Double> length,
        Key<Double> centre,
        Key<Double> inertia,
        Key<Double> damping) {
    static LinkKeys of(String path, Function<RigConfig, LinkParameters> link) {
        return new LinkKeys(
                path,
                new Key<>(
                        path + ".mass",
                        ValueType.quantity(Dimension.MASS, "0.001kg", "100kg"),
                        "Mass.",
                        link.andThen(LinkParameters::mass)),
                new Key<>(
                        path + ".length",
                        ValueType.quantity(Dimension.LENGTH, "10mm", "10m"),
                        "From its joint to the next joint, or to its tip.",
                        link.andThen(LinkParameters::length)),
                new Key<>(
                        path + ".centre",
                        ValueType.quantity(Dimension.LENGTH, "1mm", "10m"),
                        "From its joint to its centre of mass.",
                        link.andThen(LinkParameters::centre)),
                new Key<>(
                        path + ".inertia",
                        ValueType.quantity(Dimension.INERTIA, "0.000000001kg*m^2", "1000kg*m^2"),
                        "Moment of inertia about the centre of mass.",
                        link.andThen(LinkParameters::inertia)),
                new Key<>(
                        path + ".damping",
                        ValueType.quantity(Dimension.ANGULAR_DAMPING, "0N*m*s/rad", "100N*m*s/rad"),
                        "Viscous friction of its joint.",
                        link.andThen(LinkParameters::damping)));
    }

    Section section(String text) {
        return new Section(path, text, List.of(mass, length, centre, inertia, damping));
    }
}
