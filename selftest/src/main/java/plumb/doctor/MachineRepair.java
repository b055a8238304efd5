package plumb.doctor;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Mends what an examination found, where files and packages mend it, and takes it back: every file is kept as it was before.
 * Housekeeping thread.
 */
public final class MachineRepair {
    private static final String KEPT = "var/lib/plumb/doctor-fix.properties";
    private static final Pattern BOOT_LINE = Pattern.compile("put (\\S+) into /(boot/firmware/config\\.txt)");
    private static final String EVERY_BOARD = "[all]";
    private static final String BOARD_CONFIG = "boot/firmware/config.txt";
    private static final String BOARD_KERNEL = "linux-image-rpi-v8-rt";
    private static final String BOARD_KERNEL_LINE = "kernel=kernel8_rt.img";
    private static final Set<String> COMMAND_LINE_ITEMS = Set.of("isolated-cpu", "kernel-housekeeping", "interrupts");
    private static final Set<String> LIMIT_ITEMS =
            Set.of("rt-permission", "lock-permission", "scheduling", "memory-locked");

    private final Path root;
    private final List<List<String>> packages = new ArrayList<>();
    private final Map<String, String> files = new LinkedHashMap<>();
    private final List<List<String>> commands = new ArrayList<>();
    private final List<List<String>> undoing = new ArrayList<>();

    private MachineRepair(Path root) {
        this.root = root;
    }

    /** Runs a program of the machine. */
    @FunctionalInterface
    public interface Programs {
        /**
         * Runs it to its end.
         *
         * @throws IOException where it does not end with 0
         */
        void run(List<String> command) throws IOException, InterruptedException;
    }

    /**
     * What would mend the items that are not good. Changes nothing.
     *
     * @param root of the machine: {@code /} but in tests
     * @param examination of the machine
     * @param cpu of the control thread; below 0 where it is not pinned
     * @param architecture as Debian names it
     */
    public static MachineRepair of(Path root, Examination examination, int cpu, String architecture)
            throws IOException {
        MachineRepair repair = new MachineRepair(root);
        Map<String, MachineItem> wrong = examination.items().stream()
                .filter(item -> item.status() == ItemStatus.BAD || item.status() == ItemStatus.COULD_BE_BETTER)
                .collect(Collectors.toMap(MachineItem::id, item -> item, (a, _) -> a, TreeMap::new));
        if (wrong.keySet().stream().anyMatch(LIMIT_ITEMS::contains)) {
            repair.file("etc/security/limits.d/plumb.conf", """
                    # Real-time priority and locked memory of the control thread, for the group plumb.
                    @plumb  -  rtprio   90
                    @plumb  -  memlock  unlimited
                    @plumb  -  nice     -20
                    """);
        }
        repair.settings(wrong.keySet());
        if (cpu > 0 && wrong.keySet().stream().anyMatch(COMMAND_LINE_ITEMS::contains)) {
            repair.commandLine(cpu);
        }
        repair.bootLines(wrong);
        if (wrong.containsKey("preemption")) {
            repair.kernel(architecture);
        }
        return repair;
    }

    /**
     * A kernel with PREEMPT_RT. That of Raspberry Pi OS is one for Pi 4 and Pi 5, and is started only where the boot configuration
     * names it.
     */
    private void kernel(String architecture) throws IOException {
        if (!board()) {
            if (Files.exists(root.resolve("etc/debian_version"))) {
                install("linux-image-rt-" + architecture);
            }
        } else if (Files.exists(root.resolve("etc/rpi-issue")) && architecture.equals("arm64")) {
            install(BOARD_KERNEL);
            bootLine(BOARD_CONFIG, BOARD_KERNEL_LINE);
        }
    }

    private void install(String kernel) {
        packages.add(List.of("apt-get", "install", "-y", kernel));
        undoing.add(List.of("apt-get", "remove", "-y", kernel));
    }

    /** A Raspberry Pi: its kernel is not Debian's, its boot files are elsewhere. */
    private boolean board() {
        return Files.exists(root.resolve("boot/firmware/cmdline.txt"));
    }

