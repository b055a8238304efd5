package plumb.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import plumb.identify.AbsoluteEstimate;
import plumb.identify.CartFit;
import plumb.identify.Estimate;
import plumb.identify.Identified;
import plumb.identify.ModelFit;
import plumb.identify.PlantParameter;
import plumb.identify.Quality;
import plumb.identify.ResidualFigures;
import plumb.identify.Unidentifiable;

/** What an identification looks like: as JSON keys, as rows of a table, and as text. Pure functions. */
final class IdentificationTexts {
    private IdentificationTexts() {}

    static Map<String, @Nullable Object> block(Identified found) {
        Map<String, @Nullable Object> block = new LinkedHashMap<>();
        ModelFit chosen = found.chosen();
        block.put("links", found.links());
        block.put("cart", found.cart());
        block.put("convention", found.convention());
        block.put("friction", name(chosen.friction()));
        Map<String, @Nullable Object> combinations = new LinkedHashMap<>();
        for (Estimate estimate : chosen.estimates()) {
            if (estimate.parameter().structural() && told(found, estimate)) {
                combinations.put(estimate.parameter().id(), interval(estimate));
            }
        }
        block.put("combinations", combinations);
        List<Map<String, @Nullable Object>> parameters = parameters(chosen);
        found.cartFit().ifPresent(cart -> parameters.addAll(absolute(cart)));
        block.put("parameters", parameters);
        block.put("residualRmsRad", chosen.residual().rms());
        block.put("residual", residual(chosen.residual()));
        block.put(
                "cartResidualRmsM",
                found.cartFit().map(cart -> (Object) cart.residualRms()).orElse(null));
        block.put("quality", name(chosen.quality()));
        block.put("reason", chosen.reason());
        block.put(
                "unidentifiable",
                found.unidentifiable().stream().map(Unidentifiable::name).toList());
        block.put(
                "unidentifiableReasons",
                found.unidentifiable().stream()
                        .collect(Collectors.toMap(
                                Unidentifiable::name, Unidentifiable::reason, (a, _) -> a, LinkedHashMap::new)));
        block.put(
                "models",
                found.models().stream().map(IdentificationTexts::model).toList());
        block.put("windowS", found.windowSeconds());
        block.put("windows", found.windows());
        block.put("rows", found.rows());
        block.put("notes", found.notes());
        return block;
    }

