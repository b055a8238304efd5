package plumb.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.config.RigConfig;
import plumb.hal.Rig;
import plumb.hal.RigFrame;
import plumb.hal.sim.SimulatedRig;
import plumb.model.State;
import plumb.runtime.RigFactory;
import plumb.runtime.VirtualClock;

/** A rig is pushed to both sides, compared with its model, and put back as it was. */
class ResponseTrialTest {
    private static final long MILLISECOND = 1_000_000;

    @TempDir
    private Path root;

    private final VirtualClock clock = new VirtualClock(0);
    private final ProbeTally tally = new ProbeTally();

    private Optional<String> trial(RigConfig config, Rig rig) throws Exception {
        rig.open();
        return new ResponseTrial(config, rig, clock, (body, stop) -> {
                    body.run();
                    return TestBench.GRANTED;
                })
                .probe(tally);
    }

    private Optional<String> trial(TestBench bench, UnaryOperator<Rig> change) throws Exception {
        RigConfig config = bench.config();
        return trial(config, change.apply(RigFactory.simulated(config, clock)));
    }

    private TestBench bench() {
        return new TestBench(root);
    }

    @Test
    void aRigLikeItsModelAnswersLikeIt() throws Exception {
        assertThat(trial(bench(), UnaryOperator.identity())).isEmpty();
        assertThat(tally.summary()).isEqualTo("6 of 6 probes");
    }

    @Test
    void soDoOtherRigsAndStarts() throws Exception {
        trial(bench().set("profile", "benchmark"), UnaryOperator.identity());
        trial(bench().set("start", "hanging"), UnaryOperator.identity());
        trial(bench().set("loop.rate", "100Hz"), UnaryOperator.identity());
        trial(bench().set("simulation.massFactor", "1.3"), UnaryOperator.identity());
        trial(bench().set("simulation.coulombFriction", "2N"), UnaryOperator.identity());
        trial(bench().set("simulation.disturbances", "[step:10N@0s]"), UnaryOperator.identity());
        assertThat(tally.summary()).isEqualTo("36 of 36 probes");
    }

    @Test
    void aWeakMotorIsNoticed() throws Exception {
        trial(bench(), Sabotage.motor(force -> 0.5 * force));
        assertThat(tally.allHeld())
                .as("half the force: within what friction may take")
                .isTrue();
        trial(bench(), Sabotage.motor(force -> 0.2 * force));
        assertThat(tally.summary()).startsWith("8 of 12 probes; pushed with +9.0 N for 0.100 s, cart moves by +0.0");
    }

    @Test
    void leavesTheRigOpenSafeAndThePendulumInTheHand() throws Exception {
        RigConfig config = bench().config();
        SimulatedRig rig = (SimulatedRig) RigFactory.simulated(config, clock);
        trial(config, rig);
        RigFrame frame = new RigFrame();
        clock.advance(MILLISECOND);
        rig.read(frame);
        assertThat(frame.status()).isZero();
        assertThat(rig.held()).isTrue();
        assertThat(rig.motorForce()).isZero();
        State hand = new State();
        hand.set(config.initialState());
        assertThat(rig.truth()).usingRecursiveComparison().isEqualTo(hand);
    }

    @Test
    void aStallInAPushIsComparedWithAsLongAPushOfTheModel() throws Exception {
        assertThat(trial(bench(), Sabotage.rig(() -> (read, frame) -> {
                    if (read == 50) {
                        clock.advance(90 * MILLISECOND);
                    }
                })))
                .isEmpty();
        assertThat(tally.allHeld()).isTrue();
    }

    @Test
    void aPushThatLastsMuchTooLongIsRepeated() throws Exception {
        assertThat(trial(bench(), Sabotage.rig(() -> (read, frame) -> {
                    if (read == 50) {
                        clock.advance(250 * MILLISECOND);
                    }
                })))
                .isEmpty();
        assertThat(tally.summary()).isEqualTo("6 of 6 probes");
    }

    /** A control thread that counts how often something ran on it. */
    private long pushes(UnaryOperator<Rig> change) throws Exception {
        RigConfig config = bench().config();
        Rig rig = change.apply(RigFactory.simulated(config, clock));
        rig.open();
        long[] runs = {0};
        new ResponseTrial(config, rig, clock, (body, stop) -> {
                    runs[0]++;
                    body.run();
                    return TestBench.GRANTED;
                })
                .probe(tally);
        return runs[0];
    }

    @Test
    void pushesToBothSides() throws Exception {
        Set<Double> forces = new TreeSet<>();
        assertThat(pushes(Sabotage.motor(force -> {
                    forces.add(force);
                    return force;
                })))
                .isEqualTo(2);
        assertThat(forces).containsExactly(-9.0, 9.0);
    }

    @Test
    void aPushMayLastTwiceAsLongAndNoLonger() throws Exception {
        assertThat(pushes(stalled(150))).isEqualTo(2);
        assertThat(pushes(stalled(151))).isEqualTo(3);
        assertThat(pushes(Sabotage.rig(() -> (read, frame) -> clock.advance(250 * MILLISECOND))))
                .isEqualTo(3);
    }

    /** Once, half way through the first push. */
    private UnaryOperator<Rig> stalled(long millis) {
        return Sabotage.rig(() -> (read, frame) -> {
            if (read == 50) {
                clock.advance(millis * MILLISECOND);
            }
        });
    }

    @Test
    void aThreadThatIsAlwaysHeldUpSaysSo() throws Exception {
        assertThat(trial(bench(), Sabotage.rig(() -> (read, frame) -> clock.advance(250 * MILLISECOND))))
                .hasValue("the control thread was held up: 3 pushes of 0.1 s all lasted longer than 0.2 s");
        assertThat(tally.summary()).isEqualTo("0 of 0 probes");
    }

    @Test
    void aRigWhoseTimeStandsStillDoesNotHoldTheTrialUp() throws Exception {
        long before = clock.nanoTime();
        trial(bench(), Sabotage.rig(() -> (read, frame) -> frame.setHeader(frame.sequence(), 0, frame.status())));
        assertThat(clock.nanoTime() - before).isLessThan(2_000 * MILLISECOND);
        assertThat(tally.allHeld()).isFalse();
    }
}
