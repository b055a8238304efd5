package plumb.history;

import java.time.Instant;
import java.util.List;
import plumb.readiness.Binding;
import plumb.readiness.Level;
import plumb.readiness.Verdict;
import plumb.readiness.Waiver;

/**
 * What is kept of a verdict: everything that was judged, without the evidence, which is in the run folder. Immutable; any
 * thread.
 *
 * @param id of the verdict, 64 hexadecimal digits
 * @param testedAt when, wall time
 * @param binding configuration, build and rig that it is about
 * @param buildVersion of the product
 * @param buildCommit abbreviated
 * @param mode whether the self-test was allowed to finish
 * @param score out of 100
 * @param level of readiness
 * @param ready whether a run was allowed on any rig
 * @param waivers what was waived, by whom and why
 * @param gates every gate, in the order they were judged
 */
public record StoredVerdict(
        String id,
        Instant testedAt,
        Binding binding,
        String buildVersion,
        String buildCommit,
        TestMode mode,
        double score,
        Level level,
        boolean ready,
        List<Waiver> waivers,
        List<StoredGate> gates) {
    /** Copies the lists; refuses a score that is no number with an {@link IllegalArgumentException}. */
    public StoredVerdict {
        if (!Double.isFinite(score)) {
            throw new IllegalArgumentException("verdict " + id + ": score is " + score);
        }
        waivers = List.copyOf(waivers);
        gates = List.copyOf(gates);
    }

    /** What is kept of a verdict that this build gave. */
    public static StoredVerdict of(Verdict verdict, String buildVersion, String buildCommit, TestMode mode) {
        return new StoredVerdict(
                verdict.verdictId(),
                verdict.testedAt(),
                verdict.binding(),
                buildVersion,
                buildCommit,
                mode,
                verdict.score(),
                verdict.level(),
                verdict.ready(),
                verdict.waivers(),
                verdict.results().stream().map(StoredGate::of).toList());
    }

    /** The rig that was tested. */
    public String rig() {
        return binding.rigIdentity();
    }

    /** The gates that were not passed, in order. */
    public List<StoredGate> notPassed() {
        return gates.stream().filter(gate -> !gate.passed()).toList();
    }

    /** SHA-256 over everything that is kept, 64 hexadecimal digits: tells whether a file still says what was written. */
    String digest() {
        KeptForm form = new KeptForm()
                .text(id)
                .text(testedAt.toString())
                .text(binding.rigIdentity())
                .text(binding.rigKind())
                .flag(binding.physical())
                .text(binding.boot())
                .text(binding.configSha256())
                .text(binding.buildSha256())
                .text(buildVersion)
                .text(buildCommit)
                .text(mode.id())
                .number(score)
                .text(level.id())
                .flag(ready);
        for (Waiver waiver : waivers) {
            form.text(waiver.gate()).text(waiver.grantedBy()).text(waiver.reason());
        }
        for (StoredGate gate : gates) {
            form.text(gate.id())
                    .text(gate.status().id())
                    .flag(gate.critical())
                    .number(gate.weight())
                    .text(gate.comparison().symbol())
                    .number(gate.threshold())
                    .text(gate.unit())
                    .flag(gate.value().isPresent())
                    .number(gate.value().orElse(0))
                    .text(gate.reason());
        }
        return form.sha256();
    }
}
