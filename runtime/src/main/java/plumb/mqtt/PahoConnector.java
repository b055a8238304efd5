package plumb.mqtt;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/**
 * Connections by Eclipse Paho, MQTT 5: clean start, nothing kept by the broker for an absent rig, a keep-alive of two seconds.
 * Every attempt has a client of its own, so that nothing of an old connection can reach a new one.
 */
public final class PahoConnector implements BrokerConnector {
    /** The broker misses a silent rig after one and a half of these. */
    static final int KEEP_ALIVE_SECONDS = 2;

    /** Of the socket, and then again of the protocol. */
    static final int CONNECT_SECONDS = 3;

    /** Nothing that a rig is asked is longer. */
    private static final long LONGEST_PACKET = 16_384;

    /** Paho logs every lost connection with a stack trace; the link reports it in one line. Held, or it would be collected. */
    private static final Logger PAHO = Logger.getLogger("org.eclipse.paho.mqttv5.client");

    static {
        PAHO.setLevel(Level.OFF);
    }

    private final BrokerAddress address;
    private final BrokerLogin login;
    private final Topics topics;

    /** Connections to that broker with that login; the will is {@code offline} on the rig's status. */
    public PahoConnector(BrokerAddress address, BrokerLogin login, Topics topics) {
        this.address = address;
        this.login = login;
        this.topics = topics;
    }

    @Override
    public BrokerConnection connect(ConnectionEvents events) throws BrokerException, InterruptedException {
        MqttConnectionOptions options = options();
        MqttAsyncClient client;
        try {
            client = new MqttAsyncClient(address.uri(), "plumb-" + topics.rig(), new MemoryPersistence());
        } catch (MqttException | IllegalArgumentException e) {
            throw new BrokerException(address + ": not an address of a broker", e);
        }
        PahoConnection connection = new PahoConnection(client, events);
        try {
            connection.open(options);
        } catch (MqttException e) {
            connection.close();
            throw new BrokerException(address + ": " + PahoReason.of(e), e);
        }
        if (Thread.interrupted()) {
            connection.close();
            throw new InterruptedException();
        }
        return connection;
    }

    private MqttConnectionOptions options() throws BrokerException {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(true);
        options.setSessionExpiryInterval(0L);
        options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
        options.setConnectionTimeout(CONNECT_SECONDS);
        options.setAutomaticReconnect(false);
        options.setMaximumPacketSize(LONGEST_PACKET);
        MqttMessage will = new MqttMessage("offline".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        will.setQos(Delivery.STATE.qos());
        will.setRetained(Delivery.STATE.retained());
        options.setWill(topics.status(), will);
        MqttProperties willProperties = new MqttProperties();
        willProperties.setWillDelayInterval(0L);
        options.setWillMessageProperties(willProperties);
        login.user().ifPresent(options::setUserName);
        login.passwordBytes().ifPresent(options::setPassword);
        if (address.tls()) {
            options.setSocketFactory(TlsMaterial.socketFactory(login));
        }
        return options;
    }
}
