// tameshi sign: a document signed with a persona's card, by our own reader.
#include <fmt/format.h>

#include <iostream>

#include "base/suggest.hpp"
#include "conformance/cli/commands.hpp"
#include "conformance/cli/whole_file.hpp"
#include "conformance/play/world.hpp"
#include "conformance/subjects/card_signer.hpp"
#include "conformance/subjects/signed_document.hpp"
#include "fake-jlis/ca/deviation.hpp"

namespace tameshi::cli {
namespace {

namespace documents = jlis::documents;
using documents::Format;

struct SignOptions {
  std::string persona;
  std::string key = "signature";
  std::string format;
  std::string document;
  std::string out;
  std::string certificate;
  std::string name;
  std::string generation;
  std::string clock;
  std::string keys;
  std::string deviation;
};

play::WorldSettings settings_of(const SignOptions& options) {
  play::WorldSettings out;
  out.key_directory = options.keys.empty() ? play::default_key_directory() : options.keys;
  out.persona = options.persona;
  out.generation = options.generation;
  if (!options.clock.empty()) out.clock = value_or_trouble(parse_instant(options.clock));
  if (!options.deviation.empty())
    out.deviation = value_or_trouble(jlis::ca::find_deviation(options.deviation))->name;
  return out;
}

Format format_of(const SignOptions& options) {
  if (const auto found = documents::format_from(options.format)) return *found;
  throw Trouble(fmt::format("\"{}\" is no format", options.format), "--format",
                suggestion(options.format, documents::formats_that_are_made()));
}

const subjects::CardFiles& files_of(const SignOptions& options) {
  if (options.key == "signature" || options.key == "authentication")
    return *subjects::card_files(options.key);
  throw Trouble(fmt::format("\"{}\" is no key of a card", options.key), "--key",
                "signature or authentication");
}

[[noreturn]] void refused(const subjects::Refusal& refusal) {
  throw Trouble(
      fmt::format("the card said {} ({})", iso7816::to_string(refusal), iso7816::meaning(refusal)), "",
      "does this persona have that certificate, and is its PIN not locked? `tameshi persona show` tells");
}

int sign(const SignOptions& options) {
  const auto format = format_of(options);
  const auto& files = files_of(options);
  const auto document = read_whole_file(options.document);
  play::World world(settings_of(options));
  const auto& pins = world.persona().pins;
  world.card().power_on();
  subjects::CardReader reader(world.card());
  if (const auto opened = reader.open(); !opened) refused(opened.error());
  const auto signer =
      subjects::card_signer(reader, files, options.key == "signature" ? pins.signature : pins.authentication);
  if (!signer) refused(signer.error());
  const subjects::Signing signing{*signer, subjects::card_pads_and_signs(reader, files),
                                  options.name.empty() ? world.persona().name : options.name,
                                  world.clock().now()};
  const auto made = subjects::signed_document(format, signing, document);
  if (!made)
    throw Trouble(made.error().what, made.error().where.empty() ? options.document : made.error().where,
                  made.error().cure);
  write_whole_file(options.out, *made);
  if (!options.certificate.empty()) write_whole_file(options.certificate, signer->certificate);
  std::cout << fmt::format("{} signed with the {} key of {}, {}: {}\n", options.document, options.key,
                           world.persona().id, documents::to_string(format), options.out);
  return 0;
}

}  // namespace

void add_sign(CLI::App& app, Action& action) {
  auto options = std::make_shared<SignOptions>();
  auto* command = app.add_subcommand("sign", "Sign a document with a persona's card, by our own reader");
  command
      ->add_option("--document", options->document, "What to sign; text becomes a page where a PDF is wanted")
      ->required();
  command
      ->add_option(
          "--format,-f", options->format,
          "raw, raw-no-digest-info, cms-attached, cms-detached, xml-enveloped, xml-enveloping or pdf")
      ->required();
  command->add_option("--out,-o", options->out, "File to write")->required();
  command->add_option("--persona,-p", options->persona, "Whose card (default: hanako)");
  command->add_option("--key,-k", options->key, "signature or authentication")->capture_default_str();
  command->add_option("--certificate", options->certificate, "File to write the certificate to, DER");
  command->add_option("--name", options->name, "Who a PDF says has signed it (default: the persona's name)");
  command->add_option("--generation,-g", options->generation, "Which card (default: the persona's)");
  command->add_option("--clock", options->clock, "When it is signed, as 2031-04-01 (default: now)");
  command->add_option("--deviation,-d", options->deviation,
                      "How the card's certificates deviate; `tameshi deviations` lists the names");
  command->add_option("--keys", options->keys, "Folder of the RSA key pool");
  command->callback([options, &action] { action = [options] { return sign(*options); }; });
}

}  // namespace tameshi::cli
