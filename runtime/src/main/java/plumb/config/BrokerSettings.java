package plumb.config;

import java.util.Optional;

/**
 * To which MQTT broker a rig reports, and with what it shows who it is. Holds no secret: only where secrets are. Immutable; any
 * thread.
 *
 * @param url {@code none}, {@code embedded} or where the broker listens
 * @param user name; empty: the environment variable {@code PLUMB_BROKER_USER}, and without it none
 * @param passwordFile whose first line is the password; empty: the environment variable {@code PLUMB_BROKER_PASSWORD}
 * @param authority certificates (PEM) that the broker's own must come from; empty: those that Java trusts
 * @param certificate of the rig (PEM); empty where the broker wants none
 * @param key of the certificate (PEM, PKCS#8)
 */
public record BrokerSettings(
        BrokerUrl url,
        Optional<String> user,
        Optional<String> passwordFile,
        Optional<String> authority,
        Optional<String> certificate,
        Optional<String> key) {}
