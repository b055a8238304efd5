package plumb.hal.serial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.hal.VirtualTime;
import plumb.model.State;

/**
 * The model that the host's tests talk to behaves as the firmware's own state machine does, for seeded scripts of frames, switches and
 * time. What is compared is what can be seen from outside: driver enable, HELLO, CONFIGURED, status, command number and duty of STATE.
 */
final class FirmwareModelTest {
    private static final Path FIRMWARE = Path.of(System.getProperty("basedir", "."), "..", "deploy", "firmware")
            .normalize();
    private static final int SCRIPTS = 1500;
    private static final int STEPS = 30;
    private static final int ARMED = 1 << 9;
    private static final int DRIVING = 1 << 10;
    private static final int WATCHDOG = 1 << 2;

    @TempDir
    Path folder;

    private static final long SEED = 19_770_520;

    private final Random random = new Random(SEED);
    private final ByteArrayOutputStream script = new ByteArrayOutputStream();
    private final FrameEncoder encoder = new FrameEncoder();

    @Test
    void the_model_and_the_firmware_say_the_same_of_the_same_script() throws Exception {
        List<String> modelled = new ArrayList<>();
        List<Integer> scripts = new ArrayList<>();
        for (int i = 0; i < SCRIPTS; i++) {
            List<String> lines = new Run().play();
            modelled.addAll(lines);
            scripts.addAll(Collections.nCopies(lines.size(), i));
        }

        List<String> firmware = firmwareSays();

        assertThat(firmware).hasSameSizeAs(modelled);
        for (int i = 0; i < modelled.size(); i++) {
            assertThat(modelled.get(i))
                    .as("seed %d, script %d, line %d of all", SEED, scripts.get(i), i)
                    .isEqualTo(firmware.get(i));
        }
        // Every part of the machine was reached often enough to mean something.
        assertThat(lines(firmware, ARMED)).isGreaterThan(500);
        assertThat(lines(firmware, DRIVING)).isGreaterThan(300);
        assertThat(lines(firmware, WATCHDOG)).isGreaterThan(300);
        for (int result = 0; result <= 5; result++) {
            String answered = String.format(" %02x", result);
            assertThat(firmware)
                    .as("results %s", answered)
                    .filteredOn(line -> line.split(" ", -1)[2].startsWith(answered.strip()))
                    .hasSizeGreaterThan(20);
        }
    }

    private static long lines(List<String> all, int bit) {
        return all.stream()
                .map(line -> line.split(" ", -1)[3])
                .filter(status -> !status.isEmpty())
                .filter(status -> {
                    byte[] bytes = HexFormat.of().parseHex(status);
                    return (((bytes[0] & 0xff) | (bytes[1] & 0xff) << 8) & bit) != 0;
                })
                .count();
    }

    /** One board from its switching on; what is done to the model is written to the script. */
    private final class Run {
        private final VirtualTime time = new VirtualTime(0);
        private final FirmwareModel model = new FirmwareModel(
                FirmwareModel.pendulum(SerialBench.ENCODERS, new State(0, 0.05, -0.03, 0, 0, 0)),
                time,
                FirmwareModel.INSTANT);
        private final FrameDecoder heard = new FrameDecoder();
        private final String[] newest = new String[256];
        private final byte[] buffer = new byte[256];
        private final List<String> lines = new ArrayList<>();
        private int number = random.nextInt(1 << 16);
        private int session = 1;

        List<String> play() {
            script.write('N');
            // Most begin as a host would, so that the deeper states are reached.
            if (random.nextInt(4) != 0) {
                greet();
                configure();
                heartbeat();
            }
            for (int i = 0; i < STEPS; i++) {
                switch (random.nextInt(16)) {
                    case 0 -> greet();
                    case 1 -> configure();
                    case 2 -> stopOrTest();
                    case 3 -> fromTheRig();
                    case 4 -> inputs();
                    case 5, 6, 7 -> heartbeat();
                    case 8, 9, 10, 11 -> drive();
                    default -> pass();
                }
            }
            pass();
            return lines;
        }

        private void greet() {
            if (random.nextInt(3) == 0) {
                session = random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(3);
            }
            put(encoder.begin(MessageType.HELLO_REQUEST, number())
                    .u8(random.nextInt(8) == 0 ? random.nextInt(256) : 1)
                    .i32(session));
        }

        private void configure() {
            int wrong = random.nextInt(3) == 0 ? 1 + random.nextInt(6) : 0;
            put(encoder.begin(MessageType.CONFIGURE, number())
                    .u16(wrong == 1 ? random.nextInt(200) : 200 + 10 * random.nextInt(300))
                    .u16(random.nextInt(4) == 0 ? SerialSettings.PIPELINED : 10 * random.nextInt(100))
                    .i32(wrong == 2 ? random.nextInt(2) * (20_001 + random.nextInt()) : 10 + 10 * random.nextInt(2000))
                    .i32(wrong == 3 ? 0 : 1 + random.nextInt(random.nextBoolean() ? 40_000 : Integer.MAX_VALUE))
                    .i32(wrong == 4 ? 0 : 1 + random.nextInt(random.nextBoolean() ? 40_000 : Integer.MAX_VALUE))
                    .u16(wrong == 5 ? 10_000 + random.nextInt(55_536) : random.nextInt(2000))
                    .u8(wrong == 6 ? random.nextInt(256) : random.nextInt(2)));
        }

