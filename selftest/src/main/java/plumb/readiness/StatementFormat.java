package plumb.readiness;

/** Writes what a rig says of its readiness. Immutable; any thread. */
public interface StatementFormat {
    /** The whole statement. */
    String statement(ReadinessStatement statement);

    /** One cause with its remedy. */
    String alert(Obstacle obstacle);
}
