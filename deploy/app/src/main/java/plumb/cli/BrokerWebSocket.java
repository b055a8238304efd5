package plumb.cli;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import plumb.broker.BrokerAccess;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a page reaches a broker, and as whom. Immutable; any thread.
 *
 * @param url {@code ws} or {@code wss}
 * @param user empty: the page asks people where the broker wants to know
 * @param password of that
 */
record BrokerWebSocket(URI url, Optional<String> user, Optional<String> password) {
    private static final String ALLOWED =
            "ws://HOST[:PORT], wss://HOST[:PORT], mqtt://HOST (WebSocket at port 9001), mqtts://HOST (at port 8884)";
    private static final int PLAIN_PORT = 9001;
    private static final int TLS_PORT = 8884;
    private static final int LAST_PORT = 65_535;
    private static final Pattern URL =
            Pattern.compile("(?<scheme>wss?|mqtts?)://(?<host>[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])"
                    + "(:(?<port>[0-9]{1,5}))?(?<path>/[A-Za-z0-9._/-]*)?");

    /** The broker of the command's own, as one who may look and nothing else. */
    static BrokerWebSocket of(BrokerAccess access) {
        return new BrokerWebSocket(
                URI.create(access.webSocketUrl()),
                Optional.of(access.viewerUser()),
                Optional.of(access.viewerPassword()));
    }

    /** That of a broker of which only the MQTT address is known: where the shipped configuration has it. */
    static BrokerWebSocket beside(String host, boolean tls) {
        String name = host.contains(":") ? "[" + host + "]" : host;
        return anonymous((tls ? "wss://" + name + ":" + TLS_PORT : "ws://" + name + ":" + PLAIN_PORT) + "/");
    }

    /** As typed after this option. */
    static BrokerWebSocket parse(String option, String text) throws UsageException {
        Matcher parts = URL.matcher(text.strip());
        if (!parts.matches()) {
            throw new UsageException(option + " is " + shown(text) + "; allowed: " + ALLOWED);
        }
        @Nullable String port = parts.group("port");
        if (port != null && (Integer.parseInt(port) < 1 || Integer.parseInt(port) > LAST_PORT)) {
            throw new UsageException(option + ": port " + port + " does not exist; allowed: 1 to " + LAST_PORT);
        }
        String scheme = parts.group("scheme");
        String host = parts.group("host");
        if (scheme.startsWith("mqtt")) {
            if (port != null) {
                throw new UsageException(option + " is " + text.strip()
                        + ", the port of MQTT itself, which a page cannot use; allowed: " + ALLOWED);
            }
            return beside(host.replaceAll("[\\[\\]]", ""), scheme.equals("mqtts"));
        }
        String path = parts.group("path") == null ? "/" : parts.group("path");
        return anonymous(scheme + "://" + host + (port == null ? "" : ":" + port) + path);
    }

    /** A login inside a URL is never repeated. */
    private static String shown(String text) {
        return text.contains("@") ? "a URL with a login" : text.strip();
    }

    private static BrokerWebSocket anonymous(String url) {
        return new BrokerWebSocket(URI.create(url), Optional.empty(), Optional.empty());
    }

    /** For the page. */
    String json() {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("url", url.toString());
        keys.put("user", user.orElse(null));
        keys.put("password", password.orElse(null));
        return JsonMapper.shared().writeValueAsString(keys);
    }

    @Override
    public String toString() {
        return url.toString();
    }
}
