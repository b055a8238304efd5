package plumb.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import plumb.config.BrokerSettings;
import plumb.mqtt.BrokerException;
import plumb.mqtt.BrokerLogin;

/** Fetches the secrets of the broker from where the configuration says they are. Housekeeping thread; prints none of them. */
final class BrokerLogins {
    private static final String USER = "PLUMB_BROKER_USER";
    private static final String PASSWORD = "PLUMB_BROKER_PASSWORD";

    private BrokerLogins() {}

    /** Throws with the file and what is wrong with it. */
    static BrokerLogin of(BrokerSettings settings, Map<String, String> environment) throws BrokerException {
        Optional<String> password = settings.passwordFile().isPresent()
                ? Optional.of(firstLine(Path.of(settings.passwordFile().get())))
                : Optional.ofNullable(environment.get(PASSWORD));
        Optional<String> user = settings.user().or(() -> Optional.ofNullable(environment.get(USER)));
        if (password.isPresent() && user.isEmpty()) {
            throw new BrokerException("broker: a password without a user; set broker.user or " + USER);
        }
        return new BrokerLogin(
                user,
                password,
                settings.authority().map(Path::of),
                settings.certificate().map(Path::of),
                settings.key().map(Path::of));
    }

    private static String firstLine(Path file) throws BrokerException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.findFirst()
                    .filter(line -> !line.isBlank())
                    .orElseThrow(() -> new BrokerException(file + ": the first line, the password, is empty"));
        } catch (BrokerException e) {
            throw e;
        } catch (IOException e) {
            throw new BrokerException(file + ": cannot be read", e);
        }
    }
}
