package plumb.config;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What a quantity measures: the units of one dimension convert into each other. Immutable; any thread. */
public enum Dimension {
    /** SI unit s. */
    TIME("a time"),
    /** SI unit Hz. */
    FREQUENCY("a frequency"),
    /** SI unit N. */
    FORCE("a force"),
    /** SI unit N/s. */
    FORCE_RATE("a force rate"),
    /** SI unit m. */
    LENGTH("a length"),
    /** SI unit rad. */
    ANGLE("an angle"),
    /** SI unit m/s. */
    VELOCITY("a velocity"),
    /** SI unit rad/s. */
    ANGULAR_RATE("an angular rate"),
    /** SI unit m/s^2. */
    ACCELERATION("an acceleration"),
    /** SI unit kg. */
    MASS("a mass"),
    /** SI unit kg m^2. */
    INERTIA("a moment of inertia"),
    /** SI unit N s/m. */
    DAMPING("a viscous friction"),
    /** SI unit N m s/rad. */
    ANGULAR_DAMPING("a viscous joint friction"),
    /** A part of one, written in %. */
    SHARE("a share"),
    /** Storage, unit byte. */
    STORAGE("an amount of storage"),
    /** A plain number. */
    NONE("a plain number");

    private final String noun;

    Dimension(String noun) {
        this.noun = noun;
    }

    /** For messages, with its article: {@code "a frequency"}. */
    public String noun() {
        return noun;
    }

    /** The units of this dimension, smallest first. */
    public List<Unit> units() {
        return Arrays.stream(Unit.values())
                .filter(unit -> unit.dimension() == this)
                .toList();
    }

    /** The spellings of its units, smallest first, separated by commas: {@code "Hz, kHz"}. */
    String spellings() {
        return units().stream().map(Unit::symbol).collect(Collectors.joining(", "));
    }
}
