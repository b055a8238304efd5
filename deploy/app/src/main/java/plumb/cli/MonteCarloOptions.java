package plumb.cli;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import plumb.config.Start;
import plumb.model.State;
import plumb.simulation.ParameterSpread;
import plumb.simulation.Variation;

/** {@code --monte-carlo N --seed S}: runs on rigs that differ from the nominal one as real rigs do. */
final class MonteCarloOptions {
    /** Where the runs start in turn, unless the command line says otherwise: leaning by 3 to 8 degrees, at rest. */
    private static final List<State> STARTS = List.of(
            leaning(0.05, -0.03), leaning(0.05, 0.05), leaning(0.1, 0.1), leaning(0.1, 0.05), leaning(0.08, -0.05));

    private static final int MOST_RUNS = 1_000_000;

    @Option(
            names = "--monte-carlo",
            paramLabel = "N",
            description =
                    "N runs on rigs whose masses, lengths, centres of mass, inertias and frictions are up to 10 %% off, "
                            + "with one count of encoder noise and once to twice the delay; from five leaning starts in turn.")
    private @Nullable Integer runs;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of --monte-carlo. Default: 1.")
    private @Nullable Long seed;

    /** The starts of a pose: leaning by as much from where it is at rest. */
    static List<State> starts(Start pose) {
        double rest = pose == Start.HANGING ? StrictMath.PI : 0;
        return STARTS.stream()
                .map(start -> leaning(rest + start.angle1(), rest + start.angle2()))
                .toList();
    }

    private static State leaning(double angle1, double angle2) {
        return new State(0, angle1, angle2, 0, 0, 0);
    }

    /** Number of runs; empty where no Monte Carlo is wanted. */
    OptionalInt runs() throws UsageException {
        @Nullable Integer wanted = runs;
        if (wanted == null) {
            if (seed != null) {
                throw new UsageException(
                        "--seed goes with --monte-carlo N; the noise of single runs has the key " + "simulation.seed");
            }
            return OptionalInt.empty();
        }
        if (wanted < 1 || wanted > MOST_RUNS) {
            throw new UsageException("--monte-carlo is " + wanted + ", must be from 1 to " + MOST_RUNS);
        }
        return OptionalInt.of(wanted);
    }

    /** How the rigs differ. */
    Variation spread() throws UsageException {
        if (runs().isEmpty()) {
            return Variation.NONE;
        }
        @Nullable Long given = seed;
        return new ParameterSpread(given == null ? 1 : given, ParameterSpread.USUAL_SHARE);
    }
}
