// /ca/…: the CAs' own certificates, one by one, as a bundle of trust anchors, and as a list.
#include <fmt/format.h>

#include "fake-jlis/http/crl_index.hpp"
#include "fake-jlis/http/desk.hpp"
#include "fake-jlis/http/pattern.hpp"

namespace tameshi::jlis::http {
namespace {

std::string pem_of(const ca::Authority& authority) {
  return pem("CERTIFICATE", authority.certificate().der);
}

std::optional<Served> one(Desk& desk, const Request& request, std::string_view path, bool as_pem) {
  const auto words = match(as_pem ? "/{kind}/{generation}.pem" : "/{kind}/{generation}.cer", path);
  registry::AuthorityId id;
  const auto* authority =
      words ? authority_at(desk, words->at("kind"), words->at("generation"), id) : nullptr;
  if (authority == nullptr) return std::nullopt;
  const auto& der = authority->certificate().der;
  Served out;
  out.reply = cacheable(request, as_pem ? "application/x-pem-file" : "application/pkix-cert",
                        as_pem ? Body(pem_of(*authority)) : Body(der), hex(openssl::sha1(der)));
  out.target = LieTarget{"ca", id, {}, {}};
  return out;
}

// All generations of a CA, newest first: what a relying party puts into its trust store.
std::optional<Served> bundle(Desk& desk, const Request& request, std::string_view path) {
  const auto words = match("/{kind}.pem", path);
  const auto kind = words ? kind_from(words->at("kind")) : std::nullopt;
  if (!kind) return std::nullopt;
  std::string text;
  for (const auto& [id, authority] : desk.agency.authorities()) {
    if (id.kind == *kind) text.insert(0, pem_of(authority));
  }
  Served out;
  const auto etag = hex(openssl::sha1(bytes_of(text)));
  out.reply = cacheable(request, "application/x-pem-file", std::move(text), etag);
  out.target = LieTarget{"ca", {*kind, 0}, {}, {}};
  return out;
}

}  // namespace

Served at_ca(Desk& desk, const Request& request, std::string_view path) {
  if (auto refused = unless_read(request)) return *std::move(refused);
  if (path == "/index.json") {
    Served out;
    out.reply.content_type = "application/json";
    out.reply.body = ca_index(desk);
    return out;
  }
  if (auto served = one(desk, request, path, false)) return *std::move(served);
  if (auto served = one(desk, request, path, true)) return *std::move(served);
  if (auto served = bundle(desk, request, path)) return *std::move(served);
  return refuse(not_found(request.path(), "GET /ca/index.json names every certificate"));
}

}  // namespace tameshi::jlis::http
