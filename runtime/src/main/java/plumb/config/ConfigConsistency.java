package plumb.config;

import plumb.estimate.EstimatorType;
import plumb.model.StateView;

/** Checks what no key can say for itself: values that contradict each other. Any thread. */
final class ConfigConsistency {
    private static final int MOST_DELAY_PERIODS = 10;
    private static final int LEAST_WATCHDOG_PERIODS = 2;

    private static final long NANOS_PER_MICRO = 1000;
    private static final long MOST_SERIAL_PERIOD_NANOS = 50_000_000;

    private final ConfigCatalogue catalogue;
    private final Settings settings;

    private ConfigConsistency(ConfigCatalogue catalogue, Settings settings) {
        this.catalogue = catalogue;
        this.settings = settings;
    }

    static void check(ConfigCatalogue catalogue, Settings settings) throws ConfigException {
        ConfigConsistency consistency = new ConfigConsistency(catalogue, settings);
        consistency.checkLimits();
        consistency.checkTiming();
        consistency.checkSensors();
        consistency.checkInitialState();
        consistency.checkReal();
        consistency.checkSerial();
        consistency.checkPi();
    }

    private void checkLimits() throws ConfigException {
        below(LimitKeys.ENVELOPE_POSITION, LimitKeys.RAIL);
        notAbove(LimitKeys.CAPTURE_POSITION, LimitKeys.ENVELOPE_POSITION);
        notAbove(LimitKeys.CAPTURE_ANGLE, LimitKeys.ENVELOPE_ANGLE);
        notAbove(LimitKeys.CAPTURE_RATE, LimitKeys.ENVELOPE_RATE);
        below(LimitKeys.DWELL, LimitKeys.CAPTURE_TIMEOUT);
        notAbove(SwingUpKeys.POSITION, LimitKeys.ENVELOPE_POSITION);
        notAbove(SwingUpKeys.ANGLE, LimitKeys.ENVELOPE_ANGLE);
        notAbove(SwingUpKeys.VELOCITY, LimitKeys.ENVELOPE_VELOCITY);
        notAbove(SwingUpKeys.RATE, LimitKeys.ENVELOPE_RATE);
    }

    private void checkTiming() throws ConfigException {
        long period = settings.get(LoopKeys.PERIOD);
        require(
                settings.get(RigKeys.DELAY) <= MOST_DELAY_PERIODS * period,
                RigKeys.DELAY,
                LoopKeys.PERIOD,
                "must be at most 10 periods of");
        require(
                ConfigAssembly.watchdogNanos(settings) >= LEAST_WATCHDOG_PERIODS * period,
                RigKeys.WATCHDOG,
                LoopKeys.PERIOD,
                "must be at least 2 periods of");
        require(
                2 * settings.get(LoopKeys.SPIN).orElse(0L) < period,
                LoopKeys.SPIN,
                LoopKeys.PERIOD,
                "must be below half a period of");
    }

    private void checkSensors() throws ConfigException {
        notZero(RigKeys.CART_COUNTS);
        notZero(RigKeys.LINK1_COUNTS);
        notZero(RigKeys.LINK2_COUNTS);
        checkRates(catalogue.estimator());
        if (settings.get(SwingUpKeys.START) == Start.HANGING) {
            checkRates(catalogue.swingUpEstimator());
            checkSwings(catalogue.swingUpEstimator());
        }
    }

    private void checkSwings(Key<String> estimator) throws ConfigException {
        for (EstimatorType type : catalogue.estimatorTypes()) {
            if (type.name().equals(settings.get(estimator))) {
                require(
                        !type.nearUprightOnly(),
                        estimator,
                        SwingUpKeys.START,
                        "works near upright only and cannot be used with");
            }
        }
    }

    private void checkRates(Key<String> estimator) throws ConfigException {
        for (EstimatorType type : catalogue.estimatorTypes()) {
            if (type.name().equals(settings.get(estimator))) {
                require(
                        !type.needsRates() || settings.get(RigKeys.IDEAL),
                        estimator,
                        RigKeys.IDEAL,
                        "needs a rig that senses rates, found");
            }
        }
    }

    /** What only a simulated rig has. */
    private void checkReal() throws ConfigException {
        if (settings.get(RigKeys.BACKEND).equals(RigConfig.SIMULATED)) {
            return;
        }
        require(!settings.get(RigKeys.IDEAL), RigKeys.IDEAL, RigKeys.BACKEND, "cannot be had with");
        require(
                settings.get(TestingKeys.DISTURBANCES).isEmpty(),
                TestingKeys.DISTURBANCES,
                RigKeys.BACKEND,
                "can be had on a simulated rig only, not with");
    }

