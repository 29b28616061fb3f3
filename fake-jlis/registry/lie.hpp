// A lie that J-LIS can tell, as read from words: which one, about what, how often. What a lie does is for the
// room that tells it (OCSP, the lists); its words are that room's lies.yaml.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/journal.hpp"
#include "base/result.hpp"
#include "fake-jlis/registry/status.hpp"

namespace tameshi::jlis {

// A whole number that a lie takes.
struct LieParameter {
  std::string name;
  long lowest = 0;
  long highest = 0;
  long usual = 0;
  std::string says;
};

// What a careful relying party does when it meets the lie.
enum class Decision : std::uint8_t { fail_closed, acceptable };
std::string_view to_string(Decision decision);

// A row of lies.yaml.
struct LieWord {
  std::string name;
  std::string says;
  bool legal = false;  // odd but within the standard; must not make a subject fail
  Decision decision = Decision::fail_closed;
  std::vector<LieParameter> parameters;
  std::vector<std::string> does;  // in the room's own verbs, where it has some: "status 3"
  std::string caught_by;          // a program that notices, or "no-tool: why none does"
  std::string source;
};

// One room's lies. `endpoints` are the words that a filter may name.
struct LieList {
  std::string what;  // "a lie of the lists"
  std::vector<std::string> endpoints;
  std::vector<LieWord> words;

  [[nodiscard]] const LieWord* find(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> names() const;
};

// Who lies: the responder, the lists, and the wire between.
const std::vector<std::string>& lying_services();  // "ocsp", "crl", "wire"
// The embedded table of one, read once; Trouble when it is wrong, or the service is none.
const LieList& lies_of(std::string_view service);

// Which requests it strikes. What is not said fits all.
struct LieFilter {
  std::string endpoint;
  std::optional<Kind> kind;
  std::optional<unsigned> generation;
  std::string municipality;             // its code
  std::optional<std::uint64_t> serial;  // asked for; for a list, the certificate that it lies about
  long nth = 1;    // the first of the fitting requests that is struck, from when it is armed
  long times = 0;  // how many in a row; 0: all that come

  bool operator==(const LieFilter&) const = default;
};

struct Lie {
  std::string name;
  LieFilter filter;
  std::uint64_t seed = 0;                            // which bit, which entry: the same seed, the same choice
  std::map<std::string, long, std::less<>> numbers;  // every parameter of its word

  [[nodiscard]] long number(std::string_view parameter) const { return numbers.find(parameter)->second; }
  bool operator==(const Lie&) const = default;
};

// "stale", and "authority" = "signature/3" or "signature", "municipality" = "13221", "nth" = "2". Refuses
// what does not fit with the nearest right word.
Result<Lie> lie_from(const LieList& list, std::string_view name, const std::vector<NamedText>& settings);
// "stale authority=signature/3 nth=2": the same on a command line.
Result<Lie> lie_from_text(const LieList& list, std::string_view text);

// The settings that a lie takes: the filters, then its parameters.
std::vector<std::string> lie_settings(const LieWord& word);

}  // namespace tameshi::jlis
