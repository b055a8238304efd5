package plumb.runtime.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Phaser;
import java.util.concurrent.SubmissionPublisher;
import org.junit.jupiter.api.Test;

class StringConstantsTest {
    /** Initialised, and its text never used. */
    private static final class Used {
        static String text() {
            return "a text that nobody asks for: used class";
        }
    }

    /** Loaded and not initialised: the control of the other, and of what would crash. */
    private static final class Idle {
        static String text() {
            return "a text that nobody asks for: idle class";
        }
    }

    private static final Map<String, Boolean> FIRST_ANSWERS = new ConcurrentHashMap<>();
    private static final List<String> STEM = List.of("a text that", "nobody asks for:");

    @Test
    void makesTheTextsOfEveryClassThatIsInUseAndOfNoOther() throws ClassNotFoundException {
        ClassLoader loader = getClass().getClassLoader();
        Class.forName(getClass().getName() + "$Used", true, loader);
        Class.forName(getClass().getName() + "$Idle", false, loader);

        assertThat(StringConstants.resolve()).isEmpty();

        assertThat(exists(of("used"))).isTrue();
        assertThat(exists(of("idle"))).isFalse();
        // Both texts are what the classes hold, so that neither answer is that of a text which nobody holds.
        assertThat(Used.text()).isEqualTo(of("used"));
        assertThat(Idle.text()).isEqualTo(of("idle"));
    }

    /** Nobody uses either class, and still less wrongly; only the first is initialised. */
    @Test
    void makesTheTextsOfJavasOwnClassesThatOursName() throws ClassNotFoundException {
        Class.forName(Phaser.class.getName(), true, null);
        Class.forName(SubmissionPublisher.class.getName(), false, null);

        assertThat(StringConstants.resolve()).isEmpty();

        assertThat(exists(String.join(" ", List.of("Illegal number", "of parties"))))
                .isTrue();
        assertThat(exists(String.join(" ", List.of("Duplicate", "subscribe")))).isFalse();
    }

    /** The same text, made here: no constant of this class. */
    private static String of(String which) {
        return String.join(" ", STEM) + " " + which + " class";
    }

    /** A text that is a resolved constant somewhere is returned in the place of ours; asking makes it one, so the first answer counts. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean exists(String asked) {
        return FIRST_ANSWERS.computeIfAbsent(asked, text -> text.intern() != text);
    }
}