    /** Each device, channel and line for one thing only; and a motor that can exert what is asked of it. */
    private void checkPi() throws ConfigException {
        if (!settings.get(RigKeys.BACKEND).equals(RigConfig.PI)) {
            return;
        }
        different(PiKeys.CART, PiKeys.LINK1);
        different(PiKeys.CART, PiKeys.LINK2);
        different(PiKeys.LINK1, PiKeys.LINK2);
        if (settings.get(PiKeys.DRIVE) == PiWiring.Drive.TWO_CHANNELS) {
            different(PiKeys.FORWARD, PiKeys.BACKWARD);
        }
        for (int i = 0; i < PiKeys.LINES.size(); i++) {
            for (int j = i + 1; j < PiKeys.LINES.size(); j++) {
                Key<String> one = PiKeys.LINES.get(i);
                Key<String> other = PiKeys.LINES.get(j);
                if (PiKeys.used(one, settings) && PiKeys.used(other, settings)) {
                    different(one, other);
                }
            }
        }
        notAbove(LimitKeys.FORCE, PiKeys.FULL_SCALE);
    }

    private <T> void different(Key<T> key, Key<T> other) throws ConfigException {
        require(!settings.get(key).equals(settings.get(other)), key, other, "must be another than");
    }

    /** What the firmware counts in microseconds must be whole there; whether a port is there is seen when it is opened. */
    private void checkSerial() throws ConfigException {
        if (!settings.get(RigKeys.BACKEND).equals(RigConfig.SERIAL)) {
            return;
        }
        long period = settings.get(LoopKeys.PERIOD);
        require(
                wholeMicros(period) && period <= MOST_SERIAL_PERIOD_NANOS,
                LoopKeys.PERIOD,
                RigKeys.BACKEND,
                "must be a period of whole microseconds and at least 20 Hz for");
        require(
                wholeMicros(settings.get(SerialKeys.SAMPLE_AFTER)),
                SerialKeys.SAMPLE_AFTER,
                RigKeys.BACKEND,
                "must be whole microseconds for");
        require(
                wholeMicros(ConfigAssembly.watchdogNanos(settings)),
                RigKeys.WATCHDOG,
                RigKeys.BACKEND,
                "must be whole microseconds for");
        require(
                settings.get(SerialKeys.MODE) != SerialMode.PACED || settings.get(SerialKeys.SAMPLE_AFTER) < period,
                SerialKeys.SAMPLE_AFTER,
                LoopKeys.PERIOD,
                "must be below the period of");
    }

    private static boolean wholeMicros(long nanos) {
        return nanos % NANOS_PER_MICRO == 0;
    }

    private void checkInitialState() throws ConfigException {
        betweenStops(TestingKeys.INITIAL_STATE);
        betweenStops(TestingKeys.HANGING_STATE);
    }

    private void betweenStops(Key<StateView> state) throws ConfigException {
        require(
                StrictMath.abs(settings.get(state).position()) < settings.get(LimitKeys.RAIL),
                state,
                LimitKeys.RAIL,
                "must begin between the end stops of");
    }

    private <T extends Comparable<T>> void below(Key<T> key, Key<T> limit) throws ConfigException {
        require(settings.get(key).compareTo(settings.get(limit)) < 0, key, limit, "must be below");
    }

    private <T extends Comparable<T>> void notAbove(Key<T> key, Key<T> limit) throws ConfigException {
        require(settings.get(key).compareTo(settings.get(limit)) <= 0, key, limit, "must not be above");
    }

    private void notZero(Key<Long> key) throws ConfigException {
        if (settings.get(key) == 0) {
            throw new ConfigException(settings.setting(key).place() + ": " + key + " is 0; allowed: any but 0");
        }
    }

    /** Names the place of whichever of the two was set last: that is the one to mend. */
    private void require(boolean holds, Key<?> key, Key<?> other, String must) throws ConfigException {
        if (!holds) {
            Setting<?> one = settings.setting(key);
            Setting<?> two = settings.setting(other);
            throw new ConfigException((one.order() > two.order() ? one : two).place() + ": " + written(key) + ", "
                    + must + " " + written(other));
        }
    }

    private <T> String written(Key<T> key) {
        return key + " " + key.type().format(settings.get(key));
    }
}
