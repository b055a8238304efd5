package plumb.report;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Hands out the cycles of a run, in order. One thread. */
@FunctionalInterface
interface CycleSource {
    /** The next cycle; {@code null} after the last one. */
    @Nullable
    CycleSample next() throws IOException;
}
