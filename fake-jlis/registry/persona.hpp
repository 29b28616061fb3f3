// An invented resident and the card in their purse: what the register knows, what the certificates and the
// card's files are made from, and the PINs that the person chose. One short YAML file each.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/secret.hpp"
#include "base/yaml_reader.hpp"
#include "fake-jlis/registry/birth_date.hpp"
#include "fake-jlis/registry/card_date.hpp"

namespace tameshi::jlis::registry {

// As a certificate writes it, facts/pki.md §1.5 (".3").
enum class Sex : std::uint8_t { male = 1, female = 2, unknown = 3 };

struct Municipality {
  std::string code;        // 全国地方公共団体コード without its check digit: "13221"
  std::string prefecture;  // in romaji, as in distinguished names: "Tokyo-to"
  std::string name;        // "Kiyose-shi"

  bool operator==(const Municipality&) const = default;
};

// Positions of substitute characters (代替文字), counted in characters from 1; U+3000 counts.
using Positions = std::vector<std::size_t>;

struct Substitutes {
  Positions name;
  Positions address;

  bool operator==(const Substitutes&) const = default;
};

// An empty one was never set at the counter: the card has no value to compare with.
struct Pins {
  Secret authentication;     // four digits
  Secret signature;          // 6 to 16 of A-Z and 0-9, both present
  Secret input_support;      // four digits
  Secret resident_register;  // four digits

  bool operator==(const Pins&) const = default;
};

// Which certificates were asked for at the counter.
struct Certificates {
  bool signature = true;
  bool authentication = true;

  bool operator==(const Certificates&) const = default;
};

// What the register knows of the name besides its official form; empty where there is none.
struct Names {
  std::string former_surname;  // 旧氏
  std::string common_name;     // 通称
  std::string alphabet;        // as in a passport
  std::string furigana;        // 振り仮名
  std::string former_surname_furigana = {};

  bool operator==(const Names&) const = default;
};

// The card itself does not know that it is suspended; the register does.
enum class CardState : std::uint8_t { active, suspended };
std::string_view to_string(CardState state);

struct CardDetails {
  std::optional<CardDate> issued;   // nothing: when the caller issues it
  std::optional<CardDate> expires;  // nothing: by the holder's birthdays
  Secret security_code;             // four digits printed on the face, the end of 照合番号B
  CardState state = CardState::active;
  std::string generation = "current";          // by the name of the card's tables
  std::map<std::string, unsigned> tries_left;  // by the PIN's name; one that is missing has all its tries
  unsigned reissued = 0;                       // how many cards the holder had before

  bool operator==(const CardDetails&) const = default;
};

// The PINs and numbers whose counters a persona may move, by the names of the card's values.
const std::vector<std::string>& pin_names();

struct Persona {
  std::string id;
  std::string name;    // UTF-8, U+3000 between family and given name
  std::string romaji;  // for people who do not read the name
  BirthDate birth;
  // Who has to be of an age is born so long before the world's day; see as_of(). Nothing: on a fixed date.
  std::optional<RelativeDate> age;
  Sex sex = Sex::unknown;
  std::string address;  // UTF-8, full-width, from the prefecture on
  Municipality municipality;
  std::string my_number;
  Pins pins;
  Substitutes substitutes;
  CardDetails card;
  std::string purpose;  // what the persona is for, in one line
  Names names;
  Certificates certificates;
  std::optional<CardDate> stay_until;    // 在留期間の満了の日, caps the card
  std::optional<CardDate> moved_abroad;  // 国外転出

  bool operator==(const Persona&) const = default;
};

// One digit per character of `text`: 1 where it is a substitute, 0 elsewhere (facts/pki.md §1.5, ".2" and
// ".6").
std::string substitute_digits(std::string_view text, const Positions& substitutes);

// The same person in a world of that day: `birth` is reckoned from `age` where there is one.
Persona as_of(Persona persona, std::chrono::year_month_day today);

// The day that `birth` is reckoned from as long as nobody says another.
inline constexpr std::chrono::year_month_day usual_day{std::chrono::year{2026}, std::chrono::month{4},
                                                       std::chrono::day{1}};

// Reads one file; every mistake in it is added to `problems`, and any mistake means no persona.
std::optional<Persona> read_persona(std::string_view text, const std::string& file, yaml::Problems& problems);

inline constexpr std::string_view default_persona = "hanako";

// The ids of the built-in personas, in order.
std::vector<std::string> persona_ids();

// A built-in persona.
Result<Persona> find_persona(std::string_view id);

}  // namespace tameshi::jlis::registry
