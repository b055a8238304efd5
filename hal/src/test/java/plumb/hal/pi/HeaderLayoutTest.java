package plumb.hal.pi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemoryLayout;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the foreign calls of this package take for granted, held against the headers of the kernel and the C library, as the
 * compiler for each processor sees them: the Raspberry Pi's and this machine's.
 */
class HeaderLayoutTest {
    private static final String ARM64 = "aarch64-linux-gnu-gcc";

    @TempDir
    Path folder;

    private static String source() throws ReflectiveOperationException {
        StringBuilder c = new StringBuilder("#define _GNU_SOURCE\n");
        for (String header : List.of(
                "errno.h",
                "fcntl.h",
                "stddef.h",
                "sys/ioctl.h",
                "sys/types.h",
                "unistd.h",
                "string.h",
                "linux/spi/spidev.h")) {
            c.append("#include <").append(header).append(">\n");
        }
        for (String name : List.of("ENOENT", "EACCES", "EBUSY", "ENOTTY", "O_WRONLY", "O_RDWR", "O_CLOEXEC")) {
            c.append(equal(name, value(KernelCalls.class, name)));
        }
        for (String name : List.of("SPI_IOC_WR_MODE", "SPI_IOC_WR_BITS_PER_WORD", "SPI_IOC_WR_MAX_SPEED_HZ")) {
            c.append(equal(name, value(SpidevTransfer.class, name)));
        }
        c.append(equal("SPI_IOC_MESSAGE(1)", SpidevTransfer.SPI_IOC_MESSAGE_1));
        c.append(equal("SPI_IOC_MESSAGE(2)", SpidevTransfer.SPI_IOC_MESSAGE_2));
        c.append(equal("SPI_MODE_0", value(SpidevTransfer.class, "MODE_0")));
        c.append(equal("sizeof(struct spi_ioc_transfer)", SpidevTransfer.TRANSFER.byteSize()));
        for (MemoryLayout member : SpidevTransfer.TRANSFER.memberLayouts()) {
            String name = member.name().orElseThrow();
            c.append(equal(
                    "offsetof(struct spi_ioc_transfer, " + name + ")",
                    SpidevTransfer.TRANSFER.byteOffset(MemoryLayout.PathElement.groupElement(name))));
            c.append(equal("sizeof(((struct spi_ioc_transfer *)0)->" + name + ")", member.byteSize()));
        }
        c.append(equal("sizeof(int)", 4)).append(equal("sizeof(unsigned long)", 8));
        c.append(equal("sizeof(ssize_t)", 8)).append(equal("sizeof(size_t)", 8)).append(equal("sizeof(off_t)", 8));
        c.append(function("open", "int (*)(const char *, int, ...)"));
        c.append(function("close", "int (*)(int)"));
        c.append(function("ioctl", "int (*)(int, unsigned long, ...)"));
        c.append(function("pwrite", "ssize_t (*)(int, const void *, size_t, off_t)"));
        c.append(function("strerror", "char *(*)(int)"));
        return c.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {ARM64, "gcc"})
    void constants_structs_and_signatures_are_those_of_the_headers(String compiler) throws Exception {
        assertThat(compile(compiler, source())).isEmpty();
    }

    @Test
    void a_wrong_constant_is_found() throws Exception {
        String broken = source() + "_Static_assert(EINTR == 5, \"EINTR\");\n";
        assertThat(compile(ARM64, broken)).contains("static assertion failed: \"EINTR\"");
    }

    /** The value of a constant, which need not be visible to anybody else. */
    private static long value(Class<?> type, String name) throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return ((Number) field.get(null)).longValue();
    }

    private static String equal(String expression, long value) {
        return "_Static_assert((" + expression + ") == " + value + ", \"" + expression + "\");\n";
    }

    /** The signature of a function, by name. */
    private static String function(String name, String type) {
        return "_Static_assert(__builtin_types_compatible_p(__typeof__(&" + name + "), " + type + "), \"" + name
                + "\");\n";
    }

    /** What the compiler complains of. */
    private String compile(String compiler, String source) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("layout.c"), source);
        Process process;
        try {
            process = new ProcessBuilder(
                            compiler,
                            "-Wall",
                            "-c",
                            "-o",
                            folder.resolve("layout.o").toString(),
                            file.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new IOException(
                    compiler + " is missing; type: sudo apt-get install gcc libc6-dev gcc-aarch64-linux-gnu"
                            + " libc6-dev-arm64-cross",
                    e);
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? "" : output;
    }
}
