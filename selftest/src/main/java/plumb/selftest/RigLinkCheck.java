package plumb.selftest;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import plumb.config.CaptureLimits;
import plumb.config.RigConfig;
import plumb.hal.LinkStatistics;
import plumb.hal.RigDescription;
import plumb.observe.PhaseSummary;
import plumb.selftest.Measurement.NotMeasured;

/**
 * The rig that will run the experiment can be heard, understood and believed: round trip, order and freshness of the
 * samples, damaged frames, and for every sensor its range and noise; where nothing physical moves also that it answers a
 * force as the model does. Housekeeping thread.
 */
public final class RigLinkCheck implements Check {
    static final double STALE_SHARE = 0.01;
    static final double MISSING_SHARE = 0.01;
    static final double ACKNOWLEDGED_SHARE = 0.9;
    /** Round trip beyond the declared delay, and greatest age of a sample: one period to be read in and one to spare. */
    static final int ALLOWED_PERIODS = 2;
    /** An encoder that starts anywhere has not gone round more often than this before the self-test, rad. */
    static final double ANGLE_RANGE = 4 * StrictMath.PI;
    /** Noise that no capture window would notice, as a share of it. */
    static final double NOISE_SHARE = 0.01;

    private final RigConfig config;
    private final RigDescription rig;
    private final Observation<TimingWindows> observation;
    private final ResponseTrial response;

    /**
     * A check of one rig.
     *
     * @param config what the rig ought to be like
     * @param rig what it says it is like
     * @param observation of the very loop on the very rig
     * @param response pushes the rig
     */
    RigLinkCheck(RigConfig config, RigDescription rig, Observation<TimingWindows> observation, ResponseTrial response) {
        this.config = config;
        this.rig = rig;
        this.observation = observation;
        this.response = response;
    }

    @Override
    public String id() {
        return "rig-link";
    }

    @Override
    public String measures() {
        return "share of what link and sensors have to show that they show";
    }

    @Override
    public Duration expectedDuration() {
        return rig.physical() ? Duration.ZERO : Duration.ofNanos(2 * Push.DURATION_NANOS);
    }

    @Override
    public List<Observation<?>> observations() {
        return List.of(observation);
    }

    @Override
    public Measurement measure() throws Exception {
        TimingWindows seen = observation.get();
        if (seen.broken().isPresent()) {
            return new NotMeasured(seen.broken().get());
        }
        LinkFigures figures = seen.best().link();
        ProbeTally tally = new ProbeTally();
        probeRoundTrip(figures, tally);
        probeSamples(figures, tally);
        for (TimingWindow window : seen.windows()) {
            window.link().counted().ifPresent(counted -> probeFrames(counted, tally));
        }
        figures.sensors().forEach(sensor -> probeSensor(sensor, tally));
        if (rig.physical()) {
            return tally.measurement(seen.mode().remark() + text(figures)
                    + "; not proven: direction of motor and encoders, and that none is stuck, because nothing may move"
                    + " before the rig is armed");
        }
        Optional<String> heldUp = response.probe(tally);
        return heldUp.isPresent()
                ? new NotMeasured(heldUp.get())
                : tally.measurement(
                        seen.mode().remark() + text(figures) + "; answers pushes to both sides as the model does");
    }

    private void probeRoundTrip(LinkFigures figures, ProbeTally tally) {
        double limit =
                (rig.delayNanos() + ALLOWED_PERIODS * (double) config.loop().periodNanos()) / 1e3;
        long acknowledged = figures.acknowledged();
        tally.probe(
                acknowledged >= ACKNOWLEDGED_SHARE * (figures.samples() - ALLOWED_PERIODS),
                () -> "only " + acknowledged + " of " + figures.samples() + " samples acknowledge a new command");
        figures.roundTrip()
                .ifPresent(trip -> tally.probe(
                        trip.p99() <= limit,
                        () -> String.format(
                                Locale.ROOT, "round trip p99 %.0f us, must be at most %.0f", trip.p99(), limit)));
    }

    private void probeSamples(LinkFigures figures, ProbeTally tally) {
        tally.probe(
                figures.stale() <= STALE_SHARE * figures.samples(),
                () -> figures.stale() + " of " + figures.samples() + " samples came again");
        tally.probe(
                figures.backwards() == 0,
                () -> figures.backwards() + " of " + figures.samples() + " samples have an earlier number or time");
        double limit = ALLOWED_PERIODS * config.loop().periodNanos() / 1e3;
        double age = figures.age().map(PhaseSummary::p99).orElse(Double.POSITIVE_INFINITY);
        tally.probe(
                age <= limit,
                () -> String.format(Locale.ROOT, "samples are %.0f us old (p99), must be at most %.0f", age, limit));
    }

    private static void probeFrames(LinkStatistics counted, ProbeTally tally) {
        tally.probe(counted.damaged() == 0, () -> counted.damaged() + " frames with a wrong checksum or form");
        long all = counted.received() + counted.missing();
        tally.probe(
                counted.received() > 0 && counted.missing() + counted.repeated() <= MISSING_SHARE * all,
                () -> counted.missing() + " frames missing and " + counted.repeated() + " repeated of " + all);
    }

    private void probeSensor(SensorFigures sensor, ProbeTally tally) {
        boolean cart = sensor.unit().equals("m");
        CaptureLimits capture = config.limits().capture();
        double range = cart ? config.limits().railHalfLength() : ANGLE_RANGE;
        double noise = NOISE_SHARE * (cart ? capture.position() : capture.angle());
        tally.probe(
                sensor.reach() <= range,
                () -> String.format(
                        Locale.ROOT,
                        "%s at %.4f %s, cannot be beyond %.4f",
                        sensor.name(),
                        sensor.reach(),
                        sensor.unit(),
                        range));
        tally.probe(
                sensor.noise() <= noise,
                () -> String.format(
                        Locale.ROOT,
                        "%s has a noise of %.2g %s, must be at most %.2g",
                        sensor.name(),
                        sensor.noise(),
                        sensor.unit(),
                        noise));
    }

    private static String text(LinkFigures figures) {
        String trip = figures.roundTrip()
                .map(summary -> String.format(Locale.ROOT, "round trip p99 %.0f us", summary.p99()))
                .orElse("no round trip");
        String frames = figures.counted()
                .map(counted -> counted.received() + " frames, " + counted.damaged() + " damaged")
                .orElse("no frames that could be damaged");
        double loudest = figures.sensors().stream()
                .mapToDouble(SensorFigures::noise)
                .max()
                .orElse(Double.NaN);
        return String.format(
                Locale.ROOT,
                "%s, %d samples, %d stale, %s, sensor noise up to %.2g",
                trip,
                figures.samples(),
                figures.stale(),
                frames,
                loudest);
    }
}
