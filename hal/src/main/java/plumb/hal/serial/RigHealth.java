package plumb.hal.serial;

import java.util.ArrayList;
import java.util.List;

/**
 * What a serial rig's self-test found. Immutable; any thread.
 *
 * @param ran bits of the tests that the rig has and has run
 * @param passed bits of those that passed
 * @param longestLoopMicros longest turn of its loop since the test before, us
 * @param freeMemory bytes never used; 65535 stands for that or more
 * @param lineErrors bytes that came damaged; 65535 stands for that or more
 * @param missedEdges transitions of encoders that do not exist; 65535 stands for that or more
 * @param resetCause code of why it started
 */
public record RigHealth(
        int ran, int passed, int longestLoopMicros, int freeMemory, int lineErrors, int missedEdges, int resetCause) {
    private static final List<String> TESTS =
            List.of("firmware image", "memory", "encoders", "limit switches", "emergency stop", "motor driver");
    private static final List<String> CAUSES =
            List.of("unknown", "power-up", "reset pin", "brown-out", "hardware watchdog");

    /** Reads a SELF_TEST_RESULT. */
    static RigHealth of(FrameDecoder result) {
        return new RigHealth(
                result.u8(0), result.u8(1), result.u16(2), result.u16(4), result.u16(6), result.u16(8), result.u8(10));
    }

    /** Names of the tests that ran. */
    public List<String> tests() {
        return named(ran);
    }

    /** Names of the tests that ran and did not pass. */
    public List<String> failures() {
        return named(ran & ~passed);
    }

    private static List<String> named(int bits) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < TESTS.size(); i++) {
            if ((bits & 1 << i) != 0) {
                names.add(TESTS.get(i));
            }
        }
        return names;
    }

    /** Why it started, in words. */
    public String reset() {
        return resetCause < CAUSES.size() ? CAUSES.get(resetCause) : "other";
    }
}
