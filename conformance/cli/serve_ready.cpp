#include "conformance/cli/serve_ready.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>

namespace tameshi::cli {
namespace {

std::string in_words(const CardToTell& card) {
  if (!card.shown) return "none: " + card.why_none;
  const auto& shown = *card.shown;
  if (!shown.room) return fmt::format("{}'s, in the machine's reader \"{}\"", shown.of, shown.reader);
  return fmt::format("{}'s, in a reader of its own: tameshi join --room {} -- pkcs15-tool -D", shown.of,
                     *shown.room);
}

std::string platform_in_words(const std::string& url) {
  return url.empty() ? "none: --no-platform" : fmt::format("{0}, {0}/platform/openapi.json", url);
}

}  // namespace

std::string ready_in_words(const Addresses& at, const CardToTell& card) {
  return fmt::format(
      "FAKE J-LIS at {0}{1}; nothing here is real\n"
      "  OCSP responders    {2}/ocsp/signature, {2}/ocsp/authentication\n"
      "  trust anchors      {0}/ca/signature.pem, {0}/ca/authentication.pem\n"
      "  revocation lists   {0}/crl/index.json\n"
      "  admin (ours)       {0}/admin/openapi.json\n"
      "  platform operator  {3}\n"
      "  card               {4}\n"
      "Ctrl-C ends it.\n",
      at.url, at.tls_url.empty() ? "" : " and " + at.tls_url, at.said_url, platform_in_words(at.platform_url),
      in_words(card));
}

void write_ready(const std::string& file, const std::string& text) {
  const auto made = file + ".new";
  std::ofstream out(made, std::ios::binary);
  out << text;
  out.close();
  std::error_code error;
  if (out) std::filesystem::rename(made, file, error);
  if (!out || error)
    throw Trouble("cannot be written", file, "is the folder there, and may you write to it?");
}

}  // namespace tameshi::cli
