package plumb.mqtt;

import java.util.Optional;

/** Everything that a rig can be asked over MQTT. Nothing here starts a motion, and nothing that does may be added. Any thread. */
public enum CommandKind {
    /** Measure the gates again. */
    SELFTEST("selftest"),
    /** Safe outputs and the end of the run. */
    STOP("stop"),
    /** Safe outputs, and no longer armed. */
    DISARM("disarm");

    private final String id;

    CommandKind(String id) {
        this.id = id;
    }

    /** Last level of the topic. */
    public String id() {
        return id;
    }

    static Optional<CommandKind> of(String id) {
        for (CommandKind kind : values()) {
            if (kind.id.equals(id)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
