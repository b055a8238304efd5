package plumb.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import plumb.runtime.CycleBuilder;
import plumb.runtime.LifecycleState;
import plumb.runtime.LoopRequests;
import plumb.runtime.os.ThreadSample;

/** Misses by cause, the telemetry thread's looks around them, and the first cycles apart. */
class MissCausesTest {
    private static final long PERIOD = 1_000_000;

    private final CycleBuilder cycles = new CycleBuilder(PERIOD);
    private final MissCauses causes = new MissCauses();

    @Test
    void aLateWakeUpAfterACycleThatEndedInTimeIsTheWakeUps() {
        causes.onCycle(cycles.next().previousEnd(0).build());
        causes.onCycle(cycles.nextAfter(4).previousEnd(PERIOD + 1).build());

        assertThat(causes.periods()).containsEntry(MissCauses.Cause.WAKEUP, 4L);
        assertThat(causes.missed()).isEqualTo(4);
        assertThat(causes.missedByLateWakeup()).isEqualTo(4);
    }

    @Test
    @SuppressWarnings("EnumOrdinal") // the causes stand in the order of the phases
    void aLongCycleIsThatOfItsLongestPart() {
        long end = 0;
        for (MissCauses.Cause cause : MissCauses.Cause.values()) {
            if (cause == MissCauses.Cause.WAKEUP) {
                continue;
            }
            long[] phases = new long[5];
            phases[cause.ordinal() - 1] = 3 * PERIOD + 5;
            cycles.next().lasting(0, phases[0], phases[1], phases[2], phases[3]).previousEnd(end);
            causes.onCycle(cycles.build());
            end = cycles.build().writeNanos() + phases[4];
            causes.onCycle(
                    cycles.nextAfter(2).lasting(0, 0, 0, 0, 0).previousEnd(end).build());
            end = cycles.build().writeNanos();
        }

        assertThat(causes.periods()).containsEntry(MissCauses.Cause.WAKEUP, 0L);
        assertThat(causes.periods().values().stream().filter(periods -> periods == 2))
                .hasSize(5);
        assertThat(causes.missedByLateWakeup()).isZero();
    }

    @Test
    void whatIsMissedBeforeEngagementDoesNotCount() {
        causes.onCycle(cycles.phase(LifecycleState.ARMED).nextAfter(4).build());
        assertThat(causes.missed()).isZero();
    }

    @Test
    void anIntervalWithMissesKeepsWhatWasCountedMeanwhile() {
        Deque<ThreadSample> looks = new ArrayDeque<>();
        looks.add(sample(1, 100));
        looks.add(sample(2, 150));
        looks.add(sample(9, 4_000_150));
        StallWatch watch = new StallWatch(causes, looks::remove, 0);
        watch.look(10);
        causes.onCycle(cycles.next().build());
        causes.onCycle(cycles.nextAfter(4).previousEnd(PERIOD).build());
        watch.look(20);

        MissedInterval interval = watch.intervals().getFirst();
        assertThat(watch.intervals()).hasSize(1);
        assertThat(interval.fromNanos()).isEqualTo(10);
        assertThat(interval.toNanos()).isEqualTo(20);
        assertThat(interval.counted().involuntarySwitches()).hasValue(7);
        assertThat(interval.seen(PERIOD)).containsExactly("processor-busy");
        assertThat(watch.counts().waitedNanos()).hasValue(4_000_050);
        assertThat(watch.counts().stolenNanos()).isEmpty();
    }

    @Test
    void whatIsMeasuredNamesTheCauseAndElseNothingDoes() {
        ThreadSample nothing = sample(0, 0);
        assertThat(new MissedInterval(0, 9, 4, nothing, Optional.empty()).seen(PERIOD))
                .isEmpty();
        assertThat(new MissedInterval(0, 9, 4, nothing, Optional.of(new CollectionFigures(1, 2_000))).seen(PERIOD))
                .containsExactly("gc-pause");
        ThreadSample stolen = new ThreadSample(
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.of(10_000_000));
        assertThat(new MissedInterval(0, 9, 4, stolen, Optional.empty()).seen(PERIOD))
                .containsExactly("host-steal");
    }

    @Test
    void theFirstThousandCyclesAreApartFromTheOthers() {
        FirstCycles first = new FirstCycles();
        assertThat(first.first()).isEmpty();
        for (int i = 0; i < 1500; i++) {
            first.onCycle(
                    cycles.next().lasting(0, 0, 0, i < 1000 ? 9000 : 3000, 0).build());
        }
        assertThat(first.first().orElseThrow().count()).isEqualTo(1000);
        assertThat(first.first().orElseThrow().max()).isEqualTo(9);
        assertThat(first.rest().orElseThrow().count()).isEqualTo(500);
        assertThat(first.rest().orElseThrow().max()).isEqualTo(3);
    }

    @Test
    void cyclesWithASwitchAreApartFromTheOthers() {
        SwitchCycles switches = new SwitchCycles();
        assertThat(switches.switching()).isEmpty();
        for (int i = 0; i < 100; i++) {
            boolean asked = i % 50 == 10;
            switches.onCycle(cycles.next()
                    .lasting(0, 0, 0, asked ? 9000 : 3000, 1000)
                    .requests(asked ? LoopRequests.NEXT_LAW : 0)
                    .build());
        }
        assertThat(switches.switching().orElseThrow().count()).isEqualTo(2);
        assertThat(switches.switching().orElseThrow().max()).isEqualTo(10);
        assertThat(switches.others().orElseThrow().count()).isEqualTo(98);
        assertThat(switches.others().orElseThrow().max()).isEqualTo(4);
    }

    private static ThreadSample sample(long switches, long waited) {
        return new ThreadSample(
                OptionalLong.of(switches),
                OptionalLong.of(waited),
                OptionalLong.of(0),
                OptionalLong.of(0),
                OptionalLong.empty());
    }
}
