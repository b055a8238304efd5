package plumb.cli;

import java.util.Comparator;
import java.util.List;
import plumb.config.RigConfig;
import plumb.simulation.GainTuning;

/**
 * What came of {@code plumb tune}. Immutable.
 *
 * @param tuning what was asked for
 * @param baseline cost of the gains it began with, over the scenarios of the search
 * @param found of each search
 * @param verdicts over the unseen scenarios: first of the gains it began with, then of each search's
 */
record TuneOutcome(
        GainTuning tuning, double baseline, List<GainTuning.Found> found, List<GainTuning.Verdict> verdicts) {
    /** Copies the lists. */
    TuneOutcome {
        found = List.copyOf(found);
        verdicts = List.copyOf(verdicts);
    }

    /** The search whose gains cost least over the scenarios of the selection; the first of equals. */
    GainTuning.Found best() {
        return found.stream()
                .min(Comparator.comparingDouble(GainTuning.Found::selectionCost))
                .orElseThrow();
    }

    GainTuning.Verdict verdict(GainTuning.Found search) {
        return verdicts.get(1 + found.indexOf(search));
    }

    /** Of the gains it began with, over the unseen scenarios. */
    GainTuning.Verdict before() {
        return verdicts.getFirst();
    }

    /** Whether the new gains cost less and settle no fewer of the unseen scenarios. Only then are they kept. */
    boolean better() {
        GainTuning.Verdict after = verdict(best());
        return after.cost() < before().cost()
                && after.report().settled() >= before().report().settled();
    }

    /** Of the gains that are kept. */
    GainTuning.Verdict verdict() {
        return better() ? verdict(best()) : before();
    }

    /** The rig with the gains that are kept. */
    RigConfig kept() {
        return better() ? best().tuned() : tuning.config();
    }

    /** By how much the new gains cost less over the unseen scenarios, as a share; negative where they cost more. */
    double gain() {
        return 1 - verdict(best()).cost() / before().cost();
    }

    boolean stopped() {
        return found.stream().anyMatch(each -> each.search().stopped());
    }
}
