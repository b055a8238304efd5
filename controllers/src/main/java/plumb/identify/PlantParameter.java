package plumb.identify;

/**
 * What a fit may find. All but offsets and the delay are divided by h1 = m1 a1 + m2 L1, because without a known force only such
 * ratios show in the motion. inertia1 = I1 + m1 a1^2 + m2 L1^2, inertia2 = I2 + m2 a2^2, h2 = m2 a2, h3 = m2 L1 a2.
 */
public enum PlantParameter {
    /** inertia1/h1; of a single link, its equivalent length. */
    INERTIA1("inertia1/h1", "m", 0.05),
    /** h3/h1. */
    COUPLING("h3/h1", "m", 0.05),
    /** inertia2/h1. */
    INERTIA2("inertia2/h1", "m", 0.05),
    /** h2/h1. */
    MOMENT2("h2/h1", "", 0.2),
    /** Viscous friction of joint 1. */
    VISCOUS1("viscous1/h1", "m/s", 0.01),
    /** Viscous friction of joint 2, on the relative rate. */
    VISCOUS2("viscous2/h1", "m/s", 0.01),
    /** Coulomb friction of joint 1. */
    COULOMB1("coulomb1/h1", "m/s2", 0.01),
    /** Coulomb friction of joint 2. */
    COULOMB2("coulomb2/h1", "m/s2", 0.01),
    /** Friction of link 1 that grows with the square of its rate, as that of air. */
    QUADRATIC1("quadratic1/h1", "m", 0.001),
    /** The same of link 2. */
    QUADRATIC2("quadratic2/h1", "m", 0.001),
    /** Reading of angle 1 when link 1 is upright. */
    OFFSET1("offset1", "rad", 0.01),
    /** Reading of angle 2 when link 2 is upright. */
    OFFSET2("offset2", "rad", 0.01);

    private final String id;
    private final String unit;
    private final double scale;

    PlantParameter(String id, String unit, double scale) {
        this.id = id;
        this.unit = unit;
        this.scale = scale;
    }

    /** As documents name it. */
    public String id() {
        return id;
    }

    /** SI unit; empty for a plain number. */
    public String unit() {
        return unit;
    }

    /** Name of what it is without the division by h1. */
    String absoluteId() {
        return id.replace("/h1", "");
    }

    /** Its SI unit. */
    String absoluteUnit() {
        return switch (this) {
            case INERTIA1, COUPLING, INERTIA2 -> "kg m^2";
            case MOMENT2 -> "kg m";
            case VISCOUS1, VISCOUS2 -> "N m s";
            case COULOMB1, COULOMB2 -> "N m";
            case QUADRATIC1, QUADRATIC2 -> "N m s^2";
            case OFFSET1, OFFSET2 -> unit;
        };
    }

    /** A usual size: steps of numerical derivatives are a small share of it. */
    double scale() {
        return scale;
    }

    /** Whether it is mass, length or inertia, not friction or offset. */
    public boolean structural() {
        return switch (this) {
            case INERTIA1, COUPLING, INERTIA2, MOMENT2 -> true;
            case VISCOUS1, VISCOUS2, COULOMB1, COULOMB2, QUADRATIC1, QUADRATIC2, OFFSET1, OFFSET2 -> false;
        };
    }

    /** Whether it takes energy from the motion. */
    boolean friction() {
        return !structural() && !offset();
    }

    boolean offset() {
        return this == OFFSET1 || this == OFFSET2;
    }

    /** Whether a pendulum of that many links has it. */
    boolean of(int links) {
        return links == 2
                || switch (this) {
                    case INERTIA1, VISCOUS1, COULOMB1, QUADRATIC1, OFFSET1 -> true;
                    case COUPLING, INERTIA2, MOMENT2, VISCOUS2, COULOMB2, QUADRATIC2, OFFSET2 -> false;
                };
    }

    /** Its place among the values of a {@link ParameterVector}. */
    @SuppressWarnings("EnumOrdinal") // position in arrays of this package
    int index() {
        return ordinal();
    }
}
