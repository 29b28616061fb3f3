#include "fake-jlis/agency/world_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include "base/suggest.hpp"

namespace tameshi::jlis::agency {
namespace {

using yaml::Fields;
using yaml::Node;
using yaml::Problems;

bool is_file(std::string_view persona) {
  return persona.ends_with(".yaml");
}

void report(Problems& problems, const Place& place, Problem problem) {
  problems.add(place, std::move(problem.what), std::move(problem.cure));
}

std::chrono::milliseconds read_ago(Fields& fields) {
  const auto* node = fields.optional("ago");
  if (node == nullptr) return {};
  const auto ago = parse_duration(yaml::scalar_text(*node, "ago", fields.problems()));
  if (ago) return *ago;
  report(fields.problems(), node->place, ago.error());
  return {};
}

std::map<std::string, std::string> read_with(Fields& fields) {
  std::map<std::string, std::string> out;
  const auto* node = fields.optional("with");
  if (node == nullptr) return out;
  if (node->kind != Node::Kind::map) {
    fields.problems().add(node->place,
                          fmt::format("\"with\" must be a map, but this is {}", kind_in_words(*node)));
    return out;
  }
  for (const auto& [key, place, value] : node->entries)
    out[key] = yaml::scalar_text(value, key, fields.problems());
  return out;
}

// That the event exists and has its parameters; whether it can happen, the world's start shows.
void check_command(const LifeCommand& command, const Place& place, Problems& problems) {
  const auto event = registry::find_life_event(command.name);
  if (!event) return report(problems, place, event.error());
  if (auto fit = registry::check_parameters(**event, command); !fit) report(problems, place, fit.error());
}

// "move-out", or { do: move, with: { … }, ago: 20 d }.
PastEvent read_event(const Node& node, Problems& problems) {
  PastEvent out;
  out.place = node.place;
  if (node.kind == Node::Kind::scalar) {
    out.command.name = node.text;
  } else {
    Fields fields(node, "an event", problems);
    out.command = {fields.text("do"), "", read_with(fields)};
    out.ago = read_ago(fields);
    fields.finish();
  }
  if (!out.command.name.empty()) check_command(out.command, node.place, problems);
  return out;
}

std::vector<PastEvent> read_events(Fields& resident) {
  std::vector<PastEvent> out;
  const auto* node = resident.optional("events");
  if (node == nullptr) return out;
  if (node->kind != Node::Kind::list) {
    resident.problems().add(node->place, "\"events\" must be a list", "as [move-out]");
    return out;
  }
  out.reserve(node->items.size());
  for (const auto& item : node->items) {
    auto event = read_event(item, resident.problems());
    if (!out.empty() && event.ago > out.back().ago)
      resident.problems().add(item.place, "this event lies before the one above it",
                              "write them in their order");
    out.push_back(std::move(event));
  }
  return out;
}

void check_persona(const std::string& persona, const Place& place, Problems& problems) {
  if (persona.empty() || is_file(persona)) return;
  const auto ids = registry::persona_ids();
  if (std::find(ids.begin(), ids.end(), persona) == ids.end())
    problems.add(place, fmt::format("there is no persona \"{}\"", persona), suggestion(persona, ids));
}

// "hanako", or { persona: hanako, events: [ … ] }.
WorldResident read_resident(const Node& node, Problems& problems) {
  WorldResident out;
  out.place = node.place;
  if (node.kind == Node::Kind::scalar) {
    out.persona = node.text;
  } else {
    Fields fields(node, "a resident", problems);
    out.persona = fields.text("persona");
    out.events = read_events(fields);
    fields.finish();
  }
  check_persona(out.persona, node.place, problems);
  return out;
}

std::vector<WorldResident> read_residents(Fields& world) {
  std::vector<WorldResident> out;
  const auto* node = world.required("residents");
  if (node == nullptr) return out;
  if (node->kind != Node::Kind::list) {
    world.problems().add(node->place, "\"residents\" must be a list of personas", "as [hanako, taro]");
    return out;
  }
  std::set<std::string> seen;
  out.reserve(node->items.size());
  for (const auto& item : node->items) {
    out.push_back(read_resident(item, world.problems()));
    if (!out.back().persona.empty() && !seen.insert(out.back().persona).second)
      world.problems().add(item.place, fmt::format("\"{}\" lives here already", out.back().persona),
                           "name everybody once");
  }
  return out;
}

std::optional<Instant> read_clock(Fields& world) {
  const auto* node = world.optional("clock");
  if (node == nullptr) return std::nullopt;
  const auto at = parse_instant(yaml::scalar_text(*node, "clock", world.problems()));
  if (at) return *at;
  report(world.problems(), node->place, at.error());
  return std::nullopt;
}

ca::Settings read_authority(Fields& world) {
  ca::Settings out;
  const auto* node = world.optional("authority");
  if (node == nullptr) return out;
  Fields fields(*node, "the authorities' settings", world.problems());
  if (fields.one_of("arc", {"production", "test"}, "production") == "test")
    out = ca::with_arc(out, ca::Arc::test);
  if (fields.one_of("line", {"card", "next"}, "card") == "next") out.line = ca::Line::next;
  out.organisation = fields.text("organisation", out.organisation);
  out.unit = fields.text("unit", out.unit);
  out.japanese_organisation = fields.text("japanese-organisation", out.japanese_organisation);
  out.japanese_unit = fields.text("japanese-unit", out.japanese_unit);
  out.cps = fields.text("cps", out.cps);
  out.window = fields.text("window", out.window);
  out.signature_policy = fields.text("signature-policy", out.signature_policy);
  out.authentication_policy = fields.text("authentication-policy", out.authentication_policy);
  out.issuing_generation = static_cast<unsigned>(fields.integer("issuing-generation", 0, 3, 0));
  fields.finish();
  if (const auto fit = ca::checked(out); !fit) report(world.problems(), node->place, fit.error());
  return out;
}

bool read_lists(Fields& world) {
  const auto* node = world.optional("lists");
  if (node == nullptr) return false;
  Fields fields(*node, "the lists' settings", world.problems());
  const auto signer = fields.one_of("signed-by", {"each-generation", "newest-generation"}, "each-generation");
  fields.finish();
  return signer == "newest-generation";
}

Result<std::string> text_of_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return failure("cannot read the file", file.string(), "check its name");
  return std::string(std::istreambuf_iterator<char>(in), {});
}

Problem first_of(const Problems& problems) {
  auto out = problems.all().front();
  const auto more = problems.all().size() - 1;
  if (more > 0) out.what += fmt::format(" ({} more like this)", more);
  return out;
}

Result<registry::Persona> persona_called(const std::string& persona, const Place& place) {
  if (!is_file(persona)) return registry::find_persona(persona);
  const auto file = std::filesystem::path(place.file).parent_path() / persona;
  TRY(const auto text, text_of_file(file));
  Problems problems;
  auto read = registry::read_persona(text, file.string(), problems);
  if (!read) return tl::unexpected(first_of(problems));
  return *std::move(read);
}

Problem placed(Problem problem, const Place& place) {
  problem.where = problem.where.empty() ? to_string(place) : to_string(place) + ": " + problem.where;
  return problem;
}

Result<void> let_live(Agency& agency, const WorldResident& resident, const registry::Persona& persona,
                      Instant start) {
  if (auto entered = agency.admit(persona); !entered)
    return tl::unexpected(placed(std::move(entered).error(), resident.place));
  for (const auto& event : resident.events) {
    auto command = event.command;
    command.resident = persona.id;
    if (auto done = agency.apply_past(command, start - event.ago); !done)
      return tl::unexpected(placed(std::move(done).error(), event.place));
  }
  return {};
}

}  // namespace

