package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Nothing for eyes where nobody looks, and never anything beside the document. */
class TerminalTest {
    private static final String ESCAPE = "\u001b";

    @Test
    void hasNoEscapeCodesAndNoLiveLinesWhereNobodyWatches() {
        Screen screen = Screen.unwatched();
        Terminal terminal = screen.terminal();
        terminal.line("live");
        terminal.clearLine();
        terminal.say(
                false,
                terminal.good("g") + terminal.bad("b") + terminal.warn("w") + terminal.dim("d") + terminal.bold("o"));
        assertThat(terminal.live()).isFalse();
        assertThat(screen.out()).isEqualTo("gbwdo" + System.lineSeparator());
        assertThat(screen.err()).isEmpty();
    }

    @Test
    void replacesTheLiveLineWhereSomeoneWatches() {
        Screen screen = Screen.watched();
        screen.terminal().line("one");
        screen.terminal().line("two");
        assertThat(screen.terminal().live()).isTrue();
        assertThat(screen.err()).isEqualTo("\r\u001b[Kone\r\u001b[Ktwo");
    }

    @Test
    void removesTheLiveLineBeforeTextAndOnlyOnce() {
        Screen screen = Screen.watched();
        screen.terminal().line("live");
        screen.terminal().say(false, "text");
        screen.terminal().say(false, "more");
        assertThat(screen.err()).isEqualTo("\r\u001b[Klive\r\u001b[K");
        assertThat(screen.out()).doesNotContain(ESCAPE).contains("text", "more");
    }

    @Test
    void textGoesToStderrWhereStdoutCarriesADocument() {
        Screen screen = Screen.unwatched();
        screen.terminal().say(true, "text");
        screen.terminal().document().print("{}");
        assertThat(screen.out()).isEqualTo("{}");
        assertThat(screen.err()).startsWith("text");
    }

    @Test
    void paintsWhereSomeoneWatchesUnlessToldNotTo() {
        boolean colour = System.getenv("NO_COLOR") == null;
        assertThat(Screen.watched().terminal().good("yes")).isEqualTo(colour ? "\u001b[32myes\u001b[0m" : "yes");
    }

    @Test
    void cutsALineToTheWidthWithoutCountingOrLosingEscapeCodes() {
        assertThat(Terminal.cut("abc", 3)).isEqualTo("abc");
        assertThat(Terminal.cut("abcdef", 3)).isEqualTo("abc");
        assertThat(Terminal.cut("a\u001b[32mbcd\u001b[0mef", 2)).isEqualTo("a\u001b[32mb\u001b[0m");
    }
}
