package plumb.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import plumb.comparison.Comparison;
import plumb.comparison.Course;
import plumb.comparison.Criterion;
import plumb.comparison.StandardSet;
import plumb.comparison.Standing;
import plumb.config.RigConfig;
import plumb.simulation.SimulationReport;

/** What a comparison looks like: as a document and as a table. */
final class CompareTexts {
    private CompareTexts() {}

    static Map<String, @Nullable Object> document(Comparison comparison, BuildInfo build) {
        List<Standing> standings = comparison.standings();
        Map<String, @Nullable Object> document =
                Documents.begin("compare", build, standings.getFirst().config());
        document.put("detail", comparison.set().detail().name().toLowerCase(Locale.ROOT));
        document.put("seed", StandardSet.SEED);
        document.put("cyclesPlanned", comparison.cycles());
        document.put("wallS", comparison.wallSeconds());
        document.put("threads", comparison.threads());
        document.put(
                "rigs",
                byRig(comparison).values().stream()
                        .map(laws -> rig(comparison.set(), laws))
                        .toList());
        return document;
    }

    private static Map<String, List<Standing>> byRig(Comparison comparison) {
        return comparison.standings().stream()
                .collect(Collectors.groupingBy(
                        standing -> standing.config().name(), LinkedHashMap::new, Collectors.toList()));
    }

    private static Map<String, @Nullable Object> rig(StandardSet set, List<Standing> laws) {
        Standing first = laws.getFirst();
        RigConfig config = first.config();
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("rig", config.name());
        keys.put("forceLimitN", config.limits().force());
        keys.put("railHalfLengthM", config.limits().railHalfLength());
        keys.put("rateHz", 1 / config.loop().periodSeconds());
        Map<String, @Nullable Object> scenarios = new LinkedHashMap<>();
        for (Standing.Outcome outcome : first.outcomes()) {
            scenarios.put(
                    outcome.id(),
                    ordered("title", outcome.title(), "runs", outcome.report().runs(), "seconds", StandardSet.SECONDS));
        }
        keys.put("scenarios", scenarios);
        keys.put(
                "forces",
                ordered(
                        "atS",
                        StandardSet.FORCE_AT_SECONDS,
                        "pushN",
                        StandardSet.push(config),
                        "pushS",
                        StandardSet.PUSH_SECONDS,
                        "lastingN",
                        StandardSet.lasting(config)));
        keys.put("map", ordered("anglesRad", set.mapAngles(config), "seconds", StandardSet.SHORT_SECONDS));
        Map<String, @Nullable Object> criteria = new LinkedHashMap<>();
        for (Criterion criterion : Criterion.values()) {
            criteria.put(
                    criterion.id(),
                    ordered("title", criterion.title(), "unit", criterion.unit(), "steps", criterion.steps()));
        }
        keys.put(
                "robustness",
                ordered("starts", set.robustnessStarts(), "seconds", StandardSet.SHORT_SECONDS, "criteria", criteria));
        keys.put("controllers", laws.stream().map(CompareTexts::law).toList());
        return keys;
    }

