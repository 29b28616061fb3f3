#include "conformance/play/cast.hpp"

namespace tameshi::play {

Cast::Cast(const subjects::SubjectFile& file, const std::vector<std::string>& names, const Servers& servers,
           const subjects::Surroundings& surroundings)
    : first_(names.empty() ? "" : names.front()) {
  for (const auto& [name, server] : servers) {
    auto own = surroundings;
    if (server) own.address = [at = server.get()] { return at->url(); };
    subjects_[name] = subjects::make_subject(file, std::move(own));
  }
}

subjects::Subject& Cast::named(const std::string& name) const {
  return *subjects_.at(name.empty() ? first_ : name);
}

}  // namespace tameshi::play