    /** Settings of the running kernel, now and at every start. */
    private void settings(Set<String> wrong) throws IOException {
        StringBuilder lasting = new StringBuilder();
        if (wrong.contains("governor")) {
            lasting.append("w /sys/devices/system/cpu/cpu*/cpufreq/scaling_governor - - - - performance\n");
            try (Stream<Path> cpus = Files.list(root.resolve("sys/devices/system/cpu"))) {
                cpus.map(cpu -> cpu.resolve("cpufreq/scaling_governor"))
                        .filter(Files::exists)
                        .sorted()
                        .forEach(file -> file(root.relativize(file).toString(), "performance\n"));
            }
        }
        if (wrong.contains("huge-pages")) {
            lasting.append("w /sys/kernel/mm/transparent_hugepage/enabled - - - - madvise\n");
            file("sys/kernel/mm/transparent_hugepage/enabled", "madvise\n");
        }
        if (!lasting.isEmpty()) {
            file("etc/tmpfiles.d/plumb.conf", lasting.toString());
        }
    }

    private void commandLine(int cpu) throws IOException {
        String options = "isolcpus=" + cpu + " nohz_full=" + cpu + " rcu_nocbs=" + cpu + " irqaffinity=0";
        if (board()) {
            String path = "boot/firmware/cmdline.txt";
            String line = Files.readString(root.resolve(path)).strip();
            String others = Stream.of(line.split("\\s+"))
                    .filter(word -> !word.matches("(isolcpus|nohz_full|rcu_nocbs|irqaffinity)=.*"))
                    .collect(Collectors.joining(" "));
            file(path, others + " " + options + "\n");
        } else if (Files.isDirectory(root.resolve("etc/default/grub.d"))) {
            file("etc/default/grub.d/60-plumb.cfg", "GRUB_CMDLINE_LINUX=\"$GRUB_CMDLINE_LINUX " + options + "\"\n");
            commands.add(List.of("update-grub"));
        }
    }

    /** Overlays that a board's devices need, as the items name them. */
    private void bootLines(Map<String, MachineItem> wrong) throws IOException {
        for (MachineItem item : wrong.values()) {
            Matcher line = BOOT_LINE.matcher(item.remedy());
            if (line.find()) {
                bootLine(line.group(2), line.group(1));
            }
        }
    }

    /** At the end, for whatever board: what stands below the name of one is for that one only. */
    private void bootLine(String path, String line) throws IOException {
        if (!Files.exists(root.resolve(path))) {
            return;
        }
        String before = files.containsKey(path) ? files.get(path) : Files.readString(root.resolve(path));
        String section = EVERY_BOARD;
        for (String present : before.lines().map(String::strip).toList()) {
            if (present.equals(line) && section.equals(EVERY_BOARD)) {
                return;
            }
            section = present.startsWith("[") ? present : section;
        }
        file(
                path,
                before
                        + (before.isEmpty() || before.endsWith("\n") ? "" : "\n")
                        + (section.equals(EVERY_BOARD) ? "" : EVERY_BOARD + "\n")
                        + line
                        + "\n");
    }

    private void file(String path, String content) {
        files.put(path, content);
    }

    /** Whether there is nothing that it could mend. */
    public boolean isEmpty() {
        return packages.isEmpty() && files.isEmpty() && commands.isEmpty();
    }

