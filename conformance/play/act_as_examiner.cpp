// Second opinions: openssl, which nobody here wrote, looks at what the subject made.
#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <regex>

#include "base/openssl_certificate.hpp"
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

std::string first_line(const ProcessResult& result) {
  const auto& text = result.errors.empty() ? result.output : result.errors;
  return text.substr(0, text.find('\n'));
}

Ending good_if(bool good, const ProcessResult& result) {
  if (good) return {"good", {}, {}};
  return {"bad", {{"reason", first_line(result)}}, {}};
}

// The world's time as openssl's -attime takes it.
std::string seconds_now(const Stage& stage) {
  return std::to_string(
      std::chrono::floor<std::chrono::seconds>(stage.world.clock().now()).time_since_epoch().count());
}

std::string file_text(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Each kind of key signs with one hash (facts/card.md §5).
std::string hash_of_key(const Bytes& certificate) {
  const auto identity = openssl::identity_of(certificate);
  return identity && identity->key == openssl::KeyKind::ec ? "-sha384" : "-sha256";
}

Ending verify_signature(Stage& stage, const scenario::Step& step) {
  const auto key = examine(stage, {"openssl", "x509", "-in", "certificate.pem", "-pubkey", "-noout"});
  if (key.exit_code != 0) return good_if(false, key);
  put(stage, "public-key.pem", key.output);
  const auto result = examine(
      stage, {"openssl", "dgst", hash_of_key(*bytes_named(stage, step.parameter("certificate")->value)),
              "-verify", "public-key.pem", "-signature", "signature.bin", "document.bin"});
  return good_if(result.exit_code == 0, result);
}

Ending verify_certificate(Stage& stage) {
  const auto result = examine(stage, {"openssl", "verify", "-attime", seconds_now(stage), "-CAfile", "ca.pem",
                                      "-no-CApath", "-no-CAstore", "certificate.pem"});
  return good_if(result.exit_code == 0, result);
}

// Whose certificate stands in ca.pem; nothing when it is none of ours.
std::optional<jlis::Kind> kind_of_ca(Stage& stage, const scenario::Step& step) {
  const auto bytes = bytes_named(stage, step.parameter("ca")->value);
  for (const auto& [id, authority] : stage.world.office().agency().authorities()) {
    if (bytes == authority.certificate().der) return id.kind;
  }
  return std::nullopt;
}

// What the fake J-LIS answers to a POST, without the network between.
std::string ocsp_reply(Stage& stage, jlis::Kind kind, std::string request) {
  jlis::http::Request post;
  post.method = "POST";
  post.target = fmt::format("/ocsp/{}", to_string(kind));
  post.fields = {{"Content-Type", "application/ocsp-request"}};
  post.body = std::move(request);
  return std::string(stage.jlis->answer(post).body.view());
}

// openssl compares thisUpdate with the machine's clock and nothing else, so any age will do; the reply's
// signer is judged at the world's time.
Ending ask_ocsp(Stage& stage, const scenario::Step& step) {
  const auto kind = kind_of_ca(stage, step);
  if (!kind) return {"refused", {{"reason", "this CA is none of the fake J-LIS"}}, {}};
  const auto asked = examine(stage, {"openssl", "ocsp", "-issuer", "ca.pem", "-cert", "certificate.pem",
                                     "-no_nonce", "-reqout", "request.der"});
  if (asked.exit_code != 0) return {"refused", {{"reason", first_line(asked)}}, {}};
  put(stage, "reply.der", ocsp_reply(stage, *kind, file_text(fs::path(stage.directory) / "request.der")));
  const auto told = examine(stage, {"openssl", "ocsp", "-issuer", "ca.pem", "-cert", "certificate.pem",
                                    "-no_nonce", "-respin", "reply.der", "-CAfile", "ca.pem", "-attime",
                                    seconds_now(stage), "-validity_period", "2000000000"});
  if (told.exit_code != 0 || told.errors.find("Response verify OK") == std::string::npos)
    return {"refused", {{"reason", first_line(told)}}, {}};
  for (const std::string word : {"good", "revoked", "unknown"}) {
    if (told.output.find("certificate.pem: " + word) != std::string::npos) return {word, {}, {}};
  }
  return {"refused", {{"reason", first_line(told)}}, {}};
}

}  // namespace

Ending act_as_examiner(Stage& stage, const scenario::Step& step) {
  if (const auto missing = lay_out(stage, step)) {
    return {"not-asked", {{"reason", fmt::format("nothing was kept as \"{}\"", *missing)}}, {}};
  }
  if (step.act == "ask-ocsp") return ask_ocsp(stage, step);
  return step.act == "verify-signature" ? verify_signature(stage, step) : verify_certificate(stage);
}

}  // namespace tameshi::play
