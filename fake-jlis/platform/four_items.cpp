#include "fake-jlis/platform/four_items.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/mutant.hpp"
#include "base/utf8.hpp"
#include "fake-jlis/registry/birth_date.hpp"
#include "fake-jlis/registry/characters.hpp"
#include "fake-jlis/registry/register_text.hpp"

namespace tameshi::jlis::platform {
namespace {

constexpr std::string_view name_oid = "1.2.392.200149.8.5.5.1";
constexpr std::string_view name_substitutes_oid = "1.2.392.200149.8.5.5.2";
constexpr std::string_view sex_oid = "1.2.392.200149.8.5.5.3";
constexpr std::string_view birth_oid = "1.2.392.200149.8.5.5.4";
constexpr std::string_view address_oid = "1.2.392.200149.8.5.5.5";
constexpr std::string_view address_substitutes_oid = "1.2.392.200149.8.5.5.6";
constexpr std::size_t longest_name = 100;  // OURS

tl::unexpected<Refusal> wrong(std::string_view what) {
  return refuse("contents-wrong", std::string(what));
}

// Controls and marks that turn text around make one name look like another.
bool is_plain(char32_t c) {
  const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
  const bool turns =
      (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  return !control && !turns && c != 0xFEFF;
}

Verified<std::string> text_under(const Certificate& certificate, std::string_view oid,
                                 std::string_view what) {
  const OtherName* found = nullptr;
  for (const auto& one : certificate.other_names) {
    if (one.oid != oid) continue;
    if (found != nullptr && !mutant("takes-the-last-of-two-items"))
      return wrong(fmt::format("{} stands twice", what));
    found = &one;
  }
  if (found == nullptr && mutant("does-not-miss-an-item"))
    return std::string(oid == birth_oid ? "319950410" : "1");
  if (found == nullptr) return wrong(fmt::format("{} is missing", what));
  std::string text(text_of(found->value));
  if ((found->tag != der::utf8_tag || first_malformed_utf8(text)) && !mutant("takes-items-in-any-encoding"))
    return wrong(fmt::format("{} is not UTF-8 in a UTF8String", what));
  return text;
}

Verified<std::string> register_text(const Certificate& certificate, std::string_view oid,
                                    std::string_view what, std::size_t longest) {
  auto text = text_under(certificate, oid, what);
  if (!text) return text;
  const auto characters = registry::characters_of(*text);
  if ((!characters || characters->empty() || characters->size() > longest) &&
      !mutant("takes-texts-of-any-length"))
    return wrong(fmt::format("{} has not 1 to {} characters", what, longest));
  if (!std::all_of(characters->begin(), characters->end(), is_plain) &&
      !mutant("takes-characters-that-turn-text-around"))
    return wrong(fmt::format("{} has characters that are none to see", what));
  return text;
}

Verified<std::string> substitutes(const Certificate& certificate, std::string_view oid, const std::string& of,
                                  std::string_view what) {
  auto digits = text_under(certificate, oid, what);
  if (!digits) return digits;
  const bool fits = digits->size() == registry::characters_of(of)->size();
  const bool of_digits =
      std::all_of(digits->begin(), digits->end(), [](char c) { return c == '0' || c == '1'; });
  if ((!fits || !of_digits) && !mutant("does-not-count-substitutes"))
    return wrong(fmt::format("{} are not a 0 or 1 for each character", what));
  return digits;
}

// EYYYYMMDD; what is not known is zeros, of month and day only from behind.
std::optional<std::string> birth_date_in(const std::string& text, Instant now) {
  using namespace std::chrono;
  if (text.size() != 9 || !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return std::nullopt;
  const auto number = [&](std::size_t from, std::size_t count) {
    return std::stoi(text.substr(from, count));
  };
  const year_month_day date{year{number(1, 4)}, month{static_cast<unsigned>(number(5, 2))},
                            day{static_cast<unsigned>(number(7, 2))}};
  const auto out = fmt::format("{}-{}-{}", text.substr(1, 4), text.substr(5, 2), text.substr(7, 2));
  const auto era = static_cast<registry::Era>(number(0, 1));
  if (!date.ok()) {
    const bool year_only = number(1, 4) == 0 && (number(5, 2) != 0 || number(7, 2) != 0);
    const bool known_part_is_wrong = number(5, 2) > 12 || (number(5, 2) == 0 && number(7, 2) != 0) ||
                                     (number(5, 2) != 0 && number(7, 2) != 0);
    if (year_only || known_part_is_wrong || number(0, 1) > 5) return std::nullopt;
    return out;
  }
  if (registry::era_of(date) != era || sys_days{date} > sys_days{in_japan(now).date}) return std::nullopt;
  return out;
}

}  // namespace

#define TAKE(target, ...)                                        \
  {                                                              \
    auto taken = (__VA_ARGS__);                                  \
    if (!taken) return tl::unexpected(std::move(taken).error()); \
    (target) = *std::move(taken);                                \
  }

Verified<FourItems> four_items_of(const Certificate& certificate, Instant now) {
  FourItems out;
  TAKE(out.name, register_text(certificate, name_oid, "the name", longest_name));
  TAKE(out.address,
       register_text(certificate, address_oid, "the address", registry::longest_register_address));
  if (mutant("cuts-long-addresses")) out.address = out.address.substr(0, 63);
  if (mutant("ends-a-name-at-its-space")) out.name = out.name.substr(0, out.name.find("　"));
  TAKE(out.name_substitutes,
       substitutes(certificate, name_substitutes_oid, out.name, "the name's substitutes"));
  TAKE(out.address_substitutes,
       substitutes(certificate, address_substitutes_oid, out.address, "the address's substitutes"));
  TAKE(out.sex, text_under(certificate, sex_oid, "the sex"));
  if (out.sex != "1" && out.sex != "2" && out.sex != "3" && !mutant("takes-any-sex"))
    return wrong("the sex is none of 1, 2, 3");
  if (mutant("swaps-the-sexes") && out.sex != "3") out.sex = out.sex == "1" ? "2" : "1";
  std::string digits;
  TAKE(digits, text_under(certificate, birth_oid, "the birth date"));
  const auto date = birth_date_in(digits, now);
  if (!date && mutant("takes-any-birth-date")) return out;
  if (!date) return wrong("the birth date is none");
  out.birth_date = *date;
  return out;
}

}  // namespace tameshi::jlis::platform
