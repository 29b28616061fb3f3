#include "conformance/play/cast.hpp"

namespace tameshi::play {

Cast::Cast(const subjects::SubjectFile& file, const std::vector<std::string>& names, const Servers& servers,
           const subjects::Surroundings& surroundings, const MakeSubject& make)
    : first_(names.empty() ? "" : names.front()) {
  for (const auto& [name, server] : servers) {
    auto own = surroundings;
    if (server.platform) own.address = [at = server.platform.get()] { return at->url(); };
    if (server.program) {
      own.server_root = server.program->root();
      own.address = [at = server.program.get()] {
        at->before_step();
        return at->address();
      };
    }
    subjects_[name] = make(file, std::move(own));
  }
}

subjects::Subject& Cast::named(const std::string& name) const {
  return *subjects_.at(name.empty() ? first_ : name);
}

void Cast::leave() const {
  for (const auto& [name, subject] : subjects_) subject->leave();
}

}  // namespace tameshi::play
