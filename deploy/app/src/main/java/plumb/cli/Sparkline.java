package plumb.cli;

import java.nio.charset.Charset;
import java.util.List;

/** A series of numbers as one line of characters, lowest to highest. */
final class Sparkline {
    private static final String BLOCKS = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";
    private static final String ASCII = "_.,-=+*#";

    private Sparkline() {}

    /** Drawn with blocks where the terminal's character set has them. */
    static String of(List<Double> values) {
        Charset charset = Charset.forName(System.getProperty("stdout.encoding", "UTF-8"));
        return of(values, charset.newEncoder().canEncode(BLOCKS.charAt(0)) ? BLOCKS : ASCII);
    }

    static String ascii(List<Double> values) {
        return of(values, ASCII);
    }

    private static String of(List<Double> values, String levels) {
        double low = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double high = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        StringBuilder line = new StringBuilder();
        for (double value : values) {
            double share = high > low ? (value - low) / (high - low) : 1;
            line.append(levels.charAt((int) Math.round(share * (levels.length() - 1))));
        }
        return line.toString();
    }
}
