package plumb.cli;

import java.util.Optional;

/**
 * How much a terminal shows. Immutable; any thread.
 *
 * @param columns characters in a line
 * @param rows lines
 */
record TerminalSize(int columns, int rows) {
    /** The size of the terminal of this process now; the given one where it does not say. */
    static TerminalSize ask(TerminalSize otherwise) {
        return Stty.run("size").flatMap(TerminalSize::parse).orElse(otherwise);
    }

    /** Reads rows and columns as {@code stty size} prints them; a terminal that does not know says 0. */
    static Optional<TerminalSize> parse(String text) {
        if (!text.strip().matches("[1-9][0-9]{0,4} [1-9][0-9]{0,4}")) {
            return Optional.empty();
        }
        String[] words = text.strip().split(" ", -1);
        return Optional.of(new TerminalSize(Integer.parseInt(words[1]), Integer.parseInt(words[0])));
    }
}
