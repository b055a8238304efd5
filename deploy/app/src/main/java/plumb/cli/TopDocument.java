package plumb.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import plumb.model.StateView;
import plumb.observe.LoopIdentity;
import plumb.observe.LoopSnapshot;
import plumb.observe.StallCounts;
import plumb.runtime.TripReason;

/** One look at a loop as a JSON document. */
final class TopDocument {
    private TopDocument() {}

    static String of(BuildInfo build, TopSample sample, boolean onOneLine) {
        LoopIdentity identity = sample.identity();
        LoopSnapshot loop = sample.loop();
        Map<String, @Nullable Object> document = Documents.begin("top", build, identity.configSha256());
        document.put("pid", identity.process().pid());
        document.put("startedAt", identity.startedAt().toString());
        document.put("loopBuild", identity.build());
        document.put("rig", identity.rig());
        document.put("controller", identity.controller());
        document.put("estimator", identity.estimator());
        document.put("rateHz", 1e9 / identity.periodNanos());
        document.put("running", !sample.ended());
        document.put("state", sample.state().name());
        document.put("trip", loop.trip() == TripReason.NONE ? null : loop.trip().text());
        document.put("cycles", loop.cycles());
        document.put("engagedCycles", loop.engagedCycles());
        document.put("engagedS", sample.engagedSeconds());
        document.put("cyclesPerS", Documents.figure(sample.cyclesPerSecond()));
        document.put("overruns", loop.overruns());
        document.put("missedCycles", loop.missedCycles());
        document.put(
                "stalls", sample.process().stalls().map(TopDocument::stalls).orElse(null));
        document.put("maxConsecutiveMisses", loop.maxConsecutiveMisses());
        document.put("allocatedBytes", count(loop.allocatedBytes()));
        document.put("gcCount", count(sample.process().collections()));
        document.put("recorded", count(sample.process().recorded()));
        document.put("dropped", count(sample.process().dropped()));
        document.put("windowS", sample.windowSeconds());
        document.put("latencyUs", latency(sample));
        document.put("maxWakeupUs", loop.cycles() == 0 ? null : loop.maxWakeupNanos() / 1e3);
        motion(document, loop);
        return onOneLine ? Documents.line(document) : Documents.text(document);
    }

    private static Map<String, @Nullable Object> stalls(StallCounts counts) {
        Map<String, @Nullable Object> stalls = new LinkedHashMap<>();
        stalls.put("missedByLateWakeup", counts.missedByLateWakeup());
        stalls.put("involuntarySwitches", count(counts.involuntarySwitches()));
        stalls.put("waitedForCpuNs", count(counts.waitedNanos()));
        stalls.put("stolenByHostNs", count(counts.stolenNanos()));
        return stalls;
    }

    private static Map<String, @Nullable Object> latency(TopSample sample) {
        Map<String, @Nullable Object> latency = new LinkedHashMap<>();
        latency.put("wakeup", sample.wakeup().map(Documents::percentiles).orElse(null));
        latency.put("cycle", sample.cycle().map(Documents::percentiles).orElse(null));
        return latency;
    }

    private static void motion(Map<String, @Nullable Object> document, LoopSnapshot loop) {
        boolean begun = loop.cycles() > 0;
        StateView state = loop.state();
        document.put(
                "stateVector",
                begun
                        ? List.of(
                                state.position(),
                                state.angle1(),
                                state.angle2(),
                                state.velocity(),
                                state.rate1(),
                                state.rate2())
                        : null);
        document.put("forceN", begun ? loop.force() : null);
        document.put("surface", begun && !Double.isNaN(loop.surface()) ? loop.surface() : null);
    }

    private static @Nullable Long count(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
