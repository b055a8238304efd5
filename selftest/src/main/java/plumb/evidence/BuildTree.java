package plumb.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The modules of a build, by the list in its {@code pom.xml}, and where each leaves its reports. Immutable; any thread.
 *
 * @param modules in the order they are built
 */
record BuildTree(List<Module> modules) {
    /** Reads the list below {@code top}. */
    static BuildTree of(Path top) throws IOException {
        List<String> names = XmlElements.textsOf(top.resolve("pom.xml"), "module");
        if (names.isEmpty()) {
            throw new IOException(top.resolve("pom.xml") + ": lists no modules");
        }
        return new BuildTree(
                names.stream().map(name -> new Module(name, top.resolve(name))).toList());
    }

    /**
     * One module.
     *
     * @param name as in the list: {@code "deploy/app"}
     * @param folder with its {@code pom.xml}
     */
    record Module(String name, Path folder) {
        Path classes() {
            return folder.resolve("target/classes");
        }

        Path coverage() {
            return folder.resolve("target/site/jacoco/jacoco.csv");
        }

        Path mutations() {
            return folder.resolve("target/pit-safety-critical/mutations.xml");
        }

        List<Path> sources() throws IOException {
            return files(folder.resolve("src/main/java"), ".java");
        }

        List<Path> testSources() throws IOException {
            return files(folder.resolve("src/test/java"), "Test.java");
        }

        List<Path> testReports() throws IOException {
            return Stream.concat(
                            files(folder.resolve("target/surefire-reports"), ".xml").stream(),
                            files(folder.resolve("target/failsafe-reports"), ".xml").stream())
                    .filter(file -> file.getFileName().toString().startsWith("TEST-"))
                    .toList();
        }

        /** All files of that ending, sorted; none where there is no such folder. */
        static List<Path> files(Path folder, String ending) throws IOException {
            if (!Files.isDirectory(folder)) {
                return List.of();
            }
            try (Stream<Path> all = Files.walk(folder)) {
                return all.filter(file -> file.toString().endsWith(ending))
                        .sorted()
                        .toList();
            }
        }
    }
}
