// What the tests of this room share: worlds on a day.
#pragma once

#include <fstream>
#include <string>

#include "base/process.hpp"
#include "base/scratch_folder.hpp"
#include "conformance/issue/issue.hpp"

namespace tameshi::issue::testing {

namespace fs = std::filesystem;
using jlis::personalisation::Images;

inline Instant at(std::string_view text) {
  return value_or_trouble(parse_instant(text));
}

inline play::WorldSettings world_of(const std::string& persona, std::string_view clock,
                                    Images images = Images::absent) {
  play::WorldSettings out;
  out.key_directory = std::string(TAMESHI_SOURCE_DIR) + "/build/test-keys";
  out.persona = persona;
  out.clock = at(clock);
  out.images = images;
  return out;
}

// What a program that shares nothing with us says of the folder, beside that persona file.
inline ProcessResult opinion_of(const fs::path& folder, const std::string& persona_file) {
  return value_or_trouble(run({.command = {TAMESHI_ROOM "/check_folder.py", folder.string(), persona_file}}));
}

inline std::string persona_file(const std::string& id) {
  return "fixtures/personas/" + id + ".yaml";
}

}  // namespace tameshi::issue::testing
