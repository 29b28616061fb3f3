#include "fake-jlis/ocsp/scene.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

namespace tameshi::jlis::ocsp {
namespace {

// The one that fits, or a made-up one of the stranger's key under this name.
template <typename Fits>
Issuer other(const Scene& scene, const registry::AuthorityId& made_up, const Bytes& name, Fits fits) {
  const auto found = std::find_if(scene.issuers.begin(), scene.issuers.end(), fits);
  if (found != scene.issuers.end()) return *found;
  return {made_up, name, scene.stranger, scene.stranger};
}

// "20260401000000"
std::string digits_of(Instant instant) {
  const auto der = generalized_time(instant);
  const auto text = text_of(der);
  return std::string(text.substr(2, text.size() - 3));
}

Time written(std::string_view text) {
  return Raw{der::text(der::generalized_time_tag, text)};
}

std::optional<std::chrono::milliseconds> shift_in(std::string_view how) {
  if (!how.starts_with('+') && !how.starts_with('-')) return std::nullopt;
  const auto length = value_or_trouble(parse_duration(how.substr(1)));
  return how[0] == '-' ? -length : length;
}

}  // namespace

bool cannot(Scene& scene, std::string why) {
  scene.cannot = std::move(why);
  return false;
}

void not_a_word(const Words& words) {
  throw Trouble(fmt::format("a lie says \"{}\", which nothing does", fmt::join(words, " ")),
                "fake-jlis/ocsp/lies.yaml", "see the verbs in the distort_*.cpp beside it");
}

const std::string& word_at(const Words& words, std::size_t place) {
  if (place >= words.size()) not_a_word(words);
  return words[place];
}

unsigned number_at(const Words& words, std::size_t place) {
  const auto& text = word_at(words, place);
  unsigned out = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc{} || stop != text.data() + text.size()) not_a_word(words);
  return out;
}

Bytes bytes_at(const Words& words, std::size_t place) {
  auto out = from_hex(word_at(words, place));
  if (!out) not_a_word(words);
  return *std::move(out);
}

Issuer other_generation(const Scene& scene) {
  const auto& signer = *scene.prepared.signer;
  return other(scene, {signer.id.kind, signer.id.generation + 1}, signer.name, [&](const Issuer& one) {
    return one.id.kind == signer.id.kind && one.id.generation != signer.id.generation;
  });
}

Issuer other_authority(const Scene& scene) {
  const auto& signer = *scene.prepared.signer;
  const auto kind = signer.id.kind == Kind::signature ? Kind::authentication : Kind::signature;
  return other(scene, {kind, signer.id.generation}, responder_name(signer),
               [&](const Issuer& one) { return one.id.kind == kind; });
}

Time distorted(const Time& honest, std::string_view how) {
  const auto* instant = std::get_if<Instant>(&honest);
  if (instant == nullptr) return honest;
  if (const auto shift = shift_in(how)) return *instant + *shift;
  const auto digits = digits_of(*instant);
  if (how == "fraction") return written(digits + ".5Z");
  if (how == "zero-fraction") return written(digits + ".0Z");
  if (how == "offset") return written(digits_of(*instant + std::chrono::hours(9)) + "+0900");
  if (how == "no-seconds") return written(digits.substr(0, 12) + "Z");
  if (how == "no-zone") return written(digits);
  if (how == "small-z") return written(digits + "z");
  if (how == "month-13") return written(digits.substr(0, 4) + "13" + digits.substr(6) + "Z");
  if (how == "second-60") return written(digits.substr(0, 12) + "60Z");
  if (how == "utc-time") return Raw{der::text(der::utc_time_tag, digits.substr(2) + "Z")};
  if (how == "empty") return written("");
  not_a_word({"time", std::string(how)});
}

}  // namespace tameshi::jlis::ocsp
