#include "fake-jlis/platform/api_parts_json.hpp"

#include <fmt/format.h>

#include "base/pem.hpp"
#include "fake-jlis/platform/api.hpp"

namespace tameshi::jlis::platform {
namespace {

tl::unexpected<http::Refusal> does_not_fit(std::string message) {
  return tl::unexpected(http::Refusal{422, "does-not-fit", std::move(message), false});
}

}  // namespace

std::string relying_party_of(const http::Call& call) {
  const auto* said = call.request->field(relying_party_field);
  return said == nullptr || said->empty() ? std::string(usual_relying_party) : *said;
}

tl::expected<Bytes, http::Refusal> bytes_in(const Json& body, std::string_view member) {
  const auto text = body.value(std::string(member), "");
  if (text.starts_with("-----BEGIN")) return from_pem_or_der(bytes_of(text));
  auto bytes = from_base64(text);
  if (!bytes) return does_not_fit(fmt::format("/{} is no base64", member));
  return *std::move(bytes);
}

#define TAKE_OR_REFUSE(target, ...)                              \
  {                                                              \
    auto taken = (__VA_ARGS__);                                  \
    if (!taken) return tl::unexpected(std::move(taken).error()); \
    (target) = *std::move(taken);                                \
  }

tl::expected<Submission, http::Refusal> submission_in(const Json& body) {
  Submission out;
  out.kind = kind_from(body.value("kind", "signature")).value_or(Kind::signature);
  out.format = format_from(body.value("format", "raw")).value_or(Format::raw);
  out.method = status_method_from(body.value("revocation", "ocsp")).value_or(StatusMethod::ocsp);
  TAKE_OR_REFUSE(out.document, bytes_in(body, "document"));
  TAKE_OR_REFUSE(out.signature, bytes_in(body, "signature"));
  TAKE_OR_REFUSE(out.certificate, bytes_in(body, "certificate"));
  return out;
}

Json refused_json(const Refusal& refusal) {
  const auto& row = reason_row(refusal.reason);
  Json out{{"result", "refused"},
           {"reason", row.name},
           {"detail", refusal.detail},
           {"says", row.says},
           {"retryable", row.retryable}};
  if (!refusal.code.empty()) out["code"] = refusal.code;
  return out;
}

Json certificate_json(const Verification& verification) {
  const auto& path = verification.path;
  return {{"kind", to_string(path.kind)},
          {"carrier", path.mobile ? "phone" : "card"},
          {"notAfter", to_string(path.certificate.not_after)},
          {"revocation", to_string(verification.method)},
          {"asOf", to_string(verification.state.as_of)}};
}

Json items_json(const FourItems& items) {
  return {{"name", items.name},
          {"birthDate", items.birth_date},
          {"sex", items.sex},
          {"address", items.address},
          {"nameSubstitutes", items.name_substitutes},
          {"addressSubstitutes", items.address_substitutes}};
}

}  // namespace tameshi::jlis::platform
