package plumb.record;

import java.nio.file.Path;

/** How the files of one recording are called. Any thread. */
public final class RecordingFiles {
    /** The first, in most runs the only one. */
    public static final String FIRST = "recording.plumb";

    private RecordingFiles() {}

    /** The file of that number, from 1, in a run folder. */
    public static Path part(Path folder, int part) {
        return folder.resolve(part == 1 ? FIRST : "recording-" + part + ".plumb");
    }
}
