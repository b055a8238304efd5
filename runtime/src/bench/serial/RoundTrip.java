package plumb.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import plumb.hal.ActuatorChannel;
import plumb.hal.RigCommand;
import plumb.hal.RigDescription;
import plumb.hal.RigException;
import plumb.hal.RigFrame;
import plumb.hal.serial.FrameDecoder;
import plumb.hal.serial.FrameEncoder;
import plumb.hal.serial.MessageType;
import plumb.hal.serial.ReaderThread;
import plumb.hal.serial.Reception;
import plumb.hal.serial.SerialLink;
import plumb.hal.serial.SerialPortLink;
import plumb.hal.serial.SerialRig;
import plumb.hal.serial.SerialSettings;
import plumb.runtime.os.AssistantThreads;
import plumb.runtime.os.KernelWorkers;
import plumb.runtime.os.LinuxClock;
import plumb.twin.TwinProcess;

/**
 * The serial round trip over one pseudo terminal with one twin, in turn: C that blocks, C that spins (ping.c), jSerialComm on
 * one thread that blocks, and the serial rig as a run has it, once with a control thread that sleeps as a loop's does while its
 * reader thread puts the sample into the mailbox, and once with one that spins until it has the sample out of it. COMMAND there
 * and STATE back, once in a millisecond; the twin answers each COMMAND at once. Times are in microseconds.
 *
 * <p>Arguments: the programs ping and plumb-twin, round trips a turn, turns. Started by the script beside it.
 */
public final class RoundTrip {
    private static final int LOOP_PRIORITY = 80;
    private static final int BAUD = 1_000_000;
    private static final long PERIOD = 1_000_000;
    private static final int WARM_UP = 500;
    /** Until the compiler is done; the C program needs no such thing. */
    private static final int FIRST_WARM_UP = 12_000;

    private static final String[] COLUMNS = {
        "  C blocking    ", "  C spinning    ", "  one thread    ", "  rig, mailbox  ", "  rig, spinning ", "  read->mailbox ", "  read->loop    "
    };

    private static final long TOO_LONG = 2_000_000_000;

    private final String ping;
    private final String port;
    private final int rounds;
    private final SplittableRandom sessions = new SplittableRandom(System.nanoTime());
    private final LinuxClock clock = new LinuxClock(0);

    /** When bytes were read, and when the sample in them was in the mailbox: the reader thread writes, the control thread reads. */
    private volatile long readAt;

    private volatile long publishedAt;
    /** From bytes that were read to the end of the round trip. */
    private long[] handOver = new long[0];

    private RoundTrip(String ping, String port, int rounds) {
        this.ping = ping;
        this.port = port;
        this.rounds = rounds;
    }

    public static void main(String[] arguments) throws Exception {
        int rounds = Integer.parseInt(arguments[2]);
        int turns = Integer.parseInt(arguments[3]);
        int assistant = AssistantThreads.priority(LOOP_PRIORITY);
        try (TwinProcess twin = TwinProcess.prepare(Path.of(arguments[1]), List.of("--priority=" + assistant));
                KernelWorkers workers = KernelWorkers.raise(assistant)) {
            twin.plug();
            RoundTrip bench = new RoundTrip(arguments[0], twin.port(), rounds);
            System.out.println("kernel workers raised: " + workers.raised());
            bench.oneThread(FIRST_WARM_UP, new long[1]);
            bench.rig(true, FIRST_WARM_UP, new long[1]);
            bench.rig(false, FIRST_WARM_UP, new long[1]);
            System.out.println(Stream.of(COLUMNS).collect(Collectors.joining("", "turn  ", "")));
            double[][] all = new double[turns][];
            for (int turn = 0; turn < turns; turn++) {
                all[turn] = bench.turn();
                print(Integer.toString(turn + 1), all[turn]);
            }
            double[] median = new double[all[0].length];
            for (int i = 0; i < median.length; i++) {
                int column = i;
                median[i] = Arrays.stream(all).mapToDouble(row -> row[column]).sorted().toArray()[turns / 2];
            }
            print("median", median);
            System.out.printf(
                    Locale.ROOT,
                    "rig / C, both blocking: p50 %.2f p99 %.2f; both spinning: p50 %.2f p99 %.2f (medians of the turns' ratios)%n",
                    ratio(all, 3, 0, 0), ratio(all, 3, 0, 1), ratio(all, 4, 1, 0), ratio(all, 4, 1, 1));
        }
    }

