package plumb.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.runtime.CycleBuilder;
import plumb.runtime.LifecycleState;

/** Counters of a run in a mapped file: found, read, refused and cleared away. */
class CountersFileTest {
    private static final long NO_PROCESS = 4_194_305; // one above the greatest number that Linux gives a process

    @TempDir
    private Path parent = Path.of("");

    private CountersFolder folder = new CountersFolder(List.of(), 0);

    @BeforeEach
    void locate() throws IOException {
        int uid = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid", LinkOption.NOFOLLOW_LINKS);
        folder = new CountersFolder(List.of(parent), uid);
    }

    private static LoopIdentity identity(ProcessStamp process) {
        return new LoopIdentity(
                process,
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                "lab-\u00e4",
                "lqr",
                "kalman",
                "0.1.0 (abc)",
                "f".repeat(64),
                1_000_000,
                30,
                0.5);
    }

    private CountersFile create() throws IOException {
        return CountersFile.create(folder, identity(ProcessStamp.current()));
    }

    @Test
    void anotherMappingOfTheFileShowsTheLoop() throws IOException {
        try (CountersFile file = create()) {
            file.process().phase(LifecycleState.SELF_TEST);
            MappedCounters seen = MappedCounters.open(file.path());
            assertThat(seen.identity()).isEqualTo(identityWithStartOf(seen));
            assertThat(seen.reader().process().phase()).isEqualTo(LifecycleState.SELF_TEST);
            assertThat(seen.reader().snapshot().orElseThrow().cycles()).isZero();

            LoopCounters counters = new LoopCounters(file.buffer(), new AllocationMeter());
            counters.onCycle(new CycleBuilder(1_000_000).next().force(3).build());

            assertThat(seen.reader().snapshot().orElseThrow().force()).isEqualTo(3);
            assertThat(seen.reader().wakeups().summary().orElseThrow().count()).isEqualTo(1);
            assertThat(seen.reader().process().phase()).isEqualTo(LifecycleState.SELF_TEST);
        }
    }

    private static LoopIdentity identityWithStartOf(MappedCounters seen) {
        LoopIdentity now = identity(ProcessStamp.current());
        return new LoopIdentity(
                now.process(),
                seen.identity().startedAt(),
                now.rig(),
                now.controller(),
                now.estimator(),
                now.build(),
                now.configSha256(),
                now.periodNanos(),
                now.forceLimit(),
                now.railHalfLength());
    }

