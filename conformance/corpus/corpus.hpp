// A corpus: verifications with all that they were about, each once.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/verdict.hpp"
#include "fake-jlis/platform/witness.hpp"

namespace tameshi::corpus {

namespace platform = jlis::platform;

struct Exchange {
  Bytes request;   // OCSPRequest
  Bytes response;  // OCSPResponse, or what came in its place
};

// What a relying party must think of it. either: good reasons stand for both.
enum class Expected { accept, reject, either };
using tameshi::to_string;
std::string_view to_string(Expected expected);

struct Item {
  std::string id;  // of the case, with which verification of several it is: "rp.life.ended-on-file.2"
  SuiteCase suite_case;
  std::string title;
  std::vector<std::string> cites;
  jlis::Kind kind = jlis::Kind::signature;
  Expected expected = Expected::accept;
  std::string refusal;  // by its row in reasons.yaml
  Instant at{};
  std::vector<std::string> trusted;  // names of roots
  Bytes certificate;
  platform::StatusMethod method = platform::StatusMethod::ocsp;
  std::vector<Exchange> ocsp;  // the second is about the first one's responder
  Bytes list;
  Bytes list_before;  // the one that was known from before; empty: none
  platform::Format format = platform::Format::raw;
  Bytes document;
  Bytes signature;

  // certificate, status or document: what must refuse; empty when it is not refused.
  [[nodiscard]] std::string layer() const;
};

struct Root {
  std::string name;  // "signature-3"
  Bytes der;
};

struct Corpus {
  std::vector<Root> roots;
  std::vector<std::string> signature_policies;  // under which certificates are accepted
  std::vector<std::string> authentication_policies;
  std::vector<Item> items;
};

// Trouble unless nothing is there yet: files of another corpus would lie among these.
void check_new(const std::string& folder);

// The whole folder: index.json, limbo.json, README.md, roots and a folder for each item. Trouble when it
// cannot be written, or holds anything yet.
void write_files(const Corpus& corpus, const std::string& version, const std::string& folder);

// index.json.
std::string index_of(const Corpus& corpus, const std::string& version);

// x509-limbo's JSON of those whose verdict hangs upon the certificate and a list alone.
std::string limbo_of(const Corpus& corpus);

}  // namespace tameshi::corpus
