package plumb.runtime.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
                "sched.h",
                "stddef.h",
                "string.h",
                "sys/mman.h",
                "sys/prctl.h",
                "sys/socket.h",
                "sys/timex.h",
                "sys/un.h",
                "time.h",
                "unistd.h")) {
            c.append("#include <").append(header).append(">\n");
        }
        for (String name : List.of(
                "EINTR",
                "EINVAL",
                "SCHED_OTHER",
                "SCHED_FIFO",
                "SCHED_RESET_ON_FORK",
                "CLOCK_MONOTONIC",
                "TIMER_ABSTIME",
                "PR_SET_TIMERSLACK",
                "PR_GET_TIMERSLACK",
                "TIME_ERROR")) {
            c.append(equal(name, value(Posix.class, name)));
        }
        c.append(equal("MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT", value(Posix.class, "LOCK_ALL_ON_FAULT")));
        c.append("_Static_assert(sizeof(struct timex) <= " + value(Posix.class, "TIMEX_BYTES") + ", \"timex\");\n");
        c.append(equal("offsetof(struct timex, modes)", 0));
        c.append(equal("sizeof(struct timespec)", 16));
        c.append(equal("offsetof(struct timespec, tv_sec)", 0));
        c.append(equal("offsetof(struct timespec, tv_nsec)", 8));
        c.append(equal("sizeof(((struct timespec *)0)->tv_nsec)", 8));
        c.append(equal("sizeof(struct sched_param)", 4));
        c.append(equal("EAGAIN", UnixDatagrams.EAGAIN));
        c.append(equal("AF_UNIX", value(UnixDatagrams.class, "AF_UNIX")));
        c.append(equal("SOCK_DGRAM | SOCK_CLOEXEC", value(UnixDatagrams.class, "SOCK_DGRAM_CLOEXEC")));
        c.append(equal("MSG_DONTWAIT | MSG_NOSIGNAL", value(UnixDatagrams.class, "MSG_DONTWAIT_NOSIGNAL")));
        c.append(equal("sizeof(((struct sockaddr_un *)0)->sun_path)", value(UnixDatagrams.class, "PATH_BYTES")));
        c.append(equal("offsetof(struct sockaddr_un, sun_path)", value(UnixDatagrams.class, "FAMILY_BYTES")));
        c.append(equal("sizeof(int)", 4)).append(equal("sizeof(unsigned long)", 8));
        c.append(equal("sizeof(clockid_t)", 4)).append(equal("sizeof(pid_t)", 4));
        c.append(equal("sizeof(socklen_t)", 4))
                .append(equal("sizeof(ssize_t)", 8))
                .append(equal("sizeof(size_t)", 8));
        c.append(function("clock_nanosleep", "int (*)(clockid_t, int, const struct timespec *, struct timespec *)"));
        c.append(function("clock_getres", "int (*)(clockid_t, struct timespec *)"));
        c.append(function("sched_setscheduler", "int (*)(pid_t, int, const struct sched_param *)"));
        c.append(function("sched_getscheduler", "int (*)(pid_t)"));
        c.append(function("sched_getparam", "int (*)(pid_t, struct sched_param *)"));
        c.append(function("sched_setaffinity", "int (*)(pid_t, size_t, const cpu_set_t *)"));
        c.append(function("sched_getaffinity", "int (*)(pid_t, size_t, cpu_set_t *)"));
        c.append(function("mlockall", "int (*)(int)"));
        c.append(function("munlockall", "int (*)(void)"));
        c.append(function("prctl", "int (*)(int, ...)"));
        c.append(function("adjtimex", "int (*)(struct timex *)"));
        c.append(function("gettid", "pid_t (*)(void)"));
        c.append(function("strerror", "char *(*)(int)"));
        c.append(function("socket", "int (*)(int, int, int)"));
        c.append(function("close", "int (*)(int)"));
        // Of sendto the address is a union of pointers here, one of which it is.
        c.append("ssize_t (*send_to)(int, const void *, size_t, int, __CONST_SOCKADDR_ARG, socklen_t) = sendto;\n");
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