    @Test
    void theFileIsPrivateAndGoneAtTheEndWhileAReaderKeepsTheLastCycle() throws IOException {
        CountersFile file = create();
        MappedCounters seen = MappedCounters.open(file.path());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(file.path().resolveSibling("."))))
                .isEqualTo("rwx------");
        assertThat(seen.running()).isTrue();
        new LoopCounters(file.buffer(), new AllocationMeter())
                .onCycle(
                        new CycleBuilder(1).phase(LifecycleState.STOPPED).next().build());

        file.close();

        assertThat(file.path()).doesNotExist();
        assertThat(seen.running()).isFalse();
        assertThat(seen.reader().snapshot().orElseThrow().lifecycle()).isEqualTo(LifecycleState.STOPPED);
    }

    @Test
    void runningLoopsAreListedOldestFirstAndOthersAreNot() throws IOException {
        assertThat(folder.running()).isEmpty();
        try (CountersFile first = create();
                CountersFile second = create()) {
            assertThat(second.path()).isNotEqualTo(first.path());
            Files.writeString(first.path().resolveSibling(NO_PROCESS + "-x.counters"), "not counters");
            Files.writeString(first.path().resolveSibling("notes.txt"), "");

            assertThat(folder.running())
                    .extracting(MappedCounters::file)
                    .containsExactlyInAnyOrder(first.path(), second.path());
            assertThat(folder.files()).hasSize(3);
        }
        assertThat(folder.running()).isEmpty();
    }

    @Test
    void whatKilledProcessesLeftIsClearedAwayByTheNextRunAndNothingElseIs() throws IOException {
        Path leftover;
        Path reused;
        Path foreign;
        try (CountersFile made = create()) {
            Path own = made.path();
            leftover = own.resolveSibling(NO_PROCESS + "-lab.counters");
            Files.copy(own, leftover);
            // Its number lives again, as another process.
            reused = own.resolveSibling(ProcessHandle.current().pid() + "-reused.counters");
            write(reused, identity(new ProcessStamp(ProcessHandle.current().pid(), 1)));
            foreign = own.resolveSibling(ProcessHandle.current().pid() + "-other-version.counters");
            Files.writeString(foreign, "another layout");

            create().close();

            assertThat(own).exists();
        }
        assertThat(leftover).doesNotExist();
        assertThat(reused).doesNotExist();
        assertThat(foreign).exists();
    }

    private static void write(Path path, LoopIdentity identity) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(LoopCounters.LENGTH);
        UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        LoopCounters.clear(buffer);
        identity.write(buffer);
        LoopCounters.publish(buffer);
        byte[] content = new byte[LoopCounters.LENGTH];
        bytes.get(content);
        Files.write(path, content);
    }

    @Test
    void filesThatHoldSomethingElseAreRefusedInOneLine() throws IOException {
        Path empty = Files.createFile(parent.resolve("empty"));
        Path text = Files.writeString(parent.resolve("text"), "this is a letter to a friend");
        Path cut;
        try (CountersFile made = create()) {
            cut = parent.resolve("cut");
            byte[] whole = Files.readAllBytes(made.path());
            assertThat(whole).hasSize(LoopCounters.LENGTH);
            Files.write(cut, java.util.Arrays.copyOf(whole, 4096));
        }

        assertThatThrownBy(() -> MappedCounters.open(empty)).hasMessage("not the counters of a Plumb loop");
        assertThatThrownBy(() -> MappedCounters.open(text)).hasMessage("not the counters of a Plumb loop");
        assertThatThrownBy(() -> MappedCounters.open(cut)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFolderThatIsNotPrivateIsNotTrusted() throws IOException {
        Path open = Files.createDirectory(
                parent.resolve("plumb-" + folder.uid()),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));

        assertThatThrownBy(this::create).hasMessageContaining("is not a private folder of this user; remove it");
        assertThat(folder.files()).isEmpty();

        Files.delete(open);
        Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
        Files.createSymbolicLink(open, elsewhere);
        assertThatThrownBy(this::create).hasMessageContaining("is not a private folder of this user; remove it");
    }

    @Test
    void theNextFolderServesWhereTheFirstIsMissing() throws IOException {
        CountersFolder both = new CountersFolder(List.of(parent.resolve("missing"), parent), folder.uid());
        try (CountersFile file = CountersFile.create(both, identity(ProcessStamp.current()))) {
            assertThat(file.path()).startsWith(parent);
            assertThat(both.running()).hasSize(1);
        }
        CountersFolder none = new CountersFolder(List.of(parent.resolve("missing")), folder.uid());
        assertThatThrownBy(() -> CountersFile.create(none, identity(ProcessStamp.current())))
                .isInstanceOf(IOException.class);
    }

    @Test
    void theRuntimeFolderOfTheUserComesFirst() throws IOException {
        assertThat(CountersFolder.of(Map.of("XDG_RUNTIME_DIR", "/run/user/1000"))
                        .parents())
                .startsWith(Path.of("/run/user/1000"), Path.of("/dev/shm"));
        assertThat(CountersFolder.of(Map.of()).parents()).startsWith(Path.of("/dev/shm"));
        assertThat(CountersFolder.ofThisUser().toString()).contains("/dev/shm/plumb-" + folder.uid());
    }

    @Test
    void aProcessIsToldApartFromALaterOneOfTheSameNumber() {
        ProcessStamp own = ProcessStamp.current();
        assertThat(own.alive()).isTrue();
        assertThat(new ProcessStamp(own.pid(), own.startTicks() - 1).alive()).isFalse();
        assertThat(ProcessStamp.of(NO_PROCESS)).isEmpty();
    }

    @Test
    void collectionsAreCounted() {
        CollectionCount collections = new CollectionCount();
        long before = collections.count();
        System.gc();
        assertThat(collections.count()).isGreaterThan(before);
    }
}
