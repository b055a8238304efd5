package plumb.config;

import java.util.List;
import java.util.stream.DoubleStream;
import plumb.model.StateView;

/** A state: position, two angles and, where they are not zero, velocity and two rates; plain numbers in SI units. */
record StateType() implements ValueType<StateView> {
    private static final List<QuantityType> COMPONENTS =
            List.of(component(100), component(10), component(10), component(100), component(1000), component(1000));
    private static final int POSITIONS = 3;

    private static QuantityType component(double magnitude) {
        return new QuantityType(Dimension.NONE, -magnitude, magnitude);
    }

    @Override
    public StateView parse(String text) throws ConfigException {
        return parseItems(ListText.split(text));
    }

    @Override
    public StateView parseItems(List<String> items) throws ConfigException {
        if (items.size() != POSITIONS && items.size() != COMPONENTS.size()) {
            throw new ConfigException(items.size() + " numbers; allowed: " + allowed());
        }
        double[] x = new double[COMPONENTS.size()];
        for (int i = 0; i < items.size(); i++) {
            try {
                x[i] = COMPONENTS.get(i).parse(items.get(i));
            } catch (ConfigException e) {
                throw new ConfigException(
                        "number " + (i + 1) + " is " + OneLine.of(items.get(i)) + ": " + e.getMessage());
            }
        }
        return new InitialState(x[0], x[1], x[2], x[3], x[4], x[5]);
    }

    @Override
    public String format(StateView x) {
        return ListText.join(DoubleStream.of(x.position(), x.angle1(), x.angle2(), x.velocity(), x.rate1(), x.rate2())
                .mapToObj(Quantity::plain)
                .toList());
    }

    @Override
    public String allowed() {
        return "3 or 6 plain numbers: position m, angle 1 rad, angle 2 rad, velocity m/s, rate 1 rad/s, rate 2 rad/s";
    }
}
