package plumb.hal;

import java.util.Optional;

/**
 * A rig around another one: hands everything on, and is to be overridden where it does more. Threads and allocation as in
 * {@link Rig}.
 */
public abstract class ForwardingRig implements Rig {
    private final Rig rig;

    /**
     * Around a rig.
     *
     * @param rig that everything is handed on to
     */
    protected ForwardingRig(Rig rig) {
        this.rig = rig;
    }

    @Override
    public RigDescription describe() {
        return rig.describe();
    }

    @Override
    public void open() throws RigException {
        rig.open();
    }

    @Override
    public void read(RigFrame frame) {
        rig.read(frame);
    }

    @Override
    public void write(RigCommand command) {
        rig.write(command);
    }

    @Override
    public Optional<LinkStatistics> linkStatistics() {
        return rig.linkStatistics();
    }

    @Override
    public void makeSafe() {
        rig.makeSafe();
    }

    @Override
    public void close() {
        rig.close();
    }
}
