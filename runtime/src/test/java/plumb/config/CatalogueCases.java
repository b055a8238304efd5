package plumb.config;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hipparchus.complex.Complex;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.Arguments;
import plumb.design.ParameterSpec;
import plumb.hal.sim.Disturbance;
import plumb.model.StateView;

/** Texts for every key of the catalogue: the limits, just beyond them, of another unit. */
final class CatalogueCases {
    private CatalogueCases() {}

    static Stream<Arguments> keys() {
        return ConfigCatalogue.standard().keys().stream().map(key -> Arguments.of(Named.of(key.path(), key)));
    }

    /** Every text that the type must refuse. */
    static List<String> refused(ValueType<?> type) {
        List<String> texts = new ArrayList<>(List.of("NaN", "{}", "1_furlong"));
        texts.addAll(
                switch (type) {
                    case QuantityType quantity ->
                        Stream.concat(
                                        Stream.of(
                                                        quantity.minimum() - margin(quantity.minimum()),
                                                        quantity.maximum() + margin(quantity.maximum()))
                                                .map(value -> quantity.format(value)),
                                        Stream.of(otherUnit(quantity.dimension()), "Infinity"))
                                .toList();
                    case DurationType duration ->
                        List.of(
                                duration.format(duration.minimum() - 1),
                                duration.format(duration.maximum() + 1),
                                "1kg",
                                "1",
                                "0");
                    case PeriodType period ->
                        List.of(
                                (period.slowest() * 0.999) + "Hz",
                                (period.fastest() * 1.001) + "Hz",
                                "1s",
                                "100",
                                "0Hz");
                    case WholeType whole ->
                        List.of(
                                BigInteger.valueOf(whole.minimum())
                                        .subtract(BigInteger.ONE)
                                        .toString(),
                                BigInteger.valueOf(whole.maximum())
                                        .add(BigInteger.ONE)
                                        .toString(),
                                "1s",
                                "1.5");
                    case StorageType storage -> List.of("-1kB", storage.format(storage.maximum() + 1), "1kg", "1");
                    case AutoType<?> auto -> refused(auto.type());
                    case ChoiceType<?> _ -> List.of("no-such-choice");
                    case PlanType _ -> List.of("Lab", "plan.txt", ".csv", "x".repeat(500) + ".csv");
                    case BrokerUrlType _ ->
                        List.of(
                                "http://broker",
                                "mqtt://",
                                "mqtt://me:secret@broker",
                                "mqtt://broker:0",
                                "mqtt://broker:65536",
                                "mqtt://broker/path");
                    case NoneType _ -> List.of("x".repeat(502), "a#b", "a: b", "/a\tb");
                    case HistoryFileType _ ->
                        List.of("None", "a b.sqlite", "a?b.sqlite", "-x.sqlite", "x".repeat(500) + ".sqlite");
                    case NamesType _ -> List.of("no-such-choice", "lqr,lqr", "lqr classical", "[lqr, [none]]", ",");
                    case NameType _ -> List.of("Upper", "a b", "../up", "-x", "x".repeat(41));
                    case StateType _ ->
                        List.of("101,0,0", "0,-11,0", "0,0,11,0,0,0", "0,0,0,101,0,0", "0,0", "0,0,5deg");
                    case DisturbancesType _ -> List.of("step:1001N@1s", "step:1N@-1s", "pulse:1N/0s@1s", "step:1kg@1s");
                    case ParameterType parameter -> refused(parameter.spec());
                });
        return texts;
    }

    private static List<String> refused(ParameterSpec spec) {
        if (spec.kind() == ParameterSpec.Kind.CHOICE) {
            return List.of("no-such-choice", "0", String.join(",", spec.choices()));
        }
        String below = Quantity.plain(spec.minimum() - margin(spec.minimum()));
        String above = Quantity.plain(spec.maximum() + margin(spec.maximum()));
        List<String> texts = new ArrayList<>();
        for (String item : List.of(below, above, "1s", "NaN")) {
            texts.add(ListText.join(Collections.nCopies(spec.length(), item)));
            texts.add(item);
        }
        texts.add(ListText.join(Collections.nCopies(spec.length() + 1, Quantity.plain(spec.minimum()))));
        return texts;
    }

