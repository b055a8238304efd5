package plumb.simulation;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;
import plumb.observe.RunSummary;

/**
 * What a batch of virtual runs adds up to. A run that did not settle contributes to the counts and to the extremes of
 * what it did, and to nothing else: it has no settling time and no tail figures. Immutable; any thread.
 *
 * @param controller name of the law
 * @param runs number of runs
 * @param settled runs that settled and stayed so
 * @param fell runs in which the pendulum fell
 * @param railHits runs in which the cart came to the end of the rail
 * @param settleSeconds settling times of the settled runs
 * @param maxPosition greatest |cart position| of all runs, m
 * @param peakForce greatest |force| of each run, N
 * @param forceVariation of each settled run after settling, N/s
 * @param tailRmsForce of each settled run after settling, high-passed, N
 * @param steps control periods simulated
 * @param wallSeconds how long it took, after the warm-up of the compiler
 * @param threads that worked on it
 */
public record SimulationReport(
        String controller,
        int runs,
        int settled,
        int fell,
        int railHits,
        Quantiles settleSeconds,
        double maxPosition,
        Quantiles peakForce,
        Quantiles forceVariation,
        Quantiles tailRmsForce,
        long steps,
        double wallSeconds,
        int threads) {
    /** Adds up runs of one law. */
    public static SimulationReport of(String controller, List<VirtualRun> runs, double wallSeconds, int threads) {
        List<RunSummary> figures =
                runs.stream().flatMap(run -> run.figures().stream()).toList();
        return new SimulationReport(
                controller,
                runs.size(),
                (int) figures.stream()
                        .filter(f -> f.settledAtSeconds().isPresent())
                        .count(),
                (int) runs.stream().filter(VirtualRun::fell).count(),
                (int) figures.stream().filter(RunSummary::endStop).count(),
                quantiles(figures, RunSummary::settledAtSeconds),
                figures.stream().mapToDouble(RunSummary::maxPosition).max().orElse(0),
                new Quantiles(
                        figures.stream().mapToDouble(RunSummary::peakForce).toArray()),
                quantiles(figures, RunSummary::forceVariationPerSecond),
                quantiles(figures, RunSummary::tailRmsForce),
                runs.stream().mapToLong(run -> run.result().engaged().cycles()).sum(),
                wallSeconds,
                threads);
    }

    /** The reports of several laws as one. */
    public static SimulationReport together(List<SimulationReport> reports) {
        return reports.size() == 1
                ? reports.getFirst()
                : new SimulationReport(
                        "all",
                        reports.stream().mapToInt(SimulationReport::runs).sum(),
                        reports.stream().mapToInt(SimulationReport::settled).sum(),
                        reports.stream().mapToInt(SimulationReport::fell).sum(),
                        reports.stream().mapToInt(SimulationReport::railHits).sum(),
                        union(reports, SimulationReport::settleSeconds),
                        reports.stream()
                                .mapToDouble(SimulationReport::maxPosition)
                                .max()
                                .orElse(0),
                        union(reports, SimulationReport::peakForce),
                        union(reports, SimulationReport::forceVariation),
                        union(reports, SimulationReport::tailRmsForce),
                        reports.stream().mapToLong(SimulationReport::steps).sum(),
                        reports.stream()
                                .mapToDouble(SimulationReport::wallSeconds)
                                .sum(),
                        reports.getFirst().threads());
    }

    private static Quantiles union(List<SimulationReport> reports, Function<SimulationReport, Quantiles> figures) {
        return new Quantiles(
                reports.stream().map(figures).flatMapToDouble(Quantiles::stream).toArray());
    }

    private static Quantiles quantiles(List<RunSummary> figures, Function<RunSummary, OptionalDouble> figure) {
        Stream<OptionalDouble> present = figures.stream().map(figure).filter(OptionalDouble::isPresent);
        return new Quantiles(present.mapToDouble(OptionalDouble::getAsDouble).toArray());
    }

    /** Control periods simulated per second of wall time, all threads together. */
    public double stepsPerSecond() {
        return steps / wallSeconds;
    }
}
