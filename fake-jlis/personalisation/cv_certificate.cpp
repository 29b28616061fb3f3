#include "fake-jlis/personalisation/cv_certificate.hpp"

#include "fake-jlis/personalisation/data_object.hpp"

namespace tameshi::jlis::personalisation {
namespace {

constexpr std::uint8_t certificate_tag[] = {0x7F, 0x21};
constexpr std::uint8_t body_tag[] = {0x5F, 0x4E};
constexpr std::uint8_t signature_tag[] = {0x5F, 0x37};

}  // namespace

Bytes cv_certificate(const NamedKey& authority, const NamedKey& subject) {
  const auto body = concat({authority.id, subject.id, public_key_objects(subject.key)});
  return data_object(certificate_tag, concat({data_object(body_tag, body),
                                              data_object(signature_tag, authority.key.sign_sha256(body))}));
}

ByteView certificate_body(ByteView certificate) {
  constexpr std::size_t header = 5;  // 7F 21 82 LL LL: a certificate is always longer than 7Fh
  return certificate.subspan(header);
}

}  // namespace tameshi::jlis::personalisation
