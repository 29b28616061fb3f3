// Second opinions: openssl, which nobody here wrote, looks at what the subject made.
#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <regex>

#include "base/pem.hpp"
#include "base/process.hpp"
#include "conformance/play/stage.hpp"

namespace tameshi::play {
namespace {

namespace fs = std::filesystem;

// openssl begins its error lines with the number of the thread, which differs from run to run.
std::string without_thread_number(const std::string& text) {
  static const std::regex number("(^|\n)[0-9A-F]{8,16}:error:");
  return std::regex_replace(text, number, "$1error:");
}

ProcessResult examine(Stage& stage, std::vector<std::string> command) {
  ProcessRequest request;
  request.command = command;
  request.directory = stage.directory;
  request.timeout = std::chrono::seconds(30);
  auto result = value_or_trouble(tameshi::run(request));
  result.errors = without_thread_number(result.errors);
  stage.journal.write(Actor::examiner, ProcessRun{std::move(command), result.exit_code, result.signal,
                                                  result.timed_out, result.output, result.errors});
  return result;
}

void put(const Stage& stage, std::string_view name, std::string_view text) {
  const auto path = fs::path(stage.directory) / name;
  std::ofstream out(path, std::ios::binary);
  out << text;
  out.close();
  if (!out) throw Trouble("cannot write a file for the examiner", path.string(), "is the disk full?");
}

// Writes what the step names into the folder, certificates as PEM. Gives the first name under which nothing
// is kept.
std::optional<std::string> lay_out(Stage& stage, const scenario::Step& step) {
  for (const auto& parameter : step.with) {
    const auto bytes = bytes_named(stage, parameter.value);
    if (!bytes) return parameter.value;
    const bool certificate = parameter.name == "certificate" || parameter.name == "ca";
    put(stage, parameter.name + (certificate ? ".pem" : ".bin"),
        certificate ? pem("CERTIFICATE", *bytes) : std::string(text_of(*bytes)));
  }
  return std::nullopt;
}

Ending good_if(bool good, const ProcessResult& result) {
  if (good) return {"good", {}, {}};
  const auto& text = result.errors.empty() ? result.output : result.errors;
  return {"bad", {{"reason", text.substr(0, text.find('\n'))}}, {}};
}

Ending verify_signature(Stage& stage) {
  const auto key = examine(stage, {"openssl", "x509", "-in", "certificate.pem", "-pubkey", "-noout"});
  if (key.exit_code != 0) return good_if(false, key);
  put(stage, "public-key.pem", key.output);
  const auto result = examine(stage, {"openssl", "dgst", "-sha256", "-verify", "public-key.pem", "-signature",
                                      "signature.bin", "document.bin"});
  return good_if(result.exit_code == 0, result);
}

Ending verify_certificate(Stage& stage) {
  const auto now =
      std::chrono::floor<std::chrono::seconds>(stage.world.clock().now()).time_since_epoch().count();
  const auto result = examine(stage, {"openssl", "verify", "-attime", std::to_string(now), "-CAfile",
                                      "ca.pem", "-no-CApath", "-no-CAstore", "certificate.pem"});
  return good_if(result.exit_code == 0, result);
}

}  // namespace

Ending act_as_examiner(Stage& stage, const scenario::Step& step) {
  if (const auto missing = lay_out(stage, step)) {
    return {"not-asked", {{"reason", fmt::format("nothing was kept as \"{}\"", *missing)}}, {}};
  }
  return step.act == "verify-signature" ? verify_signature(stage) : verify_certificate(stage);
}

}  // namespace tameshi::play
