// Reads an application's table. `like:` takes over all rows of another one; a row of the same name (or, of an
// internal file, the same identifier) stands in its place, and `without:` leaves rows out.
#include <algorithm>
#include <set>

#include "simulator/card/application_rows.hpp"
#include "simulator/card/file_system.hpp"

namespace tameshi::card {
namespace {

using yaml::Fields;
using yaml::Node;
using yaml::Problems;

constexpr std::string_view applications_folder = "simulator/card/aps/";

template <typename Row>
std::string label(const Row& row) {
  return row.name;
}
std::string label(const InternalRow& row) {
  return fmt::format("{:04X}", row.id);
}

// Reads the list under `key`: rows of the base with the same label are replaced, others come behind them.
template <typename Row>
void read_rows(Fields& f, std::string_view key, std::string_view what, std::vector<Row>& rows,
               Row (*read)(Fields&)) {
  std::set<std::string> said;
  each(f, key, what, [&](Fields& fields) {
    auto row = read(fields);
    if (!said.insert(label(row)).second)
      fields.problems().add(fields.place(), fmt::format("two rows are called \"{}\"", label(row)));
    const auto same =
        std::find_if(rows.begin(), rows.end(), [&](const Row& other) { return label(other) == label(row); });
    if (same == rows.end()) {
      rows.push_back(std::move(row));
    } else {
      *same = std::move(row);
    }
  });
}

// Whether a row was there to be left out.
bool leave_out(ApplicationTable& table, const std::string& name) {
  const auto drop = [&](auto& rows) {
    return std::erase_if(rows, [&](const auto& row) { return label(row) == name; });
  };
  return drop(table.pins) + drop(table.keys) + drop(table.files) + drop(table.internal) +
             drop(table.objects) >
         0;
}

void read_lists(Fields& f, ApplicationTable& table) {
  for (const auto& name : f.texts("without")) {
    if (!leave_out(table, name)) f.problems().add(f.place(), fmt::format("there is no row \"{}\"", name));
  }
  read_rows(f, "pins", "a PIN", table.pins, read_pin);
  read_rows(f, "keys", "a key", table.keys, read_key);
  read_rows(f, "files", "a file", table.files, read_file);
  read_rows(f, "internal", "an internal file", table.internal, read_internal);
  read_rows(f, "objects", "a data object", table.objects, read_object);
}

Bytes identifier_at(Fields& f) {
  auto aid = hex_at(f, "aid");
  if (aid.size() < 5 ||
      aid.size() > 16)  // ISO/IEC 7816-4 §12.2.3: a registered provider's five bytes at least
    f.problems().add(f.place(), "an application identifier has 5 to 16 bytes");
  return aid;
}

ApplicationTable read_application(const Node& root, Problems& problems) {
  Fields f(root, "an application", problems);
  ApplicationTable table;
  const auto like = f.text("like", "");
  if (!like.empty()) table = read_built_in_application(like, problems);
  table.name = f.text("ap");
  if (like.empty() || f.optional("title") != nullptr) table.title = f.text("title");
  if (like.empty() || f.optional("aid") != nullptr) table.aid = identifier_at(f);
  table.source = f.text("source");
  read_lists(f, table);
  if (const auto* node = f.optional("secure-messaging")) {
    Fields row(*node, "secure messaging", problems);
    table.secure_messaging = read_secure_messaging(row);
    row.finish();
  }
  if (f.optional("terminal-reference") != nullptr)
    table.terminal_reference = two_bytes_at(f, "terminal-reference");
  f.finish();
  check_application(table, f);
  return table;
}

void check_identifiers(const ApplicationTable& table, Fields& f) {
  std::set<std::uint16_t> ids;
  const auto unique = [&](const auto& rows) {
    for (const auto& row : rows) {
      if (!ids.insert(row.id).second)
        f.problems().add(f.place(), fmt::format("two files have the identifier {:04X}", row.id));
    }
  };
  unique(table.pins);
  unique(table.keys);
  unique(table.files);
  unique(table.internal);
}

void check_openers(const ApplicationTable& table, Fields& f) {
  std::set<std::string> pins;
  for (const auto& pin : table.pins) pins.insert(pin.name);
  const auto check = [&](const std::string& row, const std::vector<std::string>& opened_by) {
    for (const auto& pin : opened_by) {
      if (!pins.contains(pin))
        f.problems().add(f.place(), fmt::format("{} is opened by \"{}\", which is no PIN here", row, pin));
    }
  };
  for (const auto& row : table.keys) check(row.name, row.opened_by);
  for (const auto& row : table.files) check(row.name, row.opened_by);
  if (table.secure_messaging) check("secure messaging", table.secure_messaging->opened_by);
}

}  // namespace

void check_application(const ApplicationTable& table, Fields& f) {
  check_identifiers(table, f);
  check_openers(table, f);
  if (table.pins.size() > most_pins)
    f.problems().add(f.place(), fmt::format("an application has at most {} PINs", most_pins));
}

ApplicationTable read_built_in_application(const std::string& name, Problems& problems) {
  return read_application(built_in(fmt::format("{}{}.yaml", applications_folder, name), problems), problems);
}

std::optional<ApplicationTable> load_application(std::string_view text, const std::string& file,
                                                 Problems& problems) {
  const auto root = yaml::read(text, file, problems);
  if (!root) return std::nullopt;
  auto table = read_application(*root, problems);
  if (!problems.empty()) return std::nullopt;
  return table;
}

}  // namespace tameshi::card
