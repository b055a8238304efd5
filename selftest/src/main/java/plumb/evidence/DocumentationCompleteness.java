package plumb.evidence;

import java.util.List;
import plumb.selftest.Measurement;
import plumb.selftest.Measurement.Measured;
import plumb.selftest.Measurement.NotMeasured;

/** Which share of what a reader may look up is documented. Any thread. */
final class DocumentationCompleteness {
    static final String ID = "documentation-completeness";

    private DocumentationCompleteness() {}

    static Measurement of(List<DocumentedItem> items) {
        if (items.isEmpty()) {
            return new NotMeasured("nothing was found that could be documented");
        }
        List<String> missing = undocumented(items);
        int documented = items.size() - missing.size();
        String counts = documented + " of " + items.size()
                + " public types, methods, commands, options and keys are documented";
        return new Measured(
                100.0 * documented / items.size(),
                "%",
                missing.isEmpty() ? counts : counts + "; not: " + ShortList.of(missing));
    }

    static List<String> undocumented(List<DocumentedItem> items) {
        return items.stream()
                .filter(item -> !item.documented())
                .map(DocumentedItem::name)
                .toList();
    }
}