    /** What would be done, line by line, for people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        packages.forEach(command -> lines.add("run " + String.join(" ", command)));
        files.forEach((path, content) -> {
            lines.add("write /" + path);
            content.lines().forEach(line -> lines.add("    " + line));
        });
        commands.forEach(command -> lines.add("run " + String.join(" ", command)));
        return lines;
    }

    /**
     * Does it, packages first: a boot configuration must not name a kernel that could not be installed. What was there before
     * is kept first, beside what an earlier repair has kept.
     *
     * @throws IOException where a file cannot be written or a program fails; what was done until then can be taken back
     */
    public void apply(Programs programs) throws IOException, InterruptedException {
        Properties kept = kept(root);
        for (int i = 0; i < packages.size(); i++) {
            run(programs, packages.get(i), undoing.get(i), kept);
        }
        for (Map.Entry<String, String> change : files.entrySet()) {
            String path = change.getKey();
            Path file = root.resolve(path);
            if (!kept.containsKey("ours " + path)) {
                kept.setProperty("before " + path, Files.exists(file) ? "+" + chosen(Files.readString(file)) : "-");
            }
            kept.setProperty("ours " + path, change.getValue());
            keep(root, kept);
            Files.createDirectories(file.getParent());
            Files.writeString(file, change.getValue());
        }
        for (List<String> command : commands) {
            // What makes the boot loader's files anew also does it after they were taken back.
            run(programs, command, command, kept);
        }
    }

    private void run(Programs programs, List<String> command, List<String> undo, Properties kept)
            throws IOException, InterruptedException {
        kept.setProperty("command " + String.join(" ", undo), "");
        keep(root, kept);
        programs.run(command);
    }

    /** Of a list of words with the chosen one in brackets, as some kernel files are, that one. */
    private static String chosen(String content) {
        Matcher brackets = Pattern.compile("\\[(\\w+)]").matcher(content);
        return content.lines().count() == 1 && brackets.find() ? brackets.group(1) + "\n" : content;
    }

    /**
     * Takes every repair back: files become what they were, but for those that somebody has changed since.
     *
     * @return what was done, line by line; empty where there was nothing to take back
     */
    public static List<String> undo(Path root, Programs programs) throws IOException, InterruptedException {
        Properties kept = kept(root);
        List<String> done = new ArrayList<>();
        for (String key : new TreeMap<>(kept)
                .keySet().stream()
                        .map(String::valueOf)
                        .filter(key -> key.startsWith("ours "))
                        .toList()) {
            String path = key.substring("ours ".length());
            done.add(restore(root, path, kept.getProperty(key), kept.getProperty("before " + path)));
        }
        for (Object key : new TreeMap<>(kept).keySet()) {
            String text = String.valueOf(key);
            if (text.startsWith("command ")) {
                List<String> command =
                        List.of(text.substring("command ".length()).split(" ", -1));
                if (command.contains(BOARD_KERNEL) && starts(root)) {
                    done.add("left " + BOARD_KERNEL + " installed: /" + BOARD_CONFIG + " still starts it");
                } else {
                    programs.run(command);
                    done.add("ran " + String.join(" ", command));
                }
            }
        }
        Files.deleteIfExists(root.resolve(KEPT));
        return done;
    }

    /** Whether the board would start the kernel with PREEMPT_RT: without it, it would not start at all. */
    private static boolean starts(Path root) throws IOException {
        Path config = root.resolve(BOARD_CONFIG);
        return Files.exists(config)
                && Files.readString(config).lines().map(String::strip).anyMatch(BOARD_KERNEL_LINE::equals);
    }

    private static String restore(Path root, String path, String ours, @Nullable String before) throws IOException {
        Path file = root.resolve(path);
        boolean setting = path.startsWith("sys/");
        if (!setting && (!Files.exists(file) || !Files.readString(file).equals(ours))) {
            return "left /" + path + ": somebody has changed it since";
        }
        if (before == null || before.equals("-")) {
            Files.deleteIfExists(file);
            return "removed /" + path;
        }
        Files.writeString(file, before.substring(1));
        return "restored /" + path;
    }

    private static Properties kept(Path root) throws IOException {
        Properties kept = new Properties();
        Path file = root.resolve(KEPT);
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                kept.load(reader);
            }
        }
        return kept;
    }

    private static void keep(Path root, Properties kept) throws IOException {
        Path file = root.resolve(KEPT);
        Files.createDirectories(file.getParent());
        try (Writer writer = Files.newBufferedWriter(file)) {
            kept.store(writer, "what plumb doctor --fix has changed; plumb doctor --undo takes it back");
        }
    }
}
