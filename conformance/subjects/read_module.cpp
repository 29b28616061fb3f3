// A PKCS#11 module as a subject. OpenSC's pkcs11-tool loads it, one process per operation, so that a module
// which crashes or hangs takes nobody with it; it says CKR_… names and needs no C++ of ours.
#include <fmt/format.h>

#include <array>

#include "conformance/subjects/read_parts.hpp"

namespace tameshi::subjects {
namespace {

using yaml::Fields;

// What a token and its objects are called.
struct Token {
  std::string label;
  std::string id;
};

struct Module {
  std::string path;
  Token authentication{"JPKI (User Authentication PIN)", "01"};
  Token signature{"JPKI (Digital Signature PIN)", "02"};
  // OpenSC shows both on the token of the first PIN.
  Token authentication_ca{authentication.label, "03"};
  Token signature_ca{authentication.label, "04"};
};

Token read_token(Fields& tokens, std::string_view key, Token usual, yaml::Problems& problems) {
  const auto* node = tokens.optional(key);
  if (node == nullptr) return usual;
  Fields fields(*node, fmt::format("the token of \"{}\"", key), problems);
  usual.label = fields.text("label", usual.label);
  usual.id = fields.text("id", usual.id);
  fields.finish();
  return usual;
}

using Words = std::vector<std::string>;

Words tool(const Module& module, const Words& more) {
  Words out{"pkcs11-tool", "--module", module.path};
  out.insert(out.end(), more.begin(), more.end());
  return out;
}

Words logged_in(const Module& module, const Token& token, const Words& more) {
  auto out = tool(module, {"--token-label", token.label, "--login", "--pin", "{pin}"});
  out.insert(out.end(), more.begin(), more.end());
  return out;
}

Way way(std::string parameter, std::string value, Words command) {
  Way out;
  out.when = {{std::move(parameter), std::move(value)}};
  out.command = std::move(command);
  return out;
}

OutcomeRule rule(std::optional<int> exit, std::string_view errors, std::string outcome) {
  OutcomeRule out;
  out.exit = exit;
  if (!errors.empty()) out.errors = std::regex(errors.begin(), errors.end(), std::regex::ECMAScript);
  out.outcome = std::move(outcome);
  return out;
}

// Listing objects needs the token that was logged in to; listing slots would log in to the first.
std::vector<Way> ways_to_verify(const Module& module, const Token& token, const std::string& key) {
  return {way("key", key, logged_in(module, token, {"--list-objects"}))};
}

// The token's flags tell of the last try and of no try; PKCS#11 has no counter (CK_TOKEN_INFO, v2.40 §3.2).
std::vector<Way> ways_to_ask(const Module& module, const Token& token, const std::string& key) {
  const auto script =
      fmt::format(R"("$0" --module "$1" --list-token-slots | sed -n "/token label *: $2/,/token flags/p")");
  auto out = way("key", key, {"sh", "-c", script, "pkcs11-tool", module.path, token.label});
  const auto by_flag = [&](std::string_view flag, std::string outcome, std::vector<NamedText> details) {
    OutcomeRule one;
    one.output = std::regex(flag.begin(), flag.end(), std::regex::ECMAScript);
    one.outcome = std::move(outcome);
    one.details = std::move(details);
    out.outcomes.push_back(std::move(one));
  };
  by_flag("token flags.*user PIN locked", "pin-blocked", {{"tries-left", "0"}});
  by_flag("token flags.*final user PIN try", "done", {{"tries-left", "1"}});
  by_flag("token flags", "done", {});
  out.outcomes.push_back(rule(0, "", "no-card"));
  return {out};
}

std::vector<Way> ways_to_sign(const Module& module, const Token& token, const std::string& key) {
  return {way("key", key,
              logged_in(module, token,
                        {"--sign", "--mechanism", "SHA256-RSA-PKCS", "--id", token.id, "--input-file",
                         "{file:document}", "--output-file", "{file:signature}"}))};
}

Words reading(const std::string& id) {
  return {"--read-object", "--type", "cert", "--id", id, "--output-file", "{file:certificate}"};
}

std::vector<Way> ways_to_read(const Module& module) {
  const auto open = [&](const std::string& which, const std::string& label, const std::string& id) {
    auto command = tool(module, {"--token-label", label});
    for (auto& word : reading(id)) command.push_back(word);
    return way("certificate", which, std::move(command));
  };
  return {way("certificate", "signature", logged_in(module, module.signature, reading(module.signature.id))),
          open("signature", module.signature.label, module.signature.id),
          open("authentication", module.authentication.label, module.authentication.id),
          open("authentication-ca", module.authentication_ca.label, module.authentication_ca.id),
          open("signature-ca", module.signature_ca.label, module.signature_ca.id)};
}

using Ways = std::vector<Way> (*)(const Module&, const Token&, const std::string&);

std::vector<Way> of_both_keys(const Module& module, Ways ways) {
  auto out = ways(module, module.authentication, "authentication");
  for (auto& one : ways(module, module.signature, "signature")) out.push_back(std::move(one));
  return out;
}

std::vector<Way> ways_to(const std::string& operation, const Module& module) {
  if (operation == "verify-pin") return of_both_keys(module, ways_to_verify);
  if (operation == "ask-tries-left") return of_both_keys(module, ways_to_ask);
  if (operation == "sign") return of_both_keys(module, ways_to_sign);
  if (operation == "read-certificate") return ways_to_read(module);
  return {};
}

// By PKCS#11's own names, which pkcs11-tool prints.
void add_rules(SubjectFile& out) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> rows{
      {{"CKR_TOKEN_NOT_PRESENT|CKR_TOKEN_NOT_RECOGNIZED|CKR_DEVICE_REMOVED|No slot with|No slots", "no-card"},
       {"CKR_PIN_INCORRECT", "wrong-pin"},
       {"CKR_PIN_LOCKED", "pin-blocked"},
       {"CKR_USER_NOT_LOGGED_IN|object not found", "refused"},
       {"Failed to load pkcs11 module", "crashed"},
       {"CKR_", "refused"}}};
  for (const auto& [errors, outcome] : rows) out.outcomes.push_back(rule({}, errors, std::string(outcome)));
  out.outcomes.push_back(rule(0, "", "done"));
}

}  // namespace

void read_module(Fields& fields, SubjectFile& out) {
  Module module;
  auto& problems = fields.problems();
  module.path = fields.text("module");
  if (const auto* node = fields.optional("module"); node != nullptr && node->text.empty())
    problems.add(node->place, "the module is empty", "give the path of its .so file");
  if (const auto* node = fields.optional("tokens")) {
    Fields tokens(*node, "\"tokens\"", problems);
    module.authentication = read_token(tokens, "authentication", module.authentication, problems);
    module.signature = read_token(tokens, "signature", module.signature, problems);
    module.authentication_ca = read_token(tokens, "authentication-ca", module.authentication_ca, problems);
    module.signature_ca = read_token(tokens, "signature-ca", module.signature_ca, problems);
    tokens.finish();
  }
  for (auto& operation : out.operations) {
    operation.ways = ways_to(operation.name, module);
    if (operation.ways.empty())
      problems.add(fields.place(), fmt::format("a PKCS#11 module does not {}", operation.name),
                   "it can verify-pin, ask-tries-left, read-certificate and sign");
  }
  add_rules(out);
}

}  // namespace tameshi::subjects
