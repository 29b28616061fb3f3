// The subjects of a run: one, or several of one kind that know nothing of each other. Each has a server of
// its own where its kind has one.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "conformance/play/served_platform.hpp"
#include "conformance/play/served_program.hpp"
#include "conformance/subjects/subject.hpp"

namespace tameshi::play {

// Its own server: our operator, a program that is started, or none.
struct OwnServer {
  std::unique_ptr<ServedPlatform> platform;
  std::unique_ptr<ServedProgram> program;
};

// By the name of the subject.
using Servers = std::map<std::string, OwnServer>;

using MakeSubject =
    std::function<std::unique_ptr<subjects::Subject>(const subjects::SubjectFile&, subjects::Surroundings)>;

class Cast {
 public:
  // `names` as the scenario gives them; none: there is one subject and it needs no name.
  Cast(const subjects::SubjectFile& file, const std::vector<std::string>& names, const Servers& servers,
       const subjects::Surroundings& surroundings, const MakeSubject& make = subjects::make_subject);

  // Empty: the first.
  [[nodiscard]] subjects::Subject& named(const std::string& name) const;
  // The run is over for all of them.
  void leave() const;

 private:
  std::string first_;
  std::map<std::string, std::unique_ptr<subjects::Subject>> subjects_;
};

}  // namespace tameshi::play
