// x509-limbo's form (C2SP, limbo-schema.json, version 1): CLIENT is that a server judges a client's
// certificate.
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

#include "conformance/corpus/corpus.hpp"

namespace tameshi::corpus {
namespace {

using Json = nlohmann::ordered_json;

// It has no place for OCSP, for documents, or for the list that was known before.
bool has_a_form(const Item& item) {
  if (item.expected == Expected::either || item.certificate.empty()) return false;
  if (item.expected == Expected::accept) return item.list_before.empty();
  const auto layer = item.layer();
  return layer == "certificate" ||
         (layer == "status" && item.method == platform::StatusMethod::crl && item.list_before.empty());
}

std::string importance(Level level) {
  switch (level) {
    case Level::must:
      return "high";
    case Level::should:
      return "medium";
    case Level::may:
      break;
  }
  return "low";
}

Json roots_of(const Item& item, const Corpus& corpus) {
  Json out = Json::array();
  for (const auto& root : corpus.roots) {
    if (std::find(item.trusted.begin(), item.trusted.end(), root.name) != item.trusted.end())
      out.push_back(pem("CERTIFICATE", root.der));
  }
  return out;
}

Json features(const Item& item) {
  Json out = Json::array();
  if (item.refusal == "wrong-policy") out.push_back("has-cert-policies");
  if (!item.list.empty()) out.push_back("has-crl");
  return out;
}

std::string description(const Item& item) {
  return item.title + (item.refusal.empty() ? std::string() : " (" + item.refusal + ")");
}

Json testcase(const Item& item, const Corpus& corpus) {
  Json crls = Json::array();
  if (!item.list.empty()) crls.push_back(pem("X509 CRL", item.list));
  const bool signs = item.kind == jlis::Kind::signature;
  return {{"id", "tameshi::" + item.id},
          {"conflicts_with", Json::array()},
          {"features", features(item)},
          {"importance", importance(item.suite_case.level)},
          {"description", description(item)},
          {"validation_kind", "CLIENT"},
          {"trusted_certs", roots_of(item, corpus)},
          {"untrusted_intermediates", Json::array()},
          {"peer_certificate", pem("CERTIFICATE", item.certificate)},
          {"peer_certificate_key", nullptr},
          {"validation_time", to_string(item.at)},
          {"signature_algorithms", Json::array()},
          {"key_usage", Json::array({signs ? "contentCommitment" : "digitalSignature"})},
          {"extended_key_usage", Json::array()},
          {"expected_result", item.expected == Expected::accept ? "SUCCESS" : "FAILURE"},
          {"expected_peer_name", nullptr},
          {"expected_peer_names", Json::array()},
          {"max_chain_depth", nullptr},
          {"crls", std::move(crls)}};
}

// Two documents of one certificate are one testcase.
std::string digest_of(const Json& testcase) {
  Json same = testcase;
  for (const auto* name : {"id", "description", "importance"}) same.erase(name);
  return same.dump();
}

}  // namespace

std::string limbo_of(const Corpus& corpus) {
  Json testcases = Json::array();
  std::set<std::string> known;
  for (const auto& item : corpus.items) {
    if (!has_a_form(item)) continue;
    auto one = testcase(item, corpus);
    if (known.insert(digest_of(one)).second) testcases.push_back(std::move(one));
  }
  return Json{{"version", 1}, {"testcases", std::move(testcases)}}.dump(1) + "\n";
}

}  // namespace tameshi::corpus
