// tameshi verify BUNDLE: what a receiver asks of it. 0: accepted. 1: refused. 2: it could not be looked at.
#include <fmt/format.h>

#include <iostream>

#include "base/clock.hpp"
#include "base/pem.hpp"
#include "conformance/bundle/bundle.hpp"
#include "conformance/cli/commands.hpp"
#include "conformance/cli/made_of.hpp"
#include "conformance/cli/whole_file.hpp"

namespace tameshi::cli {
namespace {

struct VerifyOptions {
  std::string bundle;
  std::string trust;
  std::string at;
};

std::vector<Bytes> trusted(const VerifyOptions& options) {
  if (options.trust.empty()) return {};
  const auto text = read_whole_file(options.trust);
  auto out = all_from_pem(text_of(text));
  if (out.empty())
    throw Trouble("there is no certificate in it", options.trust,
                  "PEM is meant: -----BEGIN CERTIFICATE-----");
  return out;
}

std::string_view sign_of(bundle::Mark mark) {
  switch (mark) {
    case bundle::Mark::good:
      return "✓";
    case bundle::Mark::note:
      return "·";
    case bundle::Mark::bad:
      break;
  }
  return "✗";
}

int verify(const VerifyOptions& options) {
  const bundle::Terms terms{
      trusted(options),
      options.at.empty() ? SystemClock().now() : value_or_trouble(parse_instant(options.at)),
      {TAMESHI_VERSION, commit()}};
  const auto verified = bundle::verify(read_whole_file(options.bundle), terms);
  for (const auto& line : verified.lines) std::cout << fmt::format("{} {}\n", sign_of(line.mark), line.text);
  std::cout << fmt::format("{}: {}\n", options.bundle, verified.accepted() ? "accepted" : "refused");
  return verified.accepted() ? 0 : 1;
}

}  // namespace

void add_verify(CLI::App& app, Action& action) {
  auto options = std::make_shared<VerifyOptions>();
  auto* command =
      app.add_subcommand("verify", "Check a bundle: signature, files, and its verdicts made again");
  command->add_option("bundle", options->bundle, "The ZIP of tameshi run --bundle")->required();
  command->add_option("--trust,-t", options->trust,
                      "PEM file of certificates, to one of which the signer's must lead");
  command->add_option("--at", options->at,
                      "When the signer's certificate must be valid, as 2031-04-01 (default: now)");
  command->callback([options, &action] { action = [options] { return verify(*options); }; });
}

}  // namespace tameshi::cli
