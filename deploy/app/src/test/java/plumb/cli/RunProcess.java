package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real process of the command, started as the launcher starts it. One thread. */
final class RunProcess implements AutoCloseable {
    private static final Pattern FLAGS = Pattern.compile("\\nflags=\"([^\"$]*)\"");

    private final Process process;
    private final Path out;
    private final Path err;

    private RunProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts it in the folder, as if someone watched: with the live status line on stderr. */
    static RunProcess start(Path folder, List<String> arguments) throws IOException {
        return startIn(folder, folder, arguments);
    }

    /** The same with what it prints kept elsewhere than where it works. */
    static RunProcess startIn(Path working, Path printed, List<String> arguments) throws IOException {
        return start(
                working, printed, System.getProperty("java.class.path"), List.of("-Dplumb.terminal=true"), arguments);
    }

    /** Starts it as the launcher does for a rig that needs the firmware, whose twin is built in the folder. */
    static RunProcess startWithFirmware(Path folder, List<String> arguments) throws IOException {
        String firmware = Path.of(System.getProperty("basedir", ""), "../firmware")
                .toAbsolutePath()
                .toString();
        return start(
                folder,
                folder,
                System.getProperty("java.class.path"),
                List.of("-Dplumb.firmware=" + firmware, "-Duser.home=" + folder.toAbsolutePath()),
                arguments);
    }

    /** Starts it in a folder that also holds classes of plugins. */
    static RunProcess startWith(Path plugins, List<String> arguments) throws IOException {
        String classPath = System.getProperty("java.class.path") + File.pathSeparator + plugins;
        return start(plugins, plugins, classPath, List.of(), arguments);
    }

    /** Starts it in the folder as a service manager does. */
    static RunProcess startAsService(Path folder, Map<String, String> environment, List<String> arguments)
            throws IOException {
        return start(folder, folder, System.getProperty("java.class.path"), List.of(), environment, arguments);
    }

    private static RunProcess start(
            Path working, Path printed, String classPath, List<String> properties, List<String> arguments)
            throws IOException {
        return start(working, printed, classPath, properties, Map.of(), arguments);
    }

    private static RunProcess start(
            Path working,
            Path printed,
            String classPath,
            List<String> properties,
            Map<String, String> environment,
            List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(launcherFlags());
        command.addAll(properties);
        command.addAll(List.of("-cp", classPath, "plumb.cli.Plumb"));
        command.addAll(arguments);
        Path out = printed.resolve("stdout");
        Path err = printed.resolve("stderr");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(working.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        // What is kept between runs is kept where the test says.
        builder.environment().remove("XDG_CACHE_HOME");
        builder.environment().putAll(environment);
        Process process = builder.start();
        return new RunProcess(process, out, err);
    }

    /** The flags of the virtual machine that stand in the launcher. */
    private static List<String> launcherFlags() throws IOException {
        String launcher = Files.readString(Path.of(System.getProperty("basedir", ""), "../../plumb"));
        Matcher matcher = FLAGS.matcher(launcher);
        assertThat(matcher.find()).as("flags=\"...\" stands in the launcher").isTrue();
        List<String> flags = List.of(matcher.group(1).strip().split("\\s+", -1));
        assertThat(flags).contains("-XX:+UseShenandoahGC", "--enable-native-access=ALL-UNNAMED");
        return flags;
    }

    /** Waits until stderr contains the text; false where the process ends before. */
    boolean awaitOnErr(String text) throws IOException, InterruptedException {
        while (!err().contains(text)) {
            if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return true;
    }

    /** Lets it go on for so long; fails where the process ends before. */
    RunProcess keepRunning(long millis) throws IOException, InterruptedException {
        assertThat(process.waitFor(millis, TimeUnit.MILLISECONDS))
                .as("ended early, stderr: %s", err())
                .isFalse();
        return this;
    }

    /** SIGTERM. */
    RunProcess terminate() {
        process.destroy();
        return this;
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
    }

    /** SIGSTOP, and after so long SIGCONT. */
    void freeze(long millis) throws IOException, InterruptedException {
        signal("STOP");
        try {
            Thread.sleep(millis);
        } finally {
            signal("CONT");
        }
    }

    /** SIGSTOP. */
    void stall() throws IOException, InterruptedException {
        signal("STOP");
    }

    private void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid()).start();
        assertThat(kill.waitFor()).as("kill -%s", name).isZero();
    }

    long pid() {
        return process.pid();
    }

    /** Processes it has started that still live. */
    List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    /** Waits for the end. */
    Typed end() throws IOException, InterruptedException {
        assertThat(process.waitFor(120, TimeUnit.SECONDS))
                .as("ends within two minutes, even where others keep the machine busy; stderr: %s", err())
                .isTrue();
        return new Typed(process.exitValue(), Files.readString(out), err());
    }

    String err() throws IOException {
        return Files.readString(err);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
