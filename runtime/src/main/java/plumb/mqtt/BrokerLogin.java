package plumb.mqtt;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * With what a rig shows the broker who it is. Never printed: {@link #toString} leaves the password out. Immutable; any thread.
 *
 * @param user name; empty where the broker wants none
 * @param password of the user
 * @param authority certificates (PEM) that the broker's own must come from; empty: those that Java trusts
 * @param certificate the rig's own certificate (PEM); empty where the broker wants none
 * @param key its private key (PEM, PKCS#8, not encrypted)
 */
public record BrokerLogin(
        Optional<String> user,
        Optional<String> password,
        Optional<Path> authority,
        Optional<Path> certificate,
        Optional<Path> key) {
    /** Nothing to show. */
    public static BrokerLogin anonymous() {
        return new BrokerLogin(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** A user with a password. */
    public static BrokerLogin user(String user, String password) {
        return new BrokerLogin(
                Optional.of(user), Optional.of(password), Optional.empty(), Optional.empty(), Optional.empty());
    }

    Optional<byte[]> passwordBytes() {
        return password.map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "BrokerLogin[user=" + user.orElse("none") + ", password=" + (password.isPresent() ? "set" : "none")
                + "]";
    }
}
