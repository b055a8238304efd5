package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.doctor.Examination;
import plumb.doctor.ItemStatus;
import plumb.doctor.MachineItem;
import plumb.doctor.MachineRepair;

/** {@code plumb doctor --fix} and {@code --undo} on a made-up machine. */
class DoctorRepairTest {
    @TempDir
    private Path root = Path.of("");

    private final Screen screen = Screen.unwatched();
    private final List<String> ran = new ArrayList<>();

    private DoctorRepair doctor() {
        return new DoctorRepair(screen.terminal(), root, command -> ran.add(String.join(" ", command)));
    }

    private MachineRepair repair(String... ids) throws IOException {
        List<MachineItem> items = new ArrayList<>();
        for (String id : ids) {
            items.add(new MachineItem(id, id, ItemStatus.BAD, "", ""));
        }
        return MachineRepair.of(root, new Examination(items), 1, "amd64");
    }

    private static BufferedReader typed(String text) {
        return new BufferedReader(new StringReader(text));
    }

    @Test
    void showsAsksDoesAndTakesBack() throws Exception {
        Path limits =
                Files.createDirectories(root.resolve("etc/security/limits.d")).resolve("plumb.conf");

        assertThat(doctor().fix(repair("rt-permission"), typed("no\n"))).isEqualTo(ExitCode.NO);
        assertThat(doctor().fix(repair("rt-permission"), typed(""))).isEqualTo(ExitCode.NO);
        assertThat(limits).doesNotExist();
        assertThat(screen.err()).contains("write /etc/security/limits.d/plumb.conf", "nothing was changed");

        assertThat(doctor().fix(repair("rt-permission"), typed("yes\n"))).isZero();
        assertThat(limits).content().contains("rtprio");

        assertThat(doctor().undo()).isZero();
        assertThat(limits).doesNotExist();
        assertThat(doctor().undo()).isZero();
        assertThat(screen.err()).contains("removed /etc/security/limits.d/plumb.conf", "nothing to take back");
    }

    @Test
    void isNotAskedWhereYesWasSaidAndRunsWhatItNeeds() throws Exception {
        Files.createDirectories(root.resolve("etc/default/grub.d"));
        assertThat(doctor().fix(repair("isolated-cpu"), null)).isZero();
        assertThat(ran).containsExactly("update-grub");
    }

    @Test
    void whereNothingCanBeMendedItSaysSo() throws Exception {
        assertThat(doctor().fix(repair("disk-space"), typed(""))).isZero();
        assertThat(screen.err()).contains("nothing that can be mended here");
    }

    @Test
    void withoutTheRightsItSaysWhatToType() {
        assertThatThrownBy(() -> doctor().undo())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("type: sudo plumb doctor --undo");
    }

    @Test
    void aProgramThatFailsIsNamed() {
        assertThatThrownBy(() -> DoctorRepair.program(List.of("false"))).hasMessageStartingWith("false: ended with 1");
    }

    @Test
    void optionsThatDoNotGoTogetherAreRefused() {
        assertThat(Typed.plumb("doctor", "--fix", "--undo").exit()).isEqualTo(ExitCode.USAGE);
        assertThat(Typed.plumb("doctor", "--yes").err()).contains("--fix --yes");
    }
}
