package plumb.cli;

import java.util.Locale;
import plumb.calibrate.RigCalibration;
import plumb.config.RigConfig;

/** A calibration as a file that {@code --config} reads. */
final class CalibrationYaml {
    /** Share of the rail that the cart may use, where the configured envelope does not fit on it. */
    private static final double ENVELOPE_SHARE = 0.96;

    private CalibrationYaml() {}

    static String of(RigCalibration found, RigConfig config, String device) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                """
                # Calibration of the rig %s, measured by plumb calibrate.
                # %.0f counts between the limit switches; half a turn of the links: %.1f and %.1f counts; the motor's model leaves %.3f mm rms.
                rig:
                  backend: serial
                sensors:
                  pulleyRadius: %.6fmm
                  cartCountsPerTurn: %d
                  link1CountsPerTurn: %d
                  link2CountsPerTurn: %d
                  positionZero: %.7fm
                  angle1Zero: %.7frad
                  angle2Zero: %.7frad
                serial:
                  device: %s
                  baud: %d
                  fullScale: %.3fN
                  deadZone: %.3f%%
                  reversed: %b
                limits:
                  rail: %.5fm
                """,
                found.rig(),
                found.travelCounts(),
                found.halfTurn1Counts(),
                found.halfTurn2Counts(),
                found.residual() * 1e3,
                found.pulleyRadius() * 1e3,
                found.cartCountsPerTurn(),
                found.link1CountsPerTurn(),
                found.link2CountsPerTurn(),
                found.positionZero(),
                found.angle1Zero(),
                found.angle2Zero(),
                device,
                config.serial().baud(),
                found.fullScale(),
                found.deadZone() * 100,
                found.reversed(),
                found.halfRail()));
        double envelope = ENVELOPE_SHARE * found.halfRail();
        if (config.limits().envelope().position() > envelope * (1 + 1e-3)) {
            text.append(String.format(Locale.ROOT, "  envelope:%n    position: %.4fm%n", envelope));
        }
        return text.toString();
    }
}
