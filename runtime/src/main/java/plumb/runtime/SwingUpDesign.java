package plumb.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import plumb.config.RigConfig;
import plumb.config.Sha256;
import plumb.config.SwingUpSettings;
import plumb.config.SwingUpSettings.HandOverLimits;
import plumb.control.Controller;
import plumb.control.SwingUp;
import plumb.design.SwingUpPlan;
import plumb.design.SwingUpPlanText;
import plumb.design.TrackingDesign;
import plumb.model.RigParameters;

/** Finds the swing-up plan of a configuration, checks that it is for this rig, and designs its regulator. Housekeeping thread. */
final class SwingUpDesign {
    private static final long LARGEST = 1 << 20;

    private SwingUpDesign() {}

    /** Reads the plan that the configuration names; throws {@link IllegalArgumentException} with place and reason. */
    static SwingUpPlan plan(RigConfig config) {
        String name = config.swingUp().plan();
        SwingUpPlan plan =
                SwingUpPlanText.read("swingUp.plan " + name, name.endsWith(".csv") ? file(name) : builtIn(name));
        if (!plan.arrives()) {
            throw problem(name, notUpright(plan.states()[plan.commands().size()]));
        }
        return plan;
    }

    /** Of the configuration and of what the plan does; what its file says to people beside that counts for nothing. */
    static String sha256(RigConfig config, SwingUpPlan plan) {
        return Sha256.of(config.sha256() + "\n" + SwingUpPlanText.write(plan, Map.of()));
    }

    private static String notUpright(double[] end) {
        return String.format(
                Locale.ROOT,
                "does not end upright: position %.3f m, angles %.3f and %.3f rad, velocity %.3f m/s, rates %.3f and %.3f"
                        + " rad/s; allowed: below %s m, %s rad, %s m/s, %s rad/s: plan again with plumb plan",
                end[0],
                end[1],
                end[2],
                end[3],
                end[4],
                end[5],
                SwingUpPlan.ARRIVED_POSITION,
                SwingUpPlan.ARRIVED_ANGLE,
                SwingUpPlan.ARRIVED_RATE,
                SwingUpPlan.ARRIVED_RATE);
    }

    private static String builtIn(String name) {
        String resource = "swing-up-" + name + ".csv";
        try (@Nullable InputStream stream = SwingUpDesign.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalArgumentException("swingUp.plan " + name + ": no built-in plan of this name");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the resource " + resource + " cannot be read", e);
        }
    }

    private static String file(String name) {
        Path path = Path.of(name);
        try {
            if (Files.isDirectory(path) || Files.size(path) > LARGEST) {
                throw problem(name, "a directory or larger than 1 MB; allowed: a file that plumb plan wrote");
            }
            return Files.readString(path);
        } catch (NoSuchFileException e) {
            throw problem(name, "no such file");
        } catch (AccessDeniedException e) {
            throw problem(name, "permission denied");
        } catch (MalformedInputException e) {
            throw problem(name, "not a text in UTF-8");
        } catch (IOException e) {
            throw problem(name, "cannot be read");
        }
    }

    private static IllegalArgumentException problem(String name, String problem) {
        return new IllegalArgumentException("swingUp.plan " + name + ": " + problem);
    }

    /** The swing-up along a plan, then a law; throws {@link IllegalArgumentException} where the plan is not for this rig. */
    static SwingUp of(RigConfig config, SwingUpPlan plan, Controller law) {
        check(config, plan);
        SwingUpSettings settings = config.swingUp();
        TrackingDesign design = new TrackingDesign(
                plan,
                config.loop().periodSeconds(),
                settings.stateWeights().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray(),
                settings.forceWeight());
        HandOverLimits limits = settings.handOver();
        SwingUp.HandOver handOver = new SwingUp.HandOver(
                limits.position(),
                limits.angle(),
                limits.velocity(),
                limits.rate(),
                config.limits().envelope().angle(),
                limits.graceNanos() / config.loop().periodNanos());
        return new SwingUp(design, handOver, config.limits().force(), law);
    }

    private static void check(RigConfig config, SwingUpPlan plan) {
        String name = config.swingUp().plan();
        RigParameters nominal = config.plant();
        if (!plan.parameters().equals(nominal)) {
            throw problem(
                    name,
                    "planned for another plant, " + plan.parameters() + "; this rig is " + nominal
                            + ": plan again with plumb plan");
        }
        double lag = config.actuator().lagNanos() * 1e-9;
        if (Math.abs(plan.motorLag() - lag) > 1e-9) {
            throw problem(
                    name,
                    "planned for a motor lag of " + plan.motorLag() + " s; this rig has " + lag
                            + " s: plan again with plumb plan");
        }
        within(name, "force", plan.peakForce(), config.limits().force(), "N");
        within(
                name,
                "cart position",
                plan.farthestPosition(),
                config.limits().envelope().position(),
                "m");
        within(
                name,
                "cart velocity",
                plan.fastestVelocity(),
                config.limits().envelope().velocity(),
                "m/s");
        within(
                name,
                "angular rate",
                plan.fastestRate(),
                config.limits().envelope().swingRate(),
                "rad/s");
    }

    private static void within(String name, String what, double found, double limit, String unit) {
        if (!(found <= limit)) {
            throw problem(
                    name,
                    String.format(
                            Locale.ROOT,
                            "its greatest %s is %.3f %s; this rig allows %.3f %s: plan again with plumb plan",
                            what,
                            found,
                            unit,
                            limit,
                            unit));
        }
    }
}
