package plumb.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import plumb.config.RigConfig;
import plumb.hal.Rig;
import plumb.hal.RigException;
import plumb.observe.RunObservers;
import plumb.runtime.Lifecycle;
import plumb.runtime.LoopAssembly;
import plumb.runtime.LoopPlan;
import plumb.runtime.LoopResult;
import plumb.runtime.RigFactory;

/** The rehearsal leads the loop where a real clock will. */
class RehearsalTest {
    private static final long PERIOD = 1_000_000;

    @Test
    void endsForEveryLaw() {
        for (String law : List.of("classical", "super-twisting", "adaptive", "hybrid", "lqr", "none")) {
            assertThatCode(() -> Rehearsal.run(Rigs.lab(law), Rehearsal.Length.BRIEF))
                    .as(law)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void goesOnUntilTheCompilerHasHadNextToNothingToDoForSomeRounds() {
        RigConfig config = Rigs.lab("super-twisting");
        AtomicLong asked = new AtomicLong();

        long much = Rehearsal.TRIFLE_MILLIS + 1;

        assertThat(Rehearsal.again(config, () -> 7)).isEqualTo(Rehearsal.IDLE_ROUNDS);
        assertThat(Rehearsal.again(config, () -> Rehearsal.TRIFLE_MILLIS * asked.getAndIncrement()))
                .isEqualTo(Rehearsal.IDLE_ROUNDS);
        asked.set(0);
        assertThat(Rehearsal.again(config, () -> much * StrictMath.min(asked.getAndIncrement(), 5)))
                .isEqualTo(5 + Rehearsal.IDLE_ROUNDS);
        assertThat(Rehearsal.again(config, () -> much * asked.getAndIncrement()))
                .isEqualTo(Rehearsal.MOST_ROUNDS);
    }

    @Test
    void theClockNeverGoesBack() {
        RehearsalClock clock = new RehearsalClock(PERIOD);
        long before = clock.nanoTime();
        for (long deadline = PERIOD; deadline < 5000 * PERIOD; deadline += PERIOD) {
            long woke = clock.awaitUntil(deadline);
            assertThat(woke).isGreaterThanOrEqualTo(deadline).isGreaterThanOrEqualTo(before);
            before = clock.nanoTime();
            assertThat(before).isGreaterThan(woke);
        }
    }

    @Test
    void theClockIsMostlyAlmostPunctualAndNowAndThenMissesPeriods() {
        RehearsalClock clock = new RehearsalClock(PERIOD);
        List<Long> lateness = new ArrayList<>();
        for (long deadline = 10 * PERIOD; lateness.size() < 5000; deadline += 10 * PERIOD) {
            lateness.add(clock.awaitUntil(deadline) - deadline);
        }
        assertThat(lateness.stream().filter(late -> late < PERIOD / 10).count()).isGreaterThan(4900);
        assertThat(lateness.stream().filter(late -> late > 2 * PERIOD).count()).isBetween(2L, 50L);
    }

    @Test
    void theLoopOvercomesItsStallsOnAnotherwiseGoodRig() throws RigException {
        RigConfig config = Rigs.lab("super-twisting");
        RehearsalClock clock = new RehearsalClock(PERIOD);
        try (Rig rig = RigFactory.simulated(config, clock)) {
            rig.open();
            LoopResult result = LoopAssembly.of(config)
                    .loop(rig, clock, Lifecycle.simulated(), new RunObservers(config).listeners())
                    .run(LoopPlan.experiment(500, PERIOD, 3000));
            assertThat(result.engaged().cycles()).isPositive();
            assertThat(result.safe().missed() + result.engaged().missed()).isPositive();
        }
    }
}
