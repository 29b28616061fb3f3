#include "conformance/play/world.hpp"

#include <cstdlib>
#include <filesystem>
#include <map>
#include <mutex>

#include "conformance/play/deviating.hpp"

namespace tameshi::play {
namespace {

namespace registry = jlis::registry;

// The tables and the built-in personas never change while the program runs: each is read once.
template <typename Value, typename Read>
Value remembered(const std::string& name, Read read) {
  static std::mutex mutex;
  static std::map<std::string, Value> all;
  const std::lock_guard lock(mutex);
  if (const auto found = all.find(name); found != all.end()) return found->second;
  return all.emplace(name, read(name)).first->second;
}

registry::Persona persona_named(const std::string& id) {
  return remembered<registry::Persona>(
      id.empty() ? std::string(registry::default_persona) : id,
      [](const auto& name) { return value_or_trouble(registry::find_persona(name)); });
}

std::shared_ptr<const card::Generation> generation_named(const std::string& name) {
  return remembered<std::shared_ptr<const card::Generation>>(
      name, [](const auto& wanted) { return card::load_generation(wanted); });
}

// What base/tools/room.cmake puts where a program was built, and nobody installs: see
// https://bford.info/cachedir/.
constexpr const char* build_mark = "CACHEDIR.TAG";

}  // namespace

World::World(const WorldSettings& settings) {
  if (settings.clock) {
    auto frozen = std::make_unique<FrozenClock>(*settings.clock);
    frozen_ = frozen.get();
    clock_ = std::move(frozen);
  } else {
    clock_ = std::make_unique<SystemClock>();
  }
  persona_ = registry::as_of(settings.who ? *settings.who : persona_named(settings.persona),
                             in_japan(clock_->now()).date);
  const auto& generation = settings.generation.empty() ? persona_.card.generation : settings.generation;
  const auto tables = generation_named(generation);
  order_ = {{settings.key_directory, line_of(*tables), settings.seed, settings.card_number},
            clock_->now(),
            settings.images,
            settings.deviation};
  issued_ = issued_card(persona_, order_);
  card_ = std::make_unique<card::IndividualNumberCard>(tables, issued_->image);
  for (const auto& [pin, left] : persona_.card.tries_left) card_->set_tries_left(pin, left);
}

Office& World::office() {
  if (office_ == nullptr) {
    own_office_ = std::make_unique<Office>(order_.office, *clock_);
    office_ = own_office_.get();
    office_->admit(persona_, order_.office.line);
  }
  return *office_;
}

void World::join(World& host) {
  const auto is_next = [](const World& world) { return world.order_.office.line == jlis::ca::Line::next; };
  if (is_next(*this) != is_next(host)) return;
  office_ = &host.office();
  office_->admit(persona_, order_.office.line);
  write_card();
}

void World::write_card() {
  issued_ = std::make_shared<const IssuedCard>(rewritten(*issued_, order_, office()));
  card_->write(issued_->image);
}

void World::forge_card(const std::string& deviation, Instant now) {
  write_card();
  auto forged = *issued_;
  auto order = order_;
  order.deviation = deviation;
  order.now = now;
  deviate_certificates(forged, persona_, order, office());
  card_->write(forged.image);
}

std::vector<subjects::NamedSecret> World::secrets() const {
  std::vector<subjects::NamedSecret> out;
  for (const auto& [name, pin] : image().pins) out.push_back({name, pin});
  return out;
}

std::string default_key_directory() {
  namespace fs = std::filesystem;
  std::error_code error;
  const auto program = fs::read_symlink("/proc/self/exe", error);
  const auto build = program.parent_path().parent_path();
  if (program.parent_path().filename() == "bin" && fs::exists(build / build_mark, error)) {
    return (build / "keys").string();
  }
  if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache != nullptr && *cache != '\0') {
    return (fs::path(cache) / "tameshi" / "keys").string();
  }
  const char* home = std::getenv("HOME");
  return (fs::path(home == nullptr ? "." : home) / ".cache" / "tameshi" / "keys").string();
}

}  // namespace tameshi::play