    private static double ratio(double[][] all, int ours, int theirs, int percentile) {
        return Arrays.stream(all)
                .mapToDouble(row -> row[2 * ours + percentile] / row[2 * theirs + percentile])
                .sorted()
                .toArray()[all.length / 2];
    }

    /** p50 and p99 of every column. */
    private double[] turn() throws IOException, InterruptedException {
        long[][] columns = {
            c("blocking"), c("spinning"), oneThread(WARM_UP, new long[rounds]), rig(false, WARM_UP, new long[rounds]), null, null, null
        };
        columns[5] = handOver;
        columns[4] = rig(true, WARM_UP, new long[rounds]);
        columns[6] = handOver;
        double[] values = new double[2 * columns.length];
        for (int i = 0; i < columns.length; i++) {
            Arrays.sort(columns[i]);
            values[2 * i] = columns[i][rounds / 2] / 1e3;
            values[2 * i + 1] = columns[i][(int) (rounds * 0.99)] / 1e3;
        }
        return values;
    }

    private static void print(String turn, double[] values) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-6s", turn));
        for (int i = 0; i < values.length; i += 2) {
            line.append(String.format(Locale.ROOT, "%8.1f %7.1f", values[i], values[i + 1]));
        }
        System.out.println(line);
    }

    private long[] c(String way) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(ping, port, Integer.toString(rounds), way)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long[] nanos;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            nanos = lines.lines().mapToLong(Long::parseLong).toArray();
        }
        if (process.waitFor() != 0 || nanos.length != rounds) {
            throw new IOException("ping ended with " + process.exitValue());
        }
        return nanos;
    }

    private SerialSettings settings() {
        RigDescription description = new RigDescription(
                "serial", "twin", false, false, new ActuatorChannel("motor", "N", 30, 0), 20_000_000, 0, PERIOD);
        // No sample by itself: each command comes first, and is answered at once.
        return new SerialSettings(
                description,
                65_000_000,
                0,
                0,
                TOO_LONG,
                33,
                0.04,
                false,
                new SerialSettings.CountsPerTurn(16384, 16384, 16384));
    }

    /** The body on a thread as the loop's. */
    private static void onLoopThread(Body body) throws InterruptedException {
        Throwable[] failed = new Throwable[1];
        Thread thread = new AssistantThreads("bench", LOOP_PRIORITY + LOOP_PRIORITY - AssistantThreads.priority(LOOP_PRIORITY))
                .newThread(() -> {
                    try {
                        body.run();
                    } catch (RigException | RuntimeException e) {
                        failed[0] = e;
                    }
                });
        thread.start();
        thread.join();
        if (failed[0] != null) {
            throw new IllegalStateException(failed[0]);
        }
    }

    private interface Body {
        void run() throws RigException;
    }

    private long[] oneThread(int warmUp, long[] nanos) throws InterruptedException {
        onLoopThread(() -> {
            SerialPortLink link = new SerialPortLink(port, BAUD);
            FrameEncoder encoder = new FrameEncoder();
            FrameDecoder decoder = new FrameDecoder();
            byte[] bytes = new byte[256];
            link.open();
            int number = 0;
            encoder.begin(MessageType.HELLO_REQUEST, number).u8(1).i32(sessions.nextInt() | 1);
            ask(link, encoder, decoder, bytes, MessageType.HELLO);
            encoder.begin(MessageType.CONFIGURE, ++number)
                    .u16(65_000).u16(0).i32(20_000).i32(30_000).i32(33_000).u16(400).u8(0);
            ask(link, encoder, decoder, bytes, MessageType.CONFIGURED);
            long due = clock.nanoTime();
            for (int i = -warmUp; i < nanos.length; i++) {
                due = StrictMath.max(due + PERIOD, clock.nanoTime());
                clock.awaitUntil(due);
                long began = clock.nanoTime();
                encoder.begin(MessageType.COMMAND, ++number).u8(0).i32(0);
                ask(link, encoder, decoder, bytes, MessageType.STATE);
                if (i >= 0) {
                    nanos[i] = clock.nanoTime() - began;
                }
            }
            link.close();
        });
        return nanos;
    }

    private static void ask(
            SerialPortLink link, FrameEncoder encoder, FrameDecoder decoder, byte[] bytes, MessageType answer)
            throws RigException {
        if (!link.write(encoder.frame(), encoder.finish())) {
            throw new RigException("the port takes no more");
        }
        long until = System.nanoTime() + TOO_LONG;
        while (System.nanoTime() < until) {
            int count = link.read(bytes);
            for (int i = 0; i < count; i++) {
                if (decoder.accept(bytes[i]) && decoder.type() == answer) {
                    return;
                }
            }
        }
        throw new RigException("no " + answer);
    }

    /** A port that notes when bytes came. */
    private SerialLink stamped(SerialLink link) {
        return new SerialLink() {
            @Override
            public String where() {
                return link.where();
            }

            @Override
            public void open() throws RigException {
                link.open();
            }

            @Override
            public int read(byte[] buffer) {
                int count = link.read(buffer);
                readAt = clock.nanoTime();
                return count;
            }

            @Override
            public boolean write(byte[] buffer, int length) {
                return link.write(buffer, length);
            }

            @Override
            public void pause() {
                link.pause();
            }

            @Override
            public void close() {
                link.close();
            }
        };
    }

    /** A reader thread that notes when it has done what came. */
    private Reception stamped(Reception reception) {
        return new Reception() {
            @Override
            public void start(Runnable receive) {
                reception.start(() -> {
                    receive.run();
                    publishedAt = clock.nanoTime();
                });
            }

            @Override
            public boolean await(BooleanSupplier condition, long timeoutNanos) {
                return reception.await(condition, timeoutNanos);
            }

            @Override
            public void stop() {
                reception.stop();
            }
        };
    }

    private long[] rig(boolean spinning, int warmUp, long[] nanos) throws InterruptedException {
        long[] handed = new long[nanos.length];
        handOver = handed;
        onLoopThread(() -> {
            SerialRig rig = new SerialRig(
                    settings(),
                    stamped(new SerialPortLink(port, BAUD)),
                    clock,
                    stamped(new ReaderThread(new AssistantThreads("rig-reader", LOOP_PRIORITY))),
                    sessions::nextInt);
            RigCommand command = new RigCommand();
            RigFrame frame = new RigFrame();
            rig.open();
            command.setSafe(rig.describe().motor());
            long due = clock.nanoTime();
            for (int i = -warmUp; i < nanos.length; i++) {
                due = StrictMath.max(due + PERIOD, clock.nanoTime());
                clock.awaitUntil(due);
                command.setSequence(command.sequence() + 1);
                long began = clock.nanoTime();
                rig.write(command);
                long ended = spinning ? spun(rig, frame, command, began) : slept(rig, frame, command, began);
                if (i >= 0) {
                    nanos[i] = ended - began;
                    handed[i] = ended - readAt;
                }
            }
            rig.close();
        });
        return nanos;
    }

    /** When the control thread has the answer, which it waits for. */
    private long spun(SerialRig rig, RigFrame frame, RigCommand command, long began) throws RigException {
        do {
            Thread.onSpinWait();
            rig.read(frame);
            if (clock.nanoTime() - began > TOO_LONG) {
                throw new RigException("no sample came");
            }
        } while (frame.acknowledged() != command.sequence());
        return clock.nanoTime();
    }

    /** When the answer was in the mailbox; the control thread looks half a period later, when all is done. */
    private long slept(SerialRig rig, RigFrame frame, RigCommand command, long began) throws RigException {
        long wake = began;
        do {
            wake += PERIOD / 2;
            clock.awaitUntil(wake);
            rig.read(frame);
            if (wake - began > TOO_LONG) {
                throw new RigException("no sample came");
            }
        } while (frame.acknowledged() != command.sequence() || publishedAt - began < 0);
        return publishedAt;
    }
}
