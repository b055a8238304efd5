package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lab's own law in a jar: compiled and named as the guide says, then used by name like any other. */
class PluginTest {
    private static final String LAW = """
            package lab;
            import java.util.List;
            import plumb.control.*;
            import plumb.design.*;
            import plumb.model.StateView;
            public final class Push implements ControllerPlugin {
                public ControllerType controller() {
                    return new ControllerType("%s", "Push", "Pushes with a constant force.",
                        List.of(ParameterSpec.scalar("push", "N", -5, 5, "The force.")),
                        ParameterValues.none()%s,
                        setup -> new Law(setup.parameters().scalar("push")));
                }
                record Law(double push) implements Controller {
                    public double force(StateView state) { return push; }
                    public double surface() { return Double.NaN; }
                    public void reset() {}
                    public void preset(StateView state, double force) {}
                }
            }
            """;
    private static final String VALUES = ".with(\"push\", 2)";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void isConfiguredAndSimulatedLikeAnyOther() throws IOException, InterruptedException {
        compile(LAW.formatted("push", VALUES));
        Typed typed = simulate("--controller", "push", "--duration", "20ms", "--json", "--quiet");
        assertThat(typed.err()).isEmpty();
        assertThat(typed.json().get("peakForceN").get("max").doubleValue()).isEqualTo(2);
        Typed other = simulate(
                "--controller", "push", "--set", "controllers.push.push=-3", "--duration", "20ms", "--json", "--quiet");
        assertThat(other.json().get("peakForceN").get("max").doubleValue()).isEqualTo(3);
    }

    @Test
    void itsParametersAreCheckedAndPrinted() throws IOException, InterruptedException {
        compile(LAW.formatted("push", VALUES));
        assertThat(simulate("--print-config").out()).contains("push: 2", "The force.");
        Typed refused = simulate("--set", "controllers.push.push=6");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("controllers.push.push", "6", "from -5 to 5");
    }

    @Test
    void aNameThatIsTakenIsRefusedInOneLine() throws IOException, InterruptedException {
        compile(LAW.formatted("lqr", VALUES));
        Typed refused = simulate();
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).isEqualToIgnoringNewLines("plumb: plugin lab.Push: controller lqr exists already");
    }

    @Test
    void aParameterWithoutAValueIsRefusedInOneLine() throws IOException, InterruptedException {
        compile(LAW.formatted("push", ""));
        Typed refused = simulate();
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err())
                .isEqualToIgnoringNewLines("plumb: plugin lab.Push: push has 1 parameters but default values for []");
    }

    @Test
    void aJarThatNamesAClassThatIsNotThereIsRefusedInOneLine() throws IOException, InterruptedException {
        register("lab.Gone");
        Typed refused = simulate();
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).hasLineCount(1).contains("a plugin cannot be loaded", "lab.Gone");
    }

    @Test
    void aPluginThatLacksAClassIsRefusedInOneLine() throws IOException, InterruptedException {
        compile(LAW.formatted("push", VALUES));
        Files.delete(folder.resolve("lab/Push$Law.class"));
        Files.delete(folder.resolve("lab/Push.class"));
        Files.writeString(folder.resolve("lab/Push.class"), "not a class");
        Typed refused = simulate();
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).hasLineCount(1).contains("plumb: ", "lab/Push");
    }

    private void compile(String source) throws IOException {
        Path file = Files.createDirectories(folder.resolve("lab")).resolve("Push.java");
        Files.writeString(file, source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int status = compiler.run(
                null,
                null,
                null,
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                file.toString());
        assertThat(status).isZero();
        register("lab.Push");
    }

    private void register(String name) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve("plumb.control.ControllerPlugin"), name + "\n");
    }

    private Typed simulate(String... options) throws IOException, InterruptedException {
        List<String> arguments = new java.util.ArrayList<>(List.of("simulate"));
        arguments.addAll(List.of(options));
        try (RunProcess process = RunProcess.startWith(folder, arguments)) {
            return process.end();
        }
    }
}
