package plumb.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import plumb.config.ConfigException;
import plumb.config.RigConfig;
import plumb.hal.Calibration;
import plumb.identify.MotionLog;
import plumb.record.CycleField;
import plumb.record.CycleRecord;
import plumb.record.RecordingException;
import plumb.record.RecordingFiles;
import plumb.record.RecordingReader;
import plumb.record.Replay;

/**
 * The log of motion in a file: a recording's encoders by its own calibration, or a CSV.
 *
 * @param log what was measured
 * @param columns quantity to the column it comes from
 * @param notes what was left alone
 * @param configSha256 of the recorded configuration; empty for a CSV, which has none
 */
record MotionSource(MotionLog log, Map<String, String> columns, List<String> notes, String configSha256) {
    /** Reads either. */
    static MotionSource read(Path file, List<String> columns) throws IOException, UsageException, ConfigException {
        Path recording = Files.isDirectory(file) ? file.resolve(RecordingFiles.FIRST) : file;
        if (recording.toString().endsWith(".plumb")) {
            if (!columns.isEmpty()) {
                throw new UsageException("--column is for a CSV; " + recording + " is a recording");
            }
            return recorded(recording);
        }
        if (!Files.isRegularFile(file)) {
            throw new UsageException(
                    file + ": no such file; allowed: a CSV log or the recording.plumb of a run folder");
        }
        MotionCsv.Read read = MotionCsv.read(file, columns);
        List<String> notes = read.ignored().isEmpty()
                ? List.of()
                : List.of("left alone: columns " + String.join(", ", read.ignored()));
        return new MotionSource(read.log(), read.columns(), notes, "");
    }

    private static MotionSource recorded(Path file) throws IOException, UsageException, ConfigException {
        try (RecordingReader reader = ReplayCommand.open(file)) {
            RigConfig config = Replay.configuration(reader.header(), file.toString(), List.of());
            Calibration calibration = config.sensors().calibration();
            List<double[]> rows = new ArrayList<>();
            while (reader.next()) {
                CycleRecord cycle = reader.record();
                rows.add(new double[] {
                    cycle.asLong(CycleField.RIG_TIME) * 1e-9,
                    cycle.asLong(CycleField.ANGLE1_COUNT) * calibration.angle1Quantum() - calibration.angle1Zero(),
                    cycle.asLong(CycleField.ANGLE2_COUNT) * calibration.angle2Quantum() - calibration.angle2Zero(),
                    cycle.asLong(CycleField.POSITION_COUNT) * calibration.positionQuantum()
                            - calibration.positionZero(),
                    cycle.asDouble(CycleField.FORCE)
                });
            }
            Map<String, String> columns = new LinkedHashMap<>();
            columns.put("time_s", CycleField.RIG_TIME.fieldName());
            columns.put("angle1_rad", CycleField.ANGLE1_COUNT.fieldName());
            columns.put("angle2_rad", CycleField.ANGLE2_COUNT.fieldName());
            columns.put("position_m", CycleField.POSITION_COUNT.fieldName());
            columns.put("force_N", CycleField.FORCE.fieldName());
            return new MotionSource(
                    MotionLog.of(column(rows, 0), column(rows, 1), column(rows, 2), column(rows, 3), column(rows, 4)),
                    columns,
                    List.of(),
                    config.sha256());
        } catch (RecordingException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static double[] column(List<double[]> rows, int column) {
        return rows.stream().mapToDouble(row -> row[column]).toArray();
    }
}
