package plumb.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentedSourcesTest {
    @TempDir
    private Path folder = Path.of("");

    private List<DocumentedItem> in(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("A.java"), "package p;\n" + text);
        return DocumentedSources.in(List.of(file));
    }

    private static DocumentedItem documented(String name) {
        return new DocumentedItem(name, true);
    }

    private static DocumentedItem bare(String name) {
        return new DocumentedItem(name, false);
    }

    @Test
    void publicTypesMethodsAndConstructorsAreCountedAndNoneElse() throws IOException {
        assertThat(in("""
                /** A. */
                public final class A {
                    /** The constant. */
                    public static final Runnable R = new Runnable() { public void run() {} };
                    public A() {}
                    A(int i) {}
                    /** Does. */
                    public void does() { class Local { public void x() {} } }
                    public void bare() {}
                    protected void inherited() {}
                    private void hidden() {}
                    @Override public String toString() { return ""; }
                    public static class Inner { public void in() {} }
                    static class Hidden { public void in() {} }
                }
                class B { public void b() {} }
                """))
                .containsExactly(
                        documented("p.A"),
                        bare("p.A#<init>"),
                        documented("p.A#does"),
                        bare("p.A#bare"),
                        bare("p.A.Inner"),
                        bare("p.A.Inner#in"));
    }

    @Test
    void membersOfAnInterfaceArePublicUnlessPrivate() throws IOException {
        assertThat(in("""
                /** A. */
                public interface A {
                    void bare();
                    /** Does. */
                    default void does() {}
                    private void hidden() {}
                    record R(int i) {}
                }
                """)).containsExactly(documented("p.A"), bare("p.A#bare"), documented("p.A#does"), bare("p.A.R"));
    }

    @Test
    void aCommentThatSaysNothingIsNone() throws IOException {
        assertThat(in("/** */ public class A { /** @return x */ public int a() { return 1; } // words\n"
                        + "public void b() {} /* words */ public void c() {} }"))
                .containsExactly(bare("p.A"), bare("p.A#a"), bare("p.A#b"), bare("p.A#c"));
    }

    @Test
    void compactConstructorsOfRecordsAreCounted() throws IOException {
        assertThat(in("/** A. */ public record A(int i) { public A {} }"))
                .containsExactly(documented("p.A"), bare("p.A#<init>"));
    }
}
