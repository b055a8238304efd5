package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.readiness.VerdictReport;
import tools.jackson.databind.JsonNode;

/** Who runs needs the word of who tested: {@code plumb selftest --sign}, {@code plumb run --require-signature}. */
class SignedRunTest {
    private static final String KEY = """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEIDYY++5D2+9XhoIHYZzqH3zt9ZdVSnZptOyBDIObfA00
            -----END PRIVATE KEY-----
            """;
    private static final String PUBLIC = """
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VwAyEAMGM5lTwRASyWmtDZuHn830/RZPUOuLOg21I+DiZS1zU=
            -----END PUBLIC KEY-----
            """;
    private static final String OTHER = """
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VwAyEAXbS7XTB3lhb70zIsPLVYzo32VpJjC9UwbPaP9RsRd4U=
            -----END PUBLIC KEY-----
            """;

    @TempDir
    private Path folder = Path.of("");

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
    }

    /** About the product, not about the machine the tests run on. */
    private Typed typed(String command, String... options) {
        List<String> arguments = new ArrayList<>(List.of(command, "--quick", "--json"));
        for (String key : List.of(
                "selftest.wakeupP99=100%",
                "selftest.cycleP999=100%",
                "loop.warmup=100ms",
                "loop.maxConsecutiveMisses=1000",
                "loop.maxMissesPer1000=1000",
                "recorder.enabled=false",
                "history.file=" + folder.resolve("history.sqlite"))) {
            arguments.addAll(List.of("--set", key));
        }
        arguments.addAll(List.of(options));
        return Typed.plumb(arguments.toArray(String[]::new));
    }

    /** Tests and signs; a machine that others keep busy may need another try to be punctual. */
    private Path signedVerdict(String... options) throws IOException {
        Path out = folder.resolve("signed.json");
        List<String> all =
                new ArrayList<>(List.of("--sign", file("lab.pem", KEY).toString(), "--out", out.toString()));
        all.addAll(List.of(options));
        for (int attempt = 0; attempt < 3; attempt++) {
            Typed typed = typed("selftest", all.toArray(String[]::new));
            assertThat(typed.json().get("signature").get("algorithm").stringValue())
                    .as(typed.err())
                    .isEqualTo("Ed25519");
            if (!typed.json().get("level").stringValue().equals("blocked")) {
                break;
            }
        }
        assertThat(Typed.json(Files.readString(out)).get("level").stringValue()).isEqualTo("simulation-only");
        return out;
    }

    private JsonNode run(Path verdict, String key, int exit, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "--duration",
                "200ms",
                "--require-signature",
                file("lab.pub", key).toString(),
                "--verdict",
                verdict.toString()));
        all.addAll(List.of(options));
        Typed typed = typed("run", all.toArray(String[]::new));
        assertThat(typed.exit()).as(typed.err() + typed.out()).isEqualTo(exit);
        return typed.json();
    }

    private void assertRefused(Path verdict, String key, String reason, String... options) throws IOException {
        JsonNode document = run(verdict, key, ExitCode.NO, options);
        assertThat(document.get("outcome").stringValue()).isEqualTo("not-ready");
        assertThat(document.get("reason").stringValue())
                .startsWith("not armed: " + verdict)
                .contains(reason);
        assertThat(document.get("verdictId").isNull())
                .as("refused before its own self-test")
                .isTrue();
        assertThat(Path.of(document.get("runFolder").stringValue()).resolve("report.html"))
                .exists();
    }

    @Test
    void aSignedVerdictArmsOnceAndNothingElseDoes() throws IOException {
        Path verdict = signedVerdict();
        String id = Typed.json(Files.readString(verdict)).get("verdictId").stringValue();

        assertRefused(verdict, OTHER, "is signed with another key, required is a signature of " + folder);
        String text = Files.readString(verdict);
        assertRefused(
                file("changed.json", text.replace("simulation-only", "ready")),
                PUBLIC,
                "was changed after it was made");
        assertRefused(file("cut.json", text.substring(0, 100)), PUBLIC, "is not a document of JSON");
        assertRefused(
                file("twice.json", text.replaceFirst("\\{", "{\"level\": \"ready\",")),
                PUBLIC,
                "is not a document of JSON");
        assertRefused(verdict, PUBLIC, "the configuration is another", "--set", "limits.force=29N");
        assertRefused(
                verdict, PUBLIC, "is about something else: the configuration is another", "--set", "rig.name=other");

        JsonNode first = run(verdict, PUBLIC, ExitCode.OK);
        assertThat(first.get("signedVerdictId").stringValue()).isEqualTo(id);
        assertThat(first.get("verdictId").stringValue())
                .as("of its own self-test")
                .isNotEqualTo(id);
        Path runFolder = Path.of(first.get("runFolder").stringValue());
        assertThat(runFolder.resolve("signed-verdict.json")).hasSameBinaryContentAs(verdict);

        assertRefused(verdict, PUBLIC, "was used before: a verdict arms once");
    }

    @Test
    void anExpiredOneAndOneOfAnotherHistoryAreRefused() throws IOException, InterruptedException {
        Path verdict = signedVerdict("--set", "selftest.evidenceAge=1s");
        Thread.sleep(1001);
        assertRefused(
                verdict,
                PUBLIC,
                "is expired: the self-test is more than 1.0 s ago",
                "--set",
                "selftest.evidenceAge=1s");
        Path fresh = signedVerdict();
        Files.move(folder.resolve("history.sqlite"), folder.resolve("elsewhere.sqlite"));
        assertRefused(fresh, PUBLIC, "is not in the history " + folder.resolve("history.sqlite"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            selftest --sign %s/none.pem | plumb: --sign %s/none.pem: no such file
            selftest --sign %s/lab.pub | plumb: --sign %s/lab.pub: found BEGIN PUBLIC KEY, must be BEGIN PRIVATE KEY; openssl
            selftest --sign %s/text | plumb: --sign %s/text: not a PEM file; openssl genpkey
            selftest --sign %s/bad.pem | plumb: --sign %s/bad.pem: the key is not one of Ed25519
            selftest --sign %s | plumb: --sign %s: Is a directory
            run --require-signature %s/lab.pem | plumb: --require-signature %s/lab.pem: found BEGIN PRIVATE KEY, must be BEGIN PUBLIC
            run --require-signature %s/bad.pub | plumb: --require-signature %s/bad.pub: the key is not one of Ed25519
            run --require-signature %s/lab.pub --verdict %s/none.json | plumb: --verdict %s/none.json: no such file
            run --verdict %s/signed.json | plumb: --verdict %s/signed.json is for --require-signature, which is not there
            run --require-signature %s/lab.pub --set history.file=none | plumb: --require-signature needs a history""")
    void whatIsNoKeyOrNoFileIsSaidInOneLine(String command, String line) throws IOException {
        file("lab.pem", KEY);
        file("lab.pub", PUBLIC);
        file("text", "hello");
        file("bad.pem", KEY.replace("MC4CAQAwBQYDK2Vw", "MC4CAQAwBQYDK2Vx"));
        file("bad.pub", PUBLIC.replace("MCowBQYDK2Vw", "MCowBQYDK2Vx"));
        Typed typed = Typed.plumb(command.replace("%s", folder.toString()).split(" ", -1));
        assertThat(typed.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err()).hasLineCount(1).startsWith(line.replace("%s", folder.toString()));
    }

    @Test
    void opensslReadsTheSignature() throws IOException, InterruptedException {
        Path verdict = signedVerdict();
        JsonNode document = Typed.json(Files.readString(verdict));
        Files.write(
                folder.resolve("signature"),
                Base64.getDecoder()
                        .decode(document.get("signature").get("value").stringValue()));
        Files.writeString(
                folder.resolve("canonical"), VerdictReport.canonical(VerdictFile.parse(Files.readAllBytes(verdict))));
        file("lab.pub", PUBLIC);
        Process openssl = new ProcessBuilder(
                        "openssl",
                        "pkeyutl",
                        "-verify",
                        "-pubin",
                        "-inkey",
                        "lab.pub",
                        "-rawin",
                        "-in",
                        "canonical",
                        "-sigfile",
                        "signature")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(openssl.waitFor()).as(said).isZero();
    }
}
