package plumb.cli;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import plumb.history.GateRecord;
import plumb.history.ReadinessHistory;
import plumb.history.RigRecord;
import plumb.history.StoredGate;
import plumb.history.StoredVerdict;
import plumb.history.Trend;
import plumb.readiness.GateStatus;

/**
 * The verdicts of one rig that are asked for, and what all of its verdicts say together. Housekeeping thread.
 *
 * @param rig identity
 * @param record of all its verdicts
 * @param ready how many of them allowed a run
 * @param verdicts the ones that are asked for, oldest first
 */
record RigHistory(String rig, RigRecord record, int ready, List<StoredVerdict> verdicts) {
    /** Reads a rig's verdicts: the last so many, none from before {@code since}. */
    static RigHistory read(ReadinessHistory history, String rig, int last, Instant since) throws IOException {
        RigRecord record = new RigRecord();
        List<StoredVerdict> kept = new ArrayList<>();
        int[] ready = {0};
        history.read(rig, verdict -> {
            record.add(verdict);
            ready[0] += verdict.ready() ? 1 : 0;
            if (!verdict.testedAt().isBefore(since)) {
                kept.add(verdict);
                if (kept.size() > last) {
                    kept.removeFirst();
                }
            }
        });
        return new RigHistory(rig, record, ready[0], kept);
    }

    /** As documents have it. */
    Map<String, @Nullable Object> keys() {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("rig", rig);
        keys.put("verdicts", record.verdicts());
        keys.put("ready", ready);
        Optional<Trend> trend = record.trend();
        keys.put("trend", trend.map(t -> t.direction().word()).orElse(null));
        keys.put("trendPointsPerVerdict", trend.map(Trend::pointsPerVerdict).orElse(null));
        keys.put("trendOver", trend.map(Trend::verdicts).orElse(null));
        keys.put("measurements", record.confidence().measurements());
        keys.put("confidence", record.confidence().grade().word());
        keys.put("gates", record.gates().stream().map(RigHistory::keys).toList());
        keys.put("last", verdicts.stream().map(RigHistory::keys).toList());
        return keys;
    }

    private static Map<String, @Nullable Object> keys(GateRecord gate) {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("id", gate.id());
        for (GateStatus status : GateStatus.values()) {
            keys.put(status.id(), gate.count(status));
        }
        keys.put("firstFailure", gate.first().map(RigHistory::keys).orElse(null));
        keys.put("lastFailure", gate.last().map(RigHistory::keys).orElse(null));
        return keys;
    }

    private static Map<String, @Nullable Object> keys(GateRecord.Failure failure) {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("testedAt", failure.testedAt().toString());
        keys.put("verdictId", failure.verdictId());
        keys.put("status", failure.gate().status().id());
        keys.put("value", Documents.figure(failure.gate().value()));
        keys.put("unit", failure.gate().unit());
        keys.put("reason", failure.gate().reason());
        return keys;
    }

    private static Map<String, @Nullable Object> keys(StoredVerdict verdict) {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("testedAt", verdict.testedAt().toString());
        keys.put("verdictId", verdict.id());
        keys.put("mode", verdict.mode().id());
        keys.put("score", verdict.score());
        keys.put("level", verdict.level().id());
        keys.put("ready", verdict.ready());
        keys.put("notPassed", verdict.notPassed().stream().map(StoredGate::id).toList());
        keys.put(
                "waived",
                verdict.waivers().stream().map(waiver -> waiver.gate()).toList());
        keys.put("configSha256", verdict.binding().configSha256());
        keys.put("buildSha256", verdict.binding().buildSha256());
        keys.put("buildVersion", verdict.buildVersion());
        keys.put("buildCommit", verdict.buildCommit());
        return keys;
    }
}
