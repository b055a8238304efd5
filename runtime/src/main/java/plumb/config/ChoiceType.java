package plumb.config;

import java.util.List;
import java.util.function.Function;

/**
 * One of a few words.
 *
 * @param noun what is chosen, for messages
 * @param choices all of them, in the order they are listed
 * @param word how a choice is written
 */
record ChoiceType<T>(String noun, List<T> choices, Function<T, String> word) implements ValueType<T> {
    ChoiceType {
        choices = List.copyOf(choices);
    }

    /** A choice between words that stand for themselves. */
    static ChoiceType<String> words(String noun, List<String> words) {
        return new ChoiceType<>(noun, words, Function.identity());
    }

    @Override
    public T parse(String text) throws ConfigException {
        for (T choice : choices) {
            if (word.apply(choice).equals(text.strip())) {
                return choice;
            }
        }
        throw new ConfigException("unknown " + noun + " " + OneLine.of(text) + "; allowed: " + allowed());
    }

    @Override
    public String format(T value) {
        return word.apply(value);
    }

    @Override
    public String allowed() {
        return String.join(", ", choices.stream().map(word).toList());
    }
}
