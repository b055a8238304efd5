package plumb.mqtt;

import java.net.URI;
import java.util.Set;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.internal.NetworkModule;
import org.eclipse.paho.mqttv5.client.spi.NetworkModuleFactory;

/**
 * How Paho reaches a broker: it finds this by the scheme of the URI. Sockets of our own, because Paho's leave a thread behind
 * whenever a broker ends a connection at once; see {@link PatientInput}.
 */
public final class PahoNetwork implements NetworkModuleFactory {
    static final String PLAIN = "plumb-tcp";
    static final String TLS = "plumb-tls";

    /** Made by Paho. */
    public PahoNetwork() {}

    @Override
    public Set<String> getSupportedUriSchemes() {
        return Set.of(PLAIN, TLS);
    }

    @Override
    public void validateURI(URI uri) {
        if (uri.getHost() == null || uri.getPort() < 0) {
            throw new IllegalArgumentException("not the address of a broker");
        }
    }

    @Override
    public NetworkModule createNetworkModule(URI uri, MqttConnectionOptions options, String clientId) {
        return new PahoSocket(uri, options.getSocketFactory());
    }
}
