package plumb.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import plumb.selftest.Measurement;
import plumb.selftest.Measurement.Measured;
import plumb.selftest.Measurement.NotMeasured;

/** Which share of the mutants of the safety-critical types the tests noticed (PIT's XML). Any thread. */
final class MutationScore {
    static final String ID = "mutation-score";

    private MutationScore() {}

    /** Over the modules that have something marked; a module of them without a report leaves nothing measured. */
    static Measurement of(BuildTree tree) throws IOException {
        List<String> unreported = new ArrayList<>();
        List<String> survivors = new ArrayList<>();
        int[] mutants = new int[1];
        for (BuildTree.Module module : tree.modules()) {
            if (SafetyCriticalTypes.of(module).isEmpty()) {
                continue;
            }
            if (!Files.exists(module.mutations())) {
                unreported.add(module.name());
                continue;
            }
            XmlElements.visit(module.mutations(), (element, reader) -> {
                if (element.equals("mutation")) {
                    mutants[0]++;
                    if (!"true".equals(reader.getAttributeValue(null, "detected"))) {
                        survivors.add(module.name());
                    }
                }
            });
        }
        if (!unreported.isEmpty()) {
            return new NotMeasured("no mutation report of " + String.join(", ", unreported));
        }
        if (mutants[0] == 0) {
            return new NotMeasured("the mutation reports name no mutant");
        }
        int killed = mutants[0] - survivors.size();
        return new Measured(100.0 * killed / mutants[0], "%", killed + " of " + mutants[0] + " mutants killed");
    }
}
