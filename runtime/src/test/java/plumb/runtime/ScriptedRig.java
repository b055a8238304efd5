package plumb.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ObjLongConsumer;
import plumb.hal.ActuatorChannel;
import plumb.hal.LinkStatistics;
import plumb.hal.Rig;
import plumb.hal.RigCommand;
import plumb.hal.RigDescription;
import plumb.hal.RigFrame;

/** A rig whose samples are scripted by the test and whose commands are kept. Counts are micrometres and microradians. */
final class ScriptedRig implements Rig {
    static final double QUANTUM = 1e-6;

    /** One command as it was written. */
    record Written(double force, boolean enabled, long sequence) {}

    private final LoopClock clock;
    private final List<Written> commands = new ArrayList<>();
    private ObjLongConsumer<RigFrame> script = (frame, read) -> {};
    private Runnable duringWrite = () -> {};
    private long reads;
    private int madeSafe;
    private boolean physical;

    ScriptedRig(LoopClock clock) {
        this.clock = clock;
    }

    /** Sets what each read puts into the frame; the number of the read counts from 0. */
    ScriptedRig onRead(ObjLongConsumer<RigFrame> newScript) {
        this.script = newScript;
        return this;
    }

    /** Sets what happens while a command is written: a slow motor driver, a broken one. */
    ScriptedRig onWrite(Runnable action) {
        this.duringWrite = action;
        return this;
    }

    /** From now on something can move. */
    void physical() {
        physical = true;
    }

    List<Written> commands() {
        return commands;
    }

    Written last() {
        return commands.getLast();
    }

    int madeSafe() {
        return madeSafe;
    }

    @Override
    public RigDescription describe() {
        return new RigDescription(
                "scripted", "test-1", physical, false, new ActuatorChannel("motor", "N", 30, 0), 20_000_000, 0, 0);
    }

    @Override
    public void open() {}

    @Override
    public void read(RigFrame frame) {
        frame.setHeader(reads, clock.nanoTime(), 0);
        frame.setPositionCounts(0, 0, 0);
        script.accept(frame, reads++);
    }

    @Override
    public void write(RigCommand command) {
        duringWrite.run();
        commands.add(new Written(command.forceNewtons(), command.enabled(), command.sequence()));
    }

    @Override
    public Optional<LinkStatistics> linkStatistics() {
        return Optional.empty();
    }

    @Override
    public void makeSafe() {
        madeSafe++;
    }

    @Override
    public void close() {}
}
