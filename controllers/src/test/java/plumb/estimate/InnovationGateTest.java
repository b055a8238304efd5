package plumb.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static plumb.estimate.InnovationGate.Decision.ACCEPT;
import static plumb.estimate.InnovationGate.Decision.REJECT;
import static plumb.estimate.InnovationGate.Decision.RESYNCHRONISE;

import org.junit.jupiter.api.Test;

class InnovationGateTest {
    private final InnovationGate gate = new InnovationGate(2, 10);

    @Test
    void isOpenForItsTimeAfterTheStart() {
        gate.start(100);
        assertThat(gate.judge(99, 100)).isEqualTo(ACCEPT);
        assertThat(gate.judge(-99, 109)).isEqualTo(ACCEPT);
        assertThat(gate.judge(99, 110)).isEqualTo(REJECT);
        assertThat(gate.rejected()).isEqualTo(1);
    }

    @Test
    void passesWhatIsWithinTheLimit() {
        gate.start(0);
        assertThat(gate.judge(2, 20)).isEqualTo(ACCEPT);
        assertThat(gate.judge(-2, 21)).isEqualTo(ACCEPT);
        assertThat(gate.judge(Math.nextUp(2.0), 22)).isEqualTo(REJECT);
        assertThat(gate.judge(-Math.nextUp(2.0), 23)).isEqualTo(REJECT);
        assertThat(gate.rejected()).isEqualTo(2);
    }

    @Test
    void yieldsToADifferenceThatLasts() {
        gate.start(0);
        assertThat(gate.judge(3, 20)).isEqualTo(REJECT);
        assertThat(gate.judge(3, 29)).isEqualTo(REJECT);
        assertThat(gate.judge(3, 30)).isEqualTo(RESYNCHRONISE);
        assertThat(gate.judge(3, 39)).isEqualTo(ACCEPT);
        assertThat(gate.judge(3, 40)).isEqualTo(REJECT);
        assertThat(gate.rejected()).isEqualTo(3);
    }

    @Test
    void aFittingSampleBeginsTheWaitAnew() {
        gate.start(0);
        assertThat(gate.judge(3, 20)).isEqualTo(REJECT);
        assertThat(gate.judge(1, 25)).isEqualTo(ACCEPT);
        assertThat(gate.judge(3, 31)).isEqualTo(REJECT);
        assertThat(gate.judge(3, 40)).isEqualTo(REJECT);
        assertThat(gate.judge(3, 41)).isEqualTo(RESYNCHRONISE);
    }

    @Test
    void aStartForgetsTheRejected() {
        gate.start(0);
        gate.judge(3, 20);
        gate.start(21);
        assertThat(gate.rejected()).isZero();
        assertThat(gate.judge(3, 30)).isEqualTo(ACCEPT);
        assertThat(gate.judge(3, 31)).isEqualTo(REJECT);
    }

    @Test
    void withoutTimeItTakesOverAtTheSecondSample() {
        InnovationGate hasty = new InnovationGate(2, 0);
        hasty.start(0);
        assertThat(hasty.judge(3, 0)).isEqualTo(REJECT);
        assertThat(hasty.judge(3, 1)).isEqualTo(RESYNCHRONISE);
    }
}
