#include "conformance/cli/serve_card.hpp"

namespace tameshi::cli {
namespace {

namespace registry = jlis::registry;

// The first who was named, in whatever way; else hanako.
registry::ResidentId card_holder(const ServeOptions& options, const registry::Store& store) {
  if (!options.card.empty()) return options.card;
  if (!options.personas.empty()) return options.personas.front();
  registry::ResidentId usual(registry::default_persona);
  if (options.world.empty() && !store.versions_of(usual).empty()) return usual;
  constexpr std::size_t most = 1000;
  for (const auto& event : store.events_after(0, most)) {
    if (!event.resident.empty()) return event.resident;
  }
  throw Trouble("nobody lives here who could have a card", "", "name somebody with --persona");
}

transport::PcscReader open_reader(const ServeOptions& options) {
  return options.system_reader ? transport::PcscReader::use_system() : transport::PcscReader::start_private();
}

std::unique_ptr<play::CardAtHand> take_card(const ServeOptions& options, ServedWorld& world,
                                            std::string& why_none) {
  why_none = "--no-card";
  if (options.no_card) return nullptr;
  try {
    return std::make_unique<play::CardAtHand>(world.agency(), key_directory(options), open_reader(options),
                                              card_holder(options, world.store()));
  } catch (const Trouble& trouble) {
    if (!options.card.empty() || options.system_reader) throw;
    why_none = trouble.what();
    return nullptr;
  }
}

}  // namespace

HeldOut hold_out(const ServeOptions& options, ServedWorld& world, jlis::http::Site& site) {
  HeldOut out;
  out.card = take_card(options, world, out.to_tell.why_none);
  if (out.card) {
    site.desk().card = out.card->door();
    out.to_tell.shown = out.card->shown();
  }
  site.desk().card.why_none = out.to_tell.why_none;
  return out;
}

}  // namespace tameshi::cli
