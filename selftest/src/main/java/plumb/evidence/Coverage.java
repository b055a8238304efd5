package plumb.evidence;

import java.util.Collection;

/**
 * Lines and branches that tests reached, and those they did not. Immutable; any thread.
 *
 * @param lines how many there are
 * @param linesCovered how many of them were reached
 * @param branches how many there are
 * @param branchesCovered how many of them were reached
 */
record Coverage(long lines, long linesCovered, long branches, long branchesCovered) {
    static final Coverage NONE = new Coverage(0, 0, 0, 0);

    Coverage plus(Coverage other) {
        return new Coverage(
                lines + other.lines,
                linesCovered + other.linesCovered,
                branches + other.branches,
                branchesCovered + other.branchesCovered);
    }

    static Coverage sum(Collection<TypeCoverage> types) {
        return types.stream().map(TypeCoverage::coverage).reduce(NONE, Coverage::plus);
    }

    boolean whole() {
        return lines == linesCovered && branches == branchesCovered;
    }

    double linePercent() {
        return 100.0 * linesCovered / lines;
    }
}
