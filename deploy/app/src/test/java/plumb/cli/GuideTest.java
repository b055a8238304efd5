package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The pages of the guide: no dead link, no command that the product does not take. */
class GuideTest {
    static final Path HOME =
            Path.of(System.getProperty("basedir", "")).resolve("../..").normalize();
    private static final Pattern LINK = Pattern.compile("]\\((?<target>[^)\\s]+)\\)|(?:src|href)=\"(?<html>[^\"]+)\"");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(?<text>.+)$");
    private static final Pattern FENCED = Pattern.compile("(?ms)^```[^\\n]*\\n(?<body>.*?)^```");
    private static final Pattern TYPED =
            Pattern.compile("(?m)^(?:\\w+=\\S+ +|sudo +)*(?:\\./|plumb-VERSION/)?plumb +(?<words>[^#\\n]+)");
    private static final Pattern INLINE = Pattern.compile("(?<!`)`(?:\\./)?plumb (?<words>[^`]+)`");
    /** What the launcher does by itself. */
    private static final Set<String> LAUNCHER = Set.of("test", "package", "prepare");

    @TempDir
    private Path folder = Path.of("");

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(HOME.resolve("deploy/docs"))) {
            List<Path> pages =
                    new ArrayList<>(files.filter(file -> file.toString().endsWith(".md"))
                            .sorted()
                            .toList());
            pages.add(HOME.resolve("README.md"));
            pages.add(HOME.resolve("CHANGELOG.md"));
            return pages;
        }
    }

    @Test
    void noLinkIsDead() throws IOException {
        List<Path> pages = pages();
        assertThat(pages).hasSizeGreaterThan(15);
        List<String> dead = new ArrayList<>();
        for (Path page : pages) {
            dead.addAll(deadLinks(page));
        }
        assertThat(dead).isEmpty();
    }

    @Test
    void everyCommandIsOneThatTheProductTakes() throws IOException {
        int checked = 0;
        List<String> refused = new ArrayList<>();
        for (Path page : pages()) {
            String text = Files.readString(page);
            for (String words : typed(text)) {
                checked++;
                refusal(words).ifPresent(why -> refused.add(page.getFileName() + ": plumb " + words + ": " + why));
            }
            for (String words : inline(text)) {
                checked++;
                unknown(words).ifPresent(why -> refused.add(page.getFileName() + ": `plumb " + words + "`: " + why));
            }
        }
        assertThat(refused).isEmpty();
        assertThat(checked).isGreaterThan(60);
    }

    /** The check itself sees what is wrong. */
    @Test
    void deadLinksAndUnknownCommandsAreFound() throws IOException {
        Path page = Files.writeString(folder.resolve("page.md"), """
                # Some *head* `line`
                [good](#some-head-line) [gone](other.md) [no such part](page.md#nowhere) ![picture](none.png)
                `plumb run --no-such-option` and `plumb juggle` and `plumb run --quick|--json` and `plumb test`

                ```
                ./plumb run --controller lqr   # fine
                sudo plumb run --frobnicate
                PLUMB_PLUGINS=x ./plumb run --duration soon
                ./plumb run --controller nonsense
                [not a link](in-code.md)
                ```
                """);
        assertThat(deadLinks(page))
                .containsExactlyInAnyOrder("page.md: other.md", "page.md: page.md#nowhere", "page.md: none.png");
        String text = Files.readString(page);
        assertThat(typed(text).stream().map(words -> refusal(words).isPresent()))
                .containsExactly(false, true, true, true);
        assertThat(inline(text).stream().map(words -> unknown(words).isPresent()))
                .containsExactly(true, true, false, false);
    }

    private static List<String> deadLinks(Path page) throws IOException {
        List<String> dead = new ArrayList<>();
        for (String target : targets(Files.readString(page))) {
            String[] parts = target.split("#", 2);
            Path file =
                    parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
            boolean there = Files.exists(file);
            if (!there || (parts.length == 2 && !anchors(file).contains(parts[1]))) {
                dead.add(page.getFileName() + ": " + target);
            }
        }
        return dead;
    }

    /** Links to other files and parts; those to elsewhere are not followed. */
    private static List<String> targets(String text) {
        return LINK.matcher(FENCED.matcher(text).replaceAll(""))
                .results()
                .map(link -> link.group("target") == null ? link.group("html") : link.group("target"))
                .filter(target -> !target.matches("(https?|mailto):.*"))
                .toList();
    }

    /** As the usual renderers make them of headings. */
    private static Set<String> anchors(Path file) {
        try {
            return HEADING.matcher(FENCED.matcher(Files.readString(file)).replaceAll(""))
                    .results()
                    .map(heading -> heading.group("text")
                            .strip()
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^\\p{L}\\p{N} _-]", "")
                            .replace(' ', '-'))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a reader is told to type, without the name of the command. */
    private static List<String> typed(String text) {
        return FENCED.matcher(text)
                .results()
                .flatMap(block -> TYPED.matcher(block.group("body")).results())
                .map(GuideTest::words)
                .toList();
    }

    private static List<String> inline(String text) {
        return INLINE.matcher(FENCED.matcher(text).replaceAll(""))
                .results()
                .map(GuideTest::words)
                .toList();
    }

    private static String words(MatchResult found) {
        return found.group("words").replaceAll("\\s+", " ").strip();
    }

    private static CommandLine product() {
        return new CommandLine(
                        new Plumb(), new CommandFactory(Screen.unwatched().terminal()))
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** Why the product does not take it: parsed, and where there is a configuration read to its end. */
    private static Optional<String> refusal(String words) {
        String[] arguments = words.split(" ", -1);
        if (LAUNCHER.contains(arguments[0])) {
            return Optional.empty();
        }
        if (words.contains(" [")) {
            // A synopsis, for nobody to type as it stands.
            return unknown(words);
        }
        try {
            product().parseArgs(arguments);
        } catch (ParameterException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        // A file of the reader's own is not here.
        if (Set.of("run", "selftest").contains(arguments[0]) && !words.contains("--config ")) {
            Typed printed = Typed.plumb(Stream.concat(Stream.of(arguments), Stream.of("--print-config"))
                    .toArray(String[]::new));
            return printed.exit() == ExitCode.OK ? Optional.empty() : Optional.of(printed.err());
        }
        return Optional.empty();
    }

    /** What of a mention the product does not know: the command or an option, whatever stands for their values. */
    private static Optional<String> unknown(String words) {
        String[] parts = words.split("[ |\\[\\]]+", -1);
        if (LAUNCHER.contains(parts[0]) || parts[0].startsWith("-")) {
            return Optional.empty();
        }
        CommandLine command = product().getSubcommands().get(parts[0]);
        if (command == null) {
            return Optional.of("no such command");
        }
        for (int i = 1; i < parts.length && command.getSubcommands().containsKey(parts[i]); i++) {
            command = command.getSubcommands().get(parts[i]);
        }
        for (String part : parts) {
            String option = part.replaceFirst("=.*", "");
            if (option.startsWith("--") && command.getCommandSpec().findOption(option) == null) {
                return Optional.of("no option " + option);
            }
        }
        return Optional.empty();
    }
}
