#include "conformance/cli/serve_world.hpp"

#include <algorithm>

#include "conformance/play/world.hpp"

namespace tameshi::cli {
namespace {

namespace registry = jlis::registry;

std::unique_ptr<registry::Store> open_registry(const std::string& file) {
  return file.empty() ? registry::store_in_memory() : value_or_trouble(registry::open_store(file));
}

jlis::agency::WorldFile world_file(const std::string& file) {
  return file.empty() ? jlis::agency::WorldFile{} : value_or_trouble(jlis::agency::load_world(file));
}

// Everybody who was named, or everybody there is; who is there already stays as they are.
void admit(const ServeOptions& options, jlis::agency::Agency& agency) {
  const auto there = agency.store().residents();
  if (options.personas.empty() && (!there.empty() || !options.world.empty())) return;
  for (const auto& id : options.personas.empty() ? registry::persona_ids() : options.personas) {
    if (std::find(there.begin(), there.end(), id) != there.end()) continue;
    const auto admitted = agency.admit(value_or_trouble(registry::find_persona(id)));
    if (!admitted && !options.personas.empty()) throw Trouble(admitted.error());
  }
}

}  // namespace

std::string key_directory(const ServeOptions& options) {
  return options.keys.empty() ? play::default_key_directory() : options.keys;
}

ServedWorld::ServedWorld(const ServeOptions& options, const std::string& jlis_url)
    : pool_(play::pool_in(key_directory(options))),
      file_(world_file(options.world)),
      store_(open_registry(options.registry)) {
  set_clock(options);
  jlis::agency::AgencySettings settings;
  settings.authority = jlis::ca::with_ocsp_at(file_.authority, jlis_url);
  agency_ = std::make_unique<jlis::agency::Agency>(settings, *store_, clock_, pool_);
  if (const auto peopled = jlis::agency::populate(*agency_, file_); !peopled) throw Trouble(peopled.error());
  admit(options, *agency_);
}

void ServedWorld::set_clock(const ServeOptions& options) {
  if (file_.clock) clock_.set(*file_.clock);
  if (!options.clock.empty()) clock_.set(value_or_trouble(parse_instant(options.clock)));
  if (options.frozen) clock_.freeze();
}

}  // namespace tameshi::cli
