#include "simulator/card/fault.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "base/clock.hpp"
#include "base/suggest.hpp"
#include "simulator/card/table.hpp"
#include "simulator/iso7816/command_apdu.hpp"

namespace tameshi::card {
namespace {

constexpr long most = 1'000'000'000;

// The commands that have a name, as a filter may say them.
const std::vector<std::string>& operations() {
  static const auto known = [] {
    std::vector<std::string> out;
    for (int ins = 0; ins < 256; ++ins) {
      auto name = iso7816::operation_name(static_cast<std::uint8_t>(ins));
      if (!name.starts_with("instruction ")) out.push_back(std::move(name));
    }
    return out;
  }();
  return known;
}

Result<std::string> operation_from(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    if (c == '-' || c == '_') return ' ';
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  if (text == "ANY") return std::string();
  const auto& known = operations();
  if (std::find(known.begin(), known.end(), text) != known.end()) return text;
  return failure(fmt::format("\"{}\" is no command of a card", text), "", suggestion(text, known));
}

Result<long> number_from(std::string_view text, long lowest, long highest) {
  long out = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc{} || stop != text.data() + text.size() || out < lowest || out > highest) {
    return failure(fmt::format("\"{}\" must be a whole number from {} to {}", text, lowest, highest));
  }
  return out;
}

Result<Bytes> hex_from(std::string_view text) {
  auto out = from_hex(text);
  if (!out || out->empty())
    return failure(fmt::format("\"{}\" is not hexadecimal", text), "", "write it as 9000");
  return *std::move(out);
}

// What the tables of all generations call by a name.
struct Names {
  std::vector<std::string> words;
  std::vector<Bytes> aids;
  std::vector<std::uint16_t> files;
};

template <typename Rows>
void add_rows(const Rows& rows, Names& out) {
  for (const auto& row : rows) {
    out.words.push_back(row.name);
    out.files.push_back(row.id);
  }
}

Names applications_and_files(bool applications) {
  Names out;
  for (const auto& generation : generation_names()) {
    const auto loaded = load_generation(generation);
    for (const auto& table : loaded->applications) {
      if (applications) {
        out.words.push_back(table.name);
        out.aids.push_back(table.aid);
        continue;
      }
      add_rows(table.files, out);
      add_rows(table.pins, out);
      add_rows(table.keys, out);
    }
  }
  return out;
}

std::optional<std::size_t> place_of(const std::vector<std::string>& words, std::string_view word) {
  const auto it = std::find(words.begin(), words.end(), word);
  if (it == words.end()) return std::nullopt;
  return static_cast<std::size_t>(it - words.begin());
}

Result<Bytes> application_from(std::string_view text) {
  static const auto names = applications_and_files(true);
  if (const auto at = place_of(names.words, text)) return names.aids[*at];
  if (const auto aid = from_hex(text); aid && aid->size() >= 5) return *aid;
  return failure(fmt::format("the card has no application \"{}\"", text), "", suggestion(text, names.words));
}

Result<std::uint16_t> file_from(std::string_view text) {
  static const auto names = applications_and_files(false);
  if (const auto at = place_of(names.words, text)) return names.files[*at];
  if (const auto id = from_hex(text); id && id->size() == 2) return be16(*id);
  return failure(fmt::format("the card has no file \"{}\"", text), "", suggestion(text, names.words));
}

Result<void> set_parameter(const FaultParameterWord& word, const std::string& value, Fault& out) {
  switch (word.type) {
    case FaultParameterType::duration: {
      TRY(out.delay, parse_duration(value));
      return {};
    }
    case FaultParameterType::number: {
      TRY(out.number, number_from(value, word.lowest, word.highest));
      return {};
    }
    case FaultParameterType::status_word: {
      const auto status = iso7816::status_word_from(value);
      if (!status) return failure(fmt::format("\"{}\" is no status word", value), "", "write it as 6F00");
      out.status = *status;
      return {};
    }
    case FaultParameterType::hex: {
      TRY(out.bytes, hex_from(value));
      return {};
    }
    case FaultParameterType::persona:
      out.persona = value;
  }
  return {};
}

Result<void> set_filter(std::string_view name, const std::string& value, Fault& out) {
  if (name == "application") {
    TRY(out.filter.application, application_from(value));
  } else if (name == "file") {
    TRY(out.filter.file, file_from(value));
  } else if (name == "nth") {
    TRY(out.filter.nth, number_from(value, 1, most));
  } else if (name == "times") {
    if (value == "every") {
      out.filter.times = 0;
    } else {
      TRY(out.filter.times, number_from(value, 1, most));
    }
  } else {
    TRY(out.filter.operation, operation_from(value));
  }
  return {};
}

std::optional<Moment> moment_from(std::string_view name) {
  if (name == "before") return Moment::before;
  if (name == "during") return Moment::during;
  if (name == "after") return Moment::after;
  return std::nullopt;
}

Result<void> set(const FaultWord& word, const NamedText& setting, Fault& out) {
  const auto& [name, value] = setting;
  const auto known = fault_settings(word);
  if (!place_of(known, name)) {
    return failure(fmt::format("{} has no \"{}\"", word.name, name), "", suggestion(name, known));
  }
  for (const auto& parameter : word.parameters) {
    if (parameter.name == name) return set_parameter(parameter, value, out);
  }
  if (const auto moment = moment_from(name)) {
    if (out.moment) return failure("a card is pulled once: before, during or after", "", "arm two faults");
    out.moment = moment;
  }
  return set_filter(name, value, out);
}

bool is_set(const std::vector<NamedText>& settings, std::string_view name) {
  return std::any_of(settings.begin(), settings.end(), [&](const NamedText& s) { return s.first == name; });
}

Result<void> check_twice(const std::vector<NamedText>& settings) {
  for (auto it = settings.begin(); it != settings.end(); ++it) {
    if (std::any_of(settings.begin(), it, [&](const NamedText& s) { return s.first == it->first; })) {
      return failure(fmt::format("\"{}\" is said twice", it->first));
    }
  }
  return {};
}

Result<void> check_complete(const FaultWord& word, const std::vector<NamedText>& settings,
                            const Fault& fault) {
  if (word.needs_moment && !fault.moment) {
    return failure(fmt::format("{} needs a moment", word.name), "",
                   "say before, during or after which command, as during=VERIFY");
  }
  if (word.needs_file && !fault.filter.file) {
    return failure(fmt::format("{} needs \"file\"", word.name), "",
                   "name it, as file=authentication-certificate");
  }
  for (const auto& parameter : word.parameters) {
    if (!parameter.optional && !is_set(settings, parameter.name)) {
      return failure(fmt::format("{} needs \"{}\"", word.name, parameter.name), "", parameter.says);
    }
  }
  if (fault.kind == FaultKind::certificate_replaced && fault.bytes.empty() == fault.persona.empty()) {
    return failure("certificate-replaced needs one of \"bytes\" and \"of\"");
  }
  if (fault.kind == FaultKind::answer_replaced && fault.bytes.size() < 2) {
    return failure("an answer has a status word, two bytes", "", "write it as bytes=9000");
  }
  return {};
}

}  // namespace

