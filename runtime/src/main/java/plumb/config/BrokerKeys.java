package plumb.config;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** To which MQTT broker the rig reports. Any thread. */
final class BrokerKeys {
    static final Key<BrokerUrl> URL = new Key<>(
            "broker.url",
            new BrokerUrlType(),
            "MQTT broker that the rig reports to; embedded: one of its own on this machine.",
            config -> config.broker().url());
    static final Key<Optional<String>> USER = key(
            "user",
            NoneType.user(),
            "User at the broker; none: environment variable PLUMB_BROKER_USER.",
            BrokerSettings::user);
    static final Key<Optional<String>> PASSWORD_FILE = key(
            "passwordFile",
            NoneType.path(),
            "File whose first line is the password; none: environment variable PLUMB_BROKER_PASSWORD.",
            BrokerSettings::passwordFile);
    static final Key<Optional<String>> AUTHORITY = key(
            "authority",
            NoneType.path(),
            "Certificates (PEM) that the broker's must come from; none: those that Java trusts.",
            BrokerSettings::authority);
    static final Key<Optional<String>> CERTIFICATE =
            key("certificate", NoneType.path(), "The rig's own certificate (PEM).", BrokerSettings::certificate);
    static final Key<Optional<String>> KEY = key(
            "key",
            NoneType.path(),
            "Private key of the certificate (PEM, PKCS#8, no pass phrase).",
            BrokerSettings::key);

    static final List<CatalogueItem> SECTIONS = List.of(new Section(
            "broker",
            "Reporting over MQTT. Secrets stand in files of their own or in the environment, never here.",
            List.of(URL, USER, PASSWORD_FILE, AUTHORITY, CERTIFICATE, KEY)));

    private BrokerKeys() {}

    private static Key<Optional<String>> key(
            String name, NoneType type, String text, Function<BrokerSettings, Optional<String>> getter) {
        return new Key<>("broker." + name, type, text, config -> getter.apply(config.broker()));
    }

    static BrokerSettings settings(Settings settings) {
        return new BrokerSettings(
                settings.get(URL),
                settings.get(USER),
                settings.get(PASSWORD_FILE),
                settings.get(AUTHORITY),
                settings.get(CERTIFICATE),
                settings.get(KEY));
    }
}
