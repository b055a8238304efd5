package plumb.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Scripts find the pinned packages, and one that fails fails its test with what it printed. */
class NpmFolderTest {
    @Test
    void aScriptFindsThePackagesOfTheLockFile() throws IOException, InterruptedException {
        String printed = NpmFolder.install().run("packages.mjs", 60, Map.of("GREETING", "hello"), "there");
        assertThat(printed).contains("hello there", "playwright-core 1.");
    }

    @Test
    void aScriptThatFailsFailsTheTestWithItsOutput() throws IOException, InterruptedException {
        NpmFolder folder = NpmFolder.install();
        assertThatThrownBy(() -> folder.run("packages.mjs", 60, Map.of(), "--fail"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("asked to fail");
    }
}
