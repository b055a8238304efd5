package plumb.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import plumb.config.ConfigException;
import plumb.config.RigConfig;
import plumb.doctor.Examination;
import plumb.doctor.ItemStatus;
import plumb.doctor.MachineFacts;
import plumb.doctor.MachineItem;
import plumb.doctor.MachineRepair;
import plumb.runtime.os.RealtimeReport;
import plumb.runtime.os.RealtimeThread;

/** {@code plumb doctor}: the machine's real-time set-up, item by item. */
@Command(
        name = "doctor",
        description = "Examines the machine's real-time set-up item by item, each with the command that mends it."
                + " Exit code 1 when something is bad. Changes nothing without --fix.")
final class DoctorCommand implements Callable<Integer> {
    private static final Path RUNS = Path.of("runs");
    private static final Path ROOT = Path.of("/");

    @Mixin
    private LoopOptions options = new LoopOptions();

    @Option(
            names = "--fix",
            description =
                    "Shows what would mend what files and packages can mend (limits, governor, boot options, overlays,"
                            + " real-time kernel), asks, and does it.")
    private boolean fix;

    @Option(names = "--undo", description = "Takes back what --fix has done.")
    private boolean undo;

    @Option(names = "--yes", description = "With --fix: does it without asking.")
    private boolean yes;

    @Mixin
    private OutputOptions output = new OutputOptions();

    private final Terminal terminal;

    DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call()
            throws ConfigException, UsageException, IOException, InterruptedException, ExecutionException {
        if ((fix && undo) || (yes && !fix)) {
            throw new UsageException("--fix, --fix --yes and --undo are allowed, nothing else of them together");
        }
        DoctorRepair repair = new DoctorRepair(terminal, ROOT, DoctorRepair::program);
        if (undo) {
            return repair.undo();
        }
        RigConfig config = options.read();
        BuildInfo build = BuildInfo.read();
        if (!output.quiet()) {
            terminal.line("  examining the machine; the disk takes up to 2 s");
        }
        MachineFacts facts = MachineFacts.read(ROOT, tried(config), RUNS);
        Examination examination = Examination.of(config, facts, RUNS, ROOT);
        if (output.json()) {
            terminal.document().println(json(build, config, facts, examination));
        }
        if (!output.quiet()) {
            terminal.say(output.json(), text(terminal, facts, examination));
        }
        if (fix) {
            int cpu = facts.thread().cpu().orElse(-1);
            BufferedReader answer =
                    yes ? null : new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
            return repair.fix(MachineRepair.of(ROOT, examination, cpu, architecture()), answer);
        }
        return examination.healthy() ? ExitCode.OK : ExitCode.NO;
    }

    /** As Debian names it. */
    private static String architecture() {
        String name = System.getProperty("os.arch");
        return name.equals("aarch64") ? "arm64" : name;
    }

    /** What a control thread gets is best seen by starting one. */
    private static RealtimeReport tried(RigConfig config) throws InterruptedException, ExecutionException {
        RealtimeThread thread = RealtimeThread.start("plumb-doctor", config.loop(), () -> {});
        thread.join();
        return thread.report();
    }

    static String json(BuildInfo build, RigConfig config, MachineFacts facts, Examination examination) {
        Map<String, @Nullable Object> document = Documents.begin("doctor", build, config);
        document.put("healthy", examination.healthy());
        document.put("kernel", facts.host().kernelRelease().value().orElse(null));
        Map<String, @Nullable Object> counts = new LinkedHashMap<>();
        for (ItemStatus status : ItemStatus.values()) {
            counts.put(status.id(), examination.count(status));
        }
        document.put("counts", counts);
        document.put(
                "items", examination.items().stream().map(DoctorCommand::keys).toList());
        document.put("realtime", Documents.realtime(facts.thread()));
        return Documents.text(document);
    }

    private static Map<String, @Nullable Object> keys(MachineItem item) {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("id", item.id());
        keys.put("title", item.title());
        keys.put("status", item.status().id());
        keys.put("found", item.found());
        keys.put("remedy", item.status() == ItemStatus.GOOD ? null : item.remedy());
        return keys;
    }

    static String text(Terminal terminal, MachineFacts facts, Examination examination) {
        StringBuilder text = new StringBuilder(terminal.bold("plumb doctor"))
                .append(facts.host()
                        .kernelRelease()
                        .value()
                        .map(k -> "  kernel " + k)
                        .orElse(""))
                .append(facts.host()
                        .onlineCpus()
                        .value()
                        .map(c -> "  processors " + c.text())
                        .orElse(""))
                .append(System.lineSeparator());
        int width = examination.items().stream()
                .mapToInt(item -> item.title().length())
                .max()
                .orElse(0);
        for (MachineItem item : examination.items()) {
            String mark = switch (item.status()) {
                case GOOD -> terminal.good("good  ");
                case COULD_BE_BETTER -> terminal.warn("better");
                case BAD -> terminal.bad("BAD   ");
                case NOT_MEASURABLE -> terminal.dim("-     ");
            };
            text.append(String.format(Locale.ROOT, "  %s  %-" + width + "s  %s%n", mark, item.title(), item.found()));
            if (item.status() == ItemStatus.BAD || item.status() == ItemStatus.COULD_BE_BETTER) {
                text.append(String.format(Locale.ROOT, "  %s%s%n", " ".repeat(width + 10), "-> " + item.remedy()));
            }
        }
        return text.append(verdict(terminal, examination)).toString();
    }

    private static String verdict(Terminal terminal, Examination examination) {
        List<String> parts = List.of(
                examination.count(ItemStatus.GOOD) + " good",
                examination.count(ItemStatus.COULD_BE_BETTER) + " could be better",
                examination.count(ItemStatus.BAD) + " bad",
                examination.count(ItemStatus.NOT_MEASURABLE) + " not measurable here");
        return "  " + (examination.healthy() ? terminal.good("nothing is bad") : terminal.bad("something is bad"))
                + ": " + String.join(", ", parts);
    }
}
