package plumb.readiness;

import java.util.List;

/** The gates that are judged on the target before every run. Immutable; any thread. */
public final class OnTargetGates {
    private static final double ALL = 100;

    /** Nine items of weight 13 in all: at most one of the lesser ones may be out of order. */
    private static final double HOST_SHARE = 90;

    /** Ten limits: at most one may be missed. */
    private static final double BUDGETS_SHARE = 90;

    private static final List<Gate> GATES = List.of(
            new Gate(
                    "saturation",
                    "Force limits hold",
                    Comparison.AT_LEAST,
                    ALL,
                    "%",
                    10,
                    true,
                    "Do not run this law: choose another with --controller, and report the state in the evidence."),
            new Gate(
                    "bounds",
                    "Envelope trips at once",
                    Comparison.AT_LEAST,
                    ALL,
                    "%",
                    10,
                    true,
                    "Do not run: check the limits in the configuration against those in the evidence; loop.overrunPolicy must be"
                            + " skip on a rig."),
            new Gate(
                    "numerical-stability",
                    "Numbers stay sound",
                    Comparison.AT_LEAST,
                    ALL,
                    "%",
                    10,
                    true,
                    "Do not run this law with these gains: take those of the profile, or another law with --controller; the"
                            + " evidence says which scenario does not hold."),
            new Gate(
                    "system-compatibility",
                    "Everything fits together",
                    Comparison.AT_LEAST,
                    ALL,
                    "%",
                    5,
                    false,
                    "Do not use the combinations named in the evidence with these parameters: take those of the profile, or"
                            + " another law, estimator or rate."),
            new Gate(
                    "timing",
                    "Loop keeps its deadlines",
                    Comparison.AT_LEAST,
                    ALL,
                    "%",
                    10,
                    true,
                    "Close other programs, mend what the host gate names, or run at a lower --rate."),
            new Gate(
                    "allocation",
                    "Control thread allocates nothing",
                    Comparison.AT_MOST,
                    0,
                    "B/cycle",
                    5,
                    true,
                    "Run without a debugger, profiler or Java agent; if it stays, the law or the rig's driver allocates:"
                            + " choose another."),
            new Gate(
                    "performance-benchmarks",
                    "Cycle stays within its budgets",
                    Comparison.AT_LEAST,
                    BUDGETS_SHARE,
                    "%",
                    5,
                    false,
                    "Run at a lower --rate, choose a cheaper estimator or law, or a faster link to the rig: the evidence says"
                            + " which phase takes too long."),
            new Gate(
                    "rig-link",
                    "Rig can be heard and believed",
                    Comparison.AT_LEAST,
                    ALL,
                    "%",
                    8,
                    true,
                    "Check cable, power and wiring of what the evidence names; a moved zero or a wrong sign is mended in the"
                            + " sensors section of the configuration."),
            new Gate(
                    "watchdog",
                    "Rig stops by itself",
                    Comparison.AT_LEAST,
                    ALL,
                    "%",
                    5,
                    true,
                    "Do not run: the rig would not stop its motor if this computer died. Check the firmware, and"
                            + " actuator.watchdog against what it does."),
            new Gate(
                    "host",
                    "Machine is set up for real time",
                    Comparison.AT_LEAST,
                    HOST_SHARE,
                    "%",
                    4,
                    false,
                    "Mend the items named in the evidence with the command beside each."));

    private OnTargetGates() {}

    /** In the order they are judged: what costs little first. */
    public static List<Gate> gates() {
        return GATES;
    }
}