        private void stopOrTest() {
            if (random.nextBoolean()) {
                put(encoder.begin(MessageType.STOP, number()).u8(random.nextInt(256)));
            } else {
                put(encoder.begin(MessageType.SELF_TEST, number()).u8(random.nextInt(256)));
            }
        }

        /** What only the rig sends must mean nothing to it, and use up no number. */
        private void fromTheRig() {
            put(encoder.begin(MessageType.CONFIGURED, number()).u8(0).i32(random.nextInt()));
        }

        private void heartbeat() {
            put(encoder.begin(MessageType.COMMAND, number()).u8(0).i32(random.nextInt()));
        }

        private void drive() {
            int asked = switch (random.nextInt(4)) {
                case 0 -> random.nextInt(61) * 1000 - 30_000;
                case 1 -> random.nextInt();
                case 2 -> random.nextInt(2) - 1 + (random.nextBoolean() ? Integer.MIN_VALUE : 1);
                default -> random.nextInt(20_001) - 10_000;
            };
            put(encoder.begin(MessageType.COMMAND, number())
                    .u8(random.nextInt(10) == 0 ? random.nextInt(256) : 1 + 2 * random.nextInt(2))
                    .i32(asked));
        }

        /** Mostly the next number; sometimes one that came before, comes too late, or leaves a gap. */
        private int number() {
            number += switch (random.nextInt(12)) {
                case 0 -> random.nextInt(4) - 2;
                case 1 -> random.nextInt(1 << 16);
                default -> 1;
            };
            return number & 0xffff;
        }

        private void put(FrameEncoder message) {
            int length = message.finish();
            script.write('B');
            script.write(length);
            script.write(message.frame(), 0, length);
            assertThat(model.write(message.frame(), length)).isTrue();
            listen();
        }

        private void inputs() {
            int tripped = random.nextBoolean()
                    ? 0
                    : (1 << random.nextInt(4)) | (random.nextInt(4) == 0 ? random.nextInt(16) : 0);
            script.write('I');
            script.write(tripped);
            model.limitLow = (tripped & 1) != 0;
            model.limitHigh = (tripped & 2) != 0;
            model.emergencyStop = (tripped & 4) != 0;
            model.driverFault = (tripped & 8) != 0;
            listen();
        }

        private void pass() {
            int micros = 10 * (random.nextInt(8) == 0 ? random.nextInt(9000) : random.nextInt(400));
            script.write('T');
            for (int shift = 0; shift < 32; shift += 8) {
                script.write(micros >> shift);
            }
            long end = time.nanoTime() + micros * 1000L;
            // In small steps: the wire back to the host holds no more than that.
            while (time.nanoTime() < end) {
                time.pass(StrictMath.min(end - time.nanoTime(), 1_000_000));
                listen();
            }
            lines.add((model.driving() ? "1" : "0")
                    + seen(MessageType.HELLO, 0, 58)
                    + seen(MessageType.CONFIGURED, 0, 5)
                    + seen(MessageType.STATE, 4, 6)
                    + (commandSeen() ? seen(MessageType.STATE, 6, 8) : " ")
                    + seen(MessageType.STATE, 22, 24));
        }

        private void listen() {
            for (int length = model.read(buffer); length > 0; length = model.read(buffer)) {
                for (int i = 0; i < length; i++) {
                    if (heard.accept(buffer[i])) {
                        byte[] payload = new byte[heard.type().payloadLength()];
                        for (int at = 0; at < payload.length; at++) {
                            payload[at] = (byte) heard.u8(at);
                        }
                        newest[heard.type().code()] = HexFormat.of().formatHex(payload);
                    }
                }
            }
        }

        private boolean commandSeen() {
            String state = newest[MessageType.STATE.code()];
            return state != null && (Integer.parseInt(state.substring(10, 12), 16) & 1) != 0;
        }

        private String seen(MessageType type, int from, int to) {
            String payload = newest[type.code()];
            return payload == null ? " " : " " + payload.substring(2 * from, 2 * to);
        }
    }

    private List<String> firmwareSays() throws IOException, InterruptedException {
        Path build = folder.resolve("build");
        Path said = folder.resolve("said");
        Path told = folder.resolve("script");
        Files.write(told, script.toByteArray());
        Files.createFile(folder.resolve("nothing"));
        run(said, folder.resolve("nothing"), "make", "-C", FIRMWARE.toString(), "BUILD=" + build, build + "/script");
        run(said, told, build.resolve("script").toString());
        return Files.readAllLines(said, StandardCharsets.ISO_8859_1);
    }

    private static void run(Path said, Path stdin, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .redirectInput(stdin.toFile())
                .start();
        boolean ended = process.waitFor(120, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        String printed = Files.readString(said, StandardCharsets.ISO_8859_1);
        assertThat(ended).as("ended in time: %.500s", printed).isTrue();
        assertThat(process.exitValue()).as("%.500s", printed).isZero();
    }
}
