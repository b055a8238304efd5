package plumb.report;

import java.util.List;
import java.util.Locale;

/**
 * The data of the plots as JSON that may stand in a script element: numbers with as many digits as a screen shows, and no
 * character in a text that could end the element. Pure functions.
 */
final class PlotData {
    private static final int DIGITS = 5;
    private static final int MOST_PLACES = 9;
    /** What would be shown as 0 with that many places. */
    private static final double SMALLEST = 0.5e-9;

    private final StringBuilder json = new StringBuilder();

    private PlotData() {}

    static String of(RunSeries series, List<RunEvent> events, List<LatencyCurve> curves, double rail, double force) {
        PlotData data = new PlotData();
        data.json.append("{\"rail\":").append(number(rail));
        data.json.append(",\"force\":").append(number(force));
        data.json.append(",\"windows\":{");
        if (series.cycles() > 0) {
            data.window("run", series, series.overview());
            if (series.engaged()) {
                data.json.append(',');
                data.window("start", series, series.start());
            }
            data.json.append(',');
            data.window("end", series, series.end());
        }
        data.json.append("},\"events\":[");
        for (int i = 0; i < events.size(); i++) {
            RunEvent event = events.get(i);
            data.json
                    .append(i == 0 ? "" : ",")
                    .append("{\"t\":")
                    .append(time(event.seconds()))
                    .append(",\"kind\":")
                    .append(text(event.kind().id()))
                    .append(",\"text\":")
                    .append(text(event.text()))
                    .append('}');
        }
        data.json.append("],\"latency\":[");
        for (int i = 0; i < curves.size(); i++) {
            LatencyCurve curve = curves.get(i);
            data.json.append(i == 0 ? "" : ",").append("{\"phase\":").append(text(curve.phase()));
            data.array(",\"tail\":", numbers(curve.tails()), false);
            data.array(",\"us\":", numbers(curve.micros()), false);
            data.json.append('}');
        }
        return data.json.append("]}").toString();
    }

    private static double[] numbers(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private void window(String name, RunSeries series, Decimation window) {
        json.append(text(name)).append(":{\"cyclesPerPoint\":").append(window.cyclesPerBucket());
        array(",\"t\":", window.seconds(series.originNanos()), true);
        for (Channel channel : Channel.values()) {
            if (channel != Channel.SURFACE || series.summary(channel).measured()) {
                array("," + text(channel.id()) + ":", window.values(channel), false);
            }
        }
        json.append('}');
    }

    private void array(String key, double[] values, boolean times) {
        json.append(key).append('[');
        for (int i = 0; i < values.length; i++) {
            json.append(i == 0 ? "" : ",").append(times ? time(values[i]) : number(values[i]));
        }
        json.append(']');
    }

    /** To a tenth of a millisecond. */
    private static String time(double seconds) {
        return fixed(seconds, 4);
    }

    /** With five significant digits; {@code null} for what is not a finite number. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return "null";
        }
        double size = StrictMath.abs(value);
        if (size < SMALLEST) {
            return "0";
        }
        int places = DIGITS - 1 - (int) StrictMath.floor(StrictMath.log10(size));
        return places < 0 ? Long.toString(StrictMath.round(value)) : fixed(value, StrictMath.min(places, MOST_PLACES));
    }

    /** There are a hundred thousand of them, so they are not left to a general formatter. */
    private static String fixed(double value, int places) {
        long unit = 1;
        for (int i = 0; i < places; i++) {
            unit *= 10;
        }
        long scaled = StrictMath.round(StrictMath.abs(value) * unit);
        if (scaled == 0) {
            return "0";
        }
        long fraction = scaled % unit;
        int shown = fraction == 0 ? 0 : places;
        while (shown > 0 && fraction % 10 == 0) {
            fraction /= 10;
            shown--;
        }
        StringBuilder number = new StringBuilder(value < 0 ? "-" : "").append(scaled / unit);
        if (shown > 0) {
            String digits = Long.toString(fraction);
            number.append('.').repeat("0", shown - digits.length()).append(digits);
        }
        return number.toString();
    }

    static String text(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' || c > '~') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
