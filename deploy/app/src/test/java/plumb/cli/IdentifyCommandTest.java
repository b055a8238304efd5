package plumb.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.model.PendulumDynamics;
import plumb.model.RigParameters;
import plumb.model.RungeKutta4;
import plumb.model.State;
import tools.jackson.databind.JsonNode;

/** {@code plumb identify} on logs of a pendulum of known length. */
class IdentifyCommandTest {
    private static final double LENGTH = 0.25;
    private static final double STEP = 2 * StrictMath.PI / 16_384;

    @TempDir
    private Path folder = Path.of("");

    /** Four seconds of a swing with viscous friction, by small steps of the midpoint rule. */
    private Path log(String header, String row) throws IOException {
        StringBuilder text = new StringBuilder("# a swing\n").append(header).append('\n');
        double angle = StrictMath.PI + 1;
        double rate = 0;
        for (int i = 0; i < 800; i++) {
            double read = StrictMath.rint(angle / STEP) * STEP;
            text.append(String.format(Locale.ROOT, row, 20 + i * 0.005, read)).append('\n');
            for (int part = 0; part < 50; part++) {
                double h = 1e-4;
                double middle = angle + h / 2 * rate;
                double middleRate = rate + h / 2 * acceleration(angle, rate);
                angle += h * middleRate;
                rate += h * acceleration(middle, middleRate);
            }
        }
        Path file = folder.resolve("log.csv");
        Files.writeString(file, text);
        return file;
    }

    private static double acceleration(double angle, double rate) {
        return 9.81 / LENGTH * StrictMath.sin(angle) - 0.1 * rate;
    }

    @Test
    void findsTheEquivalentLengthAndSaysWhatItCannotFind() throws IOException {
        Path page = folder.resolve("page.html");
        Typed fitted = Typed.plumb(
                "identify",
                log("time_s,angle1_rad,temperature", "%.3f,%.9f,21").toString(),
                "--json",
                "--report",
                page.toString());
        assertThat(fitted.exit()).as(fitted.err()).isZero();
        JsonNode document = fitted.json();
        assertThat(document.get("schema").stringValue()).isEqualTo("plumb/identify/v1");
        JsonNode length = document.get("combinations").get("inertia1/h1");
        assertThat(length.get("value").doubleValue()).isCloseTo(LENGTH, within(1e-4));
        assertThat(length.get("ci95").get(0).doubleValue()).isLessThan(LENGTH);
        assertThat(length.get("ci95").get(1).doubleValue()).isGreaterThan(LENGTH);
        assertThat(document.get("residualRmsRad").doubleValue()).isLessThan(STEP / 2);
        assertThat(document.get("quality").stringValue()).isEqualTo("good");
        assertThat(document.get("unidentifiable").toString()).contains("\"h1\"", "\"m1\"");
        assertThat(document.get("parameters").get(1).get("name").stringValue()).isEqualTo("viscous1/h1");
        assertThat(document.get("models").size()).isEqualTo(3);
        assertThat(fitted.err()).contains("left alone: columns temperature", "not identified", "one link, cart locked");
        assertThat(Files.readString(page))
                .contains("inertia1/h1", "data-plot=\"residual1\"", "uPlot", "\"residual1\":[");
    }

    /** Four seconds of the standard rig, pushed about, behind the lab's encoders. */
    private Path pushed(String header, String row) throws IOException {
        RungeKutta4 integrator = new RungeKutta4(new PendulumDynamics(RigParameters.standard()));
        State state = new State(0, StrictMath.PI + 0.6, StrictMath.PI - 0.6, 0, 0, 0);
        StringBuilder text = new StringBuilder(header).append('\n');
        for (int i = 0; i < 4000; i++) {
            double t = i * 1e-3;
            if (i % 4 == 0) {
                text.append(String.format(
                                Locale.ROOT,
                                row,
                                t,
                                StrictMath.rint(state.angle1() / STEP) * STEP,
                                StrictMath.rint(state.angle2() / STEP) * STEP,
                                StrictMath.rint(state.position() / (0.015 * STEP)) * 0.015 * STEP,
                                push(t)))
                        .append('\n');
            }
            integrator.advance(state, push(t), push(t + 0.5e-3), push(t + 1e-3), 1e-3);
        }
        return Files.writeString(folder.resolve("pushed.csv"), text);
    }

    private static double push(double t) {
        return 6 * StrictMath.sin(4 * t) + 4 * StrictMath.sin(11 * t);
    }

