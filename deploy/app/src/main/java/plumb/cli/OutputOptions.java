package plumb.cli;

import picocli.CommandLine.Option;

/** What a command prints. */
final class OutputOptions {
    @Option(names = "--json", description = "One JSON document on stdout, nothing else there.")
    private boolean json;

    @Option(names = "--quiet", description = "Nothing for people but errors.")
    private boolean quiet;

    boolean json() {
        return json;
    }

    boolean quiet() {
        return quiet;
    }
}
