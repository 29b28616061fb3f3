// Plays a scenario with a subject: makes the world, walks the steps, writes the journal. Decides nothing.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/journal.hpp"
#include "conformance/play/cast.hpp"
#include "conformance/play/world.hpp"
#include "conformance/scenario/scenario.hpp"
#include "conformance/subjects/subject.hpp"
#include "fake-jlis/platform/witness.hpp"

namespace tameshi::play {

// What stands between the honest card and the faults that are armed by name.
using Around = std::function<std::unique_ptr<iso7816::Card>(iso7816::Card&)>;

struct Options {
  WorldSettings world;
  bool system_reader = false;  // the machine's own pcscd instead of a private one
  subjects::Person person{};   // for manual subjects; `hear` is empty where nobody is there
  MakeSubject make_subject = subjects::make_subject;  // for subjects that no file can describe
  Around around{};                                    // of every card of the run; empty: nothing
  jlis::platform::Witness witness{};                  // of the platform operator's verifications
};

struct Played {
  std::vector<Event> journal;
  std::string subject_version;
  Instant began{};
};

// Trouble of the environment while the world is made or in a step becomes an event of the journal; never
// throws for it.
Played play(const scenario::Scenario& scenario, const subjects::SubjectFile& subject, const Options& options);

}  // namespace tameshi::play
