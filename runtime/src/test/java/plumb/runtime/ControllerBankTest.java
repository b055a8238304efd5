package plumb.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import plumb.control.Controller;
import plumb.control.InternalState;
import plumb.model.State;
import plumb.model.StateView;

class ControllerBankTest {
    private static final StateView STATE = new State(0.1, 0, 0, 0, 0, 0);

    private final Counting first = new Counting(1);
    private final Counting second = new Counting(2);
    private final Counting third = new Counting(3);
    private final ControllerBank bank = new ControllerBank(inOrder());

    @Test
    void runsTheFirstLawUntilAskedForTheNext() {
        assertThat(bank.force(STATE)).isEqualTo(1);
        assertThat(bank.force(STATE)).isEqualTo(1);
        assertThat(bank.surface()).isEqualTo(10);
        assertThat(bank.runningName()).isEqualTo("first");
        assertThat(second.presetForce).isNaN();
    }

    @Test
    void goesThroughTheLawsInTheirOrderAndBeginsAgain() {
        for (String name : List.of("second", "third", "first", "second")) {
            bank.switchToNext(0);
            bank.force(STATE);
            assertThat(bank.runningName()).isEqualTo(name);
        }
        assertThat(bank.switches()).isEqualTo(4);
        assertThat(bank.names()).containsExactly("first", "second", "third");
        assertThat(bank.laws()).containsExactly(first, second, third);
    }

    @Test
    void letsTheLawThatFollowsBeginWithTheForceThatActsAndStateOfThisCycle() {
        bank.force(STATE);
        bank.switchToNext(4.5);

        assertThat(bank.runningName()).isEqualTo("first");
        assertThat(bank.force(STATE)).isEqualTo(2);
        assertThat(bank.surface()).isEqualTo(20);
        assertThat(second.presetForce).isEqualTo(4.5);
        assertThat(second.presetPosition).isEqualTo(0.1);
        assertThat(first.presetForce).isNaN();
    }

    @Test
    void switchesOnceForOneRequest() {
        bank.switchToNext(0);
        bank.force(STATE);
        bank.force(STATE);

        assertThat(bank.runningName()).isEqualTo("second");
    }

    @Test
    void beginsAnewWithTheFirstLawAndWithoutAPendingSwitch() {
        bank.switchToNext(0);
        bank.force(STATE);
        bank.switchToNext(0);

        bank.reset();

        assertThat(bank.switches()).isZero();
        assertThat(bank.force(STATE)).isEqualTo(1);
        assertThat(List.of(first.resets, second.resets, third.resets)).containsExactly(1, 1, 1);
    }

    @Test
    void presetsTheLawThatRuns() {
        bank.switchToNext(0);
        bank.force(STATE);

        bank.preset(STATE, 7);

        assertThat(second.presetForce).isEqualTo(7);
        assertThat(first.presetForce).isNaN();
        assertThat(third.presetForce).isNaN();
    }

    @Test
    void rehearsesEveryLawThatWaitsInTurnAndLeavesTheOneThatRunsAlone() {
        for (int i = 0; i < 6; i++) {
            bank.rehearse(STATE);
        }

        assertThat(List.of(first.forces, second.forces, third.forces)).containsExactly(0, 2, 2);
        assertThat(second.presetForce).isZero();
        assertThat(bank.runningName()).isEqualTo("first");
    }

    @Test
    void recordsWhichLawRunsAndWhatEachOneRemembers() {
        bank.switchToNext(0);
        bank.force(STATE);

        assertThat(bank.internalStates())
                .extracting(InternalState::name)
                .containsExactly("running", "first.forces", "second.forces", "third.forces");
        assertThat(bank.internalStates().getFirst().text()).endsWith("0 first, 1 second, 2 third");
        double[] values = new double[5];
        bank.copyInternalStates(values, 1);
        assertThat(values).containsExactly(0, 1, 0, 1, 0);
    }

    @Test
    void refusesToBeEmpty() {
        assertThatThrownBy(() -> new ControllerBank(Map.of())).hasMessage("a bank of no laws");
    }

    private Map<String, Controller> inOrder() {
        Map<String, Controller> laws = new LinkedHashMap<>();
        laws.put("first", first);
        laws.put("second", second);
        laws.put("third", third);
        return laws;
    }

    /** Its number is its force. */
    private static final class Counting implements Controller {
        private final int number;
        private int forces;
        private int resets;
        private double presetForce = Double.NaN;
        private double presetPosition = Double.NaN;

        Counting(int number) {
            this.number = number;
        }

        @Override
        public double force(StateView state) {
            forces++;
            return number;
        }

        @Override
        public double surface() {
            return 10 * number;
        }

        @Override
        public void reset() {
            resets++;
        }

        @Override
        public void preset(StateView state, double force) {
            presetForce = force;
            presetPosition = state.position();
        }

        @Override
        public List<InternalState> internalStates() {
            return List.of(new InternalState("forces", "", "how often it was asked"));
        }

        @Override
        public void copyInternalStates(double[] values, int from) {
            values[from] = forces;
        }
    }
}
