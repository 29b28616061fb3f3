// An event of life.yaml as somebody orders it: by name, with parameters as text. The same from a scenario,
// the admin interface and a library.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "fake-jlis/registry/records.hpp"

namespace tameshi::jlis::registry {

struct LifeEvent;

struct LifeCommand {
  std::string name;
  ResidentId resident;
  std::map<std::string, std::string> parameters = {};
};

// For help, and for the description of an interface.
struct LifeParameter {
  std::string_view name;
  std::string_view says;
  std::string_view example;
  bool required = true;
};
std::span<const LifeParameter> life_parameters();
// Nothing for an unknown name.
const LifeParameter* find_parameter(std::string_view name);

// That the event has all its parameters and no others.
Result<void> check_parameters(const LifeEvent& event, const LifeCommand& command);

// Which certificates are wanted: both, unless the parameter says otherwise.
Result<Certificates> asked_certificates(const LifeCommand& command);

// What the register says after the command. Its standing and its time are the caller's.
Result<Resident> rewritten(Resident resident, const LifeCommand& command);

}  // namespace tameshi::jlis::registry
