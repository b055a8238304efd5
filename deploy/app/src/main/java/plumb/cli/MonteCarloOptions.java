package plumb.cli;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import plumb.simulation.ParameterSpread;
import plumb.simulation.Variation;

/** {@code --monte-carlo N --seed S}: runs on rigs that differ from the nominal one as real rigs do. */
final class MonteCarloOptions {
    private static final int MOST_RUNS = 1_000_000;

    @Option(
            names = "--monte-carlo",
            paramLabel = "N",
            description =
                    "N runs on rigs whose masses, lengths, centres of mass, inertias and frictions are up to 10 %% off, "
                            + "with one count of encoder noise and once to twice the delay.")
    private @Nullable Integer runs;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of --monte-carlo. Default: 1.")
    private @Nullable Long seed;

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
