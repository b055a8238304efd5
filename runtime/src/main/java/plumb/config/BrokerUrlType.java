package plumb.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a broker listens. A login inside the URL is refused, and never repeated in a message. */
record BrokerUrlType() implements ValueType<BrokerUrl> {
    private static final String NONE = "none";
    private static final String EMBEDDED = "embedded";
    private static final int PLAIN_PORT = 1883;
    private static final int TLS_PORT = 8883;
    private static final int LAST_PORT = 65_535;
    private static final Pattern URL = Pattern.compile(
            "(?<scheme>mqtt|tcp|mqtts|ssl)://(?<host>[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:(?<port>[0-9]{1,5}))?/?");

    @Override
    public BrokerUrl parse(String text) throws ConfigException {
        String url = text.strip();
        if (url.equals(NONE)) {
            return new BrokerUrl.None();
        }
        if (url.equals(EMBEDDED)) {
            return new BrokerUrl.Embedded();
        }
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new ConfigException("not the URL of a broker; allowed: " + allowed());
        }
        boolean tls =
                parts.group("scheme").equals("mqtts") || parts.group("scheme").equals("ssl");
        String port = parts.group("port");
        int number = port == null ? (tls ? TLS_PORT : PLAIN_PORT) : Integer.parseInt(port);
        if (number < 1 || number > LAST_PORT) {
            throw new ConfigException("port " + number + " does not exist; allowed: " + allowed());
        }
        return new BrokerUrl.At(parts.group("host").replaceAll("[\\[\\]]", ""), number, tls);
    }

    @Override
    public String format(BrokerUrl value) {
        return switch (value) {
            case BrokerUrl.None _ -> NONE;
            case BrokerUrl.Embedded _ -> EMBEDDED;
            case BrokerUrl.At(String host, int port, boolean tls) ->
                (tls ? "mqtts://" : "mqtt://") + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        };
    }

    @Override
    public String allowed() {
        return "none, embedded, mqtt://HOST[:PORT], or with TLS mqtts://HOST[:PORT]; tcp:// and ssl:// mean the same; "
                + "a user stands in broker.user";
    }
}
