package plumb.dashboard;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import plumb.page.PlotLibrary;

/** The files of the page, read once. Immutable; any thread. */
final class DashboardFiles {
    /** A file as it is sent. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and never leaves this class
    record Asset(String type, byte[] content) {}

    private static final List<String> PAGE =
            List.of("dashboard.css", "dashboard.js", "mqtt.js", "rig.js", "clocks.js", "pendulum.js", "plots.js");

    private final Map<String, Asset> files;

    private DashboardFiles(Map<String, Asset> files) {
        this.files = Map.copyOf(files);
    }

    /**
     * Reads them.
     *
     * @param connection what the page needs to reach the broker (JSON)
     */
    static DashboardFiles read(String connection) throws IOException {
        Map<String, Asset> files = new HashMap<>();
        files.put("/", new Asset("text/html; charset=utf-8", resource("index.html")));
        for (String name : PAGE) {
            files.put("/" + name, new Asset(type(name), resource(name)));
        }
        files.put("/uplot.js", new Asset(type("uplot.js"), bytes(PlotLibrary.script())));
        files.put("/uplot.css", new Asset(type("uplot.css"), bytes(PlotLibrary.style())));
        files.put("/connection.json", new Asset("application/json", bytes(connection)));
        return new DashboardFiles(files);
    }

    Optional<Asset> at(String path) {
        return Optional.ofNullable(files.get(path));
    }

    private static String type(String name) {
        return name.endsWith(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = DashboardFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException("the dashboard is not in this build: " + name);
            }
            return in.readAllBytes();
        }
    }
}
