package plumb.cli;

import java.util.ArrayList;
import java.util.List;
import plumb.readiness.Waiver;

/** {@code --waive GATE=REASON}: granted by whoever is logged in. */
final class WaiverOption {
    private WaiverOption() {}

    static List<Waiver> parse(List<String> texts) throws UsageException {
        List<Waiver> waivers = new ArrayList<>();
        for (String text : texts) {
            waivers.add(parse(text));
        }
        return waivers;
    }

    private static Waiver parse(String text) throws UsageException {
        int equals = text.indexOf('=');
        if (equals < 1 || text.substring(equals + 1).isBlank()) {
            throw new UsageException("--waive is " + text + ", must have the form GATE=REASON");
        }
        return new Waiver(
                text.substring(0, equals).strip(),
                System.getProperty("user.name"),
                text.substring(equals + 1).strip());
    }
}
