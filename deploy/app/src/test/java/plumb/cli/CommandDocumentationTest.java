package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import plumb.evidence.DocumentedItem;

@SuppressWarnings("UnusedVariable") // fields of commands that nobody runs
class CommandDocumentationTest {
    @Command(name = "outer", description = "Does.", subcommands = Inner.class)
    private static final class Outer {
        @Option(
                names = {"-f", "--fast"},
                description = "Faster.")
        private boolean fast;

        @Option(names = "--bare")
        private boolean bare;

        @Parameters(paramLabel = "FILE", arity = "0..1")
        private String file = "";
    }

    @Command(name = "inner")
    private static final class Inner {}

    @Test
    void commandsAndOptionsThatSayNothingAreSeen() {
        assertThat(CommandDocumentation.commands(CommandSpec.forAnnotatedObject(new Outer())))
                .containsExactlyInAnyOrder(
                        new DocumentedItem("outer", true),
                        new DocumentedItem("outer --fast", true),
                        new DocumentedItem("outer --bare", false),
                        new DocumentedItem("outer FILE", false),
                        new DocumentedItem("outer inner", false));
    }

    @Test
    void everyCommandOptionAndKeyOfTheProductSaysSomething() {
        assertThat(CommandDocumentation.all())
                .extracting(DocumentedItem::name)
                .contains("plumb", "plumb run", "plumb run --duration", "loop.rate", "selftest", "controllers.lqr");
        assertThat(CommandDocumentation.all())
                .allSatisfy(
                        item -> assertThat(item.documented()).as(item.name()).isTrue());
    }
}
