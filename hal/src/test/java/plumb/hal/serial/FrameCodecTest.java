package plumb.hal.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static plumb.hal.serial.SharedFrames.cell;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.hal.AllocatedBytes;

/** Frames as both sides of the wire must make and read them. */
class FrameCodecTest {
    private final FrameDecoder decoder = new FrameDecoder();

    static Stream<Map<String, String>> golden() throws IOException {
        return SharedFrames.golden().values().stream();
    }

    static Stream<Map<String, String>> streams() throws IOException {
        return SharedFrames.rows("streams.csv").stream();
    }

    private static List<Map<String, String>> layout(String message) throws IOException {
        return SharedFrames.rows("messages.csv").stream()
                .filter(row -> message.equals(cell(row, "message")))
                .toList();
    }

    @Test
    void its_table_of_messages_is_that_of_the_protocol() throws IOException {
        List<String> there = new ArrayList<>();
        for (Map<String, String> row : SharedFrames.rows("messages.csv")) {
            String line = cell(row, "message") + " " + cell(row, "type") + " " + cell(row, "payload") + " "
                    + cell(row, "direction");
            if (!there.contains(line)) {
                there.add(line);
            }
        }
        assertThat(there)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(MessageType.values())
                        .map(type -> type + String.format(" 0x%02x ", type.code()) + type.payloadLength() + " "
                                + (type.fromHost() ? "host-to-rig" : "rig-to-host"))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("golden")
    void makes_every_golden_frame_byte_by_byte(Map<String, String> row) throws IOException {
        String message = cell(row, "message");
        Map<String, String> fields = SharedFrames.fields(row);
        FrameEncoder encoder = new FrameEncoder();
        encoder.begin(MessageType.valueOf(message), Integer.parseInt(cell(row, "sequence")));
        for (Map<String, String> field : layout(message)) {
            String value = cell(fields, cell(field, "field"));
            switch (cell(field, "encoding")) {
                case "u8" -> encoder.u8(Integer.parseInt(value));
                case "u16", "i16" -> encoder.u16(Integer.parseInt(value));
                case "u32", "i32" -> encoder.i32((int) Long.parseLong(value));
                case "text16" -> encoder.text(value, 16);
                default -> throw new AssertionError(field);
            }
        }
        int length = encoder.finish();
        assertThat(HexFormat.of().formatHex(encoder.frame(), 0, length)).isEqualTo(cell(row, "frame"));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void reads_every_golden_frame_field_by_field(Map<String, String> row) throws IOException {
        byte[] frame = SharedFrames.bytes(cell(row, "frame"));
        for (int i = 0; i < frame.length - 1; i++) {
            assertThat(decoder.accept(frame[i])).isFalse();
        }
        assertThat(decoder.accept(frame[frame.length - 1])).isTrue();
        assertThat(decoder.type()).isEqualTo(MessageType.valueOf(cell(row, "message")));
        assertThat(decoder.sequence()).isEqualTo(Integer.parseInt(cell(row, "sequence")));
        Map<String, String> fields = SharedFrames.fields(row);
        for (Map<String, String> field : layout(cell(row, "message"))) {
            int offset = Integer.parseInt(cell(field, "offset"));
            String found = switch (cell(field, "encoding")) {
                case "u8" -> String.valueOf(decoder.u8(offset));
                case "u16" -> String.valueOf(decoder.u16(offset));
                case "i16" -> String.valueOf(decoder.i16(offset));
                case "u32" -> String.valueOf(decoder.u32(offset));
                case "i32" -> String.valueOf(decoder.i32(offset));
                default -> decoder.text(offset, 16);
            };
            assertThat(found).as(cell(field, "field")).isEqualTo(cell(fields, cell(field, "field")));
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void finds_the_same_frames_in_a_broken_stream_as_the_firmware(Map<String, String> row) throws IOException {
        Map<String, Map<String, String>> golden = SharedFrames.golden();
        List<String> accepted = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (String name : cell(row, "accepted").split(" ", -1)) {
            if (!name.isEmpty()) {
                Map<String, String> frame = Objects.requireNonNull(golden.get(name), name);
                expected.add(cell(frame, "message") + " " + cell(frame, "sequence"));
            }
        }
        for (byte next : SharedFrames.bytes(cell(row, "bytes"))) {
            if (decoder.accept(next)) {
                accepted.add(decoder.type() + " " + decoder.sequence());
            }
        }
        assertThat(accepted).isEqualTo(expected);
        assertThat(decoder.damaged()).isEqualTo(Long.parseLong(cell(row, "damaged")));
    }

    @Test
    void a_message_that_lacks_fields_is_not_sent() {
        FrameEncoder encoder = new FrameEncoder();
        encoder.begin(MessageType.COMMAND, 1).u8(0);
        assertThatThrownBy(encoder::finish).hasMessageContaining("the message has 4 bytes, must have 8");
    }

    @Test
    void a_half_block_of_another_line_is_forgotten() {
        decoder.accept((byte) 17);
        decoder.restart();
        assertThat(decoder.accept((byte) 0)).isFalse();
        assertThat(decoder.damaged()).isZero();
    }

    @Test
    void any_bytes_at_all_do_no_harm() {
        Random random = new Random(3);
        byte[] noise = new byte[1 << 20];
        random.nextBytes(noise);
        long accepted = 0;
        for (byte next : noise) {
            accepted += decoder.accept(next) ? 1 : 0;
        }
        assertThat(accepted).isZero();
        assertThat(decoder.damaged()).isGreaterThan(3000);
    }

    @Test
    void neither_side_allocates() {
        FrameEncoder encoder = new FrameEncoder();
        long bytes = AllocatedBytes.inSteadyState(() -> {
            for (int i = 0; i < 1000; i++) {
                int length = encoder.begin(MessageType.COMMAND, i).u8(1).i32(i).finish();
                byte[] frame = encoder.frame();
                for (int k = 0; k < length; k++) {
                    decoder.accept(frame[k]);
                }
            }
        });
        assertThat(bytes).isZero();
        assertThat(decoder.i32(1)).isEqualTo(999);
    }
}
