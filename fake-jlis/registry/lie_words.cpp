// Reading the tables of lies.
#include <algorithm>

#include "base/resources.hpp"
#include "base/yaml_reader.hpp"
#include "fake-jlis/registry/lie.hpp"

namespace tameshi::jlis {
namespace {

constexpr long most = 1'000'000'000;

LieParameter read_parameter(const yaml::Entry& entry, yaml::Problems& problems) {
  yaml::Fields fields(entry.value, entry.key, problems);
  LieParameter out;
  out.name = entry.key;
  out.lowest = fields.integer("lowest", 0, most);
  out.highest = fields.integer("highest", out.lowest, most);
  out.usual = fields.integer("usual", out.lowest, out.highest);
  out.says = fields.text("says");
  fields.finish();
  return out;
}

LieWord read_word(const yaml::Node& node, yaml::Problems& problems) {
  yaml::Fields fields(node, "a lie", problems);
  LieWord out;
  out.name = fields.text("name");
  out.says = fields.text("says");
  out.legal = fields.one_of("kind", {"wrong", "legal"}) == "legal";
  const auto decision = fields.one_of("decision", {"fail-closed", "acceptable"});
  out.decision = decision == "acceptable" ? Decision::acceptable : Decision::fail_closed;
  if (const auto* parameters = fields.optional("parameters")) {
    out.parameters.reserve(parameters->entries.size());
    for (const auto& entry : parameters->entries) out.parameters.push_back(read_parameter(entry, problems));
  }
  if (fields.optional("does") != nullptr) out.does = fields.texts("does");
  out.caught_by = fields.text("caught-by");
  out.source = fields.text("source");
  fields.finish();
  return out;
}

std::vector<LieWord> read_words(const yaml::Node& lies, yaml::Problems& problems) {
  std::vector<LieWord> out;
  out.reserve(lies.items.size());
  for (const auto& item : lies.items) {
    auto word = read_word(item, problems);
    const auto twice = [&](const LieWord& other) { return other.name == word.name; };
    if (std::any_of(out.begin(), out.end(), twice)) problems.add(item.place, "this lie stands here twice");
    out.push_back(std::move(word));
  }
  return out;
}

LieList read_list(const yaml::Node& root, yaml::Problems& problems) {
  yaml::Fields fields(root, "the list of lies", problems);
  LieList out;
  out.what = fields.text("what");
  out.endpoints = fields.texts("endpoints");
  if (const auto* lies = fields.required("lies")) out.words = read_words(*lies, problems);
  fields.finish();
  return out;
}

LieList read_lies(std::string_view path) {
  yaml::Problems problems;
  const auto text = resources::find(path);
  if (!text) throw Trouble("there is no table of lies", std::string(path), "");
  LieList out;
  if (const auto root = yaml::read(*text, std::string(path), problems)) out = read_list(*root, problems);
  if (!problems.empty()) throw Trouble(problems.all().front());
  return out;
}

}  // namespace

const std::vector<std::string>& lying_services() {
  static const std::vector<std::string> all{"ocsp", "crl", "wire"};
  return all;
}

const LieList& lies_of(std::string_view service) {
  static const auto ocsp = read_lies("fake-jlis/ocsp/lies.yaml");
  static const auto crl = read_lies("fake-jlis/crl/lies.yaml");
  static const auto wire = read_lies("fake-jlis/http/wire.yaml");
  if (service == "ocsp") return ocsp;
  if (service == "crl") return crl;
  if (service == "wire") return wire;
  throw Trouble("no service of that name lies", std::string(service), "");
}

}  // namespace tameshi::jlis
