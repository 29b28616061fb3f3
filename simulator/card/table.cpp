#include "simulator/card/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/resources.hpp"
#include "base/suggest.hpp"
#include "simulator/card/table_fields.hpp"

namespace tameshi::card {
namespace {

using yaml::Fields;
using yaml::Problems;

constexpr std::string_view generations_folder = "simulator/card/generations/";

AnswerRow read_answer(Fields& f) {
  AnswerRow row{.status = {}, .counts = false, .because = f.text("because"), .source = f.text("source")};
  const auto word = f.text("answer");
  row.counts = word == "63Cx";
  const auto status = iso7816::status_word_from(row.counts ? "63C0" : word);
  if (!status)
    f.problems().add(f.place(), fmt::format("\"{}\" is not a status word", word),
                     "write four digits, or 63Cx");
  row.status = status.value_or(iso7816::StatusWord{});
  return row;
}

std::set<std::string> read_answers(Fields& f, Generation& generation) {
  std::set<std::string> seen;
  const std::vector<std::string> names(rule_names.begin(), rule_names.end());
  each(f, "answers", "an answer", [&](Fields& row) {
    const auto rule = row.one_of("rule", names);
    const auto at = static_cast<std::size_t>(std::find(names.begin(), names.end(), rule) - names.begin());
    if (at < rule_count) generation.answers.at(at) = read_answer(row);
    if (!seen.insert(rule).second)
      row.problems().add(row.place(), fmt::format("\"{}\" has two answers", rule));
  });
  return seen;
}

void stop_on(const Problems& problems) {
  if (!problems.empty()) throw Trouble(problems.all().front());
}

void read_other_atrs(Fields& f, Generation& generation) {
  generation.other_atrs.clear();
  each(f, "other-atrs", "an ATR", [&](Fields& row) {
    generation.other_atrs.push_back({row.text("name"), hex_at(row, "atr"), row.text("source")});
  });
}

void read_certificates(Fields& f, Generation& generation) {
  if (f.optional("certificates") == nullptr) return;
  const auto word = f.one_of("certificates", {"card", "mobile", "next"});
  generation.certificates = word == "next"     ? Certificates::next
                            : word == "mobile" ? Certificates::mobile
                                               : Certificates::card;
}

void read_applications(Fields& f, Generation& generation) {
  if (f.optional("applications") == nullptr) return;
  generation.applications.clear();
  for (const auto& ap : f.texts("applications"))
    generation.applications.push_back(read_built_in_application(ap, f.problems()));
}

// `like:` takes over everything of another generation that this one does not say itself.
Generation read_generation(const std::string& name) {
  Problems problems;
  const auto root = built_in(fmt::format("{}{}.yaml", generations_folder, name), problems);
  Fields f(root, "a generation", problems);
  Generation generation;
  const auto like = f.text("like", "");
  if (!like.empty()) generation = read_generation(like);
  generation.name = f.text("generation");
  generation.title = f.text("title");
  generation.atr = hex_at(f, "atr");
  generation.protocol = f.one_of("protocol", {"T=1", "T=0"}) == "T=0" ? Protocol::t0 : Protocol::t1;
  generation.source = f.text("source");
  read_certificates(f, generation);
  read_other_atrs(f, generation);
  read_applications(f, generation);
  const auto answered = read_answers(f, generation);
  for (const auto rule : rule_names) {
    if (like.empty() && !answered.contains(std::string(rule))) {
      problems.add(root.place, fmt::format("no answer for the rule \"{}\"", rule));
    }
  }
  if (generation.applications.empty()) problems.add(root.place, "a generation needs an application");
  f.finish();
  stop_on(problems);
  return generation;
}

// "current/contact-2024": everything but the ATR is as it was.
void take_other_atr(Generation& generation, std::string_view name) {
  std::vector<std::string> names;
  for (const auto& row : generation.other_atrs) {
    names.push_back(row.name);
    if (row.name != name) continue;
    generation.atr = row.atr;
    generation.name += "/" + row.name;
    return;
  }
  throw Trouble(fmt::format("the generation {} has no ATR \"{}\"", generation.name, name), "",
                suggestion(name, names));
}

}  // namespace

yaml::Node built_in(const std::string& path, Problems& problems) {
  const auto text = resources::find(path);
  if (!text) throw Trouble(fmt::format("the program holds no table {}", path), "", "rebuild it");
  auto node = yaml::read(*text, path, problems);
  return node ? *std::move(node) : yaml::Node{};
}

std::vector<std::string> generation_names() {
  std::vector<std::string> names;
  for (const auto& path : resources::below(generations_folder)) {
    names.push_back(path.substr(generations_folder.size(), path.size() - generations_folder.size() - 5));
  }
  return names;
}

std::shared_ptr<const Generation> load_generation(std::string_view name) {
  const auto names = generation_names();
  const auto slash = name.find('/');
  const auto kind = name.substr(0, slash);
  if (std::find(names.begin(), names.end(), kind) == names.end()) {
    throw Trouble(fmt::format("there is no generation of card \"{}\"", name), "", suggestion(kind, names));
  }
  auto generation = read_generation(std::string(kind));
  if (slash != std::string_view::npos) take_other_atr(generation, name.substr(slash + 1));
  return std::make_shared<const Generation>(std::move(generation));
}

Result<std::shared_ptr<const Generation>> with_applications(const Generation& generation,
                                                            std::vector<ApplicationTable> more) {
  auto out = std::make_shared<Generation>(generation);
  for (auto& table : more) {
    for (const auto& taken : out->applications) {
      if (taken.name == table.name || taken.aid == table.aid)
        return failure(fmt::format("the card has an application {} already, as {} {}", table.name, taken.name,
                                   hex(taken.aid)),
                       "", "give it another name and identifier");
    }
    out->applications.push_back(std::move(table));
  }
  return std::shared_ptr<const Generation>(std::move(out));
}

}  // namespace tameshi::card
