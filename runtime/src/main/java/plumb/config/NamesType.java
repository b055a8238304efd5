package plumb.config;

import java.util.List;

/**
 * Some of a few words, each at most once, in any order; also none.
 *
 * @param noun what is chosen, for messages
 * @param choices all of them, in the order they are listed
 */
record NamesType(String noun, List<String> choices) implements ValueType<List<String>> {
    NamesType {
        choices = List.copyOf(choices);
    }

    @Override
    public List<String> parse(String text) throws ConfigException {
        return parseItems(ListText.split(text));
    }

    @Override
    public List<String> parseItems(List<String> items) throws ConfigException {
        for (int i = 0; i < items.size(); i++) {
            String item = items.get(i);
            if (!choices.contains(item)) {
                throw new ConfigException("unknown " + noun + " " + OneLine.of(item) + "; allowed: " + allowed());
            }
            if (items.subList(0, i).contains(item)) {
                throw new ConfigException(noun + " " + item + " twice; allowed: " + allowed());
            }
        }
        return List.copyOf(items);
    }

    @Override
    public String format(List<String> value) {
        return ListText.join(value);
    }

    @Override
    public String allowed() {
        return "a list of " + String.join(", ", choices) + ", each at most once";
    }
}
