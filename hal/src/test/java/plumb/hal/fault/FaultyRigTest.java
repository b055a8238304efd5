package plumb.hal.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import plumb.hal.ActuatorChannel;
import plumb.hal.AllocatedBytes;
import plumb.hal.LinkStatistics;
import plumb.hal.Rig;
import plumb.hal.RigCommand;
import plumb.hal.RigDescription;
import plumb.hal.RigFrame;
import plumb.hal.VirtualTime;

/** What encoders that go wrong say; virtual time, a rig that counts by itself. */
class FaultyRigTest {
    private static final long MS = 1_000_000;

    private final VirtualTime time = new VirtualTime(77 * MS);
    private final Counting counting = new Counting();
    private final RigFrame frame = new RigFrame();

    /** Counts of link 1 in each of so many milliseconds. */
    private List<Long> link1(FaultyRig rig, int cycles) {
        List<Long> counts = new ArrayList<>();
        for (int i = 0; i < cycles; i++) {
            rig.read(frame);
            counts.add(frame.angle1Count());
            assertThat(frame.positionCount()).isEqualTo(counting.count);
            assertThat(frame.angle2Count()).isEqualTo(-counting.count);
            counting.count += 10;
            time.pass(MS);
        }
        return counts;
    }

    private FaultyRig begun(SensorFault... faults) {
        FaultyRig rig = new FaultyRig(counting, List.of(faults), time);
        rig.begin();
        return rig;
    }

    private static SensorFault link1(SensorFault.Kind kind, long counts, long from, long to) {
        return new SensorFault(kind, SensorFault.Encoder.LINK1, counts, from * MS, to * MS);
    }

    @Test
    void an_encoder_that_is_stuck_misses_for_good_what_moved_meanwhile() {
        assertThat(link1(begun(link1(SensorFault.Kind.STUCK, 0, 2, 4)), 7))
                .containsExactly(0L, 10L, 20L, 20L, 30L, 40L, 50L);
    }

    @Test
    void an_encoder_that_drops_out_holds_its_count_and_comes_back_with_the_true_one() {
        assertThat(link1(begun(link1(SensorFault.Kind.DROPOUT, 0, 2, 4)), 6))
                .containsExactly(0L, 10L, 20L, 20L, 40L, 50L);
    }

    @Test
    void an_encoder_that_jumps_is_off_for_as_long_as_it_says() {
        assertThat(link1(begun(link1(SensorFault.Kind.JUMP, -7, 1, 3)), 5)).containsExactly(0L, 3L, 13L, 30L, 40L);
    }

    @Test
    void faults_of_one_encoder_add_up() {
        SensorFault jump = link1(SensorFault.Kind.JUMP, 100, 0, 9);
        assertThat(link1(begun(jump, link1(SensorFault.Kind.STUCK, 0, 1, 3)), 5))
                .containsExactly(100L, 110L, 110L, 120L, 130L);
    }

    @Test
    void nothing_is_wrong_before_the_faults_begin() {
        FaultyRig rig = new FaultyRig(counting, List.of(link1(SensorFault.Kind.JUMP, 5, 0, 1000)), time);
        assertThat(link1(rig, 3)).containsExactly(0L, 10L, 20L);
        rig.begin();
        assertThat(link1(rig, 2)).containsExactly(35L, 45L);
    }

    @Test
    void each_encoder_has_faults_of_its_own() {
        FaultyRig rig = begun(
                new SensorFault(SensorFault.Kind.JUMP, SensorFault.Encoder.CART, 1, 0, MS),
                new SensorFault(SensorFault.Kind.JUMP, SensorFault.Encoder.LINK2, 3, 0, MS));
        counting.count = 50;
        rig.read(frame);
        assertThat(frame.positionCount()).isEqualTo(51);
        assertThat(frame.angle1Count()).isEqualTo(50);
        assertThat(frame.angle2Count()).isEqualTo(-47);
    }

    @Test
    void only_a_jump_has_counts() {
        assertThatThrownBy(() -> link1(SensorFault.Kind.STUCK, 3, 0, 1)).hasMessageContaining("STUCK by 3 counts");
        assertThatThrownBy(() -> link1(SensorFault.Kind.JUMP, 0, 0, 1)).hasMessageContaining("JUMP by 0 counts");
    }

    @Test
    void everything_else_is_the_rigs_own() throws Exception {
        FaultyRig rig = begun();
        rig.open();
        rig.write(new RigCommand());
        rig.makeSafe();
        rig.close();
        assertThat(counting.asked).containsExactly("open", "write", "makeSafe", "close");
        assertThat(rig.describe()).isSameAs(Counting.DESCRIPTION);
        assertThat(rig.linkStatistics()).isEmpty();
    }

    @Test
    void a_cycle_allocates_nothing() {
        FaultyRig rig = begun(
                link1(SensorFault.Kind.JUMP, 5, 0, 5000),
                link1(SensorFault.Kind.STUCK, 0, 100, 5000),
                link1(SensorFault.Kind.DROPOUT, 0, 10, 5000));
        long bytes = AllocatedBytes.inSteadyState(() -> {
            for (int i = 0; i < 1000; i++) {
                rig.read(frame);
                time.pass(MS / 100);
            }
        });
        assertThat(bytes).isZero();
    }

    /** Its counts are what the test says. */
    private static final class Counting implements Rig {
        static final RigDescription DESCRIPTION = new RigDescription(
                "counting", "counting", false, false, new ActuatorChannel("m", "N", 1, 0), MS, 0, MS);
        final List<String> asked = new ArrayList<>();
        long count;

        @Override
        public RigDescription describe() {
            return DESCRIPTION;
        }

        @Override
        public void open() {
            asked.add("open");
        }

        @Override
        public void read(RigFrame into) {
            into.setPositionCounts(count, count, -count);
        }

        @Override
        public void write(RigCommand command) {
            asked.add("write");
        }

        @Override
        public Optional<LinkStatistics> linkStatistics() {
            return Optional.empty();
        }

        @Override
        public void makeSafe() {
            asked.add("makeSafe");
        }

        @Override
        public void close() {
            asked.add("close");
        }
    }
}
