package plumb.mqtt;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** One connection by Paho. Its callbacks come on Paho's threads and only pass on what they are told. */
final class PahoConnection implements BrokerConnection {
    private static final long CONNECT_MILLIS = 4000;
    private static final long LEAVE_MILLIS = 500;
    private static final long BEGINNING_NANOS = 1_000_000_000L;

    private final MqttAsyncClient client;
    private final ConnectionEvents events;
    private final long beganNanos = System.nanoTime();
    private boolean accepted;

    PahoConnection(MqttAsyncClient client, ConnectionEvents events) {
        this.client = client;
        this.events = events;
        client.setCallback(new Callback());
    }

    /** Connects and waits until the broker has accepted. */
    void open(MqttConnectionOptions options) throws MqttException {
        client.connect(options).waitForCompletion(CONNECT_MILLIS);
        accepted = true;
    }

    @Override
    public void subscribe(String filter) throws BrokerException {
        try {
            client.subscribe(filter, 1);
        } catch (MqttException e) {
            throw new BrokerException(PahoReason.of(e), e);
        }
    }

    @Override
    public void send(Publication message) throws BrokerException {
        MqttMessage packet = new MqttMessage(message.payload().getBytes(StandardCharsets.UTF_8));
        packet.setQos(message.delivery().qos());
        packet.setRetained(message.delivery().retained());
        packet.setProperties(properties(message));
        try {
            client.publish(message.topic(), packet, null, new Delivered(message));
        } catch (MqttException e) {
            throw new BrokerException(PahoReason.of(e), e);
        }
    }

    private static MqttProperties properties(Publication message) {
        MqttProperties properties = new MqttProperties();
        if (!message.expiry().equals(Duration.ZERO)) {
            properties.setMessageExpiryInterval(message.expiry().toSeconds());
        }
        message.correlation().ifPresent(correlation -> properties.setCorrelationData(correlation.bytes()));
        return properties;
    }

    @Override
    public void leave() {
        try {
            client.disconnect(0).waitForCompletion(LEAVE_MILLIS);
        } catch (MqttException _) {
            // Gone already, or too slow to be told: close() drops the connection, and the will says what the rig would
            // have.
        }
    }

    @Override
    public void close() {
        settle();
        try {
            client.disconnectForcibly(0, 1, false);
        } catch (MqttException _) {
            // It was not connected: nothing to drop.
        }
        try {
            client.close(true);
        } catch (MqttException e) {
            throw new IllegalStateException("a connection that was dropped must be closable", e);
        }
    }

    /** Paho cannot be ended while it begins: see {@link PatientInput}. */
    private void settle() {
        long left = beganNanos + BEGINNING_NANOS - System.nanoTime();
        while (!accepted && left > 0) {
            LockSupport.parkNanos(this, left);
            Thread.interrupted();
            left = beganNanos + BEGINNING_NANOS - System.nanoTime();
        }
    }

    private static Request request(String topic, MqttMessage message) {
        MqttProperties properties = message.getProperties();
        return new Request(
                topic,
                new String(message.getPayload(), StandardCharsets.UTF_8),
                Optional.ofNullable(properties == null ? null : properties.getResponseTopic()),
                Optional.ofNullable(properties == null ? null : properties.getCorrelationData())
                        .map(Correlation::new),
                message.isRetained());
    }

    /** The way of one message. */
    private final class Delivered implements MqttActionListener {
        private final Publication message;

        Delivered(Publication message) {
            this.message = message;
        }

        @Override
        public void onSuccess(IMqttToken token) {
            events.delivered(message);
        }

        @Override
        public void onFailure(IMqttToken token, Throwable why) {
            // Only a connection that is lost fails a message: the link takes back what was not acknowledged.
            events.lost(PahoReason.of(why));
        }
    }

    private final class Callback implements MqttCallback {
        @Override
        public void disconnected(MqttDisconnectResponse response) {
            events.lost(PahoReason.of(response));
        }

        @Override
        public void mqttErrorOccurred(MqttException error) {
            events.lost(PahoReason.of(error));
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            events.received(request(topic, message));
        }

        @Override
        public void deliveryComplete(IMqttToken token) {
            // Every message has a listener of its own.
        }

        @Override
        public void connectComplete(boolean reconnect, String uri) {
            // The link waited for it.
        }

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {
            events.lost("the broker asks for an enhanced authentication, which is not offered");
        }
    }
}
