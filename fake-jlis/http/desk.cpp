#include "fake-jlis/http/desk.hpp"

#include <fmt/format.h>

#include <charconv>

#include "fake-jlis/ca/key_numbers.hpp"

namespace tameshi::jlis::http {
namespace {

std::vector<ocsp::Issuer> issuers_of(const agency::Agency& agency, ca::KeyPool& pool) {
  std::vector<ocsp::Issuer> out;
  out.reserve(agency.authorities().size());
  for (const auto& [id, authority] : agency.authorities()) {
    auto responder_key = value_or_trouble(pool.key(ca::key_numbers::responder(id), authority.certifies()));
    out.push_back({id, ca::encode(authority.identity().name), authority.key(), std::move(responder_key),
                   authority.certificate().not_before, authority.certificate().not_after});
  }
  return out;
}

ocsp::Strangers strangers_in(ca::KeyPool& pool) {
  constexpr auto number = ca::key_numbers::stranger.first;
  return {value_or_trouble(pool.key(number)), value_or_trouble(pool.key(number, ca::KeyAlgorithm::p384))};
}

ocsp::Lookup lookup_in(const registry::Store& store) {
  return [&store](const registry::AuthorityId& id, std::uint64_t serial, Instant at) {
    return store.status_of(id, serial, at);
  };
}

std::vector<four_info::Issuer> four_info_issuers(const agency::Agency& agency) {
  std::vector<four_info::Issuer> out;
  for (const auto& [id, authority] : agency.authorities())
    out.push_back({id, authority.identity().key_identifier});
  return out;
}

// A registry keeps its authorities for good, so that what is made with their first key is its secret: the
// same after a restart, and nowhere written down.
Bytes handle_key(const agency::Agency& agency) {
  const auto& first = agency.authorities().begin()->second.key();
  return openssl::sha256(first.sign_sha256(bytes_of("FAKE J-LIS handles of persons")));
}

}  // namespace

Desk::Desk(SiteSettings chosen, agency::Agency& the_agency, WorldClock& the_clock, ca::KeyPool& the_pool)
    : settings(std::move(chosen)),
      agency(the_agency),
      clock(the_clock),
      pool(the_pool),
      strangers(strangers_in(the_pool)),
      ocsp(the_clock, issuers_of(the_agency, the_pool), lookup_in(the_agency.store())),
      responder(ocsp, ocsp_lies, strangers),
      four_info(the_agency.store(), the_clock, four_info_issuers(the_agency), handle_key(the_agency)),
      guests(settings.log, settings.on_visit) {}

std::shared_ptr<const AccessRules> Desk::access() const {
  const std::lock_guard lock(mutex_);
  return access_;
}

void Desk::set_access(AccessRules rules) {
  auto kept = std::make_shared<const AccessRules>(std::move(rules));
  const std::lock_guard lock(mutex_);
  access_ = std::move(kept);
}

void Desk::forget() {
  ocsp.forget();
  lists.forget();
}

Body PublishedLists::get(const crl::ListId& id, std::uint64_t number, const std::function<Body()>& make) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = kept_.find(id);
    if (found != kept_.end() && found->second.first == number) return found->second.second;
  }
  auto made = make();
  const std::lock_guard lock(mutex_);
  kept_.insert_or_assign(id, std::pair{number, made});
  return made;
}

void PublishedLists::forget() {
  const std::lock_guard lock(mutex_);
  kept_.clear();
}

Served refuse(const Refusal& refusal) {
  Served out;
  out.reply = reply_of(refusal);
  out.because = refusal.message;
  return out;
}

std::optional<Served> unless_read(const Request& request) {
  if (request.method == "GET" || request.method == "HEAD") return std::nullopt;
  auto out = refuse({405, "method-not-allowed", fmt::format("{} takes GET and HEAD", request.path()), false});
  out.reply.fields.push_back({"Allow", "GET, HEAD"});
  return out;
}

const ca::Authority* authority_at(const Desk& desk, std::string_view kind, std::string_view generation,
                                  registry::AuthorityId& id) {
  const auto known = kind_from(kind);
  const auto* end = generation.data() + generation.size();
  const auto [stop, error] = std::from_chars(generation.data(), end, id.generation);
  if (!known || error != std::errc{} || stop != end) return nullptr;
  id.kind = *known;
  const auto found = desk.agency.authorities().find(id);
  return found == desk.agency.authorities().end() ? nullptr : &found->second;
}

Reply cacheable(const Request& request, std::string media_type, Body body, const std::string& etag) {
  Reply reply;
  reply.content_type = std::move(media_type);
  reply.fields.push_back({"ETag", fmt::format("\"{}\"", etag)});
  const auto* known = request.field("If-None-Match");
  if (known != nullptr && (*known == "*" || known->find(reply.fields.back().value) != std::string::npos)) {
    reply.status = 304;
    return reply;
  }
  reply.body = std::move(body);
  return reply;
}

}  // namespace tameshi::jlis::http
