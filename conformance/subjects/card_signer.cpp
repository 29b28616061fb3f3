#include "conformance/subjects/card_signer.hpp"

#include "base/openssl.hpp"
#include "base/openssl_certificate.hpp"

namespace tameshi::subjects {
namespace {

using jlis::documents::Signer;
using jlis::documents::SignsWith;

Result<Bytes> or_problem(Attempt<Bytes> signature) {
  if (signature) return *std::move(signature);
  return failure("the card did not sign: " + iso7816::to_string(signature.error()) + " " +
                 iso7816::meaning(signature.error()));
}

}  // namespace

Attempt<Signer> card_signer(CardReader& reader, const CardFiles& files, const Secret& pin) {
  if (auto verified = reader.verify(files.pin, pin); !verified) return tl::unexpected(verified.error());
  Signer out;
  TRY(out.certificate, reader.read_certificate(files.certificate));
  const auto identity = openssl::identity_of(out.certificate);
  const bool is_ec = identity && identity->key == openssl::KeyKind::ec;
  out.with = is_ec ? SignsWith::ecdsa_sha384 : SignsWith::rsa_sha256;
  out.sign = [&reader, key = files.key, is_ec](ByteView message) {
    return or_problem(is_ec ? reader.sign_as_given(key, openssl::sha384(message))
                            : reader.sign(key, message));
  };
  return out;
}

std::function<Result<Bytes>(ByteView hash)> card_pads_and_signs(CardReader& reader, const CardFiles& files) {
  return [&reader, key = files.key](ByteView hash) { return or_problem(reader.sign_as_given(key, hash)); };
}

}  // namespace tameshi::subjects
