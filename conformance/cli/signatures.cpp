// tameshi signatures FILE: every signature of a document, intact or what is wrong with it. Whether a
// certificate is good for anything is not asked here.
#include "conformance/cli/signatures.hpp"

#include <fmt/format.h>

#include <iostream>

#include "base/openssl_certificate.hpp"
#include "base/pem.hpp"
#include "base/suggest.hpp"
#include "conformance/cli/commands.hpp"
#include "conformance/cli/whole_file.hpp"
#include "fake-jlis/documents/raw.hpp"
#include "fake-jlis/documents/read.hpp"

namespace tameshi::cli {
namespace {

namespace documents = jlis::documents;
using documents::Findings;

struct SignaturesOptions {
  std::string file;
  std::string content;
  std::string certificate;
  std::string raw;
  std::string hash;
  bool json = false;
};

Findings find_raw(const SignaturesOptions& options, ByteView signature) {
  const std::vector<std::string> words{"raw", "raw-no-digest-info"};
  if (std::find(words.begin(), words.end(), options.raw) == words.end())
    throw Trouble(fmt::format("\"{}\" is no form of a raw signature", options.raw), "--raw",
                  suggestion(options.raw, words));
  if (options.content.empty() || options.certificate.empty())
    throw Trouble("a raw signature says neither what is signed nor by whom", options.file,
                  "name both with --content and --certificate");
  return documents::read_raw(*documents::format_from(options.raw), signature,
                             read_whole_file(options.content),
                             from_pem_or_der(read_whole_file(options.certificate)), options.hash);
}

Findings find(const SignaturesOptions& options) {
  const auto document = read_whole_file(options.file);
  if (!options.raw.empty()) return find_raw(options, document);
  if (options.content.empty()) return documents::read_document(document);
  const auto content = read_whole_file(options.content);
  return documents::read_document(document, content);
}

void line(std::string_view name, std::string_view value) {
  if (!value.empty()) std::cout << fmt::format("  {:10} {}\n", name, value);
}

void show(const documents::FoundSignature& one) {
  std::cout << fmt::format("{} {}{}{}\n", one.fault ? "✗" : "✓", documents::to_string(one.format),
                           one.name.empty() ? "" : " " + one.name,
                           one.fault ? ": " + to_string(*one.fault) : ": intact");
  const auto identity = one.certificate ? openssl::identity_of(*one.certificate) : std::nullopt;
  if (identity) line("signer", fmt::format("{}, serial number {}", identity->subject, hex(identity->serial)));
  line("says", one.signed_by);
  if (one.signed_at) line("at", to_string(*one.signed_at));
  line("algorithm", one.algorithm);
  for (const auto& covered : one.covers)
    line("covers", covered.whole ? covered.says : covered.says + ", not all there is");
}

int show_all(const SignaturesOptions& options) {
  const auto found = find(options);
  if (options.json) {
    std::cout << json_of(found);
  } else {
    for (const auto& one : found.signatures) show(one);
    if (found.fault) std::cout << "✗ " << to_string(*found.fault) << '\n';
  }
  return found.intact() ? 0 : 1;
}

}  // namespace

void add_signatures(CLI::App& app, Action& action) {
  auto options = std::make_shared<SignaturesOptions>();
  auto* command = app.add_subcommand(
      "signatures", "List the signatures of a document (CMS, XML, PDF), and what is wrong with each");
  command->add_option("file", options->file, "The document")->required();
  command->add_option("--content", options->content,
                      "What is signed, where it comes apart from the signature");
  command->add_option("--raw", options->raw, "The file is a signature alone: raw or raw-no-digest-info");
  command->add_option("--certificate", options->certificate, "The signer's, DER or PEM, with --raw");
  command->add_option("--hash", options->hash,
                      "That was announced with --raw (default: that of the certificate)");
  command->add_flag("--json", options->json, "For programs");
  command->callback([options, &action] { action = [options] { return show_all(*options); }; });
}

}  // namespace tameshi::cli
