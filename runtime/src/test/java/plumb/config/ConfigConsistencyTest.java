package plumb.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigConsistencyTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limits.envelope.position=0.5m | limits.envelope.position 0.5m, must be below limits.rail 0.5m",
                "limits.rail=0.4m | limits.envelope.position 0.48m, must be below limits.rail 0.4m",
                "limits.capture.position=0.49m | limits.capture.position 0.49m, must not be above "
                        + "limits.envelope.position 0.48m",
                "limits.capture.angle=0.7rad | limits.capture.angle 0.7rad, must not be above "
                        + "limits.envelope.angle 0.6rad",
                "limits.capture.rate=26rad/s | limits.capture.rate 26rad/s, must not be above "
                        + "limits.envelope.rate 25rad/s",
                "limits.capture.dwell=10s | limits.capture.dwell 10s, must be below limits.capture.timeout 10s",
                "actuator.delay=11ms | actuator.delay 11ms, must be at most 10 periods of loop.rate 1kHz",
                "actuator.watchdog=1ms | actuator.watchdog 1ms, must be at least 2 periods of loop.rate 1kHz",
                "loop.spin=500us | loop.spin 500us, must be below half a period of loop.rate 1kHz",
                "estimator=direct | estimator direct, needs a rig that senses rates, found sensors.ideal false",
                "simulation.initialState=-0.5,0,0 | simulation.initialState [-0.5, 0, 0, 0, 0, 0], must begin "
                        + "between the end stops of limits.rail 0.5m",
                "sensors.cartCountsPerTurn=0 | sensors.cartCountsPerTurn is 0; allowed: any but 0",
                "sensors.link1CountsPerTurn=0 | sensors.link1CountsPerTurn is 0; allowed: any but 0",
                "sensors.link2CountsPerTurn=0 | sensors.link2CountsPerTurn is 0; allowed: any but 0",
            })
    void refusesValuesThatContradictEachOther(String assignment, String problem) {
        assertThat(Messages.ofSet(assignment)).isEqualTo("--set " + assignment + ": " + problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limits.envelope.position=0.499m",
                "limits.capture.position=0.48m",
                "limits.capture.angle=0.6rad",
                "limits.capture.rate=25rad/s",
                "limits.capture.dwell=9.999s",
                "actuator.delay=10ms",
                "actuator.watchdog=2ms",
                "loop.spin=499us",
                "estimator=filtered-difference",
                "simulation.initialState=-0.499,0,0",
                "sensors.cartCountsPerTurn=-1",
            })
    void acceptsValuesAtTheEdge(String assignment) {
        assertThatCode(() -> Messages.set(assignment)).doesNotThrowAnyException();
    }

    @Test
    void acceptsDirectSensingWhereRatesAreSensed() {
        assertThatCode(() -> Messages.set("sensors.ideal=true", "estimator=direct"))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesAnEstimatorForUprightOnlyToAHangingStart() {
        assertThatThrownBy(() -> Messages.set("start=hanging", "swingUp.estimator=kalman"))
                .hasMessage(
                        "--set swingUp.estimator=kalman: swingUp.estimator kalman, works near upright only and cannot"
                                + " be used with start hanging");
        assertThatThrownBy(() -> Messages.set("swingUp.estimator=kalman", "start=hanging"))
                .hasMessageStartingWith("--set start=hanging: swingUp.estimator kalman, works near upright only");
        assertThatCode(() -> Messages.set("swingUp.estimator=kalman")).doesNotThrowAnyException();
        assertThatCode(() -> Messages.set("start=hanging", "swingUp.estimator=extended-kalman"))
                .doesNotThrowAnyException();
    }

    @Test
    void namesThePlaceOfTheValueSetLast() {
        assertThat(Messages.ofFile("limits:", "  rail: 0.4m", "  envelope:", "    position: 0.45m"))
                .isEqualTo("rig.yaml:4: limits.envelope.position 0.45m, must be below limits.rail 0.4m");
        assertThat(Messages.ofFile("limits:", "  envelope:", "    position: 0.45m", "  rail: 0.4m"))
                .isEqualTo("rig.yaml:4: limits.envelope.position 0.45m, must be below limits.rail 0.4m");
    }
}
