package plumb.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import plumb.config.ConfigException;
import plumb.config.Dimension;
import plumb.config.ValueType;
import plumb.hal.fault.SensorFault;
import plumb.hal.serial.LineFault;

/**
 * Faults of a serial rig that a run is to have, from a YAML file: {@code seed} and a list {@code faults} with items such as
 * {@code loss:5%@1s/10s}: kind, rate, when after engagement, for how long. Immutable; any thread.
 *
 * @param seed of chance
 * @param line what happens to frames
 * @param sensors what encoders do
 * @param twin what happens to the twin, in the order of time
 * @param texts all of them as they were written
 */
record FaultsFile(
        long seed, List<LineFault> line, List<SensorFault> sensors, List<TwinFault> twin, List<String> texts) {
    private static final Map<String, LineFault.Kind> SHARES = Map.of(
            "bit-errors", LineFault.Kind.BIT_ERRORS,
            "loss", LineFault.Kind.LOSS,
            "duplicates", LineFault.Kind.DUPLICATES,
            "reordering", LineFault.Kind.REORDERING);
    private static final Map<String, LineFault.Kind> TIMES =
            Map.of("delay", LineFault.Kind.DELAY, "jitter", LineFault.Kind.JITTER);
    private static final Map<String, SensorFault.Kind> SENSORS = Map.of(
            "stuck", SensorFault.Kind.STUCK,
            "dropout", SensorFault.Kind.DROPOUT,
            "jump", SensorFault.Kind.JUMP);
    private static final Map<String, SensorFault.Encoder> ENCODERS = Map.of(
            "cart", SensorFault.Encoder.CART,
            "link1", SensorFault.Encoder.LINK1,
            "link2", SensorFault.Encoder.LINK2);
    private static final String UNPLUG = "unplug";
    private static final String REBOOT = "reboot";
    private static final Pattern ITEM = Pattern.compile("([a-z-]+)(?::([^@]+))?@([^/]+)(?:/(.+))?");
    private static final Pattern JUMP = Pattern.compile("([a-z0-9]+)([+-][0-9]{1,9})");
    private static final String ALLOWED =
            "bit-errors:RATE, loss:RATE, duplicates:RATE or reordering:RATE (0% to 100%), delay:TIME or jitter:TIME (0s to"
                    + " 200ms), stuck:ENCODER or dropout:ENCODER (cart, link1, link2), jump:ENCODER+COUNTS or -COUNTS, or"
                    + " unplug, each with @TIME/DURATION, as loss:5%@1s/10s; or reboot@TIME";
    private static final ValueType<Double> RATE = ValueType.quantity(Dimension.SHARE, "0%", "100%");
    private static final ValueType<Long> LATE = ValueType.duration("0s", "200ms");
    private static final ValueType<Long> WHEN = ValueType.duration("0s", "604800s");
    private static final ValueType<Long> HOW_LONG = ValueType.duration("1ms", "604800s");

    /**
     * Something happens to the twin.
     *
     * @param fromNanos after engagement, ns
     * @param awayNanos how long it is unplugged, ns; 0 for its reset button
     */
    record TwinFault(long fromNanos, long awayNanos) {
        boolean unplugs() {
            return awayNanos > 0;
        }
    }

    /** No faults. */
    static FaultsFile none() {
        return new FaultsFile(0, List.of(), List.of(), List.of(), List.of());
    }

    /** Reads the file of the option; no faults where it was not given. */
    static FaultsFile read(Optional<Path> file) throws UsageException, ConfigException {
        return file.isPresent() ? read(file.get()) : none();
    }

    private static FaultsFile read(Path file) throws UsageException, ConfigException {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw Plumb.unreadable("--faults", file, e);
        }
        @Nullable Object document;
        try {
            document = new Load(LoadSettings.builder().setLabel(file.toString()).build()).loadFromString(text);
        } catch (YamlEngineException e) {
            throw new UsageException("--faults " + file + ": not valid YAML: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
        if (!(document instanceof Map<?, ?> keys)
                || !(keys.get("faults") instanceof List<?> items)
                || !List.of("seed", "faults").containsAll(keys.keySet())
                || !(keys.get("seed") == null || keys.get("seed") instanceof Integer)) {
            throw new UsageException(
                    "--faults " + file + ": allowed: seed, a whole number, and faults, a list of " + ALLOWED);
        }
        Collected collected = new Collected();
        List<String> texts = new ArrayList<>();
        for (Object item : items) {
            collected.add(file, String.valueOf(item));
            texts.add(String.valueOf(item));
        }
        collected.twin.sort(Comparator.comparingLong(TwinFault::fromNanos));
        return new FaultsFile(
                keys.get("seed") instanceof Integer seed ? seed : 1,
                collected.line,
                collected.sensors,
                collected.twin,
                texts);
    }

    /** What was read so far. */
    private static final class Collected {
        final List<LineFault> line = new ArrayList<>();
        final List<SensorFault> sensors = new ArrayList<>();
        final List<TwinFault> twin = new ArrayList<>();

        void add(Path file, String item) throws UsageException, ConfigException {
            String label = "--faults " + file + ": " + item;
            Matcher matcher = ITEM.matcher(item);
            if (!matcher.matches()) {
                throw unknown(label);
            }
            String name = matcher.group(1);
            @Nullable String detail = matcher.group(2);
            long from = WHEN.parse(label, matcher.group(3));
            @Nullable String span = matcher.group(4);
            if (name.equals(REBOOT) && detail == null && span == null) {
                twin.add(new TwinFault(from, 0));
                return;
            }
            if (span == null) {
                throw unknown(label);
            }
            long length = HOW_LONG.parse(label, span);
            if (name.equals(UNPLUG) && detail == null) {
                twin.add(new TwinFault(from, length));
                return;
            }
            if (detail == null || name.equals(REBOOT) || name.equals(UNPLUG)) {
                throw unknown(label);
            }
            if (SHARES.containsKey(name)) {
                line.add(new LineFault(SHARES.get(name), RATE.parse(label, detail), from, from + length));
            } else if (TIMES.containsKey(name)) {
                line.add(LineFault.late(TIMES.get(name), LATE.parse(label, detail), from, from + length));
            } else if (SENSORS.containsKey(name)) {
                sensors.add(sensor(label, SENSORS.get(name), detail, from, from + length));
            } else {
                throw unknown(label);
            }
        }

        private static SensorFault sensor(String label, SensorFault.Kind kind, String detail, long from, long to)
                throws UsageException {
            String name = detail;
            long counts = 0;
            if (kind == SensorFault.Kind.JUMP) {
                Matcher matcher = JUMP.matcher(detail);
                if (!matcher.matches()) {
                    throw unknown(label);
                }
                name = matcher.group(1);
                counts = Long.parseLong(matcher.group(2));
                if (counts == 0) {
                    throw unknown(label);
                }
            }
            SensorFault.@Nullable Encoder encoder = ENCODERS.get(name);
            if (encoder == null) {
                throw unknown(label);
            }
            return new SensorFault(kind, encoder, counts, from, to);
        }

        private static UsageException unknown(String label) {
            return new UsageException(label + " is not known; allowed: " + ALLOWED);
        }
    }
}
