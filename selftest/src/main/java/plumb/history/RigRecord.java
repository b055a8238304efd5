package plumb.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a rig's verdicts say together. Takes them one at a time, oldest first, and keeps no more than it needs. One thread.
 *
 * <p>A self-test that someone stopped counts as a verdict and says nothing else. Scores over different sets of gates are not
 * comparable: trend and confidence begin anew when the set changes.
 */
public final class RigRecord {
    private final Map<String, GateRecord> gates = new LinkedHashMap<>();
    private final List<Double> scores = new ArrayList<>();
    private List<String> comparable = List.of();
    private int verdicts;

    /** A record without verdicts. */
    public RigRecord() {}

    /** Takes the next verdict. */
    public void add(StoredVerdict verdict) {
        verdicts++;
        if (verdict.mode() == TestMode.INTERRUPTED) {
            return;
        }
        List<String> judged =
                verdict.gates().stream().map(StoredGate::id).sorted().toList();
        if (!judged.equals(comparable)) {
            comparable = judged;
            scores.clear();
        }
        scores.add(verdict.score());
        for (StoredGate gate : verdict.gates()) {
            gates.computeIfAbsent(gate.id(), GateRecord::new).add(verdict, gate);
        }
    }

    /** How many verdicts there are, of any kind. */
    public int verdicts() {
        return verdicts;
    }

    /** Where the score is going; empty where too few verdicts tell. */
    public Optional<Trend> trend() {
        return Trend.of(scores);
    }

    /** How much the verdicts say. */
    public Confidence confidence() {
        return new Confidence(scores.size());
    }

    /** Every gate that was ever judged, in the order they first were. */
    public List<GateRecord> gates() {
        return List.copyOf(gates.values());
    }
}
