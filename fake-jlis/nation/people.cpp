#include "fake-jlis/nation/people.hpp"

#include <fmt/format.h>

#include "base/resources.hpp"
#include "fake-jlis/registry/my_number.hpp"

namespace tameshi::jlis::nation {
namespace {

using registry::Persona;
using std::chrono::year_month_day;
using yaml::Fields;
using yaml::Problems;

template <typename Read>
auto rows_of(Fields& fields, std::string_view key, Read read) {
  std::vector<decltype(read(std::declval<Fields&>()))> out;
  const auto* rows = fields.required(key);
  if (rows == nullptr) return out;
  for (const auto& node : rows->items) {
    Fields row(node, key, fields.problems());
    out.push_back(read(row));
    row.finish();
  }
  if (out.empty()) fields.problems().add(rows->place, fmt::format("there must be some {}", key));
  return out;
}

Called read_called(Fields& row) {
  return {row.text("text"), row.text("kana"), row.text("romaji")};
}

NamedProvider read_service(Fields& row) {
  NamedProvider out;
  out.provider = row.text("provider");
  out.service.id = row.text("service");
  out.service.name = row.text("name");
  for (const auto& word : row.texts("items")) {
    if (const auto item = four_info::item_from(word)) {
      out.service.items.push_back(*item);
    } else {
      row.problems().add(row.place(), fmt::format("\"{}\" is none of the four items", word));
    }
  }
  return out;
}

struct Prefecture {
  long code = 0;
  std::string text;
  std::string romaji;
};

std::vector<Town> read_towns(Fields& fields) {
  constexpr long first_unreal = 48;
  const auto prefectures = rows_of(fields, "prefectures", [](Fields& row) {
    return Prefecture{row.integer("code", first_unreal, 99), row.text("text"), row.text("romaji")};
  });
  const auto names = rows_of(fields, "towns", [](Fields& row) {
    return Called{row.text("text"), "", row.text("romaji")};
  });
  std::vector<Town> out;
  out.reserve(prefectures.size() * names.size());
  for (std::size_t n = 0; n < names.size(); ++n) {
    for (const auto& prefecture : prefectures) {
      out.push_back({{fmt::format("{}{:03}", prefecture.code, 101 + n), prefecture.romaji, names[n].romaji},
                     prefecture.text + names[n].text});
    }
  }
  return out;
}

std::string name_of(const Called& surname, const Called& given) {
  return surname.text + "　" + given.text;
}

// Full-width digits, as addresses have them.
std::string full_width(std::uint64_t number) {
  static const std::vector<std::string> digits{"０", "１", "２", "３", "４", "５", "６", "７", "８", "９"};
  std::string out;
  for (const char digit : std::to_string(number)) out += digits[static_cast<std::size_t>(digit - '0')];
  return out;
}

std::string address_in(const Town& town, Chance& chance) {
  return fmt::format("{}架空町{}丁目{}番{}号", town.text, full_width(1 + chance.below(9)),
                     full_width(1 + chance.below(99)), full_width(1 + chance.below(30)));
}

std::string my_number(std::uint64_t number) {
  const auto eleven = fmt::format("{:011}", 70'000'000'000 + number);
  return eleven + registry::my_number_check_digit(eleven);
}

const Town* town_of(const Persona& person) {
  for (const auto& town : words().towns) {
    if (town.municipality == person.municipality) return &town;
  }
  return &words().towns.front();
}

std::string text_of(const registry::Municipality& place) {
  return fmt::format("{} {} {}", place.code, place.prefecture, place.name);
}

}  // namespace

std::optional<Words> read_words(std::string_view text, const std::string& file, Problems& problems) {
  const auto root = yaml::read(text, file, problems);
  if (!root) return std::nullopt;
  Fields fields(*root, "the table of names", problems);
  Words out{rows_of(fields, "surnames", read_called), rows_of(fields, "given-names", read_called),
            read_towns(fields), rows_of(fields, "services", read_service)};
  fields.finish();
  if (!problems.empty()) return std::nullopt;
  return out;
}

const Words& words() {
  static const auto all = [] {
    const std::string file = "fake-jlis/nation/people.yaml";
    Problems problems;
    auto out = read_words(resources::find(file).value_or(""), file, problems);
    if (!out) throw Trouble(problems.all().front());
    return *std::move(out);
  }();
  return all;
}

Persona invented(std::uint64_t number, year_month_day born, Chance& chance, std::size_t towns) {
  const auto& surname = chance.one_of(words().surnames);
  const auto& given = chance.one_of(words().given_names);
  const auto& town = words().towns[chance.below(towns)];
  Persona out;
  out.id = fmt::format("resident-{}", number);
  out.name = name_of(surname, given);
  out.romaji = fmt::format("{} {}", given.romaji, surname.romaji);
  out.names.furigana = surname.kana + "　" + given.kana;
  out.birth = {registry::era_of(born).value_or(registry::Era::unknown), born};
  out.sex = chance.percent(50) ? registry::Sex::male : registry::Sex::female;
  out.address = address_in(town, chance);
  out.municipality = town.municipality;
  out.my_number = my_number(number);
  return out;
}

year_month_day years_after(year_month_day date, int years) {
  const auto then = date + std::chrono::years{years};
  return then.ok() ? then : then.year() / then.month() / std::chrono::last;
}

std::string parameter(std::string_view name, const Persona& person, year_month_day today, Chance& chance,
                      std::size_t towns) {
  using std::chrono::days;
  using std::chrono::sys_days;
  if (name == "address") return address_in(*town_of(person), chance);
  if (name == "municipality") return text_of(words().towns[chance.below(towns)].municipality);
  if (name == "name") return name_of(chance.one_of(words().surnames), chance.one_of(words().given_names));
  if (name == "former-surname") return chance.one_of(words().surnames).text;
  if (name == "common-name")
    return name_of(chance.one_of(words().surnames), chance.one_of(words().given_names));
  if (name == "sex") return std::to_string(1 + chance.below(3));
  if (name == "birth-date")
    return to_string(year_month_day{sys_days{person.birth.date} - days{chance.between(1, 300)}});
  if (name == "stay-until")
    return to_string(year_month_day{sys_days{today} + days{chance.between(200, 1800)}});
  if (name == "departs-on")
    return chance.percent(50) ? "" : to_string(year_month_day{sys_days{today} + days{chance.between(1, 30)}});
  if (name == "my-number") return my_number(1'000'000'000 + chance.below(20'000'000'000));
  return {};
}

}  // namespace tameshi::jlis::nation
