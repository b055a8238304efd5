package plumb.hal.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Disturbances and the script that they make together. */
final class DisturbanceScriptTest {
    @Test
    void leavesNothingBehindWhenEveryDisturbanceHasEnded() {
        DisturbanceScript script =
                new DisturbanceScript(List.of(Disturbance.pulse(0.1, 30, 0), Disturbance.pulse(0.2, 40, 10)));
        script.release(1000);
        script.applyDue(1000);
        assertThat(script.force()).isEqualTo(0.1);
        assertThat(script.nextChange()).isEqualTo(1010);
        script.applyDue(1029);
        assertThat(script.force()).isEqualTo(0.1 + 0.2);
        script.applyDue(1050);
        assertThat(script.force()).isZero();
        assertThat(script.nextChange()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void waitsForTheRelease() {
        DisturbanceScript script = new DisturbanceScript(List.of(Disturbance.step(3, 0)));
        script.applyDue(1_000_000);
        assertThat(script.force()).isZero();
        assertThat(script.nextChange()).isEqualTo(Long.MAX_VALUE);
        script.release(2_000_000);
        script.applyDue(2_000_000);
        assertThat(script.force()).isEqualTo(3);
        script.rewind();
        assertThat(script.force()).isZero();
        assertThat(script.nextChange()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whatBeginsBeyondTheEndOfTheClockNeverBegins() {
        DisturbanceScript script = new DisturbanceScript(List.of(Disturbance.step(3, Long.MAX_VALUE - 1)));
        script.release(1000);
        script.applyDue(Long.MAX_VALUE - 1);
        assertThat(script.force()).isZero();
    }

    @Test
    void anEndBeyondTheEndOfTimeIsNone() {
        assertThat(Disturbance.pulse(1, Long.MAX_VALUE - 5, 10).endNanos()).isEqualTo(Long.MAX_VALUE);
        assertThat(Disturbance.step(1, 10).endNanos()).isEqualTo(Long.MAX_VALUE);
        assertThat(Disturbance.pulse(1, 5, 10).endNanos()).isEqualTo(15);
    }

    @Test
    void refusesWhatIsNoDisturbance() {
        assertThatThrownBy(() -> Disturbance.step(Double.NaN, 0))
                .hasMessage("disturbance force is NaN N, must be finite");
        assertThatThrownBy(() -> Disturbance.step(1, -1))
                .hasMessage("disturbance starts at -1 ns, must be at least 0 ns");
        assertThatThrownBy(() -> Disturbance.pulse(1, 0, 5)).hasMessage("disturbance lasts 0 ns, must be above 0 ns");
    }
}