    private static Map<String, @Nullable Object> ordered(@Nullable Object... keysAndValues) {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            keys.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
        }
        return keys;
    }

    private static Map<String, @Nullable Object> law(Standing standing) {
        RigConfig config = standing.config();
        Map<String, @Nullable Object> keys = ordered(
                "controller", config.controller(), "estimator", config.estimator(), "configSha256", config.sha256());
        Map<String, @Nullable Object> outcomes = new LinkedHashMap<>();
        for (Standing.Outcome outcome : standing.outcomes()) {
            Map<String, @Nullable Object> block = SimulationTexts.outcome(outcome.report());
            block.put(
                    "settleTimesS",
                    outcome.report().settleSeconds().stream().boxed().toList());
            outcomes.put(outcome.id(), block);
        }
        keys.put("scenarios", outcomes);
        keys.put("push", followed(standing.push()));
        keys.put("lasting", followed(standing.lasting()));
        keys.put(
                "map",
                ordered(
                        "settledShare",
                        standing.mapShare(),
                        "settleS",
                        standing.map().stream()
                                .map(row -> {
                                    List<@Nullable Double> cells = new ArrayList<>();
                                    row.forEach(cell -> cells.add(Documents.figure(cell)));
                                    return cells;
                                })
                                .toList()));
        Map<String, @Nullable Object> robustness = new LinkedHashMap<>();
        for (Standing.Robustness each : standing.robustness()) {
            robustness.put(each.criterion().id(), ordered("score", each.score(), "settled", each.settled()));
        }
        robustness.put("mean", standing.robustnessMean());
        keys.put("robustness", robustness);
        return keys;
    }

    private static Map<String, @Nullable Object> followed(Standing.Followed followed) {
        Course course = followed.course();
        return ordered(
                "recoveryS",
                Documents.figure(followed.recoverySeconds()),
                "offsetM",
                Documents.figure(followed.offset()),
                "course",
                ordered(
                        "t",
                        course.seconds(),
                        "position",
                        course.position(),
                        "angle1",
                        course.angle1(),
                        "angle2",
                        course.angle2(),
                        "rate1",
                        course.rate1(),
                        "force",
                        course.force(),
                        "surface",
                        nullable(course.surface())));
    }

    /** A law without a surface has none, not a number that is none. */
    private static List<@Nullable Double> nullable(List<Double> values) {
        List<@Nullable Double> figures = new ArrayList<>();
        values.forEach(value -> figures.add(Double.isFinite(value) ? value : null));
        return figures;
    }

    /** One figure of a table: how it is shown, and which of several is the best. */
    private record Column(
            String group, String title, ToDoubleFunction<Standing> figure, boolean least, String format) {}

    /** A table per rig; the best of each column is marked. */
    static String table(Terminal terminal, Comparison comparison) {
        StringBuilder text = new StringBuilder();
        byRig(comparison).forEach((rig, laws) -> table(terminal, text, rig, laws));
        return text.append(terminal.dim(String.format(
                        Locale.ROOT,
                        "settled %% of runs; push: s until back; lasting: mm of offset; chatter: N/s after settling;"
                                + " map: %% of starts; robustness: %% of runs%n%.1f million periods in %.0f s on %d threads",
                        comparison.cycles() * 1e-6,
                        comparison.wallSeconds(),
                        comparison.threads())))
                .toString();
    }

    private static List<Column> columns(List<Standing> laws) {
        List<Column> columns = new ArrayList<>();
        List<Standing.Outcome> outcomes = laws.getFirst().outcomes();
        for (int i = 0; i < outcomes.size(); i++) {
            int number = i;
            columns.add(new Column(
                    "settled",
                    outcomes.get(i).id(),
                    law -> 100.0
                            * report(law, number).settled()
                            / report(law, number).runs(),
                    false,
                    "%.1f"));
        }
        columns.add(new Column(
                "settling s",
                "small",
                law -> orNan(report(law, 0).settleSeconds().median()),
                true,
                "%.2f"));
        columns.add(new Column(
                "settling s",
                "spread",
                law -> orNan(report(law, 3).settleSeconds().median()),
                true,
                "%.2f"));
        columns.add(new Column("after a", "push", law -> orNan(law.push().recoverySeconds()), true, "%.2f"));
        columns.add(new Column(
                "after a", "lasting", law -> 1000 * orNan(law.lasting().offset()), true, "%.1f"));
        columns.add(new Column(
                "", "chatter", law -> orNan(report(law, 3).forceVariation().median()), true, "%.1f"));
        columns.add(new Column("", "map", law -> 100 * law.mapShare(), false, "%.1f"));
        for (Criterion criterion : Criterion.values()) {
            columns.add(new Column(
                    "robustness",
                    criterion == Criterion.FORCE_GAIN ? "gain" : criterion.id(),
                    law -> 100 * score(law, criterion),
                    false,
                    "%.0f"));
        }
        columns.add(new Column("robustness", "mean", law -> 100 * law.robustnessMean(), false, "%.1f"));
        return columns;
    }

    private static double score(Standing law, Criterion criterion) {
        return law.robustness().stream()
                .filter(each -> each.criterion() == criterion)
                .findFirst()
                .orElseThrow()
                .score();
    }

    private static SimulationReport report(Standing law, int group) {
        return law.outcomes().get(group).report();
    }

    private static double orNan(OptionalDouble value) {
        return value.orElse(Double.NaN);
    }

    private static void table(Terminal terminal, StringBuilder text, String rig, List<Standing> laws) {
        List<Column> columns = columns(laws);
        int first = laws.stream()
                .mapToInt(law -> law.config().controller().length())
                .max()
                .orElse(0);
        int[] widths = new int[columns.size()];
        String[][] cells = new String[laws.size()][columns.size()];
        for (int c = 0; c < widths.length; c++) {
            widths[c] = columns.get(c).title().length();
            for (int r = 0; r < laws.size(); r++) {
                double value = columns.get(c).figure().applyAsDouble(laws.get(r));
                cells[r][c] = Double.isNaN(value)
                        ? "-"
                        : String.format(Locale.ROOT, columns.get(c).format(), value);
                widths[c] = Math.max(widths[c], cells[r][c].length());
            }
        }
        first = Math.max(first, rig.length());
        text.append(terminal.bold(rig)).append(" ".repeat(first - rig.length()));
        text.append(terminal.dim(groups(columns, widths))).append('\n');
        text.append(" ".repeat(first));
        for (int c = 0; c < widths.length; c++) {
            text.append(gap(columns, c))
                    .append(terminal.dim(right(columns.get(c).title(), widths[c])));
        }
        for (int r = 0; r < laws.size(); r++) {
            String name = laws.get(r).config().controller();
            text.append('\n').append(name).append(" ".repeat(first - name.length()));
            for (int c = 0; c < widths.length; c++) {
                String cell = right(cells[r][c], widths[c]);
                text.append(gap(columns, c)).append(best(columns.get(c), laws, r) ? terminal.good(cell) : cell);
            }
        }
        text.append("\n\n");
    }

    private static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    /** Columns of one group stand closer. */
    private static String gap(List<Column> columns, int c) {
        return c > 0 && columns.get(c).group().equals(columns.get(c - 1).group()) ? "  " : "   ";
    }

    private static String groups(List<Column> columns, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < widths.length; ) {
            int from = c;
            int width = 0;
            do {
                width += widths[c] + (c > from ? 2 : 0);
                c++;
            } while (c < widths.length
                    && columns.get(c).group().equals(columns.get(from).group()));
            String title = columns.get(from).group();
            line.append("   ").append(title).append(" ".repeat(Math.max(0, width - title.length())));
        }
        return line.toString().stripTrailing();
    }

    /** Whether a law is the best of a column in which they differ. */
    private static boolean best(Column column, List<Standing> laws, int number) {
        double[] values = laws.stream().mapToDouble(column.figure()).toArray();
        double own = values[number];
        boolean differ = false;
        for (double value : values) {
            differ |= Double.isNaN(value) || Double.isNaN(own) || value != own;
            if (Double.isNaN(own) || (column.least() ? value < own : value > own)) {
                return false;
            }
        }
        return differ;
    }
}
