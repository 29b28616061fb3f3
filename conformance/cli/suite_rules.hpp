// The rules of the suite that is asked for.
#pragma once

#include "base/yaml_reader.hpp"
#include "conformance/suites/requirements.hpp"

namespace tameshi::cli {

// Of a folder: requirements.yaml in it or beside it, under the folder's name; without that file no rules, and
// any is right. Of a built-in suite: its own.
suites::Requirements rules_of(const std::string& suite, yaml::Problems& problems);

}  // namespace tameshi::cli
