package plumb.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates and keys as openssl makes them. */
class TlsMaterialTest {
    @TempDir
    private static Path folder;

    @BeforeAll
    static void make() throws IOException, InterruptedException {
        openssl("req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=lab -keyout rsa.key -out rsa.pem");
        openssl(
                "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=lab -keyout ec.key -out ec.pem");
        openssl("req -x509 -newkey ed25519 -nodes -days 2 -subj /CN=lab -keyout ed.key -out ed.pem");
        openssl("rsa -in rsa.key -traditional -out old.key");
        Files.writeString(folder.resolve("nothing.pem"), "");
        Files.writeString(folder.resolve("nonsense.pem"), "no certificate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ec", "ed"})
    void readsWhatOpensslMakes(String kind) throws BrokerException {
        assertThat(TlsMaterial.socketFactory(login(kind + ".pem", kind + ".pem", kind + ".key")))
                .isNotNull();
    }

    @Test
    void anOldFormOfKeyIsRefusedWithTheCommandThatConvertsIt() {
        refused(login("rsa.pem", "rsa.pem", "old.key"), "old.key", "openssl pkcs8 -topk8 -nocrypt");
    }

    @Test
    void saysWhichFileIsWrong() {
        refused(login("nothing.pem", "rsa.pem", "rsa.key"), "nothing.pem", "X.509 in PEM");
        refused(login("nonsense.pem", "rsa.pem", "rsa.key"), "nonsense.pem", "X.509 in PEM");
        refused(login("missing.pem", "rsa.pem", "rsa.key"), "missing.pem", "cannot be read");
        refused(login("rsa.pem", "rsa.pem", "missing.key"), "missing.key", "cannot be read");
    }

    @Test
    void aCertificateWithoutItsKeyIsRefused() {
        BrokerLogin login = new BrokerLogin(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(folder.resolve("rsa.pem")),
                Optional.empty());
        refused(login, "broker.key is none");
    }

    @Test
    void aLoginDoesNotPrintItsPassword() {
        assertThat(BrokerLogin.user("me", "hunter2").toString()).contains("me").doesNotContain("hunter2");
    }

    private static void refused(BrokerLogin login, String... parts) {
        assertThatThrownBy(() -> TlsMaterial.socketFactory(login))
                .isInstanceOf(BrokerException.class)
                .message()
                .contains(parts)
                .doesNotContain("\n");
    }

    private static BrokerLogin login(String authority, String certificate, String key) {
        return new BrokerLogin(
                Optional.empty(),
                Optional.empty(),
                Optional.of(folder.resolve(authority)),
                Optional.of(folder.resolve(certificate)),
                Optional.of(folder.resolve(key)));
    }

    private static void openssl(String arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", "openssl " + arguments)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(arguments).isZero();
    }
}
