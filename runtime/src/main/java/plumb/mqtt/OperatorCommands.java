package plumb.mqtt;

/** Does what operators ask over MQTT, or says why not. Any thread; returns at once. */
public interface OperatorCommands {
    /** Does it or refuses. */
    Answer perform(CommandKind kind);
}
