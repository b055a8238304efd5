package plumb.config;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads the part of YAML that a configuration needs: one document of mappings, lists and texts. Anchors, aliases and tags
 * are refused, because nothing here needs them and with them a small file can unfold into a huge one. One thread, one
 * use.
 */
final class YamlText {
    private static final int DEEPEST = 12;

    private final String label;
    private final Iterator<Event> events;

    private YamlText(String label, String text) {
        this.label = label;
        this.events = new Parse(LoadSettings.builder().setLabel(label).build())
                .parseString(text)
                .iterator();
    }

    /**
     * Reads a document.
     *
     * @param label begins the messages
     */
    static YamlNode.Mapping parse(String label, String text) throws ConfigException {
        try {
            return new YamlText(label, text).document();
        } catch (MarkedYamlEngineException e) {
            Mark mark = e.getProblemMark().or(e::getContextMark).orElseThrow();
            throw new ConfigException(label + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1)
                    + ": not valid YAML: " + OneLine.of(e.getProblem()));
        } catch (ReaderException e) {
            throw new ConfigException(
                    label + ": not a text: character U+" + "%04X".formatted(e.getCodePoint()) + " is not allowed");
        } catch (YamlEngineException e) {
            throw new ConfigException(label + ": not valid YAML: " + OneLine.of(String.valueOf(e.getMessage())));
        }
    }

    private YamlNode.Mapping document() throws ConfigException {
        events.next(); // the stream starts
        Event start = events.next();
        if (start.getEventId() == Event.ID.StreamEnd) {
            throw empty();
        }
        YamlNode node = node(events.next(), "", 0);
        events.next(); // the document ends
        Event next = events.next();
        if (next.getEventId() != Event.ID.StreamEnd) {
            throw problem(line(next), "a second document begins; allowed: one");
        }
        return switch (node) {
            case YamlNode.Mapping mapping when mapping.entries().isEmpty() -> throw empty();
            case YamlNode.Mapping mapping -> mapping;
            case YamlNode.Scalar(String text, int _) when text.isEmpty() -> throw empty();
            case YamlNode.Scalar _, YamlNode.Items _ ->
                throw problem(
                        node.line(),
                        "not a mapping; allowed: keys with values, as \"loop:\" and below it \"  rate: 1kHz\"");
        };
    }

    /** The node that {@code event} begins; {@code path} leads to it, for messages. */
    private YamlNode node(Event event, String path, int depth) throws ConfigException {
        if (depth > DEEPEST) {
            throw problem(line(event), "nested more than " + DEEPEST + " deep");
        }
        if (event instanceof AliasEvent
                || (event instanceof NodeEvent node && node.getAnchor().isPresent())) {
            throw problem(line(event), "anchors and aliases are not supported");
        }
        return switch (event) {
            case ScalarEvent scalar -> {
                refuseTag(scalar.getTag().orElse(null), event);
                yield new YamlNode.Scalar(isNull(scalar) ? "" : scalar.getValue(), line(event));
            }
            case SequenceStartEvent sequence -> items(sequence, path, depth);
            case MappingStartEvent mapping -> mapping(mapping, path, depth);
            default -> throw new IllegalStateException("no node begins with " + event);
        };
    }

    private YamlNode.Items items(CollectionStartEvent start, String path, int depth) throws ConfigException {
        refuseTag(start.getTag().orElse(null), start);
        List<YamlNode> items = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            items.add(node(event, path, depth + 1));
        }
        return new YamlNode.Items(items, line(start));
    }

    private YamlNode.Mapping mapping(CollectionStartEvent start, String path, int depth) throws ConfigException {
        refuseTag(start.getTag().orElse(null), start);
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            if (!(node(event, path, depth + 1) instanceof YamlNode.Scalar(String key, int line))) {
                throw problem(line(event), "a key must be a single word");
            }
            String inner = path.isEmpty() ? key : path + "." + key;
            YamlNode.@Nullable Entry earlier = entries.get(key);
            if (earlier != null) {
                throw problem(line, "duplicate key " + OneLine.of(inner) + "; already on line " + earlier.line());
            }
            entries.put(key, new YamlNode.Entry(key, line, node(events.next(), inner, depth + 1)));
        }
        return new YamlNode.Mapping(List.copyOf(entries.values()), line(start));
    }

    private void refuseTag(@Nullable String tag, Event event) throws ConfigException {
        if (tag != null) {
            throw problem(line(event), "tags are not supported: " + OneLine.of(tag));
        }
    }

    private static boolean isNull(ScalarEvent scalar) {
        return scalar.isPlain()
                && (scalar.getValue().equals("~") || scalar.getValue().equals("null"));
    }

    private ConfigException empty() {
        return new ConfigException(label
                + ": empty, changes nothing; allowed: at least one key (for the built-in rig, name no file at all)");
    }

    private ConfigException problem(int line, String problem) {
        return new ConfigException(label + ":" + line + ": " + problem);
    }

    private static int line(Event event) {
        return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }
}
