// Java's PKIX validator over the rows of a file: name, certificate, roots (joined by commas), seconds, usage,
// list or "-", OCSP answer or "-", policies (joined by commas). Prints name, "accepts" or "refuses", and why.

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.*;
import java.util.*;

public class Verify {
    static final CertificateFactory FACTORY = factory();

    static CertificateFactory factory() {
        try {
            return CertificateFactory.getInstance("X.509");
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    static X509Certificate certificate(String path) throws Exception {
        try (InputStream in = Files.newInputStream(Path.of(path))) {
            return (X509Certificate) FACTORY.generateCertificate(in);
        }
    }

    static Set<TrustAnchor> anchors(String paths) throws Exception {
        Set<TrustAnchor> out = new HashSet<>();
        for (String path : paths.split(",")) out.add(new TrustAnchor(certificate(path), null));
        return out;
    }

    static void addList(PKIXParameters rules, String path) throws Exception {
        CRL list = FACTORY.generateCRL(new ByteArrayInputStream(Files.readAllBytes(Path.of(path))));
        rules.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(List.of(list))));
        rules.setRevocationEnabled(true);
    }

    static void addAnswer(PKIXParameters rules, CertPathValidator validator, X509Certificate leaf, String path)
            throws Exception {
        var checker = (PKIXRevocationChecker) validator.getRevocationChecker();
        checker.setOptions(EnumSet.of(PKIXRevocationChecker.Option.ONLY_END_ENTITY, PKIXRevocationChecker.Option.NO_FALLBACK));
        checker.setOcspResponses(Map.of(leaf, Files.readAllBytes(Path.of(path))));
        rules.addCertPathChecker(checker);
    }

    static void verify(String[] row) throws Exception {
        X509Certificate leaf = certificate(row[1]);
        PKIXParameters rules = new PKIXParameters(anchors(row[2]));
        rules.setDate(new Date(Long.parseLong(row[3]) * 1000));
        rules.setRevocationEnabled(false);
        rules.setInitialPolicies(Set.of(row[7].split(",")));
        rules.setExplicitPolicyRequired(true);
        rules.setPolicyQualifiersRejected(false);
        CertPathValidator validator = CertPathValidator.getInstance("PKIX");
        if (!row[5].equals("-")) addList(rules, row[5]);
        if (!row[6].equals("-")) addAnswer(rules, validator, leaf, row[6]);
        validator.validate(FACTORY.generateCertPath(List.of(leaf)), rules);
        boolean[] usage = leaf.getKeyUsage();
        boolean signs = row[4].equals("signature");
        if (usage != null && (!usage[0] || signs && !usage[1])) throw new CertificateException("another keyUsage");
    }

    public static void main(String[] words) throws Exception {
        for (String line : Files.readAllLines(Path.of(words[0]))) {
            String[] row = line.split("\t");
            String verdict = "accepts\t";
            try {
                verify(row);
            } catch (Exception | StackOverflowError e) {
                verdict = "refuses\t" + String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
            }
            System.out.println(row[0] + "\t" + verdict);
        }
    }
}