    @Test
    void aColumnOfTheForceMakesTheParametersAbsolute() throws IOException {
        Typed fitted = Typed.plumb(
                "identify",
                pushed("time_s,angle1_rad,angle2_rad,position_m,force_N", "%.3f,%.9f,%.9f,%.9f,%.9f")
                        .toString(),
                "--json");
        assertThat(fitted.exit()).as(fitted.err()).isZero();
        Map<String, JsonNode> parameters = new TreeMap<>();
        fitted.json()
                .get("parameters")
                .forEach(parameter -> parameters.put(parameter.get("name").stringValue(), parameter));
        RigParameters rig = RigParameters.standard();
        double h2 = rig.link2().mass() * rig.link2().centre();
        Map<String, Double> truth = Map.of(
                "totalMass", rig.cartMass() + rig.link1().mass() + rig.link2().mass(),
                "h1",
                        rig.link1().mass() * rig.link1().centre()
                                + rig.link2().mass() * rig.link1().length(),
                "h2", h2,
                "h3", h2 * rig.link1().length(),
                "inertia2", rig.link2().inertia() + h2 * rig.link2().centre());
        truth.forEach((name, value) -> {
            JsonNode found = requireNonNull(parameters.get(name), name);
            assertThat(found.get("value").doubleValue()).as(name).isCloseTo(value, within(0.01 * value));
            assertThat(found.get("ci95").get(0).doubleValue()).isLessThan(value * 1.001);
            assertThat(found.get("ci95").get(1).doubleValue()).isGreaterThan(value * 0.999);
        });
        assertThat(requireNonNull(parameters.get("h1")).get("unit").stringValue())
                .isEqualTo("kg m");
        assertThat(fitted.json().get("cartResidualRmsM").doubleValue()).isLessThan(0.015 * STEP);
        assertThat(fitted.json().get("unidentifiable").toString())
                .contains("\"m1\"")
                .doesNotContain("\"h1\"");
        assertThat(fitted.err()).contains("totalMass", "of the cart's position");

        Typed without = Typed.plumb(
                "identify",
                pushed("time_s,angle1_rad,angle2_rad,position_m,torque", "%.3f,%.9f,%.9f,%.9f,%.9f")
                        .toString(),
                "--json",
                "--quiet");
        assertThat(without.json().get("cartResidualRmsM").isNull()).isTrue();
        assertThat(without.json().get("unidentifiable").toString()).contains("\"h1\"");
    }

    @Test
    void takesColumnsByNameAndAPoorerEncoder() throws IOException {
        Typed fitted = Typed.plumb(
                "identify",
                log("stamp;reading", "%.3f;%.9f").toString(),
                "--column",
                "time_s=stamp",
                "--column",
                "angle1_rad=reading",
                "--resample",
                "100Hz",
                "--quantise",
                "4096",
                "--from",
                "500ms",
                "--until",
                "3s",
                "--friction",
                "viscous",
                "--json",
                "--quiet");
        assertThat(fitted.exit()).as(fitted.err()).isZero();
        assertThat(fitted.json().get("rows").intValue()).isBetween(249, 251);
        assertThat(fitted.json()
                        .get("combinations")
                        .get("inertia1/h1")
                        .get("value")
                        .doubleValue())
                .isCloseTo(LENGTH, within(2e-3));
    }

    @Test
    void badFilesAndOptionsAreRefusedInOneLine() throws IOException {
        Path file = log("time_s,angle1_rad", "%.3f,%.9f");
        refused("no such file", "identify", folder.resolve("none.csv").toString());
        refused("--quantise is 3", "identify", file.toString(), "--quantise", "3");
        refused("must be before", "identify", file.toString(), "--from", "2s", "--until", "1s");
        refused("must be a file that ends in .html", "identify", file.toString(), "--report", "x.txt");
        refused("in a folder that exists", "identify", file.toString(), "--out", "/no/such/folder/x.html");
        refused("must have the form QUANTITY=COLUMN", "identify", file.toString(), "--column", "speed=v");
        refused("has no column v", "identify", file.toString(), "--column", "angle1_rad=v");
        refused("--resample", "identify", file.toString(), "--resample", "1mHz");
        refused("no column angle1_rad among time_s, q", "identify", written("time_s,q\n0,1\n"));
        refused("line 2: angle1_rad is 'x'", "identify", written("time_s,angle1_rad\n0,x\n"));
        refused("line 3: angle1_rad is NaN", "identify", written("time_s,angle1_rad\n0,1\n1,NaN\n"));
        refused("is empty", "identify", written(""));
        refused("needs at least 20", "identify", written("time_s,angle1_rad\n0,1\n1,1\n"));
        refused("--column is for a CSV", "identify", folder.resolve("x.plumb").toString(), "--column", "time_s=t");
    }

    private String written(String text) throws IOException {
        Path file = folder.resolve("bad.csv");
        Files.writeString(file, text);
        return file.toString();
    }

    private static void refused(String message, String... words) {
        Typed typed = Typed.plumb(words);
        assertThat(typed.exit()).as(message).isEqualTo(2);
        assertThat(typed.err().strip()).contains(message).hasLineCount(1);
    }
}
