package plumb.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import plumb.mqtt.Delivery;
import plumb.mqtt.Publication;
import plumb.mqtt.Topics;
import plumb.runtime.LifecycleState;

class ReadinessPublisherTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Topics TOPICS = new Topics("lab");
    /** When the verdicts of these tests were given. */
    private long now = 5 * SECOND;

    private long wallStep;

    private String terms = "";
    private LifecycleState lifecycle = LifecycleState.SELF_TEST;
    private final ReadinessPublisher publisher = new ReadinessPublisher(
            new RigIdentity("lab", "boot", "c", "b", "sim", "lab"),
            new Validity(Duration.ofSeconds(9), Duration.ofHours(1)),
            new Words(),
            () -> lifecycle,
            () -> "encoder jump",
            () -> now,
            () -> Instant.ofEpochSecond(now / SECOND + wallStep));

    @Test
    void isNotReadyAndSaysSoWhileTesting() {
        Map<String, String> said = said(publisher.renewal());
        assertThat(said.get(TOPICS.readiness())).isEqualTo("1 testing false [self-test]");
        assertThat(said).hasSize(1);
        assertThat(publisher.state()).isEqualTo(ReadinessState.TESTING);
    }

    @Test
    void everyStatementHasTheNextNumberAndExpiresAfterTwiceTheLease() {
        Publication first = publisher.renewal().getFirst();
        Publication second = publisher.renewal().getFirst();
        assertThat(first.payload()).startsWith("1 ");
        assertThat(second.payload()).startsWith("2 ");
        assertThat(first.expiry()).isEqualTo(Duration.ofSeconds(18));
        assertThat(first.delivery()).isEqualTo(Delivery.STATE);
        assertThat(TestGates.VALIDITY.renewal()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void leaseAndAgeAreThoseOfTheVerdictOnceThereIsOne() {
        assertThat(terms(publisher.renewal())).isEqualTo("PT9S PT1H");
        judged(100, 100);
        List<Publication> said = publisher.renewal();
        assertThat(terms(said)).isEqualTo("PT3S PT15M");
        assertThat(said.getFirst().expiry()).isEqualTo(Duration.ofSeconds(6));
    }

    /** What the last statement said of how long it and its evidence hold. */
    private String terms(List<Publication> said) {
        assertThat(said).isNotEmpty();
        return terms;
    }

    @Test
    void aGoodVerdictIsReadyWithEveryGateAndNoAlert() {
        Map<String, String> said = judged(100, 100);
        assertThat(said.get(TOPICS.readiness())).isEqualTo("1 ready true []");
        assertThat(said).containsEntry(TOPICS.gate("a"), "pass").containsEntry(TOPICS.gate("b"), "pass");
        assertThat(said).containsEntry(TOPICS.alert("a"), "").containsEntry(TOPICS.alert("b"), "");
    }

    @Test
    void aCriticalGateThatFailsBlocksAndRaisesAnAlertWithItsRemedy() {
        Map<String, String> said = judged(50, 100);
        assertThat(said.get(TOPICS.readiness())).isEqualTo("1 not-ready false [a]");
        assertThat(said).containsEntry(TOPICS.gate("a"), "fail").containsEntry(TOPICS.alert("a"), "mend a");
    }

    @Test
    void aGateThatIsNotCriticalRaisesAnAlertOnly() {
        Map<String, String> said = judged(100, 99);
        assertThat(said.get(TOPICS.readiness())).isEqualTo("1 ready true []");
        assertThat(said).containsEntry(TOPICS.alert("b"), "mend b");
    }

    @Test
    void anAlertIsDeletedWhenItIsSolved() {
        judged(50, 100);
        assertThat(judged(100, 100)).containsEntry(TOPICS.alert("a"), "");
    }

    /** By days, as a machine without a battery makes one when it first hears of the time. */
    @Test
    void aStepOfTheWallClockNeitherEndsReadinessNorMakesEvidenceYounger() {
        judged(100, 100);
        for (long days : new long[] {10_000, -10_000}) {
            wallStep = days * 86_400;
            assertThat(said(publisher.renewal()).get(TOPICS.readiness())).endsWith("ready true []");
            assertThat(publisher.state()).isEqualTo(ReadinessState.READY);
        }
        now += TestGates.VALIDITY.evidenceAge().toNanos() + 1;
        assertThat(said(publisher.renewal()).get(TOPICS.readiness())).endsWith("not-ready false [evidence-age]");
    }

    @Test
    void whatHappensToTheRigEndsReadinessUntilItIsTestedAgain() {
        judged(100, 100);
        Map<String, String> said = said(publisher.ended("emergency stop"));
        assertThat(said.get(TOPICS.readiness())).endsWith("not-ready false [evidence-age]");
        assertThat(said).containsEntry(TOPICS.alert("evidence-age"), "find and mend the cause, then test again");
        assertThat(publisher.state()).isEqualTo(ReadinessState.NOT_READY);
        now += TestGates.VALIDITY.evidenceAge().toNanos() + 1;
        assertThat(said(publisher.ended("another")).get(TOPICS.readiness())).endsWith("false [evidence-age]");
        now -= TestGates.VALIDITY.evidenceAge().toNanos() + 1;
        assertThat(judged(100, 100)).containsEntry(TOPICS.alert("evidence-age"), "");
        assertThat(publisher.state()).isEqualTo(ReadinessState.READY);
    }

    @Test
    void evidenceThatIsTooOldEndsReadiness() {
        judged(100, 100);
        now += TestGates.VALIDITY.evidenceAge().toNanos();
        assertThat(said(publisher.renewal()).get(TOPICS.readiness())).endsWith("ready true []");
        now += 1;
        Map<String, String> said = said(publisher.renewal());
        assertThat(said.get(TOPICS.readiness())).endsWith("not-ready false [evidence-age]");
        assertThat(said).containsEntry(TOPICS.alert("evidence-age"), "test again");
        assertThat(said(publisher.renewal()))
                .as("an alert is said once")
                .doesNotContainKey(TOPICS.alert("evidence-age"));
    }

    @Test
    void aFaultEndsReadinessAndItsEndEndsTheAlert() {
        judged(100, 100);
        lifecycle = LifecycleState.FAULT;
        Map<String, String> said = said(publisher.renewal());
        assertThat(said.get(TOPICS.readiness())).endsWith("fault false [fault]");
        assertThat(said).containsKey(TOPICS.alert("fault"));
        lifecycle = LifecycleState.READY;
        assertThat(said(publisher.renewal())).containsEntry(TOPICS.alert("fault"), "");
    }

    @Test
    void followsTheRun() {
        judged(100, 100);
        Map<LifecycleState, ReadinessState> expected = Map.of(
                LifecycleState.BOOT, ReadinessState.TESTING,
                LifecycleState.READY, ReadinessState.READY,
                LifecycleState.NOT_READY, ReadinessState.NOT_READY,
                LifecycleState.ARMED, ReadinessState.ARMED,
                LifecycleState.CAPTURING, ReadinessState.ARMED,
                LifecycleState.ENGAGED, ReadinessState.ENGAGED,
                LifecycleState.STOPPING, ReadinessState.READY,
                LifecycleState.STOPPED, ReadinessState.READY,
                LifecycleState.FAULT, ReadinessState.FAULT);
        expected.forEach((state, word) -> {
            lifecycle = state;
            assertThat(publisher.state()).as(state.toString()).isEqualTo(word);
        });
    }

    @Test
    void aBrokerThatHasForgottenEverythingIsToldEverything() {
        judged(50, 99);
        lifecycle = LifecycleState.NOT_READY;
        Map<String, String> said = said(publisher.standing());
        assertThat(said)
                .containsKeys(TOPICS.readiness(), TOPICS.gate("a"), TOPICS.gate("b"))
                .containsEntry(TOPICS.alert("a"), "mend a")
                .containsEntry(TOPICS.alert("b"), "mend b")
                .containsEntry(TOPICS.alert("fault"), "");
    }

    @Test
    void takesBackTheStatementAndNothingElseWhenItLeaves() {
        assertThat(publisher.leaving()).containsExactly(Publication.deletion(TOPICS.readiness()));
    }

    /** A verdict of a critical gate and one that is not. */
    private Map<String, String> judged(double critical, double other) {
        Verdict verdict =
                TestGates.verdict(List.of(), TestGates.critical("a", 10, critical), TestGates.other("b", 10, other));
        lifecycle = verdict.ready() ? LifecycleState.READY : LifecycleState.NOT_READY;
        return said(publisher.judged(verdict));
    }

    private static Map<String, String> said(List<Publication> publications) {
        return publications.stream()
                .collect(Collectors.toMap(Publication::topic, Publication::payload, (first, second) -> second));
    }

    /** Words in place of JSON. */
    private final class Words implements StatementFormat {
        @Override
        public String statement(ReadinessStatement statement) {
            terms = statement.lease() + " " + statement.maxAge();
            Function<Obstacle, String> id = Obstacle::id;
            assertThat(statement.evidenceSha256().isPresent())
                    .isEqualTo(statement.verdict().isPresent());
            return statement.sequence() + " " + statement.state().id() + " " + statement.ready() + " "
                    + statement.blocking().stream().map(id).toList();
        }

        @Override
        public String alert(Obstacle obstacle) {
            return obstacle.remedy();
        }
    }
}
