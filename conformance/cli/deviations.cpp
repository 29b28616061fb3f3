// tameshi deviations: the ways in which a certificate can be wrong or odd, as a list or as files.
#include "conformance/cli/deviations.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iostream>

#include "conformance/cli/commands.hpp"
#include "conformance/play/issued_card.hpp"
#include "conformance/play/world.hpp"
#include "fake-jlis/ca/deviate.hpp"
#include "fake-jlis/ca/key_numbers.hpp"

namespace tameshi::cli {
namespace {

namespace fs = std::filesystem;
namespace ca = jlis::ca;

struct DeviationOptions {
  std::string out;
  std::string persona;
  std::string clock;
  std::string keys;
};

std::string kinds_in_words(const ca::Deviation& deviation) {
  return deviation.of.size() == 2 ? "both" : std::string(jlis::to_string(deviation.of.front()));
}

void print(const ca::Deviation& deviation) {
  std::cout << fmt::format("{} ({}, {}: {})\n  {}\n", deviation.name, kinds_in_words(deviation),
                           ca::to_string(deviation.expected), deviation.layer, deviation.says);
}

void write(const fs::path& path, std::string_view text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  out.close();
  if (!out) throw Trouble("cannot write", path.string(), "is the folder writable and the disk not full?");
}

// What all of them have in common: whose they are, when they were issued, who looks at them and when.
struct Office {
  ca::KeyPool& pool;
  ca::AuthoritySet authorities;
  jlis::registry::Persona persona;
  Instant now{};
  fs::path folder;

  [[nodiscard]] ca::Scene scene(jlis::Kind kind);
};

ca::Scene Office::scene(jlis::Kind kind) {
  const auto issued_at = now - std::chrono::days{180};
  const auto number = ca::key_numbers::certified.of(kind);
  const auto end = ca::card_end_of(persona, issued_at, now);
  return {.authorities = authorities,
          .settings = {},
          .persona = persona,
          .key = value_or_trouble(pool.key(number)),
          .terms = {issued_at, ca::SerialCounter::usual_start + 1, false, end, std::nullopt, false},
          .now = now,
          .pool = pool};
}

std::vector<std::string> write_roots(const Office& office) {
  std::vector<std::string> out;
  out.reserve(office.authorities.size());
  for (const auto& [id, authority] : office.authorities) {
    auto name = fmt::format("root-{}-{}.pem", jlis::to_string(id.kind), id.generation);
    write(office.folder / name, pem("CERTIFICATE", authority.certificate().der));
    out.push_back(std::move(name));
  }
  return out;
}

DeviantFile write_honest(Office& office, jlis::Kind kind, ca::Line line) {
  auto scene = office.scene(kind);
  scene.settings.line = line;
  scene.terms.mobile = line == ca::Line::mobile;
  const auto& issuer = ca::issuing_authority(office.authorities, kind, scene.settings, scene.terms.issued_at);
  const auto number = ca::key_numbers::certified.of(kind);
  const auto key = value_or_trouble(office.pool.key(number, ca::key_algorithm_of(line)));
  auto profile = ca::profile_id(kind, scene.settings);
  auto file = fmt::format("honest-{}.der", profile);
  write(office.folder / file, text_of(issuer.issue(office.persona, key, scene.terms).der));
  return {nullptr, std::string(jlis::to_string(kind)), std::move(profile), std::move(file), ""};
}

DeviantFile write_deviant(const ca::Deviation& deviation, Office& office, jlis::Kind kind) {
  const auto made = value_or_trouble(ca::deviate(deviation, kind, office.scene(kind)));
  const auto stem = fmt::format("{}-{}", deviation.name, jlis::to_string(kind));
  DeviantFile out{&deviation, std::string(jlis::to_string(kind)), "", stem + ".der", ""};
  write(office.folder / out.file, text_of(made.certificate.der));
  if (made.issuer_certificate.empty()) return out;
  out.issuer_file = stem + "-issuer.pem";
  write(office.folder / out.issuer_file, pem("CERTIFICATE", made.issuer_certificate));
  return out;
}

std::vector<DeviantFile> write_certificates(Office& office) {
  std::vector<DeviantFile> out;
  for (const auto kind : {jlis::Kind::signature, jlis::Kind::authentication}) {
    for (const auto line : {ca::Line::card, ca::Line::mobile, ca::Line::next})
      out.push_back(write_honest(office, kind, line));
    for (const auto& deviation : ca::deviations()) {
      if (deviation.applies_to(kind)) out.push_back(write_deviant(deviation, office, kind));
    }
  }
  return out;
}

void make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw Trouble(fmt::format("cannot make the folder: {}", error.message()), folder.string(), "");
}

int write_all(const DeviationOptions& options) {
  ca::KeyPool pool(options.keys.empty() ? play::default_key_directory() : options.keys);
  ca::Settings with_next;
  with_next.line = ca::Line::next;
  auto authorities = value_or_trouble(ca::make_generations(with_next, pool));
  const auto who = options.persona.empty() ? jlis::registry::default_persona : options.persona;
  Office office{
      .pool = pool,
      .authorities = std::move(authorities),
      .persona = value_or_trouble(jlis::registry::find_persona(who)),
      .now = options.clock.empty() ? SystemClock().now() : value_or_trouble(parse_instant(options.clock)),
      .folder = options.out};
  make_folder(office.folder);
  const auto roots = write_roots(office);
  const auto files = write_certificates(office);
  write(office.folder / "index.json", index_of(files, roots, office.now));
  std::cout << fmt::format("{} certificates in {}\n", files.size(), options.out);
  return 0;
}

int list_all() {
  for (const auto& deviation : ca::deviations()) print(deviation);
  return 0;
}

}  // namespace

void add_deviations(CLI::App& app, Action& action) {
  auto options = std::make_shared<DeviationOptions>();
  auto* command = app.add_subcommand(
      "deviations", "List the ways in which a certificate can be wrong or odd, or write one of each");
  command->add_option("--out,-o", options->out, "Folder to write a certificate of each to, with index.json");
  command->add_option("--persona,-p", options->persona, "Whose (default: hanako)");
  command->add_option("--clock", options->clock, "When they are looked at (default: now)");
  command->add_option("--keys", options->keys, "Folder of the RSA key pool");
  command->callback([options, &action] {
    action = [options] { return options->out.empty() ? list_all() : write_all(*options); };
  });
}

}  // namespace tameshi::cli
