// Where a server is that is under test.
#include <fmt/format.h>

#include "conformance/subjects/read_parts.hpp"

namespace tameshi::subjects {
namespace {

using yaml::Fields;
using yaml::Node;

bool has_port(std::string_view address) {
  const auto colon = address.rfind(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == address.size()) return false;
  const auto port = address.substr(colon + 1);
  return port.size() <= 5 && port.find_first_not_of("0123456789") == std::string_view::npos;
}

void check_address(const Node& node, const SubjectFile& file, yaml::Problems& problems) {
  const auto& address = file.address;
  const bool tls = file.kind == Kind::tls;
  const bool good = tls ? address.find('/') == std::string::npos && has_port(address)
                        : address.starts_with("http://") || address.starts_with("https://");
  if (good || node.kind != Node::Kind::scalar) return;
  problems.add(node.place, fmt::format("\"{}\" is no address", address),
               tls ? "write localhost:8443" : "write http://127.0.0.1:8080");
}

std::vector<NamedText> read_files(const Node* node, yaml::Problems& problems) {
  std::vector<NamedText> out;
  if (node == nullptr || !is_map(*node, "\"files\"", problems)) return out;
  for (const auto& entry : node->entries) {
    if (entry.key.find('/') != std::string::npos || entry.key.starts_with('.') || entry.key.empty())
      problems.add(entry.place, fmt::format("\"{}\" is no name of a file", entry.key),
                   "write a name without folders; it will be in {folder}");
    out.emplace_back(entry.key, yaml::scalar_text(entry.value, entry.key, problems));
  }
  return out;
}

ServerProgram read_program(const Node& node, Kind kind, yaml::Problems& problems) {
  Fields fields(node, "a server that is started", problems);
  ServerProgram out;
  out.place = node.place;
  fields.required("command");
  out.command = fields.texts("command");
  if (const auto* command = fields.optional("command");
      command != nullptr && (out.command.empty() || out.command.front().empty()))
    problems.add(command->place, "the command is empty", "begin with the program");
  if (kind == Kind::http) out.scheme = fields.one_of("scheme", {"http", "https"}, "http");
  out.files = read_files(fields.optional("files"), problems);
  fields.finish();
  return out;
}

void read_server(Fields& fields, const Node& node, SubjectFile& out) {
  if (node.kind == Node::Kind::map) {
    out.program = read_program(node, out.kind, fields.problems());
  } else if (out.kind == Kind::tls) {
    fields.problems().add(node.place, "a server that is started needs a command",
                          "write server: { command: [...], files: { ... } }");
  } else {
    out.server = fields.one_of("server", {"platform"});
  }
}

void read_security(Fields& fields, SubjectFile& out) {
  out.trust = fields.text("trust", "");
  if (out.kind == Kind::http)
    out.follows = fields.one_of("redirects", {"answers", "follow"}, "answers") == "follow";
  if (out.kind == Kind::tls)
    out.oldest =
        fields.one_of("oldest", {"1.2", "1.3"}, "1.2") == "1.3" ? TlsVersion::tls1_3 : TlsVersion::tls1_2;
}

}  // namespace

void read_whereabouts(Fields& fields, SubjectFile& out) {
  const auto* address = fields.optional("address");
  const auto* server = fields.optional("server");
  out.address = fields.text("address", "");
  if (server != nullptr) read_server(fields, *server, out);
  if ((address == nullptr) == (server == nullptr)) {
    fields.problems().add(fields.place(), "it must be said where it listens, or what is started",
                          out.kind == Kind::tls
                              ? "write address: localhost:8443, or server: { command: [...] }"
                              : "write address: http://127.0.0.1:8080, or server: platform");
  } else if (address != nullptr) {
    check_address(*address, out, fields.problems());
  }
  read_security(fields, out);
}

}  // namespace tameshi::subjects
