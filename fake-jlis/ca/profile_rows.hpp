// The pieces of a profile table that profile.cpp and profile_rows.cpp read together.
#pragma once

#include "fake-jlis/ca/profile.hpp"

namespace tameshi::jlis::ca {

Origin read_origin(yaml::Fields& fields);

// A text whose placeholders are known ones.
std::string read_template(const yaml::Node& node, std::string_view key, yaml::Problems& problems);

// A list of { type, as, value }.
Name read_name(const yaml::Node& node, yaml::Problems& problems);

// One extension without its source, as deviations put it in another's place.
ExtensionRow read_extension_contents(const yaml::Node& node, yaml::Problems& problems);

// One extension; `subject` is the certificate's own name, which a row may refer to.
ExtensionRow read_extension(const yaml::Node& node, const Name& subject, yaml::Problems& problems);

}  // namespace tameshi::jlis::ca
