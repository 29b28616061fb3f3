// "${name}" in a scenario: what a table's row or whoever uses a part says. The tree is filled in before it is
// read, so that the reader knows nothing of it and mistakes stand where a person wrote them.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/yaml_reader.hpp"

namespace tameshi::scenario {

// Values by name. Of one that is a map, "${name.key}" is an entry.
class Values {
 public:
  void set(std::string name, yaml::Node value);
  [[nodiscard]] const yaml::Node* find(std::string_view name) const;
  // Every name that can be written, those of entries too.
  [[nodiscard]] std::vector<std::string> names() const;

 private:
  std::vector<std::pair<std::string, yaml::Node>> all_;
};

// The tree with every "${…}" filled in; "$${" is "${" itself. A text that is nothing but "${name}" becomes
// the value whatever it is (a list, a map, a PIN in quotes) and where it stands; in a longer text the value
// must be text.
yaml::Node filled_in(const yaml::Node& node, const Values& values, yaml::Problems& problems);

// How the text of a part is found: "parts/lock.part.yaml", from the folder of the file that uses it, already
// joined.
using LoadText = std::function<Result<std::string>(const std::string& path)>;

// Of what is built in.
Result<std::string> built_in_text(const std::string& path);

// The tree with every { use: … } of its steps, and that of given, replaced by what the part says. Bounds: 8
// parts deep.
yaml::Node with_parts(const yaml::Node& root, const LoadText& load, yaml::Problems& problems);

// A table's rows: the scenario is played once for each.
struct Row {
  std::string label;  // "hanako,wrong"; empty: there is no table
  Values values;
};
// Of for-each: every combination, in the order of the file; one row without it. Bounds: 2,000 rows.
std::vector<Row> rows_of(const yaml::Node& root, yaml::Problems& problems);

}  // namespace tameshi::scenario
