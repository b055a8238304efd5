package plumb.hal;

/**
 * One command to a rig. Mutable and preallocated; written by the loop, read by {@link Rig#write}, both on the control
 * thread. A fresh one is the safe command.
 */
public final class RigCommand {
    private double forceNewtons;
    private boolean enabled;
    private long sequence;

    /** The safe command. */
    public RigCommand() {}

    /** Commands a force (N) with the motor enabled. */
    public void setForce(double forceNewtons) {
        this.forceNewtons = forceNewtons;
        this.enabled = true;
    }

    /** Makes this the safe command: the channel's safe value, motor disabled. */
    public void setSafe(ActuatorChannel channel) {
        this.forceNewtons = channel.safeValue();
        this.enabled = false;
    }

    /** Numbers the command; grows by one per cycle. */
    public void setSequence(long sequence) {
        this.sequence = sequence;
    }

    /** Force on the cart along +x, N. */
    public double forceNewtons() {
        return forceNewtons;
    }

    /** Whether the motor driver is to be enabled. */
    public boolean enabled() {
        return enabled;
    }

    /** Number of the command. */
    public long sequence() {
        return sequence;
    }
}
