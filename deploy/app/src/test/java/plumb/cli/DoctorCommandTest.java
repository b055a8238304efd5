package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.doctor.Examination;
import plumb.doctor.ItemStatus;
import plumb.doctor.MachineFacts;
import plumb.doctor.MachineItem;
import plumb.runtime.os.RealtimeReport;
import tools.jackson.databind.JsonNode;

class DoctorCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private Typed doctor(String... options) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("doctor"));
        arguments.addAll(List.of(options));
        try (RunProcess process = RunProcess.start(folder, arguments)) {
            return process.end();
        }
    }

    @Test
    void examinesThisMachineAndTheExitCodeFollowsFromTheItems() throws IOException, InterruptedException {
        Typed typed = doctor("--json");
        JsonNode document = typed.json();
        assertThat(document.get("schema").stringValue()).isEqualTo("plumb/doctor/v1");
        int bad = 0;
        for (JsonNode item : document.get("items")) {
            assertThat(item.propertyNames()).containsExactly("id", "title", "status", "found", "remedy");
            assertThat(item.get("status").stringValue()).isIn("good", "could-be-better", "bad", "not-measurable");
            bad += item.get("status").stringValue().equals("bad") ? 1 : 0;
        }
        assertThat(document.get("items").size()).isGreaterThan(15);
        assertThat(document.get("counts").get("bad").intValue()).isEqualTo(bad);
        assertThat(typed.exit()).isEqualTo(bad == 0 ? 0 : 1);
        assertThat(typed.err()).contains("plumb doctor", "disk speed");
    }

    @Test
    void somethingBadIsNamedAndEndsWithOne() throws IOException, InterruptedException {
        // A processor that no machine has: the thread cannot be pinned to it.
        Typed typed = doctor("--cpu", "1023");
        assertThat(typed.exit()).isEqualTo(1);
        assertThat(typed.out()).contains("BAD     control thread pinned", "something is bad");
    }

    @Test
    void theTableNamesRemediesWhereThereIsSomethingToMend() {
        MachineFacts facts = MachineFacts.read(
                folder,
                new RealtimeReport(7, "SCHED_FIFO", 80, OptionalInt.of(1), true, true, true, 0, "6.12", List.of()),
                folder);
        Examination examined = new Examination(List.of(
                new MachineItem("a", "short", ItemStatus.GOOD, "fine", "mend a"),
                new MachineItem("b", "quite long", ItemStatus.COULD_BE_BETTER, "so so", "mend b"),
                new MachineItem("c", "c", ItemStatus.BAD, "broken", "mend c"),
                new MachineItem("d", "d", ItemStatus.NOT_MEASURABLE, "no file", "mend d")));
        assertThat(DoctorCommand.text(Screen.unwatched().terminal(), facts, examined)
                        .lines())
                .containsExactly(
                        "plumb doctor",
                        "  good    short       fine",
                        "  better  quite long  so so",
                        "                      -> mend b",
                        "  BAD     c           broken",
                        "                      -> mend c",
                        "  -       d           no file",
                        "  something is bad: 1 good, 1 could be better, 1 bad, 1 not measurable here");
    }
}
