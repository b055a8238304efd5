package plumb.hal.serial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import plumb.hal.AllocatedBytes;

/** From the reader thread to the control thread. */
class StateMailboxTest {
    private final StateMailbox mailbox = new StateMailbox();
    private final long[] sample = new long[StateMailbox.VALUES];

    @Test
    void an_empty_one_gives_nothing() {
        assertThat(mailbox.take(sample)).isZero();
        assertThat(mailbox.newest()).isZero();
    }

    @Test
    void gives_the_newest_again_and_again() {
        for (int i = 1; i <= 9; i++) {
            Arrays.fill(sample, i);
            mailbox.put(sample);
        }
        long[] taken = new long[StateMailbox.VALUES];
        assertThat(mailbox.take(taken)).isEqualTo(9);
        assertThat(mailbox.take(taken)).isEqualTo(9);
        assertThat(taken).containsOnly(9);
    }

    @Test
    void never_gives_a_torn_sample() throws InterruptedException {
        int puts = 2_000_000;
        Thread writer = Thread.ofPlatform().start(() -> {
            long[] mine = new long[StateMailbox.VALUES];
            for (int i = 1; i <= puts; i++) {
                Arrays.fill(mine, i);
                mailbox.put(mine);
            }
        });
        long last = 0;
        long taken = 0;
        while (last < puts) {
            long number = mailbox.take(sample);
            if (number == 0) {
                continue;
            }
            assertThat(number).isGreaterThanOrEqualTo(last);
            for (long value : sample) {
                if (value != number) {
                    throw new AssertionError("sample " + number + " holds " + value);
                }
            }
            last = number;
            taken++;
        }
        writer.join();
        assertThat(taken).isPositive();
    }

    @Test
    void allocates_nothing() {
        assertThat(AllocatedBytes.inSteadyState(() -> {
                    mailbox.put(sample);
                    mailbox.take(sample);
                }))
                .isZero();
    }
}
