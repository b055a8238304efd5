package plumb.page;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** uPlot, which draws the plots of every page, as it comes in its jar. Any thread. */
public final class PlotLibrary {
    private static final String FOLDER = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

    private PlotLibrary() {}

    /** The script: defines {@code uPlot}. */
    public static String script() throws IOException {
        return text("uPlot.iife.min.js");
    }

    /** Its styles. */
    public static String style() throws IOException {
        return text("uPlot.min.css");
    }

    private static String text(String name) throws IOException {
        try (InputStream in = PlotLibrary.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new FileNotFoundException("the library of plots is not in this build: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
