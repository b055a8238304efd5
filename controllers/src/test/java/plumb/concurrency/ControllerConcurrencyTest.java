package plumb.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import plumb.control.Controller;
import plumb.control.ControllerRegistry;
import plumb.control.ControllerType;
import plumb.control.Laws;
import plumb.design.ParameterValues;
import plumb.model.PendulumDynamics;
import plumb.model.RigParameters;
import plumb.model.RungeKutta4;
import plumb.model.State;

/** Laws share nothing: whoever creates them, wherever, however many at once, each does what it would do alone. */
@Timeout(60)
class ControllerConcurrencyTest {
    private static final List<String> LAWS = ControllerRegistry.standard().types().stream()
            .map(ControllerType::name)
            .filter(name -> !name.equals("none"))
            .toList();
    private static final double FORCE_LIMIT = 30;
    private static final double PERIOD = 1e-3;

    @Test
    void aHundredThreadsCreateAHundredLawsOfAllKindsAtOnce() throws Exception {
        List<Long> serial = IntStream.range(0, 100)
                .mapToObj(i -> balance(create(LAWS.get(i % LAWS.size())), i))
                .toList();
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Long>> results = new ArrayList<>();
        try (ExecutorService threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            for (int i = 0; i < 100; i++) {
                int seed = i;
                results.add(threads.submit(() -> {
                    start.await();
                    return balance(create(LAWS.get(seed % LAWS.size())), seed);
                }));
            }
            start.countDown();
            assertThat(valuesOf(results)).isEqualTo(serial);
        }
    }

    @Test
    void particlesOfASwarmEvaluatedInParallelAreIsolated() throws Exception {
        SplittableRandom random = new SplittableRandom(7);
        List<Callable<Long>> particles = new ArrayList<>();
        List<Long> serial = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String law = LAWS.get(i % LAWS.size());
            ParameterValues gains = perturbed(law, random);
            int seed = i;
            particles.add(() -> balance(Laws.create(law, FORCE_LIMIT, PERIOD, gains), seed));
            serial.add(particles.getLast().call());
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            assertThat(valuesOf(threads.invokeAll(particles))).isEqualTo(serial);
        }
        assertThat(serial).as("other gains, other forces").doesNotHaveDuplicates();
    }

    @Test
    @Timeout(10)
    void lawsAreCreatedWhileASwarmIsEvaluatedWithoutADeadlock() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Long>> results = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String law = LAWS.get(i % LAWS.size());
                int seed = i;
                results.add(threads.submit(() -> balance(create(law), seed)));
                results.add(threads.submit(
                        () -> (long) ControllerRegistry.standard().types().size()));
            }
            assertThat(valuesOf(results)).hasSize(400).doesNotContainNull();
        }
    }

    @Test
    void aThousandLawsThatWereUsedLeaveNothingBehind() {
        List<WeakReference<Controller>> laws = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            Controller law = create(LAWS.get(i % LAWS.size()));
            balance(law, i);
            laws.add(new WeakReference<>(law));
        }
        for (int attempt = 0; attempt < 20 && alive(laws) > 0; attempt++) {
            System.gc();
        }
        assertThat(alive(laws)).isZero();
    }

    @Test
    void aLawInUseIsNotCollected() {
        Controller law = create(LAWS.getFirst());
        WeakReference<Controller> reference = new WeakReference<>(law);
        System.gc();
        assertThat(reference.get()).isSameAs(law);
    }

    private static long alive(List<WeakReference<Controller>> laws) {
        return laws.stream().filter(law -> law.get() != null).count();
    }

    private static Controller create(String law) {
        return Laws.create(law, FORCE_LIMIT, PERIOD, Laws.lab(law));
    }

    private static ParameterValues perturbed(String law, SplittableRandom random) {
        ParameterValues values = Laws.lab(law);
        String gain = law.equals("lqr") ? "forceWeight" : "surfaceDamping";
        return values.with(gain, values.scalar(gain) * (0.8 + 0.4 * random.nextDouble()));
    }

    /** The bits of a hundred forces in closed loop, folded. */
    private static long balance(Controller law, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RungeKutta4 plant = new RungeKutta4(new PendulumDynamics(RigParameters.standard()));
        State state = new State(0, 0.1 * random.nextDouble(), 0.1 * random.nextDouble(), 0, 0, 0);
        long bits = 0;
        for (int k = 0; k < 100; k++) {
            double force = law.force(state);
            bits = 31 * bits + Double.doubleToRawLongBits(force);
            plant.advance(state, force, force, force, PERIOD);
        }
        return bits;
    }

    private static <T> List<T> valuesOf(List<Future<T>> futures) throws Exception {
        List<T> values = new ArrayList<>();
        for (Future<T> future : futures) {
            values.add(future.get());
        }
        return values;
    }
}