std::optional<WorldFile> read_world(std::string_view text, const std::string& file, Problems& problems) {
  const auto before = problems.all().size();
  const auto root = yaml::read(text, file, problems);
  if (!root) return std::nullopt;
  Fields fields(*root, "a world", problems);
  WorldFile out;
  out.clock = read_clock(fields);
  out.authority = read_authority(fields);
  out.newest_signs_lists = read_lists(fields);
  out.residents = read_residents(fields);
  fields.finish();
  if (problems.all().size() != before) return std::nullopt;
  return out;
}

Result<WorldFile> load_world(const std::filesystem::path& file) {
  TRY(const auto text, text_of_file(file));
  Problems problems;
  auto world = read_world(text, file.string(), problems);
  if (!world) return tl::unexpected(first_of(problems));
  return *std::move(world);
}

Result<void> populate(Agency& agency, const WorldFile& world) {
  const auto start = agency.clock().now();
  for (const auto& resident : world.residents) {
    auto persona = persona_called(resident.persona, resident.place);
    if (!persona) return tl::unexpected(placed(std::move(persona).error(), resident.place));
    if (!agency.store().versions_of(persona->id).empty()) {
      agency.remember(*persona);
      continue;
    }
    Result<void> done;
    agency.store().all_or_nothing([&] {
      done = let_live(agency, resident, *persona, start);
      return done.has_value();
    });
    if (!done) return done;
  }
  return {};
}

}  // namespace tameshi::jlis::agency
