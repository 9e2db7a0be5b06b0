package kz.qalqan.ingest;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import kz.qalqan.ingest.LinkTrouble.Kind;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.packet.MqttReturnCode;
import org.jspecify.annotations.Nullable;

/**
 * Tells from what Paho reports which trouble it is. Codes below 256 are the broker's own (MQTT 5, 2.4), those above are
 * Paho's; a failed handshake hides in the causes.
 */
final class Troubles {
    private static final int BROKER_CODES_END = 256;
    private static final int UNSUPPORTED_VERSION_MQTT_3 = 1;
    private static final int CAUSES_MAX = 10;

    private Troubles() {}

    /** Of a connection that was not made; an encrypted one that breaks meanwhile was not agreed on. */
    static LinkTrouble connecting(MqttException e, boolean encrypted) {
        LinkTrouble trouble = of(e);
        boolean unsaid = trouble.kind() == Kind.CONNECTION_BROKEN || trouble.kind() == Kind.BROKER_ENDED;
        return encrypted && unsaid ? LinkTrouble.of(Kind.TLS, trouble.error()) : trouble;
    }

    /** Of what failed, or broke. */
    static LinkTrouble of(MqttException e) {
        List<Throwable> causes = causes(e.getCause());
        int code = e.getReasonCode();
        String error = causes.stream()
                .filter(UnusableFiles.class::isInstance)
                .findFirst()
                .map(Throwable::getMessage)
                .orElseGet(() ->
                        causes.isEmpty() ? e.getMessage() + " (" + code + ")" : said(causes.get(causes.size() - 1)));
        Kind kind = code > 0 && code < BROKER_CODES_END ? byBroker(code) : byCause(code, causes);
        return LinkTrouble.of(kind, error);
    }

    /** Of a connection that ended. */
    static LinkTrouble of(MqttDisconnectResponse response) {
        MqttException e = response.getException();
        int code = response.getReturnCode();
        if (e != null && (code == 0 || code >= BROKER_CODES_END || e.getReasonCode() >= BROKER_CODES_END)) {
            return of(e);
        }
        String reason = response.getReasonString();
        Kind kind = byBroker(code);
        return LinkTrouble.of(
                kind == Kind.BROKER_REFUSES ? Kind.BROKER_ENDED : kind,
                "code " + code + (reason == null || reason.isEmpty() ? "" : ", " + reason));
    }

    private static Kind byBroker(int code) {
        return switch (code) {
            case UNSUPPORTED_VERSION_MQTT_3, MqttReturnCode.RETURN_CODE_UNSUPPORTED_PROTOCOL_VERSION -> Kind.NO_MQTT_5;
            case MqttReturnCode.RETURN_CODE_BAD_USERNAME_OR_PASSWORD,
                    MqttReturnCode.RETURN_CODE_NOT_AUTHORIZED,
                    MqttReturnCode.RETURN_CODE_BAD_AUTHENTICATION -> Kind.CREDENTIALS_REFUSED;
            case MqttReturnCode.RETURN_CODE_IDENTIFIER_NOT_VALID, MqttReturnCode.RETURN_CODE_BANNED ->
                Kind.CLIENT_REFUSED;
            case MqttReturnCode.RETURN_CODE_SESSION_TAKEN_OVER -> Kind.SESSION_TAKEN_OVER;
            case MqttReturnCode.RETURN_CODE_KEEP_ALIVE_TIMEOUT -> Kind.NETWORK_SILENT;
            case MqttReturnCode.RETURN_CODE_SERVER_UNAVAILABLE,
                    MqttReturnCode.RETURN_CODE_SERVER_BUSY,
                    MqttReturnCode.RETURN_CODE_QUOTA_EXCEEDED,
                    MqttReturnCode.RETURN_CODE_USE_ANOTHER_SERVER,
                    MqttReturnCode.RETURN_CODE_SERVER_MOVED,
                    MqttReturnCode.RETURN_CODE_CONNECTION_RATE_EXCEEDED -> Kind.BROKER_REFUSES;
            default -> Kind.BROKER_ENDED;
        };
    }

    private static Kind byCause(int code, List<Throwable> causes) {
        if (has(causes, UnusableFiles.class::isInstance)) {
            return Kind.OWN_FILES_UNUSABLE;
        }
        if (has(causes, SSLException.class::isInstance)) {
            return byHandshake(causes);
        }
        if (code == MqttClientException.REASON_CODE_CLIENT_TIMEOUT
                || has(causes, SocketTimeoutException.class::isInstance)) {
            return Kind.NETWORK_SILENT;
        }
        if (has(causes, Troubles::nobodyThere)) {
            return Kind.BROKER_ABSENT;
        }
        if (has(causes, EOFException.class::isInstance)) {
            return Kind.BROKER_ENDED;
        }
        boolean broken = code == MqttClientException.REASON_CODE_CONNECTION_LOST
                || has(causes, SocketException.class::isInstance);
        return broken ? Kind.CONNECTION_BROKEN : Kind.OTHER;
    }

    private static Kind byHandshake(List<Throwable> causes) {
        if (has(
                causes,
                c -> c instanceof CertificateExpiredException || c instanceof CertificateNotYetValidException)) {
            return Kind.CERTIFICATE_EXPIRED;
        }
        if (says(causes, "subject alternative", "no name matching")) {
            return Kind.CERTIFICATE_OF_ANOTHER;
        }
        if (has(causes, c -> c instanceof CertPathBuilderException || c instanceof CertPathValidatorException)) {
            return Kind.CERTIFICATE_UNKNOWN;
        }
        return says(causes, "fatal alert: certificate", "fatal alert: bad_certificate", "fatal alert: unknown_ca")
                ? Kind.OUR_CERTIFICATE_REFUSED
                : Kind.TLS;
    }

    private static String said(Throwable cause) {
        String message = cause.getMessage();
        return cause.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }

    private static boolean nobodyThere(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof NoRouteToHostException;
    }

    private static boolean has(List<Throwable> causes, Predicate<Throwable> is) {
        return causes.stream().anyMatch(is);
    }

    private static boolean says(List<Throwable> causes, String... parts) {
        return has(causes, cause -> {
            String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            return List.of(parts).stream().anyMatch(text::contains);
        });
    }

    private static List<Throwable> causes(@Nullable Throwable first) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable at = first; at != null && causes.size() < CAUSES_MAX; at = at.getCause()) {
            causes.add(at);
        }
        return causes;
    }
}
