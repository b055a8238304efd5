package plumb.observe;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.agrona.concurrent.AtomicBuffer;
import plumb.config.RigConfig;

/**
 * Which loop the counters belong to. Immutable; any thread.
 *
 * @param process that runs it
 * @param startedAt when the counters were made
 * @param rig name of the rig
 * @param controller name of the law that the run began with
 * @param estimator name of the estimator
 * @param build version and commit
 * @param configSha256 SHA-256 of the configuration
 * @param periodNanos period of the loop, ns
 * @param forceLimit greatest force, N
 * @param railHalfLength the end stops are at plus and minus this position, m
 */
public record LoopIdentity(
        ProcessStamp process,
        Instant startedAt,
        String rig,
        String controller,
        String estimator,
        String build,
        String configSha256,
        long periodNanos,
        double forceLimit,
        double railHalfLength) {
    /** The loop of a configuration, run by this process from now on. */
    public static LoopIdentity of(RigConfig config, String build) {
        return new LoopIdentity(
                ProcessStamp.current(),
                Instant.now(),
                config.name(),
                config.controller(),
                config.runningEstimator(),
                build,
                config.sha256(),
                config.loop().periodNanos(),
                config.limits().force(),
                config.limits().railHalfLength());
    }

    void write(AtomicBuffer to) {
        to.putLong(CounterLayout.PID, process.pid());
        to.putLong(CounterLayout.PROCESS_START, process.startTicks());
        to.putLong(CounterLayout.STARTED_AT_MILLIS, startedAt.toEpochMilli());
        to.putLong(CounterLayout.PERIOD_NANOS, periodNanos);
        to.putDouble(CounterLayout.FORCE_LIMIT, forceLimit);
        to.putDouble(CounterLayout.RAIL_HALF_LENGTH, railHalfLength);
        put(to, CounterLayout.RIG, rig);
        put(to, CounterLayout.CONTROLLER, controller);
        put(to, CounterLayout.ESTIMATOR, estimator);
        put(to, CounterLayout.BUILD, build);
        put(to, CounterLayout.CONFIG_SHA256, configSha256);
    }

    static LoopIdentity read(AtomicBuffer from) {
        return new LoopIdentity(
                new ProcessStamp(from.getLong(CounterLayout.PID), from.getLong(CounterLayout.PROCESS_START)),
                Instant.ofEpochMilli(from.getLong(CounterLayout.STARTED_AT_MILLIS)),
                text(from, CounterLayout.RIG),
                text(from, CounterLayout.CONTROLLER),
                text(from, CounterLayout.ESTIMATOR),
                text(from, CounterLayout.BUILD),
                text(from, CounterLayout.CONFIG_SHA256),
                from.getLong(CounterLayout.PERIOD_NANOS),
                from.getDouble(CounterLayout.FORCE_LIMIT),
                from.getDouble(CounterLayout.RAIL_HALF_LENGTH));
    }

    private static void put(AtomicBuffer to, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        // Nothing in there is as long as that; if ever, the rest of the name is not worth a failed run.
        int length = StrictMath.min(bytes.length, CounterLayout.TEXT_LENGTH - Long.BYTES);
        to.putLong(offset, length);
        to.putBytes(offset + Long.BYTES, bytes, 0, length);
    }

    private static String text(AtomicBuffer from, int offset) {
        long length = StrictMath.clamp(from.getLong(offset), 0, CounterLayout.TEXT_LENGTH - Long.BYTES);
        byte[] bytes = new byte[(int) length];
        from.getBytes(offset + Long.BYTES, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
