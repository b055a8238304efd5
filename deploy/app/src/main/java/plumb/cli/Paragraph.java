package plumb.cli;

import java.util.ArrayList;
import java.util.List;

/** Text in lines that fit on the terminal. */
final class Paragraph {
    private Paragraph() {}

    /**
     * Breaks a text at its spaces.
     *
     * @param text without escape sequences
     * @param indent begins every line
     * @param columns that fit on a line; a word that is longer stands alone
     */
    static List<String> lines(String text, String indent, int columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && indent.length() + line.length() + 1 + word.length() > columns) {
                lines.add(indent + line);
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(indent + line);
        return lines;
    }
}