Result<Fault> fault_from(std::string_view name, const std::vector<NamedText>& settings) {
  const auto names = fault_names();
  const auto at = place_of(names, name);
  if (!at) return failure(fmt::format("there is no fault \"{}\"", name), "", suggestion(name, names));
  const auto& word = fault_words()[*at];
  Fault out;
  out.kind = static_cast<FaultKind>(*at);
  out.name = word.name;
  if (word.every) out.filter.times = 0;
  if (auto once = check_twice(settings); !once) return tl::unexpected(once.error());
  for (const auto& setting : settings) {
    if (auto done = set(word, setting, out); !done) return tl::unexpected(done.error());
  }
  if (auto whole = check_complete(word, settings, out); !whole) return tl::unexpected(whole.error());
  return out;
}

Result<Fault> fault_from_text(std::string_view text) {
  std::vector<std::string> pieces;
  std::string piece;
  for (const char c : std::string(text) + " ") {
    if (c != ' ' && c != ',') {
      piece += c;
    } else if (!piece.empty()) {
      pieces.push_back(std::exchange(piece, {}));
    }
  }
  if (pieces.empty()) return failure("this names no fault", "", "write it as \"pulled during=VERIFY nth=1\"");
  std::vector<NamedText> settings;
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    const auto equals = pieces[i].find('=');
    if (equals == std::string::npos) {
      return failure(fmt::format("\"{}\" sets nothing", pieces[i]), "", "write it as name=value");
    }
    settings.emplace_back(pieces[i].substr(0, equals), pieces[i].substr(equals + 1));
  }
  return fault_from(pieces.front(), settings);
}

std::string in_words(const FaultFilter& filter, std::optional<Moment> moment) {
  static constexpr std::array moments{"before", "during", "after"};
  auto out = fmt::format("{} {}", moment ? moments[static_cast<std::size_t>(*moment)] : "at",
                         filter.operation.empty() ? "any command" : filter.operation);
  if (filter.file) out += fmt::format(", file {:04X}", *filter.file);
  if (filter.nth != 1) out += fmt::format(", nth {}", filter.nth);
  return out;
}

}  // namespace tameshi::card
