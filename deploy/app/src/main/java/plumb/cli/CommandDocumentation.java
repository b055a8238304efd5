package plumb.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import plumb.config.CatalogueItem;
import plumb.config.ConfigCatalogue;
import plumb.config.Key;
import plumb.config.Section;
import plumb.evidence.DocumentedItem;

/** Every command, option and configuration key, and whether its description says anything. Any thread. */
final class CommandDocumentation {
    private CommandDocumentation() {}

    /** Those of the product. */
    static List<DocumentedItem> all() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        CommandLine line = new CommandLine(new Plumb(), new CommandFactory(new Terminal(nowhere, nowhere)));
        List<DocumentedItem> items = new ArrayList<>(commands(line.getCommandSpec()));
        addKeys(ConfigCatalogue.standard().root(), items);
        return items;
    }

    /** A command with its options and subcommands. */
    static List<DocumentedItem> commands(CommandSpec command) {
        List<DocumentedItem> items = new ArrayList<>();
        String name = command.qualifiedName();
        items.add(new DocumentedItem(name, says(command.usageMessage().description())));
        for (ArgSpec argument : command.args()) {
            String label = argument.isOption()
                    ? ((CommandLine.Model.OptionSpec) argument).longestName()
                    : argument.paramLabel();
            items.add(new DocumentedItem(name + " " + label, says(argument.description())));
        }
        command.subcommands().values().stream()
                .distinct()
                .forEach(inner -> items.addAll(commands(inner.getCommandSpec())));
        return items;
    }

    private static void addKeys(Section section, List<DocumentedItem> items) {
        for (CatalogueItem item : section.items()) {
            items.add(new DocumentedItem(item.path(), !item.text().isBlank()));
            switch (item) {
                case Key<?> _ -> {
                    // Nothing below.
                }
                case Section inner -> addKeys(inner, items);
            }
        }
    }

    private static boolean says(String[] description) {
        return !String.join("", description).isBlank();
    }
}
