#include "fake-jlis/http/tls_identity.hpp"

#include "fake-jlis/ca/certificate.hpp"
#include "fake-jlis/http/access.hpp"

namespace tameshi::jlis::http {
namespace {

// subjectAltName ::= GeneralNames; dNSName [2], iPAddress [7] (RFC 5280 §4.2.1.6)
Bytes alternative_names(const std::string& address) {
  Bytes names = der::context_primitive(2, bytes_of("localhost"));
  if (const auto network = network_from(address)) append(names, der::context_primitive(7, network->address));
  append(names, der::context_primitive(7, Bytes{127, 0, 0, 1}));
  return der::sequence({names});
}

}  // namespace

TlsIdentity own_tls_identity(const std::string& address, Instant now) {
  const auto key = openssl::PrivateKey::generate_rsa(2048);
  ca::CertificateFields fields;
  fields.serial = 1;
  fields.signature_algorithm = "sha256WithRSAEncryption";
  fields.subject = {{"O", der::utf8_tag, "FAKE J-LIS"}, {"CN", der::utf8_tag, "FAKE J-LIS server"}};
  fields.issuer = fields.subject;
  fields.not_before = now - std::chrono::days(1);
  fields.not_after = now + std::chrono::days(30);
  fields.public_key_info = key.public_key_info();
  fields.extensions.push_back({"2.5.29.17", false, ca::RawContents{alternative_names(address)}});
  TlsIdentity out;
  out.certificates = pem("CERTIFICATE", ca::signed_certificate(fields, key));
  out.key = key.to_pem();
  return out;
}

}  // namespace tameshi::jlis::http