    /** The extreme texts that the type must accept. */
    static List<String> accepted(ValueType<?> type) {
        return switch (type) {
            case QuantityType quantity ->
                List.of(quantity.format(quantity.minimum()), quantity.format(quantity.maximum()));
            case DurationType duration ->
                List.of(duration.format(duration.minimum()), duration.format(duration.maximum()));
            case PeriodType period -> List.of(period.slowest() + "Hz", period.fastest() + "Hz");
            case WholeType whole -> List.of(Long.toString(whole.minimum()), Long.toString(whole.maximum()));
            case StorageType storage -> List.of(storage.format(storage.minimum()), storage.format(storage.maximum()));
            case AutoType<?> auto -> accepted(auto.type());
            case ChoiceType<?> choice -> List.of(choice.allowed().split(", "));
            case PlanType _ -> List.of("lab", "benchmark", "/plans/mine.csv");
            case BrokerUrlType _ ->
                List.of("none", "embedded", "tcp://a", "mqtts://b.example:1", "ssl://[::1]:65535", "mqtt://10.0.0.1/");
            case NoneType none ->
                none.noun().equals("user")
                        ? List.of("none", "x".repeat(100), "rig-1@lab")
                        : List.of("none", "/etc/plumb/key.pem", "./key", "/" + "x".repeat(100));
            case HistoryFileType _ -> List.of("none", "/var/lib/plumb/h.sqlite", "x".repeat(490) + ".sqlite");
            case NamesType names -> List.of("", "[]", "lqr, none", ListText.join(names.choices()));
            case NameType _ -> List.of("a", "x".repeat(40), "lab-2");
            case StateType _ -> List.of("100,10,-10,100,-1000,1000", "0,0,0");
            case DisturbancesType _ -> List.of("", "[]", "step:-1000N@24h,pulse:1000N/1us@0s");
            case ParameterType parameter -> accepted(parameter.spec());
        };
    }

    private static List<String> accepted(ParameterSpec spec) {
        if (spec.kind() == ParameterSpec.Kind.CHOICE) {
            return spec.choices();
        }
        return Stream.of(spec.minimum(), spec.maximum())
                .map(Quantity::plain)
                .map(item -> spec.kind() == ParameterSpec.Kind.SCALAR
                        ? item
                        : ListText.join(Collections.nCopies(spec.length(), item)))
                .toList();
    }

    /** Another valid value, as close as there is one; none where only one value exists. */
    static <T> Optional<String> other(Key<T> key, RigConfig config) {
        T value = key.getter().apply(config);
        return Optional.of(key.type().format(value)).flatMap(text -> switch (key.type()) {
            case QuantityType quantity -> Optional.of(quantity.format(nudged((Double) value, quantity.maximum())));
            case DurationType duration -> Optional.of(duration.format((Long) value + 1));
            case PeriodType period -> Optional.of(period.format((Long) value + 1));
            case WholeType whole ->
                Optional.of(Long.toString((Long) value == whole.maximum() ? (Long) value - 1 : (Long) value + 1));
            case StorageType storage -> Optional.of(storage.format((Long) value + 1));
            // No spin is as long as the longest that any rate allows.
            case AutoType<?> auto
            when key.equals(LoopKeys.SPIN) -> Optional.of(accepted(auto.type()).getFirst());
            case AutoType<?> auto -> Optional.of(accepted(auto.type()).getLast());
            case ChoiceType<?> choice ->
                List.of(choice.allowed().split(", ")).stream()
                        .filter(word -> !word.equals(text))
                        .findFirst();
            case BrokerUrlType _ -> Optional.of("embedded");
            case NoneType none -> Optional.of(accepted(none).getLast());
            case HistoryFileType _ -> Optional.of("none");
            case NamesType names -> Optional.of(ListText.join(names.choices()));
            case NameType _ -> Optional.of(text + "2");
            case PlanType _ -> Optional.of("mine.csv");
            case StateType state -> Optional.of(state.format(nudged((StateView) value)));
            case DisturbancesType type -> Optional.of(type.format(List.of(Disturbance.step(1, 0))));
            case ParameterType parameter
            when parameter.spec().kind() == ParameterSpec.Kind.CHOICE ->
                parameter.spec().choices().stream()
                        .filter(word -> !word.equals(text))
                        .findFirst();
            case ParameterType parameter ->
                Optional.of(parameter.format(
                        nudgedFirst(components(value), parameter.spec().maximum())));
        });
    }

    @SuppressWarnings("unchecked") // the value of a ParameterType
    private static List<Complex> components(Object value) {
        return (List<Complex>) value;
    }

    private static List<Complex> nudgedFirst(List<Complex> components, double maximum) {
        List<Complex> nudged = new ArrayList<>(components);
        nudged.set(
                0,
                new Complex(
                        nudged(components.getFirst().getReal(), maximum),
                        components.getFirst().getImaginary()));
        return nudged;
    }

    private static double nudged(double value, double maximum) {
        return value < maximum ? StrictMath.nextUp(value) : StrictMath.nextDown(value);
    }

    private static InitialState nudged(StateView x) {
        return new InitialState(
                x.position(), x.angle1(), x.angle2(), x.velocity(), x.rate1(), StrictMath.nextUp(x.rate2()));
    }

    private static double margin(double limit) {
        return limit == 0 ? 1e-3 : StrictMath.abs(limit) * 1e-6;
    }

    private static String otherUnit(Dimension dimension) {
        return dimension == Dimension.MASS ? "1s" : "1kg";
    }
}
