package plumb.mqtt;

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
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Makes a socket factory from certificates and a key in PEM files. Link's thread; nothing of a key gets into a message. */
final class TlsMaterial {
    private static final Pattern KEY = Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA");
    private static final char[] IN_MEMORY = {};

    private TlsMaterial() {}

    /** Throws with the file and what is wrong with it. */
    static SSLSocketFactory socketFactory(BrokerLogin login) throws BrokerException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    login.certificate().isPresent() ? keys(login).getKeyManagers() : null,
                    login.authority().isPresent()
                            ? trust(login.authority().get()).getTrustManagers()
                            : null,
                    null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new BrokerException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private static TrustManagerFactory trust(Path authority) throws BrokerException, GeneralSecurityException {
        KeyStore store = empty();
        int number = 0;
        for (Certificate certificate : certificates(authority)) {
            store.setCertificateEntry("authority" + number++, certificate);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return trust;
    }

    private static KeyManagerFactory keys(BrokerLogin login) throws BrokerException, GeneralSecurityException {
        Path file = login.certificate().orElseThrow();
        Optional<Path> keyFile = login.key();
        if (keyFile.isEmpty()) {
            throw new BrokerException("broker.certificate is " + file + ", but broker.key is none");
        }
        Certificate[] chain = certificates(file).toArray(Certificate[]::new);
        KeyStore store = empty();
        store.setKeyEntry("rig", key(keyFile.get()), IN_MEMORY, chain);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, IN_MEMORY);
        return keys;
    }

    private static KeyStore empty() throws GeneralSecurityException, BrokerException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, null);
        } catch (IOException e) {
            throw new BrokerException("an empty store of keys cannot be made: " + e.getMessage(), e);
        }
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path file) throws BrokerException {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) {
                throw new BrokerException(file + ": holds no certificate; allowed: X.509 in PEM");
            }
            return found;
        } catch (GeneralSecurityException e) {
            throw new BrokerException(file + ": not a certificate; allowed: X.509 in PEM", e);
        } catch (BrokerException e) {
            throw e;
        } catch (IOException e) {
            throw new BrokerException(file + ": cannot be read", e);
        }
    }

    private static PrivateKey key(Path file) throws BrokerException, GeneralSecurityException {
        Matcher pem = KEY.matcher(read(file));
        if (!pem.find()) {
            throw new BrokerException(
                    file + ": not a private key in PKCS#8 without a pass phrase; convert it with: openssl pkcs8 -topk8 "
                            + "-nocrypt -in OLD -out NEW");
        }
        PKCS8EncodedKeySpec spec =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
        for (String algorithm : KEY_ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException _) {
                // Of another algorithm: the file does not say which.
            }
        }
        throw new BrokerException(file + ": a private key of an unknown kind; allowed: RSA, EC, EdDSA");
    }

    private static String read(Path file) throws BrokerException {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new BrokerException(file + ": cannot be read", e);
        }
    }
}
