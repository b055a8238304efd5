package plumb.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The complete configurations that come with the product; a file says only what differs from one. Any thread. */
public enum Profile {
    /** What a real rig sees: the default. */
    LAB,
    /** Ideal sensing and plenty of force: for comparing laws. */
    BENCHMARK;

    /** Names the profile in a file or an override. */
    public static final String KEY = "profile";

    /** How it is written. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All names, in the order they are listed. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Profile::word).toList();
    }

    static ValueType<Profile> type() {
        return new ChoiceType<>(KEY, List.of(values()), Profile::word);
    }

    /** Begins messages about its own content. */
    String label() {
        return "profile " + word();
    }

    /** Its YAML. */
    String text() {
        String resource = word() + ".yaml";
        try (InputStream stream = Objects.requireNonNull(Profile.class.getResourceAsStream(resource), resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the resource " + resource + " cannot be read", e);
        }
    }
}
