package plumb.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import plumb.hal.ActuatorChannel;
import plumb.hal.Calibration;
import plumb.hal.Rig;
import plumb.hal.RigCommand;
import plumb.hal.RigDescription;
import plumb.hal.RigFrame;
import plumb.runtime.VirtualClock;

/** The scene's own judgement of what was commanded: a loop that does not go safe at once would be found out. */
class ProbeSceneTest {
    private static final Calibration CALIBRATION = new Calibration(1e-3, -1e-3, 1e-3, 0.5, 0.25, 0, 0, 0);
    private static final RigDescription RIG =
            new RigDescription("sim", "x", false, false, new ActuatorChannel("motor", "N", 30, 0), 1, 0, 0);

    private final ProbeScene scene =
            new ProbeScene(RIG, CALIBRATION, new VirtualClock(0), (cycle, shown) -> shown.angle1 = 0.1 * cycle);
    private final RigFrame frame = new RigFrame();

    private void cycle(double force, boolean driving) {
        Rig rig = scene.rig();
        rig.read(frame);
        RigCommand command = new RigCommand();
        command.setForce(force);
        if (!driving) {
            command.setSafe(RIG.motor());
        }
        rig.write(command);
    }

    @Test
    void showsTheScriptInCountsOfTheRig() {
        cycle(1, true);
        cycle(1, true);
        assertThat(frame.angle1Count()).isEqualTo(-350);
        assertThat(frame.positionCount()).isEqualTo(500);
        assertThat(frame.sequence()).isEqualTo(2);
    }

    @Test
    void safeInTheTripCycleIsSafe() {
        cycle(1, true);
        cycle(1, false);
        assertThat(scene.wentSafeIn(1)).isTrue();
        assertThat(scene.commands()).isEqualTo("1 of 2 commands drove the motor, the last one was safe");
    }

    @Test
    void stillDrivingInTheTripCycleIsNot() {
        cycle(1, true);
        cycle(0, true);
        assertThat(scene.wentSafeIn(1)).isFalse();
    }

    @Test
    void oneCycleLateIsNot() {
        cycle(1, true);
        cycle(1, true);
        cycle(1, false);
        assertThat(scene.wentSafeIn(1)).isFalse();
    }

    @Test
    void safeBeforeItWasTimeIsNot() {
        cycle(1, false);
        cycle(1, false);
        assertThat(scene.wentSafeIn(1)).isFalse();
    }

    @Test
    void aForceBeyondTheMotorIsNotDrivingAsItShould() {
        cycle(31, true);
        cycle(1, false);
        assertThat(scene.wentSafeIn(1)).isFalse();
    }

    @Test
    void aReadWithoutACommandIsNot() {
        cycle(1, true);
        cycle(1, false);
        scene.rig().read(frame);
        assertThat(scene.wentSafeIn(1)).isFalse();
        assertThat(scene.wentSafeIn(2)).isFalse();
    }
}