    private static boolean told(Identified found, Estimate estimate) {
        return found.unidentifiable().stream()
                .noneMatch(untold -> untold.name().equals(estimate.parameter().id()));
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, @Nullable Object> interval(Estimate estimate) {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("value", estimate.value());
        keys.put("ci95", List.of(estimate.low(), estimate.high()));
        return keys;
    }

    private static List<Map<String, @Nullable Object>> parameters(ModelFit fit) {
        List<Map<String, @Nullable Object>> parameters = new ArrayList<>();
        for (Estimate estimate : fit.estimates()) {
            Map<String, @Nullable Object> keys = new LinkedHashMap<>();
            keys.put("name", estimate.parameter().id());
            keys.putAll(interval(estimate));
            keys.put("unit", estimate.parameter().unit());
            parameters.add(keys);
        }
        return parameters;
    }

    private static List<Map<String, @Nullable Object>> absolute(CartFit cart) {
        List<Map<String, @Nullable Object>> parameters = new ArrayList<>();
        for (AbsoluteEstimate estimate : cart.estimates()) {
            Map<String, @Nullable Object> keys = new LinkedHashMap<>();
            keys.put("name", estimate.name());
            keys.put("value", estimate.value());
            keys.put("ci95", List.of(estimate.low(), estimate.high()));
            keys.put("unit", estimate.unit());
            parameters.add(keys);
        }
        return parameters;
    }

    private static Map<String, @Nullable Object> residual(ResidualFigures figures) {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("rmsRad", figures.rms());
        keys.put("noiseRad", figures.noise());
        keys.put("timesNoise", figures.timesNoise());
        keys.put("motionRmsRad", figures.motion());
        keys.put("autocorrelation", figures.autocorrelation());
        keys.put("autocorrelationLimit", figures.autocorrelationLimit());
        keys.put("white", !figures.related());
        return keys;
    }

    private static Map<String, @Nullable Object> model(ModelFit fit) {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("friction", name(fit.friction()));
        keys.put("residualRmsRad", fit.residual().rms());
        keys.put("residual", residual(fit.residual()));
        keys.put("quality", name(fit.quality()));
        keys.put("reason", fit.reason());
        keys.put("parameters", parameters(fit));
        return keys;
    }

    /** Name, value, interval, unit of each parameter, for people. */
    static List<List<String>> rows(Identified found) {
        List<List<String>> rows = new ArrayList<>();
        for (Estimate estimate : found.chosen().estimates()) {
            PlantParameter parameter = estimate.parameter();
            rows.add(row(parameter.id(), estimate.value(), estimate.halfWidth(), parameter.unit()));
        }
        for (AbsoluteEstimate estimate : found.cartFit().map(CartFit::estimates).orElse(List.of())) {
            rows.add(row(estimate.name(), estimate.value(), estimate.halfWidth(), estimate.unit()));
        }
        return rows;
    }

    private static List<String> row(String name, double value, double halfWidth, String unit) {
        return List.of(name, digits(value, halfWidth), "+- " + String.format(Locale.ROOT, "%.2g", halfWidth), unit);
    }

    /** As many places as the interval leaves sense to. */
    private static String digits(double value, double halfWidth) {
        int places = halfWidth > 0 ? (int) StrictMath.max(0, 2 - StrictMath.floor(StrictMath.log10(halfWidth))) : 6;
        return String.format(Locale.ROOT, "%." + StrictMath.min(places, 9) + "f", value);
    }

    static String text(Terminal terminal, MotionSource source, Identified found, @Nullable Path page) {
        ModelFit chosen = found.chosen();
        StringBuilder text = new StringBuilder(
                switch (chosen.quality()) {
                    case GOOD -> terminal.good("good");
                    case FAIR -> terminal.warn("fair");
                    case POOR -> terminal.bad("poor");
                });
        text.append("  ").append(chosen.reason());
        text.append(String.format(
                Locale.ROOT,
                "%n  %s, cart %s, angles %s; friction %s; %d rows in %d %s of %.3g s%n",
                found.links() == 1 ? "one link" : "two links",
                found.cart(),
                found.convention(),
                name(chosen.friction()),
                found.rows(),
                found.windows(),
                found.windows() == 1 ? "window" : "windows",
                found.windowSeconds()));
        for (List<String> row : rows(found)) {
            text.append(String.format(
                    Locale.ROOT, "%n  %-16s %14s %-12s %s", row.get(0), row.get(1), row.get(2), row.get(3)));
        }
        found.cartFit()
                .ifPresent(cart -> text.append(String.format(
                        Locale.ROOT, "%n%n  force: leaves %.2g m of the cart's position", cart.residualRms())));
        text.append(String.format("%n%n  models of friction:"));
        for (ModelFit model : found.models()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%n    %-8s residual %.2g rad, %s",
                    name(model.friction()),
                    model.residual().rms(),
                    name(model.quality())));
        }
        text.append(String.format("%n  not identified:"));
        grouped(found.unidentifiable())
                .forEach((reason, names) ->
                        text.append(String.format("%n    %s: %s", String.join(", ", names), reason)));
        source.notes().forEach(note -> text.append(String.format("%n  note: %s", note)));
        found.notes().forEach(note -> text.append(String.format("%n  note: %s", note)));
        if (page != null) {
            text.append(String.format("%n  residuals plotted in %s", page));
        }
        if (chosen.quality() == Quality.POOR) {
            text.append(String.format("%n  the intervals are those of a model that does not describe the motion"));
        }
        return text.toString();
    }

    private static Map<String, List<String>> grouped(List<Unidentifiable> all) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        all.forEach(one ->
                groups.computeIfAbsent(one.reason(), _ -> new ArrayList<>()).add(one.name()));
        return groups;
    }
}
