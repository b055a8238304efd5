package plumb.hal.serial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The parser of the firmware and the one of the host make the same of the same bytes: of what the fuzzer has found, and of what a
 * seeded generator makes of it.
 */
final class ParserAgreementTest {
    private static final Path FIRMWARE = Path.of(System.getProperty("basedir", "."), "..", "deploy", "firmware")
            .normalize();
    private static final int MUTATED = 30_000;
    private static final int LONGEST = 2048;

    @TempDir
    Path folder;

    private final Random random = new Random(20_240_607);

    @Test
    void both_parsers_agree_on_the_corpus_and_on_what_is_made_of_it() throws Exception {
        List<byte[]> inputs = corpus();
        int committed = inputs.size();
        assertThat(committed).isGreaterThan(40);
        for (int i = 0; i < MUTATED; i++) {
            inputs.add(mutated(inputs.get(random.nextInt(committed)), inputs.get(random.nextInt(committed))));
        }

        List<String> firmware = firmwareSays(inputs);

        assertThat(firmware).hasSameSizeAs(inputs);
        int accepted = 0;
        int damaged = 0;
        for (int i = 0; i < inputs.size(); i++) {
            String host = hostSays(inputs.get(i));
            assertThat(host)
                    .as("input %d: %s", i, Arrays.toString(inputs.get(i)))
                    .isEqualTo(firmware.get(i));
            accepted += host.contains(" ") ? 1 : 0;
            damaged += host.endsWith("0") ? 0 : 1;
        }
        // Both outcomes occur often enough to mean something.
        assertThat(accepted).isGreaterThan(MUTATED / 10);
        assertThat(damaged).isGreaterThan(MUTATED / 10);
    }

    private static List<byte[]> corpus() throws IOException {
        List<byte[]> inputs = new ArrayList<>();
        try (Stream<Path> files = Files.list(FIRMWARE.resolve("test").resolve("corpus"))) {
            for (Path file : files.sorted().toList()) {
                inputs.add(Files.readAllBytes(file));
            }
        }
        return inputs;
    }

    /** What the fuzzer does, and one thing that it cannot: blocks whose checksum is right whatever is in them. */
    private byte[] mutated(byte[] input, byte[] other) {
        ByteBuffer out = ByteBuffer.allocate(8 * LONGEST);
        if (random.nextInt(4) == 0) {
            out.put(block());
        }
        int errorsPerThousand = random.nextInt(60);
        for (byte value : input) {
            switch (random.nextInt(1000) < errorsPerThousand ? random.nextInt(5) : -1) {
                case 0 -> out.put((byte) (value ^ 1 << random.nextInt(8)));
                case 1 -> {
                    // Lost.
                }
                case 2 -> out.put(value).put((byte) random.nextInt(256));
                case 3 -> out.put((byte) 0);
                case 4 -> out.put(other, 0, random.nextInt(other.length + 1));
                default -> out.put(value);
            }
            if (out.position() > LONGEST) {
                break;
            }
        }
        if (random.nextInt(4) == 0) {
            out.put(block());
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    private byte[] block() {
        int length = random.nextInt(4) == 0 ? random.nextInt(80) : pickLength();
        byte[] message = new byte[length + 4];
        for (int i = 0; i < length; i++) {
            message[i] = (byte) (random.nextInt(3) == 0 ? 0 : random.nextInt(256));
        }
        if (length > 0) {
            MessageType[] types = MessageType.values();
            message[0] = (byte) types[random.nextInt(types.length)].code();
        }
        CRC32C crc = new CRC32C();
        crc.update(message, 0, length);
        ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN).putInt(length, (int) crc.getValue());
        ByteBuffer out = ByteBuffer.allocate(message.length + 2);
        int codeAt = 0;
        out.put((byte) 0);
        for (byte value : message) {
            if (value == 0) {
                out.put(codeAt, (byte) (out.position() - codeAt));
                codeAt = out.position();
            }
            out.put(value);
        }
        out.put(codeAt, (byte) (out.position() - codeAt)).put((byte) 0);
        return Arrays.copyOf(out.array(), out.position());
    }

    private int pickLength() {
        MessageType[] types = MessageType.values();
        return types[random.nextInt(types.length)].payloadLength() + 3;
    }

    private static String hostSays(byte[] input) {
        FrameDecoder decoder = new FrameDecoder();
        StringBuilder said = new StringBuilder();
        for (byte value : input) {
            if (decoder.accept(value)) {
                int payload = decoder.type().payloadLength();
                said.append(String.format("%02x", decoder.type().code()));
                said.append(String.format("%02x%02x", decoder.sequence() & 0xff, decoder.sequence() >> 8));
                for (int at = 0; at < payload; at++) {
                    said.append(String.format("%02x", decoder.u8(at)));
                }
                said.append(' ');
            }
        }
        return said.append(decoder.damaged()).toString();
    }

    private List<String> firmwareSays(List<byte[]> inputs) throws IOException, InterruptedException {
        Path build = folder.resolve("build");
        Path said = folder.resolve("said");
        run(
                said,
                null,
                "make",
                "-C",
                FIRMWARE.toString(),
                "BUILD=" + build,
                build.resolve("parse").toString());
        Path all = folder.resolve("inputs");
        ByteBuffer bytes = ByteBuffer.allocate(
                        inputs.stream().mapToInt(input -> input.length + 2).sum())
                .order(ByteOrder.LITTLE_ENDIAN);
        inputs.forEach(input -> bytes.putShort((short) input.length).put(input));
        Files.write(all, bytes.array());
        run(said, all, build.resolve("parse").toString());
        return Files.readAllLines(said, StandardCharsets.ISO_8859_1);
    }

    private static void run(Path said, @Nullable Path stdin, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        if (stdin != null) {
            builder.redirectInput(stdin.toFile());
        }
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as("%s", Files.readString(said, StandardCharsets.ISO_8859_1))
                .isZero();
    }
}
