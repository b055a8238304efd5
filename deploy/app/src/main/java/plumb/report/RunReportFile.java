package plumb.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import plumb.record.RecordingFiles;

/** Writes {@code report.html} into a run folder that is complete otherwise. Housekeeping thread, after the run. */
public final class RunReportFile {
    private static final String NAME = "report.html";

    private RunReportFile() {}

    /**
     * Writes the report; it is there as a whole or not at all.
     *
     * @param folder the run's: its recording and its percentile distributions are plotted, where there are any
     * @param documents what is known of the run otherwise
     * @throws IOException where something cannot be read or the report cannot be written: one line that says so
     */
    public static void write(Path folder, RunDocuments documents) throws IOException {
        Path unfinished = folder.resolve(NAME + ".part");
        try {
            String page = ReportPage.of(documents, cycles(folder), LatencyCurve.in(folder));
            Files.writeString(unfinished, page, StandardCharsets.UTF_8);
            Files.move(unfinished, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(unfinished);
            throw new IOException(folder.resolve(NAME) + " was not written, everything else was: " + e.getMessage(), e);
        }
    }

    private static RunSeries cycles(Path folder) throws IOException {
        Path recording = folder.resolve(RecordingFiles.FIRST);
        if (!Files.exists(recording)) {
            return RunSeries.of(() -> null);
        }
        try (RecordedCycles cycles = RecordedCycles.open(recording)) {
            return RunSeries.of(cycles);
        }
    }
}
