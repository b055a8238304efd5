package plumb.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a person reads when the configuration is wrong. */
final class Messages {
    private Messages() {}

    /** The message, which must be one line. */
    static String of(ThrowingCallable wrong) {
        ConfigException problem = catchThrowableOfType(ConfigException.class, wrong);
        assertThat(problem).as("must be refused").isNotNull();
        String message = String.valueOf(problem.getMessage());
        assertThat(message).doesNotContain("\n").doesNotContain("\r").isNotBlank();
        return message;
    }

    /** The message about a file of these lines, named rig.yaml. */
    static String ofFile(String... lines) {
        return of(() -> read(lines));
    }

    /** The message about one {@code --set}. */
    static String ofSet(String assignment) {
        return of(() -> set(assignment));
    }

    /** A file of these lines, named rig.yaml. */
    static RigConfig read(String... lines) throws ConfigException {
        return ConfigReader.standard().read("rig.yaml", String.join("\n", lines), List.of());
    }

    /** The lab profile with overrides. */
    static RigConfig set(String... assignments) throws ConfigException {
        return ConfigReader.standard()
                .read(
                        Optional.empty(),
                        Arrays.stream(assignments).map(Messages::override).toList());
    }

    private static ConfigOverride override(String assignment) {
        try {
            return ConfigOverride.set(assignment);
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
