#include "fake-jlis/documents/algorithm.hpp"

#include <algorithm>
#include <array>

#include "base/openssl.hpp"

namespace tameshi::jlis::documents {
namespace {

using openssl::KeyKind;

// RFC 8017 appendix B.1; XML Encryption 1.1 §5.7, XML Signature 1.1 §6.2, RFC 6931 §2.1.
const std::array hashes{
    Hash{"sha256", "2.16.840.1.101.3.4.2.1", "http://www.w3.org/2001/04/xmlenc#sha256", false,
         openssl::sha256},
    Hash{"sha384", "2.16.840.1.101.3.4.2.2", "http://www.w3.org/2001/04/xmldsig-more#sha384", false,
         openssl::sha384},
    Hash{"sha512", "2.16.840.1.101.3.4.2.3", "http://www.w3.org/2001/04/xmlenc#sha512", false,
         openssl::sha512},
    Hash{"sha1", "1.3.14.3.2.26", "http://www.w3.org/2000/09/xmldsig#sha1", true, openssl::sha1},
    Hash{"md5", "1.2.840.113549.2.5", "http://www.w3.org/2001/04/xmldsig-more#md5", true, openssl::md5},
};

const Hash* const sha256 = &hashes[0];
const Hash* const sha384 = &hashes[1];
const Hash* const sha512 = &hashes[2];
const Hash* const sha1 = &hashes[3];
const Hash* const md5 = &hashes[4];

// RFC 8017 appendix A.2.4, RFC 5758 §3.2; XML Signature 1.1 §6.4, RFC 6931 §2.3.
const std::array algorithms{
    SignatureAlgorithm{"sha256WithRSAEncryption", "1.2.840.113549.1.1.11",
                       "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", KeyKind::rsa, sha256},
    SignatureAlgorithm{"sha384WithRSAEncryption", "1.2.840.113549.1.1.12",
                       "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384", KeyKind::rsa, sha384},
    SignatureAlgorithm{"sha512WithRSAEncryption", "1.2.840.113549.1.1.13",
                       "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", KeyKind::rsa, sha512},
    SignatureAlgorithm{"ecdsa-with-SHA256", "1.2.840.10045.4.3.2",
                       "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", KeyKind::ec, sha256},
    SignatureAlgorithm{"ecdsa-with-SHA384", "1.2.840.10045.4.3.3",
                       "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384", KeyKind::ec, sha384},
    SignatureAlgorithm{"ecdsa-with-SHA512", "1.2.840.10045.4.3.4",
                       "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512", KeyKind::ec, sha512},
    SignatureAlgorithm{"sha1WithRSAEncryption", "1.2.840.113549.1.1.5",
                       "http://www.w3.org/2000/09/xmldsig#rsa-sha1", KeyKind::rsa, sha1},
    SignatureAlgorithm{"md5WithRSAEncryption", "1.2.840.113549.1.1.4",
                       "http://www.w3.org/2001/04/xmldsig-more#rsa-md5", KeyKind::rsa, md5},
    SignatureAlgorithm{"ecdsa-with-SHA1", "1.2.840.10045.4.1",
                       "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1", KeyKind::ec, sha1},
    SignatureAlgorithm{"dsa-with-SHA1", "1.2.840.10040.4.3", "http://www.w3.org/2000/09/xmldsig#dsa-sha1",
                       KeyKind::other, sha1},
};

template <typename Rows>
auto row_of(const Rows& rows, std::string_view identifier) {
  const auto* found = std::find_if(rows.begin(), rows.end(), [&](const auto& row) {
    return row.oid == identifier || row.uri == identifier || row.name == identifier;
  });
  return found == rows.end() ? nullptr : found;
}

template <typename Rows>
std::string name_in(const Rows& rows, std::string_view identifier) {
  const auto* row = row_of(rows, identifier);
  return std::string(row == nullptr ? identifier : row->name);
}

}  // namespace

Read<const Hash*> find_hash(std::string_view identifier) {
  const auto* row = row_of(hashes, identifier);
  if (row == nullptr) return refused("unsupported-algorithm", std::string(identifier));
  if (row->weak) return refused("weak-algorithm", std::string(row->name));
  return row;
}

Read<const SignatureAlgorithm*> find_algorithm(std::string_view identifier) {
  const auto* row = row_of(algorithms, identifier);
  if (row == nullptr) return refused("unsupported-algorithm", std::string(identifier));
  if (row->hash->weak) return refused("weak-algorithm", std::string(row->name));
  return row;
}

Read<const SignatureAlgorithm*> find_algorithm(KeyKind key, const Hash& hash) {
  const auto* found = std::find_if(algorithms.begin(), algorithms.end(), [&](const SignatureAlgorithm& row) {
    return row.key == key && row.hash == &hash;
  });
  if (found == algorithms.end()) return refused("unsupported-algorithm", "neither RSA nor ECDSA");
  return found;
}

std::string name_of_hash(std::string_view identifier) {
  return name_in(hashes, identifier);
}

std::string name_of_algorithm(std::string_view identifier) {
  return name_in(algorithms, identifier);
}

const SignatureAlgorithm& algorithm_of(SignsWith with) {
  return algorithms[with == SignsWith::rsa_sha256 ? 0 : 4];
}

}  // namespace tameshi::jlis::documents
