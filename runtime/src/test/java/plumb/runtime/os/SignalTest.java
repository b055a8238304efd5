package plumb.runtime.os;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A sleep that real signals keep interrupting. */
class SignalTest {
    private static final int SIGURG = 23;
    private static final long SLEEP_NANOS = 100_000_000;

    private static final MethodHandle TGKILL = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().find("tgkill").orElseThrow(),
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));

    /** Without a handler the kernel drops SIGURG before it interrupts anything. The class warns when named in source. */
    @BeforeAll
    static void handleTheSignal() throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object nothing = Proxy.newProxyInstance(
                handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> null);
        signal.getMethod("handle", signal, handler)
                .invoke(null, signal.getConstructor(String.class).newInstance("URG"), nothing);
    }

    /** Lets a thread wait until an instant while signals rain on it; returns what the wait returned less that instant. */
    private static long underSignals(LongUnaryOperator wait) throws Throwable {
        AtomicInteger threadId = new AtomicInteger();
        AtomicBoolean done = new AtomicBoolean();
        long[] result = new long[1];
        Thread sleeper = Thread.ofPlatform().start(() -> {
            threadId.set(Posix.threadId());
            result[0] = wait.applyAsLong(System.nanoTime() + SLEEP_NANOS);
            done.set(true);
        });
        LinuxClock pause = new LinuxClock(0);
        int pid = (int) ProcessHandle.current().pid();
        while (!done.get() && sleeper.isAlive()) {
            if (threadId.get() != 0) {
                int ignored = (int) TGKILL.invokeExact(pid, threadId.get(), SIGURG);
            }
            pause.awaitUntil(System.nanoTime() + 1_000_000);
        }
        sleeper.join();
        return result[0];
    }

    @Test
    void aSignalEndsTheKernelsSleepEarly() throws Throwable {
        assertThat(underSignals(deadline -> Posix.sleepUntil(deadline, Posix.newTimespec())))
                .isEqualTo(-Posix.EINTR);
    }

    @Test
    void theClockSleepsOnUntilItsDeadline() throws Throwable {
        assertThat(underSignals(deadline -> new LinuxClock(0).awaitUntil(deadline) - deadline))
                .isNotNegative();
    }
}
