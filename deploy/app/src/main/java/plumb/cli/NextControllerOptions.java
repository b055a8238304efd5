package plumb.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import plumb.config.ConfigException;
import plumb.config.ConfigOverride;
import plumb.config.RigConfig;
import plumb.config.ValueType;

/** The options that let another law follow while a run balances. */
final class NextControllerOptions {
    private static final ValueType<Long> TIME = ValueType.duration("1ms", "604800s");

    @Option(
            names = "--next-controller",
            paramLabel = "NAME",
            description = "A law that is ready to follow the running one while it balances, without a jump in force."
                    + " Repeatable: in this order, then from the first again.")
    private List<String> laws = new ArrayList<>();

    @Option(
            names = "--switch-at",
            paramLabel = "TIME",
            description = "Lets the next law follow at this time after engagement, e.g. 10s. Repeatable, ascending.")
    private List<String> times = new ArrayList<>();

    void addTo(List<ConfigOverride> overrides) {
        if (!laws.isEmpty()) {
            ConfigOptions.add(overrides, "--next-controller", "nextControllers", String.join(", ", laws));
        }
    }

    /** When to switch, ns after engagement; throws what is wrong with it, one line. */
    List<Long> switches(RigConfig config) throws ConfigException, UsageException {
        List<Long> nanos = new ArrayList<>();
        for (String time : times) {
            long at = TIME.parse("--switch-at " + time, time);
            if (!nanos.isEmpty() && at <= nanos.getLast()) {
                throw new UsageException("--switch-at " + time + " comes after a time that is not before it");
            }
            nanos.add(at);
        }
        boolean follows = config.nextControllers().stream().anyMatch(name -> !name.equals(config.controller()));
        if (!nanos.isEmpty() && !follows) {
            throw new UsageException("--switch-at " + times.getFirst() + ": no law follows " + config.controller()
                    + "; name one with --next-controller");
        }
        return nanos;
    }
}
