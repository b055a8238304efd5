package plumb.mqtt;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.packet.MqttReturnCode;
import org.jspecify.annotations.Nullable;

/** Why there is no connection, in one line for people. Any thread. */
final class PahoReason {
    private PahoReason() {}

    static String of(MqttDisconnectResponse response) {
        @Nullable MqttException why = response.getException();
        if (why != null && why.getReasonCode() != 0) {
            return of(why);
        }
        return response.getReturnCode() == 0
                ? "the connection is lost"
                : "the broker ended the connection: " + code(response.getReturnCode());
    }

    static String of(Throwable why) {
        for (Throwable cause = why; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case UnknownHostException _ -> {
                    return "unknown host";
                }
                case SSLException tls -> {
                    return "TLS: " + oneLine(tls.getMessage())
                            + "; check broker.authority, broker.certificate and the name";
                }
                case SocketTimeoutException _ -> {
                    return "no answer";
                }
                case NoRouteToHostException _ -> {
                    return "no route to the host";
                }
                case ConnectException _ -> {
                    return "connection refused";
                }
                default -> {}
            }
        }
        return why instanceof MqttException mqtt ? code(mqtt.getReasonCode()) : oneLine(why.toString());
    }

    private static String code(int code) {
        return switch (code) {
            case MqttClientException.REASON_CODE_CLIENT_TIMEOUT, MqttClientException.REASON_CODE_WRITE_TIMEOUT ->
                "no answer";
            case MqttClientException.REASON_CODE_CONNECTION_LOST,
                    MqttClientException.REASON_CODE_CLIENT_DISCONNECTING -> "the connection is lost";
            case MqttReturnCode.RETURN_CODE_NOT_AUTHORIZED -> "not authorised; check broker.user and the password";
            case MqttReturnCode.RETURN_CODE_BAD_USERNAME_OR_PASSWORD -> "wrong user or password";
            case MqttReturnCode.RETURN_CODE_SESSION_TAKEN_OVER -> "another program has connected as this rig";
            case MqttReturnCode.RETURN_CODE_SERVER_SHUTTING_DOWN -> "the broker is shutting down";
            case MqttReturnCode.RETURN_CODE_UNSUPPORTED_PROTOCOL_VERSION -> "the broker does not speak MQTT 5";
            default -> "no MQTT connection (reason " + code + ")";
        };
    }

    private static String oneLine(@Nullable String text) {
        return String.valueOf(text).strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
