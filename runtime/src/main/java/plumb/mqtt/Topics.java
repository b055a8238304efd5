package plumb.mqtt;

import java.util.Optional;

/**
 * Every topic of one rig. Immutable; any thread.
 *
 * @param rig name of the rig, {@code [a-z0-9-]+}
 */
public record Topics(String rig) {
    private static final String ROOT = "plumb/v1/";

    /** {@code online} or {@code offline}; the latter is the will. */
    public String status() {
        return topic("status");
    }

    /** The verdict with its lease. */
    public String readiness() {
        return topic("readiness");
    }

    /** One word, every second. */
    public String readinessState() {
        return topic("readiness/state");
    }

    /** Status of one gate. */
    public String gate(String id) {
        return topic("gate/" + id);
    }

    /** Cause and remedy of what is wrong, while it is. */
    public String alert(String id) {
        return topic("alert/" + id);
    }

    /** State, force and surface, 20 times a second. */
    public String telemetry() {
        return topic("telemetry");
    }

    /** Latencies and counts of the loop, every second. */
    public String loop() {
        return topic("metric/loop");
    }

    /** What happened. */
    public String event() {
        return topic("event");
    }

    /** Filter of everything that asks the rig for something. */
    public String commands() {
        return topic("command/+");
    }

    /** Where the rig is asked for this. */
    public String command(CommandKind kind) {
        return topic("command/" + kind.id());
    }

    /** What a topic of {@link #commands} asks for; empty for any other topic. */
    public Optional<String> command(String topic) {
        String prefix = topic("command/");
        return topic.startsWith(prefix) ? Optional.of(topic.substring(prefix.length())) : Optional.empty();
    }

    /** Discovery by Home Assistant. */
    public String homeAssistant() {
        return "homeassistant/device/" + rig + "/config";
    }

    private String topic(String name) {
        return ROOT + rig + "/" + name;
    }
}
