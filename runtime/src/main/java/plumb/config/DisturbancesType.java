package plumb.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import plumb.hal.sim.Disturbance;

/** Forces on the cart: {@code step:10N@2s}, {@code pulse:30N/100ms@2s}. */
record DisturbancesType() implements ValueType<List<Disturbance>> {
    private static final Pattern STEP = Pattern.compile("step:([^@/]*)@([^@/]*)");
    private static final Pattern PULSE = Pattern.compile("pulse:([^@/]*)/([^@/]*)@([^@/]*)");
    private static final ValueType<Double> FORCE = ValueType.quantity(Dimension.FORCE, "-1000N", "1000N");
    private static final ValueType<Long> START = ValueType.duration("0s", "24h");
    private static final ValueType<Long> LENGTH = ValueType.duration("1us", "24h");

    @Override
    public List<Disturbance> parse(String text) throws ConfigException {
        return parseItems(ListText.split(text));
    }

    @Override
    public List<Disturbance> parseItems(List<String> items) throws ConfigException {
        List<Disturbance> disturbances = new ArrayList<>();
        for (String item : items) {
            disturbances.add(disturbance(item));
        }
        return List.copyOf(disturbances);
    }

    private Disturbance disturbance(String item) throws ConfigException {
        Matcher step = STEP.matcher(item);
        if (step.matches()) {
            return Disturbance.step(part("force", FORCE, step.group(1)), part("start", START, step.group(2)));
        }
        Matcher pulse = PULSE.matcher(item);
        if (pulse.matches()) {
            return Disturbance.pulse(
                    part("force", FORCE, pulse.group(1)),
                    part("duration", LENGTH, pulse.group(2)),
                    part("start", START, pulse.group(3)));
        }
        throw new ConfigException(OneLine.of(item) + " is not a disturbance; allowed: " + allowed());
    }

    private static <T> T part(String name, ValueType<T> type, String text) throws ConfigException {
        return type.parse(name + " " + OneLine.of(text), text);
    }

    @Override
    public String format(List<Disturbance> value) {
        return ListText.join(value.stream().map(DisturbancesType::format).toList());
    }

    private static String format(Disturbance disturbance) {
        String force = FORCE.format(disturbance.forceNewtons());
        String start = START.format(disturbance.startNanos());
        return disturbance.durationNanos() == Long.MAX_VALUE
                ? "step:" + force + "@" + start
                : "pulse:" + force + "/" + LENGTH.format(disturbance.durationNanos()) + "@" + start;
    }

    @Override
    public String allowed() {
        return "a list of step:FORCE@START and pulse:FORCE/DURATION@START, as step:10N@2s, pulse:30N/100ms@2s";
    }
}
