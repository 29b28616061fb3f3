#include "conformance/corpus/collect.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/openssl.hpp"

namespace tameshi::corpus {
namespace {

bool is_list(const platform::Overheard& one) {
  return one.sent.empty() && one.url.ends_with(".crl");
}

bool is_ocsp(const platform::Overheard& one) {
  return !one.sent.empty() && one.url.find("/ocsp/") != std::string::npos;
}

// Whether the revocation data that the verdict hangs upon are there: not where the wire had failed.
bool shows_status(const Item& item) {
  const bool certificate_alone = item.layer() == "certificate" || item.layer() == "document";
  if (certificate_alone) return true;
  return item.method == platform::StatusMethod::ocsp ? !item.ocsp.empty() : !item.list.empty();
}

bool is_of_files(const Item& item) {
  const auto& refusal = item.refusal;
  return refusal != "ocsp-unreachable" && refusal != "crl-unreachable" && shows_status(item);
}

// Somewhere in the case a relying party may say yes or no.
bool leaves_open(const scenario::Scenario& scenario) {
  const auto has = [](const scenario::OutcomeIs& wanted, std::string_view word) {
    return std::find(wanted.any_of.begin(), wanted.any_of.end(), word) != wanted.any_of.end();
  };
  const auto& steps = scenario.steps;
  return std::any_of(steps.begin(), steps.end(), [&](const scenario::Step& step) {
    return std::any_of(step.expect.begin(), step.expect.end(), [&](const scenario::Expectation& one) {
      const auto* wanted = std::get_if<scenario::OutcomeIs>(&one.question);
      return wanted != nullptr && has(*wanted, "rejected") &&
             (has(*wanted, "accepted") || has(*wanted, "good"));
    });
  });
}

Bytes digest_of(const Item& item) {
  Bytes all = bytes_of(fmt::format("{} {} {} {} {} {} ", jlis::to_string(item.kind), to_string(item.expected),
                                   item.refusal, to_string(item.at), platform::to_string(item.method),
                                   platform::to_string(item.format)));
  const auto put = [&all](ByteView part) {
    append(all, bytes_of(fmt::format("{} ", part.size())));
    append(all, part);
  };
  for (const auto& part : {item.certificate, item.list, item.list_before, item.document, item.signature})
    put(part);
  for (const auto& exchange : item.ocsp) {
    put(exchange.request);
    put(exchange.response);
  }
  return openssl::sha256(all);
}

void put_answers(Item& item, const std::vector<platform::Overheard>& answers) {
  constexpr int ok = 200;
  for (const auto& one : answers) {
    if (one.status != ok) continue;
    if (is_ocsp(one)) item.ocsp.push_back({one.sent, one.answer});
    if (is_list(one)) item.list = one.answer;
  }
}

}  // namespace

void Collector::begin(const scenario::Scenario& scenario) {
  scenario_ = &scenario;
  seen_.clear();
  last_list_.clear();
}

std::vector<std::string> Collector::root_names(const platform::Trust& trust, jlis::Kind kind) {
  std::vector<std::string> out;
  for (const auto& anchor : trust.of(kind).anchors) {
    const auto known = std::find_if(corpus_.roots.begin(), corpus_.roots.end(),
                                    [&](const Root& root) { return root.der == anchor.der; });
    if (known != corpus_.roots.end()) {
      out.push_back(known->name);
      continue;
    }
    const auto prefix = fmt::format("{}-", jlis::to_string(kind));
    const auto count = std::count_if(corpus_.roots.begin(), corpus_.roots.end(),
                                     [&](const Root& root) { return root.name.starts_with(prefix); });
    corpus_.roots.push_back({fmt::format("{}{}", prefix, count + 1), anchor.der});
    out.push_back(corpus_.roots.back().name);
  }
  return out;
}

void Collector::remember_policies(const platform::Trust& trust) {
  const auto put = [](std::vector<std::string>& all, const std::vector<std::string>& some) {
    for (const auto& one : some) {
      if (std::find(all.begin(), all.end(), one) == all.end()) all.push_back(one);
    }
  };
  put(corpus_.signature_policies, trust.signature.policies);
  put(corpus_.authentication_policies, trust.authentication.policies);
}

void Collector::take(const platform::Witnessed& seen) {
  const std::lock_guard lock(mutex_);
  Item item;
  item.suite_case = *scenario_->suite_case;
  item.id = item.suite_case.id;
  item.title = scenario_->title;
  item.cites = scenario_->cites;
  item.kind = seen.submission.kind;
  item.expected = seen.refused ? Expected::reject : Expected::accept;
  if (seen.refused) item.refusal = seen.refused->reason;
  item.at = seen.at;
  item.trusted = root_names(seen.trust, item.kind);
  item.certificate = seen.certificate;
  item.method = seen.submission.method;
  put_answers(item, seen.answers);
  item.list_before = item.list.empty() || item.list == last_list_ ? Bytes{} : last_list_;
  item.format = seen.submission.format;
  item.document = seen.submission.document;
  item.signature = seen.submission.signature;
  remember_policies(seen.trust);
  if (!item.list.empty() && !item.refusal.starts_with("crl-")) last_list_ = item.list;
  seen_.push_back(std::move(item));
}

void Collector::end(bool passed) {
  if (!passed) failed_.push_back(scenario_->suite_case->id);
  // What stands in every case was met before; what is new here is what the case is about.
  const bool is_open = leaves_open(*scenario_);
  const bool numbered = seen_.size() > 1;
  std::size_t number = 0;
  for (auto& item : seen_) {
    ++number;
    if (numbered) item.id += fmt::format(".{}", number);
    if (!passed || !is_of_files(item) || !known_.insert(digest_of(item)).second) continue;
    if (is_open) item.expected = Expected::either;
    corpus_.items.push_back(std::move(item));
  }
  seen_.clear();
}

}  // namespace tameshi::corpus
