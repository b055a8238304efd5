package plumb.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import plumb.hal.LinkStatistics;
import plumb.readiness.Verdict;

/**
 * Ten ways to break a rig, its software or its build, each small enough to be overlooked. Each is caught by the gate that is
 * there for it, and no other gate cries wolf but those named beside it.
 *
 * <p>{@link PositiveControlTest} has many more, at least one for every gate.
 */
class SabotageTest {
    private static final long MILLISECOND = 1_000_000;

    /**
     * What is done, who has to catch it, and what the evidence or reason has to say.
     *
     * @param deed what is broken
     * @param caughtBy id of the gate
     * @param says part of what the gate gives as evidence or reason
     * @param mayNoticeToo ids of gates that may be not passed as well, because it is their business too
     * @param sabotage breaks it
     */
    record Case(
            String deed, String caughtBy, String says, Set<String> mayNoticeToo, UnaryOperator<TestBench> sabotage) {
        @Override
        public String toString() {
            return deed + " -> " + caughtBy;
        }
    }

    static final List<Case> CASES = List.of(
            new Case(
                    "a controller that returns NaN at one state",
                    "saturation",
                    "NaN",
                    Set.of(),
                    bench -> bench.law(Sabotage.law(
                            (state, force) -> state.angle1() == 0.1 && state.rate2() == 0 ? Double.NaN : force))),
            new Case(
                    "a saturation off by 1 %",
                    "saturation",
                    "30.3",
                    // Its scenario of extreme gains sees the same force beyond the limit.
                    Set.of("numerical-stability"),
                    bench -> bench.law(
                            Sabotage.law((state, force) -> StrictMath.abs(force) == 30 ? 1.01 * force : force))),
            new Case(
                    "an envelope limit ignored",
                    "bounds",
                    "velocity",
                    Set.of(),
                    Sabotage.loosened("limits.envelope.velocity", "1000m/s")),
            new Case(
                    "new double[6] in the cycle",
                    "allocation",
                    "bytes over 499 cycles, in 499 of them",
                    Set.of(),
                    bench -> bench.law(Sabotage.law((state, force) -> force + Sabotage.leak()))),
            new Case(
                    "a stall of 2 ms each 500 cycles",
                    "timing",
                    "cycle p99.9 2000.0 us (limit 500.0)",
                    // The stall is a branch that compiled code has not met: leaving that code, the virtual machine may
                    // put
                    // on the heap what it had kept in registers.
                    Set.of("allocation"),
                    bench -> bench.rig(Sabotage.rig(() -> (read, frame) -> {
                        if (read % 500 == 499) {
                            bench.clock.advance(2 * MILLISECOND);
                        }
                    }))),
            new Case(
                    "a stuck encoder",
                    "rig-link",
                    "link 2",
                    Set.of(),
                    bench -> bench.rig(Sabotage.rig(() -> (read, frame) ->
                            frame.setPositionCounts(frame.positionCount(), frame.angle1Count(), 100)))),
            new Case(
                    "a sign-flipped motor",
                    "rig-link",
                    "push",
                    Set.of(),
                    bench -> bench.rig(Sabotage.motor(force -> -force))),
            new Case(
                    "a dropped checksum",
                    "rig-link",
                    "1 frames with a wrong checksum or form",
                    Set.of(),
                    bench -> bench.rig(
                            Sabotage.link(new LinkStatistics(1000, 7, 0, 0), new LinkStatistics(2000, 8, 0, 0)))),
            new Case(
                    "evidence of another commit",
                    "test-pass-rate",
                    "the evidence is of another build",
                    // One file holds the figures of all five.
                    Set.of(
                            "overall-test-coverage",
                            "critical-component-coverage",
                            "safety-critical-coverage",
                            "documentation-completeness"),
                    bench -> bench.runs("d".repeat(64))),
            new Case(
                    "an undocumented public method",
                    "documentation-completeness",
                    "plumb.control.Law#force",
                    Set.of(),
                    // One of the three things that there are to document in this small build.
                    bench -> bench.build(build -> build.source(
                            "laws",
                            "plumb.control",
                            "Law",
                            "/** A law. */ public interface Law { double force(); }"))));

    @BeforeAll
    static void rehearse(@TempDir Path folder) {
        Judged.rehearse(folder);
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("CASES")
    void isCaughtByTheGateThatIsThereForIt(Case sabotaged, @TempDir Path root) {
        Verdict verdict = sabotaged.sabotage().apply(new TestBench(root)).verdict();
        Judged.exactly(sabotaged.caughtBy(), sabotaged.mayNoticeToo(), verdict);
        assertThat(Judged.of(sabotaged.caughtBy(), verdict))
                .satisfies(caught ->
                        assertThat(caught.reason() + "; " + caught.evidence()).contains(sabotaged.says()));
    }
}
