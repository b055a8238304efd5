package plumb.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One snapshot for every reader, one winner for every name, and counts that are exact under any contention. */
class TypeRegistryTest {
    private static final int THREADS = 16;

    record Thing(String name, List<ParameterSpec> parameters, ParameterValues defaults) implements RegisteredType {
        Thing(String name) {
            this(name, List.of(), ParameterValues.none());
        }
    }

    private final TypeRegistry<Thing> registry = new TypeRegistry<>("thing", List.of(new Thing("b"), new Thing("a")));

    @Test
    void keepsTheOrderOfRegistration() {
        registry.register(new Thing("0"));
        assertThat(registry.types()).extracting(Thing::name).containsExactly("b", "a", "0");
        assertThat(registry.names()).containsExactly("b", "a", "0");
    }

    @Test
    void aNameIsGivenOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.register(new Thing("a")))
                .withMessage("thing a exists already");
        assertThat(registry.types()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "a b", "a_b", "ü"})
    void aNameCanBeTyped(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.register(new Thing(name)))
                .withMessage("thing name is \"" + name + "\", must consist of a-z, 0-9 and -");
    }

    @Test
    void defaultsFitTheParameters() {
        List<ParameterSpec> gain = List.of(ParameterSpec.scalar("gain", "N", 0, 1, "Gain."));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.register(
                        new Thing("c", gain, ParameterValues.none().with("gain", 2))))
                .withMessage("thing c, default values: parameter gain is 2.0, must be from 0.0 to 1.0 N");
        registry.register(new Thing("c", gain, ParameterValues.none().with("gain", 1)));
        assertThat(registry.type("c").defaults().scalar("gain")).isEqualTo(1);
    }

    @Test
    void countsEveryLookupAndEveryMiss() {
        registry.type("a");
        registry.type("a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.type("z"))
                .withMessage("unknown thing z; allowed: b, a");
        assertThat(registry.lookups()).containsEntry("a", 2L).containsEntry("b", 0L);
        assertThat(registry.misses()).isEqualTo(1);
    }

    @Test
    void aSnapshotDoesNotChange() {
        List<Thing> before = registry.types();
        registry.register(new Thing("later"));
        assertThat(before).hasSize(2);
        assertThatThrownBy(() -> before.add(new Thing("x"))).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    @Timeout(10)
    void aThousandConcurrentReadsAreCountedExactly() throws Exception {
        inParallel(1000, _ -> registry.type("a"));
        assertThat(registry.lookups()).containsEntry("a", 1000L).containsEntry("b", 0L);
    }

    @Test
    @Timeout(10)
    void readersSeeEveryRegistrationWholeWhileOthersRegister() throws Exception {
        List<ParameterSpec> gain = List.of(ParameterSpec.scalar("gain", "N", 0, 1e9, "Gain."));
        inParallel(2000, i -> {
            if (i % 4 == 0) {
                registry.register(
                        new Thing("t" + i, gain, ParameterValues.none().with("gain", i)));
            } else {
                int count = 0;
                for (Thing thing : registry.types()) {
                    count++;
                    if (thing.name().startsWith("t")) {
                        assertThat("t" + (int) thing.defaults().scalar("gain")).isEqualTo(thing.name());
                    }
                }
                assertThat(count).isGreaterThanOrEqualTo(2);
                registry.type("b");
            }
        });
        assertThat(registry.types()).hasSize(2 + 500);
        assertThat(registry.lookups()).containsEntry("b", 1500L);
    }

    @Test
    @Timeout(10)
    void ofManyThatWantOneNameExactlyOneGetsIt() throws Exception {
        AtomicInteger winners = new AtomicInteger();
        AtomicInteger losers = new AtomicInteger();
        inParallel(500, _ -> {
            try {
                registry.register(new Thing("wanted"));
                winners.incrementAndGet();
            } catch (IllegalArgumentException _) {
                losers.incrementAndGet();
            }
        });
        assertThat(winners).hasValue(1);
        assertThat(losers).hasValue(499);
    }

    private interface Task {
        void run(int index) throws Exception;
    }

    private static void inParallel(int tasks, Task task) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> results = IntStream.range(0, tasks)
                    .<Future<?>>mapToObj(i -> threads.submit(() -> {
                        task.run(i);
                        return null;
                    }))
                    .toList();
            for (Future<?> result : results) {
                result.get();
            }
        }
    }
}
