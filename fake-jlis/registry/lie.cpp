#include "fake-jlis/registry/lie.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "base/suggest.hpp"

namespace tameshi::jlis {
namespace {

constexpr long most = 1'000'000'000;

// What every lie may be told; the parameters of one come after.
constexpr std::array<std::string_view, 7> filter_words{"endpoint", "authority", "municipality", "serial",
                                                       "nth",      "times",     "seed"};

template <typename Number>
Result<Number> number_from(std::string_view text, Number lowest, Number highest) {
  Number out = 0;
  const auto* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, out);
  if (error == std::errc{} && stop == end && out >= lowest && out <= highest) return out;
  return failure(fmt::format("\"{}\" must be a whole number from {} to {}", text, lowest, highest));
}

Result<std::uint64_t> big_number_from(std::string_view text) {
  return number_from<std::uint64_t>(text, 0, std::numeric_limits<std::uint64_t>::max());
}

// "signature/3", or "signature" for all its generations.
Result<void> set_authority(std::string_view text, LieFilter& out) {
  const auto slash = text.find('/');
  out.kind = kind_from(text.substr(0, slash));
  if (!out.kind) {
    return failure(fmt::format("there is no authority \"{}\"", text), "",
                   "write it as signature, signature/3 or authentication/2");
  }
  if (slash != std::string_view::npos) {
    TRY(out.generation, number_from<unsigned>(text.substr(slash + 1), 1, 1000));
  }
  return {};
}

Result<void> set_endpoint(const LieList& list, const std::string& text, LieFilter& out) {
  const auto& known = list.endpoints;
  if (std::find(known.begin(), known.end(), text) == known.end()) {
    return failure(fmt::format("there is no endpoint \"{}\"", text), "", suggestion(text, known));
  }
  out.endpoint = text;
  return {};
}

Result<void> set_times(std::string_view text, LieFilter& out) {
  if (text == "every") {
    out.times = 0;
    return {};
  }
  TRY(out.times, number_from<long>(text, 1, most));
  return {};
}

Result<void> set_filter(const LieList& list, const NamedText& setting, Lie& out) {
  const auto& [name, value] = setting;
  if (name == "endpoint") return set_endpoint(list, value, out.filter);
  if (name == "authority") return set_authority(value, out.filter);
  if (name == "times") return set_times(value, out.filter);
  if (name == "municipality") {
    out.filter.municipality = value;
  } else if (name == "serial") {
    TRY(out.filter.serial, big_number_from(value));
  } else if (name == "nth") {
    TRY(out.filter.nth, number_from<long>(value, 1, most));
  } else {
    TRY(out.seed, big_number_from(value));
  }
  return {};
}

Result<void> set(const LieList& list, const LieWord& word, const NamedText& setting, Lie& out) {
  const auto& [name, value] = setting;
  const auto known = lie_settings(word);
  if (std::find(known.begin(), known.end(), name) == known.end()) {
    return failure(fmt::format("{} has no \"{}\"", word.name, name), "", suggestion(name, known));
  }
  for (const auto& parameter : word.parameters) {
    if (parameter.name != name) continue;
    TRY(out.numbers[name], number_from<long>(value, parameter.lowest, parameter.highest));
    return {};
  }
  return set_filter(list, setting, out);
}

Result<void> check_once(const std::vector<NamedText>& settings) {
  for (auto it = settings.begin(); it != settings.end(); ++it) {
    const auto same = [&](const NamedText& other) { return other.first == it->first; };
    if (std::any_of(settings.begin(), it, same)) {
      return failure(fmt::format("\"{}\" is said twice", it->first));
    }
  }
  return {};
}

std::vector<std::string_view> pieces_of(std::string_view text) {
  constexpr std::string_view blanks = " \t,";
  std::vector<std::string_view> out;
  for (auto from = text.find_first_not_of(blanks); from != std::string_view::npos;) {
    const auto to = std::min(text.find_first_of(blanks, from), text.size());
    out.push_back(text.substr(from, to - from));
    from = text.find_first_not_of(blanks, to);
  }
  return out;
}

}  // namespace

std::string_view to_string(Decision decision) {
  return decision == Decision::fail_closed ? "fail-closed" : "acceptable";
}

const LieWord* LieList::find(std::string_view name) const {
  const auto found =
      std::find_if(words.begin(), words.end(), [&](const auto& word) { return word.name == name; });
  return found == words.end() ? nullptr : &*found;
}

std::vector<std::string> LieList::names() const {
  std::vector<std::string> out;
  out.reserve(words.size());
  for (const auto& word : words) out.push_back(word.name);
  return out;
}

std::vector<std::string> lie_settings(const LieWord& word) {
  std::vector<std::string> out(filter_words.begin(), filter_words.end());
  for (const auto& parameter : word.parameters) out.push_back(parameter.name);
  return out;
}

Result<Lie> lie_from(const LieList& list, std::string_view name, const std::vector<NamedText>& settings) {
  const auto* word = list.find(name);
  if (word == nullptr) {
    return failure(fmt::format("\"{}\" is not {}", name, list.what), "", suggestion(name, list.names()));
  }
  if (auto once = check_once(settings); !once) return tl::unexpected(once.error());
  Lie out;
  out.name = word->name;
  for (const auto& parameter : word->parameters) out.numbers[parameter.name] = parameter.usual;
  for (const auto& setting : settings) {
    if (auto done = set(list, *word, setting, out); !done) return tl::unexpected(done.error());
  }
  return out;
}

Result<Lie> lie_from_text(const LieList& list, std::string_view text) {
  const auto pieces = pieces_of(text);
  if (pieces.empty()) return failure("this names no lie", "", "write it as \"stale authority=signature/3\"");
  std::vector<NamedText> settings;
  settings.reserve(pieces.size());
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    const auto equals = pieces[i].find('=');
    if (equals == std::string_view::npos) {
      return failure(fmt::format("\"{}\" is no setting", pieces[i]), "", "write it as nth=2");
    }
    settings.emplace_back(pieces[i].substr(0, equals), pieces[i].substr(equals + 1));
  }
  return lie_from(list, pieces.front(), settings);
}

}  // namespace tameshi::jlis
