#include "fake-jlis/registry/life_command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/suggest.hpp"
#include "fake-jlis/registry/characters.hpp"
#include "fake-jlis/registry/life.hpp"
#include "fake-jlis/registry/my_number.hpp"
#include "fake-jlis/registry/register_text.hpp"
#include "fake-jlis/registry/written_name.hpp"

namespace tameshi::jlis::registry {
namespace {

constexpr std::array parameters{
    LifeParameter{"certificates", "which certificates are wanted: both, signature, authentication or none",
                  "both", false},
    LifeParameter{"address", "the new address, in full-width characters, from the prefecture on",
                  "東京都清瀬市架空町９丁目９－９", true},
    LifeParameter{"municipality", "code without its check digit, prefecture and name in romaji",
                  "14104 Kanagawa-ken Yokohama-shi-Naka-ku", true},
    LifeParameter{"name", "family and given name, full-width, with U+3000 between them", "見本　花子", true},
    LifeParameter{"furigana", "how the new name is read, in katakana; left out: nobody knows",
                  "ミホン　ハナコ", false},
    LifeParameter{
        "name-substitutes",
        "a digit for each character of the name, 1 where it stands for one that has no code; left out: "
        "none does",
        "01000", false},
    LifeParameter{"address-substitutes", "the same for the address", "000000100000000", false},
    LifeParameter{"former-surname", "旧氏; empty: none", "試験", true},
    LifeParameter{"former-surname-furigana", "how it is read, in katakana; left out: nobody knows", "シケン",
                  false},
    LifeParameter{"common-name", "通称; empty: none", "見本　花", true},
    LifeParameter{"sex", "1 male, 2 female, 3 unknown", "2", true},
    LifeParameter{"birth-date", "year-month-day", "1995-04-11", true},
    LifeParameter{"stay-until", "the last day of the stay, year-month-day", "2055-03-31", true},
    LifeParameter{"departs-on", "the planned day of moving abroad, year-month-day; left out: the same day",
                  "2026-04-30", false},
    LifeParameter{"my-number", "twelve digits, the last a check digit", "222222222225", true},
};

Problem wrong(std::string_view parameter, std::string_view what) {
  const auto* known = find_parameter(parameter);
  return {fmt::format("\"{}\" {}", parameter, what), "", fmt::format("as \"{}\"", known->example)};
}

// "01000" is the second of five.
Result<Positions> positions_in(std::string_view digits, std::string_view text, std::string_view parameter) {
  const auto characters = characters_of(text);
  Positions out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (digits[i] == '1') out.push_back(i + 1);
  }
  const auto of_digits = digits.find_first_not_of("01") == std::string_view::npos;
  if (!of_digits || !characters || digits.size() != characters->size())
    return tl::unexpected(
        wrong(parameter, fmt::format("must be a 0 or 1 for each of the {} characters of \"{}\"",
                                     characters ? characters->size() : 0, text)));
  return out;
}

using Rewrite = Result<void> (*)(Resident&, const std::string&);

Result<void> rewrite_address(Resident& resident, const std::string& text) {
  if (!is_register_address(text))
    return tl::unexpected(wrong("address", "must be 1 to 200 full-width characters"));
  resident.items.address = text;
  resident.items.substitutes.address.clear();
  return {};
}

bool is_code(std::string_view text) {
  return text.size() == 5 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Result<void> rewrite_municipality(Resident& resident, const std::string& text) {
  const auto first = std::min(text.find(' '), text.size());
  const auto second = std::min(text.find(' ', first + 1), text.size());
  if (second < text.size()) {
    Municipality place{text.substr(0, first), text.substr(first + 1, second - first - 1),
                       text.substr(second + 1)};
    if (is_code(place.code) && is_romaji_place(place.prefecture) && is_romaji_place(place.name)) {
      resident.items.municipality = std::move(place);
      return {};
    }
  }
  return tl::unexpected(wrong("municipality", "must be five digits, a prefecture and a name in romaji"));
}

// 旧氏 and 通称 stand within the name.
void write_name(Resident& resident) {
  auto& items = resident.items;
  auto written = with_brackets({items.name, items.substitutes.name}, resident.names.former_surname,
                               resident.names.common_name);
  items.name = std::move(written.text);
  items.substitutes.name = std::move(written.substitutes);
}

Result<void> rewrite_name(Resident& resident, const std::string& text) {
  if (!is_register_name(text))
    return tl::unexpected(wrong("name", "must be a family and a given name in full-width characters"));
  resident.items.name = text;
  resident.items.substitutes.name.clear();
  resident.names.furigana.clear();
  return {};
}

Result<void> rewrite_name_substitutes(Resident& resident, const std::string& digits) {
  TRY(resident.items.substitutes.name, positions_in(digits, resident.items.name, "name-substitutes"));
  return {};
}

Result<void> rewrite_address_substitutes(Resident& resident, const std::string& digits) {
  TRY(resident.items.substitutes.address,
      positions_in(digits, resident.items.address, "address-substitutes"));
  return {};
}

Result<void> rewrite_furigana(Resident& resident, const std::string& text) {
  resident.names.furigana = text;
  return {};
}

Result<void> rewrite_former_surname(Resident& resident, const std::string& text) {
  resident.names.former_surname = text;
  resident.names.former_surname_furigana.clear();
  write_name(resident);
  return {};
}

Result<void> rewrite_former_surname_furigana(Resident& resident, const std::string& text) {
  resident.names.former_surname_furigana = text;
  return {};
}

Result<void> rewrite_common_name(Resident& resident, const std::string& text) {
  resident.names.common_name = text;
  write_name(resident);
  return {};
}

Result<void> rewrite_sex(Resident& resident, const std::string& text) {
  if (text != "1" && text != "2" && text != "3") return tl::unexpected(wrong("sex", "must be 1, 2 or 3"));
  resident.items.sex = static_cast<Sex>(text.front() - '0');
  return {};
}

Result<void> rewrite_birth_date(Resident& resident, const std::string& text) {
  const auto date = parse_date(text);
  const auto era = date ? era_of(*date) : std::nullopt;
  if (!era) return tl::unexpected(wrong("birth-date", "must be a date since 1868"));
  resident.items.birth = {*era, *date};
  return {};
}

Result<void> rewrite_stay(Resident& resident, const std::string& text) {
  const auto date = parse_date(text);
  if (!date) return tl::unexpected(wrong("stay-until", "must be a date"));
  resident.stay_until = *date;
  return {};
}

Result<void> rewrite_departure(Resident& resident, const std::string& text) {
  const auto date = parse_date(text);
  if (!date) return tl::unexpected(wrong("departs-on", "must be a date"));
  resident.departs_on = *date;
  return {};
}

// The number itself is not quoted.
Result<void> rewrite_my_number(Resident& resident, const std::string& text) {
  if (!is_my_number(text)) return tl::unexpected(wrong("my-number", "is no My Number"));
  resident.my_number = text;
  return {};
}

constexpr std::array<std::pair<std::string_view, Rewrite>, 14> rewrites{{
    {"address", rewrite_address},
    {"address-substitutes", rewrite_address_substitutes},
    {"municipality", rewrite_municipality},
    {"name", rewrite_name},
    {"name-substitutes", rewrite_name_substitutes},
    {"furigana", rewrite_furigana},
    {"former-surname", rewrite_former_surname},
    {"former-surname-furigana", rewrite_former_surname_furigana},
    {"common-name", rewrite_common_name},
    {"sex", rewrite_sex},
    {"birth-date", rewrite_birth_date},
    {"stay-until", rewrite_stay},
    {"departs-on", rewrite_departure},
    {"my-number", rewrite_my_number},
}};

Result<void> check_known(const LifeEvent& event, const std::string& name) {
  const auto& known = event.parameters;
  if (std::find(known.begin(), known.end(), name) != known.end()) return {};
  const auto cure = known.empty() ? std::string("it has none") : suggestion(name, known);
  return failure(fmt::format("{} has no parameter \"{}\"", event.name, name), event.name, cure);
}

}  // namespace

std::span<const LifeParameter> life_parameters() {
  return parameters;
}

const LifeParameter* find_parameter(std::string_view name) {
  const auto* const found = std::find_if(parameters.begin(), parameters.end(),
                                         [&](const LifeParameter& one) { return one.name == name; });
  return found == parameters.end() ? nullptr : found;
}

Result<void> check_parameters(const LifeEvent& event, const LifeCommand& command) {
  for (const auto& [name, value] : command.parameters) {
    if (auto known = check_known(event, name); !known) return known;
  }
  for (const auto& name : event.parameters) {
    const auto* parameter = find_parameter(name);
    if (parameter->required && !command.parameters.contains(name))
      return failure(fmt::format("{} needs \"{}\": {}", event.name, name, parameter->says), event.name,
                     fmt::format("as \"{}\"", parameter->example));
  }
  return {};
}

Result<Certificates> asked_certificates(const LifeCommand& command) {
  const auto found = command.parameters.find("certificates");
  const std::string_view word = found == command.parameters.end() ? "both" : std::string_view(found->second);
  static const std::vector<std::string> words{"both", "signature", "authentication", "none"};
  if (std::find(words.begin(), words.end(), word) == words.end())
    return failure(fmt::format("there are no certificates \"{}\"", word), command.name,
                   suggestion(word, words));
  return Certificates{word == "both" || word == "signature", word == "both" || word == "authentication"};
}

Result<Resident> rewritten(Resident resident, const LifeCommand& command) {
  for (const auto& [name, rewrite] : rewrites) {
    const auto found = command.parameters.find(std::string(name));
    if (found == command.parameters.end()) continue;
    if (auto done = rewrite(resident, found->second); !done) {
      auto problem = std::move(done).error();
      problem.where = command.name;
      return tl::unexpected(std::move(problem));
    }
  }
  // What stands in brackets joins the new name when its substitutes are known.
  if (command.parameters.contains("name") && !has_brackets(resident.items.name)) write_name(resident);
  return resident;
}

}  // namespace tameshi::jlis::registry
