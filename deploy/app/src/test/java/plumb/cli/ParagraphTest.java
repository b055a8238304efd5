package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ParagraphTest {
    @Test
    void breaksAtSpacesSoThatEveryLineFits() {
        assertThat(Paragraph.lines("one two three four", "  ", 11)).containsExactly("  one two", "  three", "  four");
    }

    @Test
    void aLineMayBeFull() {
        assertThat(Paragraph.lines("one two", "  ", 9)).containsExactly("  one two");
    }

    @Test
    void aWordThatIsTooLongStandsAlone() {
        assertThat(Paragraph.lines("a incomprehensibilities b", " ", 6))
                .containsExactly(" a", " incomprehensibilities", " b");
    }
}
