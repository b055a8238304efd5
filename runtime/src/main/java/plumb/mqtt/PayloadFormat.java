package plumb.mqtt;

import plumb.observe.LoopSnapshot;

/** Writes and reads payloads. Immutable; any thread. */
public interface PayloadFormat {
    /** State, force and surface of one cycle, so many seconds after the runtime's start. */
    String telemetry(double seconds, LoopSnapshot loop);

    /** Figures of the loop. */
    String loop(LoopMetrics metrics);

    /** Something that happened. */
    String event(RigEvent event);

    /** What became of a command. */
    String answer(CommandKind kind, Answer answer);

    /**
     * Reads the payload of a command: the reason that was given, one line, empty when none was.
     *
     * @throws MalformedPayloadException with what is wrong, when it is not one
     */
    String reason(String payload) throws MalformedPayloadException;
}
