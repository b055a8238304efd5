package plumb.config;

import java.util.List;
import java.util.stream.Collectors;

/** Writes a configuration: complete YAML for people, a hash for everything that must notice a change. Any thread. */
final class ConfigYaml {
    private static final int WIDTH = 110;
    private final RigConfig config;
    private final StringBuilder out = new StringBuilder(8192);

    private ConfigYaml(RigConfig config) {
        this.config = config;
    }

    /** The complete effective YAML with a comment per key; reading it gives an equal configuration. */
    static String print(ConfigCatalogue catalogue, RigConfig config) {
        ConfigYaml yaml = new ConfigYaml(config);
        yaml.comment(
                "The complete configuration of one rig, as it is in effect. A file of your own gives only what differs; "
                        + Profile.KEY + ": " + String.join(" or ", Profile.words())
                        + " at its top says from what (" + Profile.LAB.word() + " when it is not there).",
                "");
        yaml.items(catalogue.root().items(), "");
        return yaml.out.toString();
    }

    /**
     * SHA-256, in hexadecimal, of the canonical form: one line {@code path=value} per key in the order of the catalogue.
     * Values are written exactly, so every change of one changes the hash; comments and spelling do not.
     */
    static String sha256(ConfigCatalogue catalogue, RigConfig config) {
        String canonical = catalogue.keys().stream()
                .map(key -> key.path() + "=" + key.format(config) + "\n")
                .collect(Collectors.joining());
        return Sha256.of(canonical);
    }

    private void items(List<CatalogueItem> items, String indent) {
        for (CatalogueItem item : items) {
            if (indent.isEmpty()) {
                out.append('\n');
            }
            switch (item) {
                case Key<?> key -> {
                    comment(key.text() + " Allowed: " + key.type().allowed() + ".", indent);
                    value(indent + key.name() + ": " + key.format(config), indent + "  ");
                }
                case Section section -> {
                    comment(section.text(), indent);
                    out.append(indent)
                            .append(section.name())
                            .append(section.items().isEmpty() ? ": {}\n" : ":\n");
                    items(section.items(), indent + "  ");
                }
            }
        }
    }

    /** Breaks a comment into lines. */
    private void comment(String text, String indent) {
        int room = WIDTH - indent.length() - 2;
        String rest = text;
        while (rest.length() > room) {
            int end = rest.lastIndexOf(' ', room);
            line(rest.substring(0, end), indent);
            rest = rest.substring(end + 1);
        }
        line(rest, indent);
    }

    /** Breaks a long list after its commas; anything else stays on its line. */
    private void value(String text, String indent) {
        String rest = text;
        while (rest.length() > WIDTH && rest.lastIndexOf(", ", WIDTH - 1) > 0) {
            int end = rest.lastIndexOf(", ", WIDTH - 1) + 1;
            out.append(rest, 0, end).append('\n');
            rest = indent + rest.substring(end + 1);
        }
        out.append(rest).append('\n');
    }

    private void line(String text, String indent) {
        out.append(indent).append("# ").append(text).append('\n');
    }
}
