package plumb.record;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import plumb.design.SwingUpPlanText;
import plumb.hal.ActuatorChannel;
import plumb.hal.RigDescription;
import plumb.runtime.LifecycleState;
import plumb.runtime.LoopAssembly;
import plumb.runtime.LoopPlan;
import plumb.runtime.TripReason;

/**
 * What a recording says of itself: everything that is needed to read it, and to replay it by itself. Texts by name; a file
 * that lacks one answers with an {@link IllegalArgumentException} that names it. Immutable; any thread.
 */
public final class RecordingHeader {
    private static final String PART = "part";
    private static final String NANOS = "clockNanos";
    private static final String EPOCH_NANOS = "epochNanos";

    private final Map<String, String> entries;
    private final RecordLayout layout;

    RecordingHeader(Map<String, String> entries) {
        this.entries = new LinkedHashMap<>(entries);
        this.layout = RecordLayout.parse(text("fields"));
    }

    /**
     * The header of a run that is about to begin.
     *
     * @param assembly law, estimator and configuration that run
     * @param rig what the loop drives
     * @param plan what the loop is to do
     * @param identity build and verdict
     * @param epochNanos wall-clock time, ns since 1970, of the instant {@code clockNanos} of the loop's clock
     */
    public static RecordingHeader of(
            LoopAssembly assembly,
            RigDescription rig,
            LoopPlan plan,
            RunIdentity identity,
            long epochNanos,
            long clockNanos) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("recording", Long.toHexString(epochNanos) + "-" + Long.toHexString(clockNanos));
        entries.put(PART, "1");
        entries.put("buildVersion", identity.version());
        entries.put("buildCommit", identity.commit());
        entries.put("buildSha256", identity.buildSha256());
        entries.put("verdictId", identity.verdictId());
        entries.put("rig", assembly.config().name());
        entries.put("controller", assembly.config().controller());
        entries.put("estimator", assembly.config().runningEstimator());
        entries.put("periodNanos", Long.toString(assembly.config().loop().periodNanos()));
        entries.put(EPOCH_NANOS, Long.toString(epochNanos));
        entries.put(NANOS, Long.toString(clockNanos));
        put(entries, rig);
        put(entries, plan);
        entries.put("fields", layoutOf(assembly).text());
        entries.put("phases", names(LifecycleState.values()));
        entries.put("trips", names(TripReason.values()));
        entries.put("configSha256", assembly.config().sha256());
        entries.put("config", assembly.config().toYaml());
        assembly.plan().ifPresent(p -> entries.put("swingUpPlan", SwingUpPlanText.write(p, Map.of())));
        return new RecordingHeader(entries);
    }

    /** Of the records that a loop of this assembly makes. */
    static RecordLayout layoutOf(LoopAssembly assembly) {
        return RecordLayout.of(assembly.controllers().getFirst().internalStates());
    }

    private static void put(Map<String, String> entries, RigDescription rig) {
        entries.put("rigKind", rig.kind());
        entries.put("rigIdentity", rig.identity());
        entries.put("rigPhysical", Boolean.toString(rig.physical()));
        entries.put("rigSensesRates", Boolean.toString(rig.sensesRates()));
        entries.put("rigWatchdogNanos", Long.toString(rig.watchdogNanos()));
        entries.put("rigMotorLagNanos", Long.toString(rig.motorLagNanos()));
        entries.put("rigDelayNanos", Long.toString(rig.delayNanos()));
        entries.put("motorName", rig.motor().name());
        entries.put("motorUnit", rig.motor().unit());
        entries.put("motorLimit", Double.toString(rig.motor().limit()));
        entries.put("motorSafeValue", Double.toString(rig.motor().safeValue()));
    }

    private static void put(Map<String, String> entries, LoopPlan plan) {
        entries.put("planSafeCycles", Long.toString(plan.safeCycles()));
        entries.put("planTailCycles", Long.toString(plan.tailCycles()));
        entries.put("planTailLimitNanos", Long.toString(plan.tailLimitNanos()));
        entries.put("planCapture", Boolean.toString(plan.capture()));
        entries.put("planEngage", Boolean.toString(plan.engage()));
        entries.put("planDurationCycles", Long.toString(plan.durationCycles()));
    }

    private static String names(Enum<?>[] values) {
        return Stream.of(values).map(Enum::name).collect(Collectors.joining(" "));
    }

    /** The same for another file of the recording. */
    RecordingHeader ofPart(int part) {
        Map<String, String> other = new LinkedHashMap<>(entries);
        other.put(PART, Integer.toString(part));
        return new RecordingHeader(other);
    }

    /** All texts by name, in the order in which they are stored. */
    public Map<String, String> entries() {
        return Map.copyOf(entries);
    }

    Map<String, String> ordered() {
        return entries;
    }

    /** The text of that name. */
    public String text(String name) {
        @Nullable String value = entries.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the header has no entry " + name);
        }
        return value;
    }

    private long number(String name) {
        String value = text(name);
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the header's " + name + " is " + value + ", must be a whole number", e);
        }
    }

    private double real(String name) {
        String value = text(name);
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the header's " + name + " is " + value + ", must be a number", e);
        }
    }

    /** Which fields a record has and where. */
    public RecordLayout layout() {
        return layout;
    }

    /** What all files of one recording have in common, and no other recording. */
    public String recordingId() {
        return text("recording");
    }

    /** Number of the file in its recording, from 1. */
    public int part() {
        return (int) number(PART);
    }

    /** Name of the law. */
    public String controller() {
        return text("controller");
    }

    /** Name of the estimator. */
    public String estimator() {
        return text("estimator");
    }

    /** Control period, ns. */
    public long periodNanos() {
        return number("periodNanos");
    }

    /** The complete configuration as it was used, YAML. */
    public String config() {
        return text("config");
    }

    /** SHA-256 of the configuration's values. */
    public String configSha256() {
        return text("configSha256");
    }

    /** SHA-256 of the build that recorded. */
    public String buildSha256() {
        return text("buildSha256");
    }

    /** The verdict that allowed the run. */
    public String verdictId() {
        return text("verdictId");
    }

    /** The swing-up plan of a hanging start, as a text. */
    public Optional<String> swingUpPlan() {
        return Optional.ofNullable(entries.get("swingUpPlan"));
    }

    /** Wall-clock time of an instant of the loop's clock, ns since 1970: as if the wall clock had never been set since. */
    public long epochNanos(long clockNanos) {
        return number(EPOCH_NANOS) + (clockNanos - number(NANOS));
    }

    /** Names of the lifecycle states, by the number in {@link CycleField#PHASE}. */
    public List<String> phases() {
        return List.of(text("phases").split(" ", -1));
    }

    /** Names of the trip reasons, by the number in {@link CycleField#TRIP}. */
    public List<String> trips() {
        return List.of(text("trips").split(" ", -1));
    }

    /** Whether the numbers of phases and trips mean the same to this build. */
    boolean namesAreThoseOfThisBuild() {
        return text("phases").equals(names(LifecycleState.values()))
                && text("trips").equals(names(TripReason.values()));
    }

    /** The rig that was driven. */
    public RigDescription rig() {
        return new RigDescription(
                text("rigKind"),
                text("rigIdentity"),
                Boolean.parseBoolean(text("rigPhysical")),
                Boolean.parseBoolean(text("rigSensesRates")),
                new ActuatorChannel(text("motorName"), text("motorUnit"), real("motorLimit"), real("motorSafeValue")),
                number("rigWatchdogNanos"),
                number("rigMotorLagNanos"),
                number("rigDelayNanos"));
    }

    /** What the loop was to do. */
    public LoopPlan plan() {
        return new LoopPlan(
                number("planSafeCycles"),
                number("planTailCycles"),
                number("planTailLimitNanos"),
                Boolean.parseBoolean(text("planCapture")),
                Boolean.parseBoolean(text("planEngage")),
                number("planDurationCycles"));
    }
}
