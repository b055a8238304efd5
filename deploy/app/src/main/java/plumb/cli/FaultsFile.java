package plumb.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
import plumb.hal.serial.LineFault;

/**
 * Faults of a serial line that a run is to have, from a YAML file: {@code seed} and a list {@code faults} with items such as
 * {@code loss:5%@1s/10s}: kind, rate, when after engagement, for how long. Immutable; any thread.
 *
 * @param seed of chance
 * @param line what happens to frames
 * @param unplugs when the twin is taken away
 * @param texts all of them as they were written
 */
record FaultsFile(long seed, List<LineFault> line, List<Unplug> unplugs, List<String> texts) {
    private static final Map<String, LineFault.Kind> KINDS = Map.of(
            "bit-errors", LineFault.Kind.BIT_ERRORS,
            "loss", LineFault.Kind.LOSS,
            "duplicates", LineFault.Kind.DUPLICATES,
            "reordering", LineFault.Kind.REORDERING);
    private static final Pattern ITEM = Pattern.compile("(?:([a-z-]+):([^@]+)|unplug)@([^/]+)/(.+)");
    private static final String ALLOWED =
            "bit-errors:RATE, loss:RATE, duplicates:RATE or reordering:RATE (0% to 100%), or"
                    + " unplug, each with @TIME/DURATION, as loss:5%@1s/10s";
    private static final ValueType<Double> RATE = ValueType.quantity(Dimension.SHARE, "0%", "100%");
    private static final ValueType<Long> WHEN = ValueType.duration("0s", "604800s");
    private static final ValueType<Long> HOW_LONG = ValueType.duration("1ms", "604800s");

    /**
     * The twin is taken away and comes back.
     *
     * @param fromNanos after engagement, ns
     * @param forNanos how long, ns
     */
    record Unplug(long fromNanos, long forNanos) {}

    /** No faults. */
    static FaultsFile none() {
        return new FaultsFile(0, List.of(), List.of(), List.of());
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
        List<LineFault> line = new ArrayList<>();
        List<Unplug> unplugs = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (Object item : items) {
            add(file, String.valueOf(item), line, unplugs);
            texts.add(String.valueOf(item));
        }
        return new FaultsFile(keys.get("seed") instanceof Integer seed ? seed : 1, line, unplugs, texts);
    }

    private static void add(Path file, String item, List<LineFault> line, List<Unplug> unplugs)
            throws UsageException, ConfigException {
        String label = "--faults " + file + ": " + item;
        Matcher matcher = ITEM.matcher(item);
        if (!matcher.matches()) {
            throw new UsageException(label + " is not known; allowed: " + ALLOWED);
        }
        long from = WHEN.parse(label, matcher.group(3));
        long length = HOW_LONG.parse(label, matcher.group(4));
        @Nullable String name = matcher.group(1);
        if (name == null) {
            unplugs.add(new Unplug(from, length));
            return;
        }
        LineFault.@Nullable Kind kind = KINDS.get(name);
        if (kind == null) {
            throw new UsageException(label + " is not known; allowed: " + ALLOWED);
        }
        line.add(new LineFault(kind, RATE.parse(label, matcher.group(2)), from, from + length));
    }
}
