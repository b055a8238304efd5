package plumb.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A verdict arms once. */
class ArmingUseTest {
    private static final StoredVerdict FIRST = StoredVerdicts.full("lab", 1);
    private static final StoredVerdict SECOND = StoredVerdicts.full("lab", 2);

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void twoVerdictsWereGiven() throws IOException {
        try (ReadinessHistory history = open()) {
            history.storeAll(List.of(FIRST, SECOND));
        }
    }

    private ReadinessHistory open() throws IOException {
        return ReadinessHistory.open(folder.resolve("history.sqlite"));
    }

    @Test
    void isUsedOnceAndTheNextProcessKnows() throws IOException {
        try (ReadinessHistory history = open()) {
            assertThat(history.armingUse(FIRST.id())).isEqualTo(ArmingUse.UNUSED);
            assertThat(history.useForArming(FIRST.id(), Instant.EPOCH)).isEqualTo(ArmingUse.UNUSED);
        }
        try (ReadinessHistory history = open()) {
            assertThat(history.armingUse(FIRST.id())).isEqualTo(ArmingUse.USED);
            assertThat(history.useForArming(FIRST.id(), Instant.EPOCH)).isEqualTo(ArmingUse.USED);
            assertThat(history.armingUse(SECOND.id())).isEqualTo(ArmingUse.UNUSED);
        }
    }

    @Test
    void aVerdictThatNobodyStoredCannotBeUsed() throws IOException {
        try (ReadinessHistory history = open()) {
            String stranger = "e".repeat(64);
            assertThat(history.armingUse(stranger)).isEqualTo(ArmingUse.UNKNOWN);
            assertThat(history.useForArming(stranger, Instant.EPOCH)).isEqualTo(ArmingUse.UNKNOWN);
        }
    }

    @Test
    void aVerdictThatIsNoLongerKeptCannotBeUsedAgain() throws IOException {
        try (ReadinessHistory history = open()) {
            StoredVerdict third = StoredVerdicts.of("lab", 3, StoredVerdicts.passed("bounds"));
            history.storeAll(List.of(third));
            assertThat(history.useForArming(third.id(), Instant.EPOCH)).isEqualTo(ArmingUse.UNUSED);
            history.store(StoredVerdicts.of("lab", 4, StoredVerdicts.passed("bounds")), 1);
            assertThat(history.armingUse(third.id())).isEqualTo(ArmingUse.UNKNOWN);
        }
    }

    @Test
    void ofManyWhoTryAtOnceOneFindsItUnused() throws Exception {
        int many = 8;
        List<Callable<ArmingUse>> tries = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            tries.add(() -> {
                try (ReadinessHistory history = open()) {
                    return history.useForArming(SECOND.id(), Instant.EPOCH);
                }
            });
        }
        List<ArmingUse> found = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(many)) {
            for (Future<ArmingUse> use : threads.invokeAll(tries)) {
                found.add(use.get());
            }
        }
        assertThat(found).containsOnly(ArmingUse.UNUSED, ArmingUse.USED).containsOnlyOnce(ArmingUse.UNUSED);
    }
}
