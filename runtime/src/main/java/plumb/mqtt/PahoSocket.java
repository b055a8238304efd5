package plumb.mqtt;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import javax.net.SocketFactory;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.paho.mqttv5.client.internal.NetworkModule;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;

/** One connection of TCP, with TLS or without. Paho's threads. */
final class PahoSocket implements NetworkModule {
    private static final int TIMEOUT_MILLIS = PahoConnector.CONNECT_SECONDS * 1000;

    private final URI uri;
    private final @Nullable SocketFactory factory;
    private final Socket plain = new Socket();
    private volatile Socket socket = plain;
    private final CountDownLatch spoken = new CountDownLatch(1);

    /**
     * Not connected yet.
     *
     * @param uri with host and port
     * @param factory an {@link SSLSocketFactory} where TLS is wanted
     */
    PahoSocket(URI uri, @Nullable SocketFactory factory) {
        this.uri = uri;
        this.factory = factory;
    }

    @Override
    public void start() throws IOException, MqttException {
        String host = uri.getHost().replaceAll("[\\[\\]]", "");
        try {
            plain.setTcpNoDelay(true);
            plain.connect(new InetSocketAddress(host, uri.getPort()), TIMEOUT_MILLIS);
            if (factory instanceof SSLSocketFactory tls) {
                socket = secured(tls, host);
            }
        } catch (IOException e) {
            plain.close();
            throw new MqttException(e);
        }
    }

    /** The broker must prove that it is the host that was asked for. */
    private SSLSocket secured(SSLSocketFactory tls, String host) throws IOException {
        SSLSocket secured = (SSLSocket) tls.createSocket(plain, host, uri.getPort(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.setSoTimeout(TIMEOUT_MILLIS);
        secured.startHandshake();
        secured.setSoTimeout(0);
        return secured;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new PatientInput(socket.getInputStream(), spoken);
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new SpokenOutput(socket.getOutputStream(), spoken);
    }

    @Override
    public void stop() throws IOException {
        // The plain one: a goodbye of TLS could wait for a broker that does not read.
        plain.close();
        spoken.countDown();
    }

    @Override
    public String getServerURI() {
        return uri.toString();
    }
}
