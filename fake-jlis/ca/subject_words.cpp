#include "fake-jlis/ca/subject_words.hpp"

#include <fmt/format.h>

namespace tameshi::jlis::ca {
namespace {

// YYYYMMDDhhmmss in Japanese time, facts/pki.md §1.5.
std::string issue_time(Instant instant) {
  const auto civil = in_japan(instant);
  return fmt::format("{:04}{:02}{:02}{:02}{:02}{:02}", static_cast<int>(civil.date.year()),
                     static_cast<unsigned>(civil.date.month()), static_cast<unsigned>(civil.date.day()),
                     civil.time.hours().count(), civil.time.minutes().count(), civil.time.seconds().count());
}

// OURS: the same fourteen digits as nine characters of 0-9A-Z. How the real ones come about is not known and
// nobody needs it (facts/pki.md §1.4, §8 (5)).
std::string packed(std::string_view fourteen_digits) {
  std::uint64_t rest = 0;
  for (const char c : fourteen_digits) rest = rest * 10 + static_cast<std::uint64_t>(c - '0');
  std::string out(9, '0');
  for (auto at = out.rbegin(); at != out.rend(); ++at, rest /= 36) {
    *at = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[rest % 36];
  }
  return out;
}

}  // namespace

Words authority_words(Kind kind, const Settings& settings) {
  return {
      {"organisation", settings.organisation},
      {"unit", settings.unit},
      {"japanese-organisation", settings.japanese_organisation},
      {"japanese-unit", settings.japanese_unit},
      {"cps", settings.cps},
      {"ocsp", kind == Kind::signature ? settings.signature_ocsp : settings.authentication_ocsp},
  };
}

Words subject_words(const registry::Persona& persona, Instant issued_at, std::uint64_t serial,
                    const Settings& settings) {
  const auto time = issue_time(issued_at);
  return {
      {"prefecture", persona.municipality.prefecture},
      {"municipality", persona.municipality.name},
      {"window", persona.municipality.code + settings.window},
      {"sequence", fmt::format("{:05}", serial % 100'000)},  // OURS: the serial's last five digits
      {"issue-time", time},
      {"packed-issue-time", packed(time)},
      {"name", persona.name},
      {"birth-date", registry::digits(persona.birth)},
      {"sex", std::to_string(static_cast<unsigned>(persona.sex))},
      {"address", persona.address},
      {"name-substitutes", registry::substitute_digits(persona.name, persona.substitutes.name)},
      {"address-substitutes", registry::substitute_digits(persona.address, persona.substitutes.address)},
  };
}

}  // namespace tameshi::jlis::ca
