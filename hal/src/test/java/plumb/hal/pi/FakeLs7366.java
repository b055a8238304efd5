package plumb.hal.pi;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import plumb.hal.RigException;

/**
 * A quadrature counter LS7366R at register level, as its data sheet describes it: instruction byte, six registers, four counting
 * modes, index, flags, loss of power; and how its wires can fail. Does not allocate. Single thread.
 */
class FakeLs7366 implements SpiTransfer {
    /** How chip and wires are. */
    enum Wires {
        SOUND,
        /** The line back is stuck low, or the chip has no power or is not there. */
        ZEROS,
        /** The line back is stuck high. */
        ONES,
        /** The bus itself refuses. */
        NO_BUS,
        /** One bit of each byte is lost. */
        DAMAGED
    }

    private static final int MODE = 0x03;
    private static final int COUNTING_MODE = 0x0c;
    private static final int INDEX_MODE = 0x30;
    private static final int DISABLED = 0x04;
    private static final int CARRY = 0x80;
    private static final int BORROW = 0x40;
    private static final int INDEX = 0x10;
    private static final int ENABLED = 0x08;
    private static final int POWER_LOST = 0x04;
    private static final int UP = 0x02;

    private final MemorySegment sent = Arena.ofAuto().allocate(CAPACITY);
    private final MemorySegment received = Arena.ofAuto().allocate(CAPACITY);
    private final String where;
    private int mdr0;
    private int mdr1;
    private int dtr;
    private int counter;
    private int otr;
    private int flags = POWER_LOST;
    private long steps;
    private boolean open;
    Wires wires = Wires.SOUND;
    boolean countPinOpen;
    long transfers;
    long bytes;

    FakeLs7366(String where) {
        this.where = where;
    }

    /** Turns the encoder by so many quarters of a line. */
    void turn(long quarters) {
        long step = Long.signum(quarters);
        if (StrictMath.abs(quarters) > 1_000_000) {
            throw new IllegalArgumentException("nobody turns that fast: " + quarters);
        }
        for (long i = 0; i < StrictMath.abs(quarters); i++) {
            steps += step;
            int perLine = mdr0 & MODE;
            int every = perLine == 1 ? 4 : perLine == 2 ? 2 : 1;
            if (StrictMath.floorMod(step > 0 ? steps : steps + 1, every) == 0) {
                count(step > 0);
            }
        }
    }

    private void count(boolean up) {
        flags = up ? flags | UP : flags & ~UP;
        if ((mdr1 & DISABLED) != 0 || countPinOpen) {
            return;
        }
        switch (mdr0 & COUNTING_MODE) {
            case 0x08 -> {
                // Between 0 and DTR.
                if (up ? counter != dtr : counter != 0) {
                    counter += up ? 1 : -1;
                }
            }
            case 0x0c -> counter = up ? (counter == dtr ? 0 : counter + 1) : (counter == 0 ? dtr : counter - 1);
            default -> {
                counter += up ? 1 : -1;
                if (up && counter == 0) {
                    flags |= CARRY;
                } else if (!up && counter == -1) {
                    flags |= BORROW;
                }
            }
        }
    }

    /** The mark of the disc passes by. */
    void index() {
        flags |= INDEX;
        switch (mdr0 & INDEX_MODE) {
            case 0x10 -> counter = dtr;
            case 0x20 -> counter = 0;
            case 0x30 -> otr = counter;
            default -> {}
        }
    }

    /** The supply drops, and comes back. */
    void losePower() {
        mdr0 = 0;
        mdr1 = 0;
        dtr = 0;
        counter = 0;
        otr = 0;
        flags = POWER_LOST;
    }

    /** As if it had counted so far since it was first started. */
    void preset(int count) {
        counter = count;
        flags &= ~POWER_LOST;
    }

    int counter() {
        return counter;
    }

    @Override
    public String where() {
        return where;
    }

    @Override
    public void open() throws RigException {
        if (wires == Wires.NO_BUS) {
            throw new RigException("there is no " + where);
        }
        open = true;
    }

    boolean isOpen() {
        return open;
    }

    @Override
    public MemorySegment sent() {
        return sent;
    }

    @Override
    public MemorySegment received() {
        return received;
    }

    @Override
    public boolean transfer(int first, int second) {
        if (!open || wires == Wires.NO_BUS) {
            return false;
        }
        transfers++;
        bytes += first + second;
        command(0, first);
        if (second > 0) {
            command(first, second);
        }
        for (int i = 0; i < first + second; i++) {
            switch (wires) {
                case ZEROS -> received.set(JAVA_BYTE, i, (byte) 0);
                case ONES -> received.set(JAVA_BYTE, i, (byte) 0xff);
                case DAMAGED -> received.set(JAVA_BYTE, i, (byte) (received.get(JAVA_BYTE, i) & ~1));
                default -> {}
            }
        }
        return true;
    }

    private void command(int from, int length) {
        int instruction = sent.get(JAVA_BYTE, from) & 0xff;
        int register = instruction >> 3 & 7;
        boolean reachable = wires != Wires.ZEROS;
        for (int i = 0; i < length; i++) {
            received.set(JAVA_BYTE, from + i, (byte) 0);
        }
        if (!reachable) {
            return;
        }
        switch (instruction >> 6) {
            case 0 -> clear(register);
            case 1 -> read(register, from, length);
            case 2 -> write(register, from, length);
            default -> load(register);
        }
    }

    private void clear(int register) {
        switch (register) {
            case 1 -> mdr0 = 0;
            case 2 -> mdr1 = 0;
            case 4 -> counter = 0;
            case 6 -> flags = 0;
            default -> {}
        }
    }

    /** Reading the counter latches it first. */
    private void read(int register, int from, int length) {
        switch (register) {
            case 1 -> answer(mdr0, 1, from, length);
            case 2 -> answer(mdr1, 1, from, length);
            case 4 -> {
                otr = counter;
                answer(otr, width(), from, length);
            }
            case 5 -> answer(otr, width(), from, length);
            case 6 -> answer(status(), 1, from, length);
            default -> {}
        }
    }

    private int status() {
        boolean enabled = (mdr1 & DISABLED) == 0 && !countPinOpen;
        return (flags & ~ENABLED) | (enabled ? ENABLED : 0) | (counter < 0 ? 1 : 0);
    }

    /** Bytes of counter and data register. */
    private int width() {
        return 4 - (mdr1 & MODE);
    }

    private void answer(int value, int width, int from, int length) {
        for (int i = 0; i < width && i + 1 < length; i++) {
            received.set(JAVA_BYTE, from + 1 + i, (byte) (value >>> (8 * (width - 1 - i))));
        }
    }

    private void write(int register, int from, int length) {
        int value = 0;
        for (int i = 1; i < length; i++) {
            value = value << 8 | (sent.get(JAVA_BYTE, from + i) & 0xff);
        }
        switch (register) {
            case 1 -> mdr0 = value;
            case 2 -> mdr1 = value;
            case 3 -> dtr = value;
            default -> {}
        }
    }

    private void load(int register) {
        if (register == 4) {
            counter = dtr;
        } else if (register == 5) {
            otr = counter;
        }
    }

    @Override
    public void close() {
        open = false;
    }
}
