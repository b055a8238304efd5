package plumb.hal.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import plumb.hal.ActuatorChannel;

/** The simulated motor by itself: lag, delay line, limit. */
final class MotorTest {
    private static final ActuatorChannel CHANNEL = new ActuatorChannel("motor", "N", 30, 0);

    @Test
    void followsTheAnalyticResponseAtTheMiddleAndTheEndOfSteps() {
        Motor motor = new Motor(CHANNEL, 2_000_000, 0);
        motor.command(0, 25);
        motor.applyDue(0);
        double time = 0;
        // Three lengths in turn, so that a factor kept for one length would show if it were used for another.
        double[] steps = {1e-3, 0.3e-3, 0.3e-3, 1e-3, 17e-6, 0.3e-3, 1e-3, 1e-3};
        for (double step : steps) {
            motor.advance(step);
            assertThat(motor.middle()).isCloseTo(response(25, time + step / 2), within(1e-13));
            time += step;
            assertThat(motor.force()).isCloseTo(response(25, time), within(1e-13));
        }
    }

    private static double response(double target, double time) {
        return target * (1 - StrictMath.exp(-time / 2e-3));
    }

    @Test
    void aNewTargetIsApproachedFromWhereTheForceIs() {
        Motor motor = new Motor(CHANNEL, 2_000_000, 0);
        motor.command(0, 20);
        motor.applyDue(0);
        motor.advance(2e-3);
        motor.command(2_000_000, -10);
        motor.applyDue(2_000_000);
        motor.advance(4e-3);
        double first = response(20, 2e-3);
        assertThat(motor.force()).isCloseTo(-10 + (first + 10) * StrictMath.exp(-2), within(1e-13));
    }

    @Test
    void withoutLagTheForceJumpsAtTheInstantOfTheChange() {
        Motor motor = new Motor(CHANNEL, 0, 500);
        motor.command(1000, 12);
        assertThat(motor.nextChange()).isEqualTo(1500);
        motor.applyDue(1499);
        assertThat(motor.force()).isZero();
        motor.applyDue(1500);
        assertThat(motor.force()).isEqualTo(12);
        motor.advance(1e-3);
        assertThat(motor.middle()).isEqualTo(12);
        assertThat(motor.force()).isEqualTo(12);
        assertThat(motor.nextChange()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void stoppingForgetsWhatIsOnItsWayAndLetsTheForceDecay() {
        Motor motor = new Motor(CHANNEL, 2_000_000, 500);
        motor.command(0, 20);
        motor.applyDue(500);
        motor.advance(2e-3);
        motor.command(3_000_000, 20);
        motor.stop();
        assertThat(motor.nextChange()).isEqualTo(Long.MAX_VALUE);
        motor.advance(2e-3);
        assertThat(motor.force()).isCloseTo(response(20, 2e-3) * StrictMath.exp(-1), within(1e-13));
        motor.reset();
        assertThat(motor.force()).isZero();
    }

    @Test
    void goesToTheSafeValueOfItsChannelNotToZero() {
        Motor motor = new Motor(new ActuatorChannel("motor", "N", 30, -2), 0, 0);
        assertThat(motor.force()).isEqualTo(-2);
        motor.command(0, 7);
        motor.applyDue(0);
        motor.command(1, Double.NaN);
        motor.applyDue(1);
        assertThat(motor.force()).isEqualTo(-2);
        motor.command(2, 7);
        motor.commandSafe(3);
        motor.applyDue(3);
        assertThat(motor.force()).isEqualTo(-2);
    }

    @Test
    void theDelayLineDeliversInOrderAcrossTheEndOfItsRing() {
        DelayLine line = new DelayLine(0);
        for (int i = 0; i < 100; i++) {
            line.send(2L * i, i);
            line.send(2L * i + 1, -i);
            assertThat(line.nextInstant()).isEqualTo(2L * i);
            assertThat(line.receive()).isEqualTo(i);
            assertThat(line.receive()).isEqualTo(-i);
        }
        assertThat(line.nextInstant()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aFullDelayLineGivesUpItsSecondNewestForTheNewest() {
        DelayLine line = new DelayLine(10);
        int sent = 0;
        while (!line.isFull()) {
            line.send(sent, sent);
            sent++;
        }
        line.send(sent, -1);
        assertThat(line.isFull()).isTrue();
        double last = Double.NaN;
        for (int i = 0; i < sent; i++) {
            last = line.receive();
        }
        assertThat(last).isEqualTo(-1);
        assertThat(line.nextInstant()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theDelayLineHoldsTheCommandsOfTheFastestLoopForTheLongestDelay() {
        DelayLine line = new DelayLine(SimulationSettings.LONGEST_DELAY_NANOS);
        long fastest = 200_000;
        for (long now = 0; now <= SimulationSettings.LONGEST_DELAY_NANOS; now += fastest) {
            assertThat(line.isFull()).isFalse();
            line.send(now, 1);
        }
    }
}
