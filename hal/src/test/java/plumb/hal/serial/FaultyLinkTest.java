package plumb.hal.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static plumb.hal.serial.SerialBench.MS;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.hal.RigException;
import plumb.hal.RigStatus;

/** What a failing line does to a rig and to what it says; the firmware's model and virtual time. */
class FaultyLinkTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int FRAMES = 10_000_000;

    private final AtomicReference<FaultyLink> line = new AtomicReference<>();

    private long longestWait;
    private boolean bitten;

    private SerialBench drivenWith(LineFault... faults) throws RigException {
        AtomicReference<SerialBench> made = new AtomicReference<>();
        SerialBench bench = new SerialBench(SerialBench.settings(500), link -> {
            // The bench has its time only when it is made.
            FaultyLink faulty =
                    new FaultyLink(link, List.of(faults), () -> made.get().time.nanoTime(), 5);
            line.set(faulty);
            return faulty;
        });
        made.set(bench);
        bench.rig.open();
        for (int i = 0; i < 10; i++) {
            bench.cycle(1);
        }
        assertThat(line.get().begun()).isFalse();
        line.get().begin();
        assertThat(line.get().begun()).isTrue();
        return bench;
    }

    private void cycle(SerialBench bench, int count) {
        long last = bench.frame.sequence();
        long sampled = bench.frame.timeNanos();
        long wait = 0;
        for (int i = 0; i < count; i++) {
            bench.cycle(i % 2 == 0 ? 1 : -1);
            boolean fresh = bench.frame.sequence() != last;
            assertThat(bench.frame.sequence()).isGreaterThanOrEqualTo(last);
            assertThat(bench.frame.timeNanos()).isGreaterThanOrEqualTo(sampled);
            wait = fresh ? 0 : wait + 1;
            longestWait = StrictMath.max(longestWait, wait);
            bitten |= (bench.frame.status() & RigStatus.WATCHDOG) != 0;
            last = bench.frame.sequence();
            sampled = bench.frame.timeNanos();
        }
    }

    private static LineFault always(LineFault.Kind kind, double rate) {
        return new LineFault(kind, rate, 0, Long.MAX_VALUE);
    }

    @Test
    void rides_through_a_loss_of_five_percent() throws RigException {
        SerialBench bench = drivenWith(always(LineFault.Kind.LOSS, 0.05));
        cycle(bench, 20_000);

        assertThat(longestWait).isBetween(1L, 7L);
        assertThat(bitten).isFalse();
        assertThat(bench.frame.status()).isZero();
        assertThat(bench.firmware.driving()).isTrue();
        assertThat(bench.rig.linkStatistics().orElseThrow().missing()).isBetween(800L, 1200L);
        assertThat(line.get().touched()).isBetween(1600L, 2400L);
    }

    @Test
    void a_loss_of_everything_for_25_ms_is_seen_by_both_sides() throws RigException {
        SerialBench bench = drivenWith(new LineFault(LineFault.Kind.LOSS, 1, 100 * MS, 125 * MS));
        cycle(bench, 99);
        assertThat(longestWait).isZero();
        cycle(bench, 22);
        assertThat(bench.firmware.driving()).as("the firmware by itself").isFalse();
        assertThat(longestWait).as("cycles without a sample").isGreaterThan(8);
        cycle(bench, 10);
        assertThat(bench.frame.status() & RigStatus.FAULTS)
                .as("the line is there again")
                .isZero();
        // The first command that arrives ends the stop before the next sample could tell of it.
        assertThat(bitten).isFalse();
        assertThat(bench.firmware.driving()).isTrue();
    }

    @Test
    void nothing_happens_before_the_faults_begin_or_after_they_ended() throws RigException {
        SerialBench bench = drivenWith(new LineFault(LineFault.Kind.LOSS, 1, SECOND, 2 * SECOND));
        cycle(bench, 500);
        assertThat(line.get().touched()).isZero();
        assertThat(longestWait).isZero();
        bench.pass(3 * SECOND);
        long touched = line.get().touched();
        cycle(bench, 50);
        assertThat(line.get().touched()).isEqualTo(touched).isPositive();
    }

    @Test
    void what_comes_twice_counts_once() throws RigException {
        SerialBench bench = drivenWith(always(LineFault.Kind.DUPLICATES, 1));
        long first = bench.frame.sequence();
        cycle(bench, 1000);

        assertThat(bench.frame.sequence() - first).isBetween(990L, 1010L);
        assertThat(bench.rig.linkStatistics().orElseThrow().repeated()).isBetween(990L, 1010L);
        assertThat(bench.frame.status()).isZero();
    }

    @Test
    void what_comes_too_late_is_thrown_away() throws RigException {
        SerialBench bench = drivenWith(always(LineFault.Kind.REORDERING, 0.1));
        cycle(bench, 5000);

        assertThat(bench.rig.linkStatistics().orElseThrow().repeated()).isGreaterThan(200);
        assertThat(bench.frame.status()).isZero();
        assertThat(longestWait).isLessThan(8);
    }

    @Test
    void bits_that_flip_damage_frames_and_change_no_sample() throws RigException {
        SerialBench bench = drivenWith(always(LineFault.Kind.BIT_ERRORS, 1e-4));
        cycle(bench, 5000);

        assertThat(bench.rig.linkStatistics().orElseThrow().damaged()).isGreaterThan(50);
        assertThat(StrictMath.abs(bench.truth().position())).isLessThan(10);
        assertThat(bench.frame.status()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void no_wrong_value_is_accepted_in_ten_million_frames_at_a_bit_error_rate_of_one_in_a_thousand(long seed)
            throws RigException {
        int frames = seed == 1 ? FRAMES : FRAMES / 100;
        StateSource source = new StateSource(seed, frames);
        FaultyLink faulty = new FaultyLink(source, List.of(always(LineFault.Kind.BIT_ERRORS, 1e-3)), () -> 1000, seed);
        faulty.begin();
        FrameDecoder decoder = new FrameDecoder();
        byte[] bytes = new byte[256];
        long accepted = 0;
        for (int count = faulty.read(bytes); count >= 0; count = faulty.read(bytes)) {
            for (int i = 0; i < count; i++) {
                if (decoder.accept(bytes[i])) {
                    accepted++;
                    int number = decoder.sequence();
                    if (decoder.type() != MessageType.STATE || decoder.u32(10) != source.value[number]) {
                        throw new AssertionError("frame " + number + ": " + decoder.type() + " " + decoder.u32(10)
                                + " instead of " + source.value[number]);
                    }
                }
            }
        }
        // Every fourth frame has an error: 33 bytes of 8 bits, each wrong once in a thousand.
        assertThat((double) accepted / frames).isBetween(0.74, 0.80);
        assertThat(decoder.damaged()).isGreaterThan(frames / 5);
    }

    @Test
    void frames_that_come_later_are_older_by_as_much_and_none_is_lost() throws RigException {
        SerialBench bench = drivenWith(LineFault.late(LineFault.Kind.DELAY, 3 * MS, SECOND, 2 * SECOND));
        cycle(bench, 900);
        long before = bench.frame.ageNanos();
        cycle(bench, 600);
        long later = bench.frame.ageNanos() - before;
        assertThat(later).as("rounded up to a cycle").isBetween(2_900_000L, 4_100_000L);
        assertThat(bench.frame.status()).isZero();
        assertThat(bitten).isFalse();
        cycle(bench, 600);
        assertThat(bench.frame.ageNanos()).as("over").isLessThan(before + MS / 2);
        assertThat(bench.rig.linkStatistics().orElseThrow().missing()).isZero();
        assertThat(bench.rig.linkStatistics().orElseThrow().repeated()).isZero();
        assertThat(longestWait).isBetween(2L, 5L);
    }

    @Test
    void frames_that_come_at_random_times_keep_their_order_and_their_age_is_known() throws RigException {
        SerialBench bench = drivenWith(LineFault.late(LineFault.Kind.JITTER, 4 * MS, 0, 5 * SECOND));
        long least = Long.MAX_VALUE;
        long most = 0;
        for (int i = 0; i < 3000; i++) {
            cycle(bench, 1);
            if (i > 1000) {
                least = StrictMath.min(least, bench.frame.ageNanos());
                most = StrictMath.max(most, bench.frame.ageNanos());
            }
        }
        assertThat(most - least).isGreaterThan(2 * MS);
        assertThat(most).isLessThan(8 * MS);
        assertThat(bench.frame.status()).isZero();
        assertThat(bitten).isFalse();
        assertThat(bench.rig.linkStatistics().orElseThrow().missing()).isZero();
        assertThat(bench.rig.linkStatistics().orElseThrow().repeated()).isZero();
    }

    @Test
    void a_delay_beyond_the_watchdogs_time_lets_it_bite_until_late_commands_flow() throws RigException {
        SerialBench bench = drivenWith(LineFault.late(LineFault.Kind.DELAY, 30 * MS, 100 * MS, 10 * SECOND));
        cycle(bench, 115);
        assertThat(bench.firmware.driving()).as("not yet 20 ms").isTrue();
        cycle(bench, 10);
        assertThat(bench.firmware.driving()).as("20 ms without a command").isFalse();
        assertThat(longestWait).as("cycles without a sample").isGreaterThan(8);
        cycle(bench, 50);
        assertThat(bench.firmware.driving()).as("they flow, 30 ms late").isTrue();
    }

    @Test
    void a_delay_is_as_long_as_the_line_can_keep_frames() {
        assertThatThrownBy(() -> LineFault.late(LineFault.Kind.DELAY, SECOND, 0, SECOND))
                .hasMessageContaining("DELAY of 1000000000 ns: must be from 0 to 200000000 ns");
        assertThatThrownBy(() -> LineFault.late(LineFault.Kind.JITTER, -1, 0, SECOND))
                .hasMessageContaining("JITTER of -1 ns");
    }

    @Test
    void a_line_that_can_keep_no_more_loses_what_comes() {
        DelayLine line = new DelayLine(2);
        byte[] bytes = {1, 2, 3, 4};
        line.put(bytes, 0, 1, 10);
        line.put(bytes, 1, 2, 5);
        line.put(bytes, 3, 1, 20);
        byte[] out = new byte[4];
        assertThat(line.dueAt()).isEqualTo(10);
        assertThat(line.take(out, 0)).isEqualTo(1);
        assertThat(line.dueAt()).as("nothing overtakes").isEqualTo(10);
        assertThat(line.nextLength()).isEqualTo(2);
        assertThat(line.take(out, 1)).isEqualTo(2);
        assertThat(out).containsExactly(1, 2, 3, 0);
        assertThat(line.isEmpty()).isTrue();
        assertThat(line.dueAt()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void a_rate_is_a_share() {
        assertThatThrownBy(() -> always(LineFault.Kind.LOSS, 1.5)).hasMessageContaining("must be from 0 to 1");
        assertThatThrownBy(() -> always(LineFault.Kind.LOSS, Double.NaN)).hasMessageContaining("must be from 0 to 1");
    }

    @Test
    void a_line_that_fails_fails_through_the_faults_too() throws RigException {
        SerialBench bench = drivenWith();
        assertThat(line.get().where()).isEqualTo("the model");
        bench.firmware.unplug();
        bench.pass(MS);
        bench.rig.read(bench.frame);
        assertThat(bench.frame.status() & RigStatus.LINK_DOWN).isNotZero();
        bench.close();
    }

    /** Gives states with values that differ, one frame a read, and ends. */
    private static final class StateSource implements SerialLink {
        final long[] value = new long[65536];
        private final FrameEncoder encoder = new FrameEncoder();
        private final SplittableRandom random;
        private int left;
        private int number;

        StateSource(long seed, int frames) {
            this.random = new SplittableRandom(seed);
            this.left = frames;
        }

        @Override
        public int read(byte[] buffer) {
            if (left-- == 0) {
                return -1;
            }
            number = number + 1 & 0xffff;
            int position = random.nextInt();
            value[number] = position & 0xffffffffL;
            int length = encoder.begin(MessageType.STATE, number)
                    .i32(left)
                    .u16(0x2700)
                    .u16(number)
                    .u16(500)
                    .i32(position)
                    .i32(left)
                    .i32(-left)
                    .u16(0)
                    .finish();
            System.arraycopy(encoder.frame(), 0, buffer, 0, length);
            return length;
        }

        @Override
        public String where() {
            return "states";
        }

        @Override
        public void open() {}

        @Override
        public boolean write(byte[] buffer, int length) {
            return true;
        }

        @Override
        public void pause() {}

        @Override
        public void close() {}
    }
}
