package kz.qalqan.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.SocketFactory;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;

/**
 * Whom we believe to be the broker, and how we prove who we are. The files are read for each connection, so a renewed
 * certificate is used from the next one on.
 */
final class BrokerTls {
    private static final Pattern PEM_KEY =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]*)PRIVATE KEY-----(.*?)-----END", Pattern.DOTALL);
    private static final List<String> KEY_KINDS = List.of("EC", "RSA", "Ed25519", "Ed448");

    private BrokerTls() {}

    /** TLS that accepts certificates of the configured issuers only, or of the JDK's when none are named. */
    static SocketFactory socketFactory(IngestConfig.Tls files) throws MqttException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(ours(files.own()), theirs(files.ca()), null);
            return context.getSocketFactory();
        } catch (IOException e) {
            throw new MqttException(e);
        } catch (GeneralSecurityException e) {
            throw new MqttException(new UnusableFiles("TLS cannot be set up: " + e.getMessage(), e));
        }
    }

    private static TrustManager @Nullable [] theirs(@Nullable Path ca) throws IOException, GeneralSecurityException {
        if (ca == null) {
            return null; // the JDK's own
        }
        KeyStore store = empty();
        int number = 0;
        for (Certificate issuer : certificates("mqtt.ca", ca)) {
            store.setCertificateEntry("ca-" + number++, issuer);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return trust.getTrustManagers();
    }

    private static KeyManager @Nullable [] ours(IngestConfig.@Nullable Own own)
            throws IOException, GeneralSecurityException {
        if (own == null) {
            return null; // none
        }
        char[] unused = new char[0];
        KeyStore store = empty();
        Certificate[] chain =
                certificates("mqtt.certificate", own.certificate()).toArray(Certificate[]::new);
        store.setKeyEntry("own", key(own.key()), unused, chain);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, unused);
        return keys.getKeyManagers();
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        return store;
    }

    private static Collection<? extends Certificate> certificates(String setting, Path file) throws UnusableFiles {
        try (InputStream pem = Files.newInputStream(file)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(pem);
            if (found.isEmpty()) {
                throw new IOException("it holds no certificate in PEM");
            }
            return found;
        } catch (GeneralSecurityException | IOException e) {
            throw unusable(setting, file, e);
        }
    }

    private static PrivateKey key(Path file) throws UnusableFiles {
        try {
            Matcher pem = PEM_KEY.matcher(Files.readString(file, US_ASCII));
            if (!pem.find()) {
                throw new IOException("it holds no private key in PEM");
            }
            if (!pem.group(1).isEmpty()) {
                throw new IOException("it is of the kind '" + pem.group(1).strip()
                        + "', allowed is an unencrypted PKCS#8 key: openssl pkcs8 -topk8 -nocrypt makes one");
            }
            byte[] der = Base64.getMimeDecoder().decode(pem.group(2));
            return key(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException | IllegalArgumentException | IOException e) {
            throw unusable("mqtt.key", file, e);
        }
    }

    /** The kind stands inside, but no API of the JDK tells it: the right one is the one that can read it. */
    private static PrivateKey key(PKCS8EncodedKeySpec spec) throws GeneralSecurityException {
        InvalidKeySpecException last = new InvalidKeySpecException("allowed are keys of the kinds " + KEY_KINDS);
        for (String kind : KEY_KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                last.addSuppressed(e);
            }
        }
        throw last;
    }

    private static UnusableFiles unusable(String setting, Path file, Exception e) {
        String why = e instanceof java.nio.file.NoSuchFileException ? "there is no such file" : e.getMessage();
        return new UnusableFiles(setting + " " + file + " cannot be used: " + why, e);
    }
}
