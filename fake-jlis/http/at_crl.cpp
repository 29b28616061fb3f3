// /crl/…: the lists of each generation, by HTTP. OURS: how J-LIS hands them out is under NDA (facts/pki.md
// §2.1, §4.5).
#include <fmt/format.h>

#include "fake-jlis/http/crl_index.hpp"
#include "fake-jlis/http/desk.hpp"
#include "fake-jlis/http/pattern.hpp"
#include "fake-jlis/http/served_lists.hpp"
#include "fake-jlis/http/told_list.hpp"

namespace tameshi::jlis::http {
namespace {

Served publish(Desk& desk, const Request& request, const crl::ListId& id) {
  auto told = told_list(desk, id);
  desk.ledger.note(desk.clock.now(), fees::Way::crl, id.authority.kind);
  const auto number = told.publication.number;
  Served out;
  // What is a lie is never what the client has already.
  const auto etag = told.lies.empty() ? fmt::format("{}-{}", crl::to_string(id), number)
                                      : hex(openssl::sha1(bytes_of(told.body.view())));
  out.reply = cacheable(request, "application/pkix-crl", std::move(told.body), etag);
  auto& fields = out.reply.fields;
  fields.push_back({"Last-Modified", ocsp::http_date(told.publication.this_update)});
  fields.push_back({"Expires", ocsp::http_date(told.publication.next_update)});
  out.because = fmt::format("list {} number {}", crl::to_string(id), number);
  out.answers.push_back({crl::to_string(id), "list", fmt::format("number {}", number)});
  out.lies = std::move(told.lies);
  out.target = LieTarget{"crl", id.authority, id.municipality, {}};
  return out;
}

std::optional<registry::Municipality> municipality_at(const Desk& desk, const registry::AuthorityId& id,
                                                      const PathWords& words) {
  for (const auto& one : lists_signed_by(desk, id).municipalities) {
    if (one.prefecture == words.at("prefecture") && one.name == words.at("municipality")) return one;
  }
  return std::nullopt;
}

std::optional<Served> municipal(Desk& desk, const Request& request, std::string_view path) {
  const auto words = match("/{kind}/{generation}/{prefecture}/{municipality}.crl", path);
  registry::AuthorityId id;
  const auto* authority =
      words ? authority_at(desk, words->at("kind"), words->at("generation"), id) : nullptr;
  if (authority == nullptr) return std::nullopt;
  const auto municipality = municipality_at(desk, id, *words);
  if (!municipality) {
    return refuse(not_found(
        request.path(), "lists are of municipalities where certificates were issued; see /crl/index.json"));
  }
  return publish(desk, request, {id, crl::Scope::municipality, municipality->code});
}

std::optional<Served> whole(Desk& desk, const Request& request, std::string_view path) {
  for (const auto scope : {crl::Scope::full, crl::Scope::authority}) {
    const auto words = match(fmt::format("/{{kind}}/{{generation}}/{}.crl", crl::to_string(scope)), path);
    registry::AuthorityId id;
    const auto* authority =
        words ? authority_at(desk, words->at("kind"), words->at("generation"), id) : nullptr;
    if (authority == nullptr) continue;
    if (scope == crl::Scope::full && !lists_signed_by(desk, id).full)
      return refuse(not_found(request.path(), "the newest generation signs for all; see /crl/index.json"));
    return publish(desk, request, {id, scope, {}});
  }
  return std::nullopt;
}

}  // namespace

Served at_crl(Desk& desk, const Request& request, std::string_view path) {
  if (auto refused = unless_read(request)) return *std::move(refused);
  const auto admission = admission_of(*desk.access(), request);
  if (!admission.registered) {
    return refuse({403, "unregistered",
                   fmt::format("{}; lists are for registered verifiers", admission.because), false});
  }
  if (path == "/index.json") {
    Served out;
    out.reply.content_type = "application/json";
    out.reply.body = crl_index(desk);
    return out;
  }
  if (auto list = municipal(desk, request, path)) return *std::move(list);
  if (auto list = whole(desk, request, path)) return *std::move(list);
  return refuse(not_found(request.path(), "GET /crl/index.json names every list"));
}

}  // namespace tameshi::jlis::http
