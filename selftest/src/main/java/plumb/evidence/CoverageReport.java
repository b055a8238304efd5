package plumb.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The coverage of all modules (JaCoCo's CSV), each by its own tests. Immutable; any thread.
 *
 * @param types every type with code
 * @param unreported modules without a report
 */
record CoverageReport(List<TypeCoverage> types, List<String> unreported) {
    private static final String HEADER = "GROUP,PACKAGE,CLASS,INSTRUCTION_MISSED,INSTRUCTION_COVERED,BRANCH_MISSED,"
            + "BRANCH_COVERED,LINE_MISSED,LINE_COVERED";
    private static final int PACKAGE = 1;
    private static final int TYPE = 2;
    private static final int BRANCH_MISSED = 5;
    private static final int BRANCH_COVERED = 6;
    private static final int LINE_MISSED = 7;
    private static final int LINE_COVERED = 8;

    /** Reads them. */
    static CoverageReport of(BuildTree tree) throws IOException {
        List<TypeCoverage> types = new ArrayList<>();
        List<String> unreported = new ArrayList<>();
        for (BuildTree.Module module : tree.modules()) {
            if (Files.exists(module.coverage())) {
                read(module, types);
            } else {
                unreported.add(module.name());
            }
        }
        return new CoverageReport(List.copyOf(types), List.copyOf(unreported));
    }

    private static void read(BuildTree.Module module, List<TypeCoverage> types) throws IOException {
        Path file = module.coverage();
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.getFirst().startsWith(HEADER)) {
            throw new IOException(file + ": does not begin with " + HEADER);
        }
        for (String line : lines.subList(1, lines.size())) {
            types.add(type(module, file, line));
        }
    }

    private static TypeCoverage type(BuildTree.Module module, Path file, String line) throws IOException {
        String[] columns = line.split(",", -1);
        try {
            return new TypeCoverage(
                    module.name(),
                    columns[PACKAGE] + "." + columns[TYPE],
                    new Coverage(
                            Long.parseLong(columns[LINE_MISSED]) + Long.parseLong(columns[LINE_COVERED]),
                            Long.parseLong(columns[LINE_COVERED]),
                            Long.parseLong(columns[BRANCH_MISSED]) + Long.parseLong(columns[BRANCH_COVERED]),
                            Long.parseLong(columns[BRANCH_COVERED])));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IOException(file + ": cannot read \"" + line + "\"", e);
        }
    }
}
