package kz.qalqan.ingest;

import java.io.IOException;
import java.io.Writer;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.jspecify.annotations.Nullable;

/** An authority of the test's own that signs certificates and writes them as PEM. */
final class Certificates {
    private static final Duration DAY = Duration.ofDays(1);
    private static long serial = 1;

    private final Instant now = InstantSource.system().instant();
    final Path ca;
    private final Path directory;
    private final X500Name name;
    private final KeyPair keys = keys();

    Certificates(Path directory, String name) throws IOException, GeneralSecurityException {
        this.directory = Files.createDirectories(directory);
        this.name = new X500Name("CN=" + name);
        this.ca = write(name + "-ca.pem", sign(this.name, keys, null, now.plus(DAY)));
    }

    /** Certificate and key for a host, or for a client. */
    IngestConfig.Own issue(String subject, GeneralName host) throws IOException, GeneralSecurityException {
        return issue(subject, host, now.plus(DAY));
    }

    /** The same, but its time is over. */
    IngestConfig.Own expired(String subject, GeneralName host) throws IOException, GeneralSecurityException {
        return issue(subject, host, now.minus(Duration.ofHours(1)));
    }

    private IngestConfig.Own issue(String subject, GeneralName host, Instant until)
            throws IOException, GeneralSecurityException {
        KeyPair own = keys();
        Path certificate = write(subject + ".pem", sign(new X500Name("CN=" + subject), own, host, until));
        Path key = write(
                subject + ".key", new PemObject("PRIVATE KEY", own.getPrivate().getEncoded()));
        return new IngestConfig.Own(certificate, key);
    }

    /** The key of an issued certificate in the old form that openssl wrote for long. */
    Path oldForm() throws IOException, GeneralSecurityException {
        return write("old.key", new JcaMiscPEMGenerator(keys().getPrivate()));
    }

    static GeneralName address(String address) {
        return new GeneralName(GeneralName.iPAddress, address);
    }

    static GeneralName host(String host) {
        return new GeneralName(GeneralName.dNSName, host);
    }

    private X509Certificate sign(X500Name subject, KeyPair own, @Nullable GeneralName host, Instant until)
            throws IOException, GeneralSecurityException {
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                BigInteger.valueOf(serial++),
                Date.from(now.minus(DAY)),
                Date.from(until),
                subject,
                own.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(host == null));
        if (host != null) {
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(host));
        }
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private Path write(String file, Object pem) throws IOException {
        Path path = directory.resolve(file);
        try (Writer out = Files.newBufferedWriter(path);
                JcaPEMWriter writer = new JcaPEMWriter(out)) {
            writer.writeObject(pem);
        }
        return path;
    }
}
