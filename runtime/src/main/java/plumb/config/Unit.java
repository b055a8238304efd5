package plumb.config;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;

/** The units that files and the command line know, one case-sensitive spelling each. Immutable; any thread. */
public enum Unit {
    /** 1e-9 s. */
    NANOSECOND("ns", Dimension.TIME, "1e-9", true),
    /** 1e-6 s. */
    MICROSECOND("us", Dimension.TIME, "1e-6", true),
    /** 1e-3 s. */
    MILLISECOND("ms", Dimension.TIME, "1e-3", true),
    /** The SI unit. */
    SECOND("s", Dimension.TIME, "1", true),
    /** 60 s. */
    MINUTE("min", Dimension.TIME, "60", false),
    /** 3600 s. */
    HOUR("h", Dimension.TIME, "3600", false),
    /** The SI unit. */
    HERTZ("Hz", Dimension.FREQUENCY, "1", true),
    /** 1000 Hz. */
    KILOHERTZ("kHz", Dimension.FREQUENCY, "1e3", true),
    /** The SI unit. */
    NEWTON("N", Dimension.FORCE, "1", true),
    /** The SI unit. */
    NEWTON_PER_SECOND("N/s", Dimension.FORCE_RATE, "1", true),
    /** 1e-3 m. */
    MILLIMETRE("mm", Dimension.LENGTH, "1e-3", true),
    /** 1e-2 m. */
    CENTIMETRE("cm", Dimension.LENGTH, "1e-2", false),
    /** The SI unit. */
    METRE("m", Dimension.LENGTH, "1", true),
    /** pi/180 rad. */
    DEGREE("deg", Dimension.ANGLE, "0.0174532925199432957692369076848861", false),
    /** The SI unit. */
    RADIAN("rad", Dimension.ANGLE, "1", true),
    /** 1e-3 m/s. */
    MILLIMETRE_PER_SECOND("mm/s", Dimension.VELOCITY, "1e-3", false),
    /** The SI unit. */
    METRE_PER_SECOND("m/s", Dimension.VELOCITY, "1", true),
    /** pi/180 rad/s. */
    DEGREE_PER_SECOND("deg/s", Dimension.ANGULAR_RATE, "0.0174532925199432957692369076848861", false),
    /** The SI unit. */
    RADIAN_PER_SECOND("rad/s", Dimension.ANGULAR_RATE, "1", true),
    /** The SI unit. */
    METRE_PER_SECOND_SQUARED("m/s^2", Dimension.ACCELERATION, "1", true),
    /** 1e-3 kg. */
    GRAM("g", Dimension.MASS, "1e-3", false),
    /** The SI unit. */
    KILOGRAM("kg", Dimension.MASS, "1", true),
    /** The SI unit. */
    KILOGRAM_SQUARE_METRE("kg*m^2", Dimension.INERTIA, "1", true),
    /** The SI unit. */
    NEWTON_SECOND_PER_METRE("N*s/m", Dimension.DAMPING, "1", true),
    /** The SI unit. */
    NEWTON_METRE_SECOND_PER_RADIAN("N*m*s/rad", Dimension.ANGULAR_DAMPING, "1", true),
    /** A hundredth. */
    PERCENT("%", Dimension.SHARE, "1e-2", true),
    /** 1000 bytes. */
    KILOBYTE("kB", Dimension.STORAGE, "1e3", true),
    /** 1e6 bytes. */
    MEGABYTE("MB", Dimension.STORAGE, "1e6", true),
    /** 1e9 bytes. */
    GIGABYTE("GB", Dimension.STORAGE, "1e9", true),
    /** No unit at all. */
    ONE("", Dimension.NONE, "1", true);

    private final String symbol;
    private final Dimension dimension;
    private final BigDecimal factor;
    private final boolean printed;

    Unit(String symbol, Dimension dimension, String factor, boolean printed) {
        this.symbol = symbol;
        this.dimension = dimension;
        this.factor = new BigDecimal(factor);
        this.printed = printed;
    }

    /** The spelling, case-sensitive. */
    public String symbol() {
        return symbol;
    }

    /** What it measures. */
    public Dimension dimension() {
        return dimension;
    }

    /** One of this unit in the SI unit of its dimension. */
    BigDecimal factor() {
        return factor;
    }

    /** Whether quantities are printed in it: a power of ten of the SI unit that people use for the quantity. */
    boolean printed() {
        return printed;
    }

    /** The unit of that spelling. */
    static Optional<Unit> of(String symbol) {
        return Arrays.stream(values())
                .filter(unit -> unit.symbol.equals(symbol))
                .findFirst();
    }
}
