package plumb.evidence;

import java.util.List;

/** Many names in one line. Any thread. */
final class ShortList {
    private static final int SHOWN = 5;

    private ShortList() {}

    /** The first few, and how many more there are. */
    static String of(List<String> names) {
        String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        return names.size() > SHOWN ? shown + " and " + (names.size() - SHOWN) + " more" : shown;
    }
}
