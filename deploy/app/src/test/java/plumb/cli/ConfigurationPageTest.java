package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import plumb.config.CatalogueItem;
import plumb.config.ConfigCatalogue;
import plumb.config.ConfigException;
import plumb.config.ConfigOverride;
import plumb.config.ConfigReader;
import plumb.config.Key;
import plumb.config.RigConfig;
import plumb.config.Section;

/** The page of all configuration keys is made of the catalogue that reading, checking and printing them come from. */
class ConfigurationPageTest {
    private static final Path PAGE = GuideTest.HOME.resolve("deploy/docs/configuration.md");
    private static final String HEAD = """
            # Every configuration key

            *Made from the product's catalogue of keys; a test holds the two together.* A file for `--config` gives only what differs from
            the profile that its first line names (`profile: lab`, the default, or `profile: benchmark`); `--set limits.force=20N` changes a
            single key. `./plumb run --print-config` prints what is then in effect, every key with its comment. Quantities carry their
            units; what is not understood is refused with file, line, key, what was found and what is allowed.
            """;

    private final RigConfig lab = profile("lab");
    private final RigConfig benchmark = profile("benchmark");

    private static RigConfig profile(String name) {
        try {
            return ConfigReader.standard()
                    .read(Optional.empty(), List.of(ConfigOverride.option("test", "profile", name)));
        } catch (ConfigException e) {
            throw new AssertionError(e);
        }
    }

    private String page() {
        StringBuilder page = new StringBuilder(HEAD);
        List<Key<?>> top = new ArrayList<>();
        StringBuilder sections = new StringBuilder();
        for (CatalogueItem item : ConfigCatalogue.standard().root().items()) {
            switch (item) {
                case Key<?> key -> top.add(key);
                case Section section -> section(section, "##", sections);
            }
        }
        page.append("\n## Outside of any section\n");
        table(top, page);
        return page.append(sections).toString();
    }

    private void section(Section section, String heading, StringBuilder page) {
        page.append('\n').append(heading).append(" `").append(section.path()).append("`\n\n");
        page.append(section.text()).append('\n');
        List<Key<?>> keys = new ArrayList<>();
        StringBuilder inner = new StringBuilder();
        for (CatalogueItem item : section.items()) {
            switch (item) {
                case Key<?> key -> keys.add(key);
                case Section below -> section(below, "###", inner);
            }
        }
        table(keys, page);
        page.append(inner);
    }

    private void table(List<Key<?>> keys, StringBuilder page) {
        if (keys.isEmpty()) {
            return;
        }
        page.append("\n| key | lab | benchmark | allowed | |\n|---|---|---|---|---|\n");
        for (Key<?> key : keys) {
            String usual = cell(key.format(lab));
            String other = cell(key.format(benchmark));
            page.append("| `")
                    .append(key.path())
                    .append("` | `")
                    .append(usual)
                    .append("` | ")
                    .append(other.equals(usual) ? "" : "`" + other + "`")
                    .append(" | ")
                    .append(cell(key.type().allowed()))
                    .append(" | ")
                    .append(cell(key.text()))
                    .append(" |\n");
        }
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }

    @Test
    void isWhatTheCatalogueSays() throws IOException {
        Path made = Files.createDirectories(GuideTest.HOME.resolve("deploy/app/target"))
                .resolve("configuration.md");
        Files.writeString(made, page());
        assertThat(PAGE)
                .as("made anew; take it over with: cp %s %s", made, PAGE)
                .hasSameTextualContentAs(made);
    }

    @Test
    void namesEveryKey() throws IOException {
        String text = Files.readString(PAGE);
        assertThat(ConfigCatalogue.standard().keys())
                .hasSizeGreaterThan(150)
                .allSatisfy(key -> assertThat(text).contains("| `" + key.path() + "` | "));
    }
}
