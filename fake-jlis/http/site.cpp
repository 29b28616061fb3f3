#include "fake-jlis/http/site.hpp"

#include <fmt/format.h>

#include "fake-jlis/http/admin.hpp"
#include "fake-jlis/http/wire_fault.hpp"

namespace tameshi::jlis::http {
namespace {

using Steady = std::chrono::steady_clock;

Served text_page(const Request& request, std::string media_type, std::string text) {
  if (auto refused = unless_read(request)) return *std::move(refused);
  Served out;
  out.reply.content_type = std::move(media_type);
  out.reply.body = std::move(text);
  return out;
}

// What imitates nothing published says so (facts/pki.md §4.5). OCSP, lists and certificates are standards.
bool is_ours(Door door) {
  return door != Door::ocsp && door != Door::crl && door != Door::ca;
}

// Long lists are the registry's own story; a journal need not repeat them.
constexpr std::size_t longest_kept = 64UL * 1024;

Bytes unless_long(std::string_view body) {
  return body.size() > longest_kept ? Bytes() : bytes_of(body);
}

// "/ocsp" of "/ocsp/signature".
std::string_view first_piece(std::string_view path) {
  return path.substr(0, path.find('/', std::min<std::size_t>(1, path.size())));
}

}  // namespace

Door door_of(std::string_view path) {
  const auto piece = first_piece(path);
  if (piece == "/ocsp") return Door::ocsp;
  if (piece == "/crl") return Door::crl;
  if (piece == "/ca") return Door::ca;
  if (piece == "/fake") return Door::four_info;
  if (piece == "/admin") return Door::admin;
  if (path == "/health") return Door::health;
  if (path == "/metrics") return Door::metrics;
  return path == "/" ? Door::index : Door::nowhere;
}

Site::Site(SiteSettings settings, agency::Agency& agency, WorldClock& clock, ca::KeyPool& pool)
    : desk_(std::move(settings), agency, clock, pool),
      admin_(make_admin(desk_)),
      four_info_(make_four_info(desk_)) {}

Reply Site::answer(const Request& request) {
  const auto begun = Steady::now();
  const auto door = door_of(request.path());
  Served served;
  try {
    served = serve(request, door);
  } catch (const std::exception& trouble) {
    served = refuse({500, "trouble", trouble.what(), true});
  }
  const auto now = desk_.clock.now();
  served.reply.fields.push_back({"Date", ocsp::http_date(now)});
  if (is_ours(door)) served.reply.fields.push_back({"X-Fake-JLIS", "ours"});
  strike(request, served);
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(Steady::now() - begun);
  Visit visit{0,
              now,
              door,
              request.peer.address,
              request.method,
              std::string(request.path()),
              served.reply.status,
              std::move(served.because),
              std::move(served.answers),
              std::move(served.lies)};
  if (desk_.settings.keep_bodies && !is_ours(door)) {
    visit.sent = unless_long(request.body);
    visit.received = unless_long(served.reply.body.view());
  }
  desk_.guests.note(std::move(visit), took);
  return std::move(served.reply);
}

Served Site::serve(const Request& request, Door door) {
  const auto rest =
      request.path().substr(std::min(first_piece(request.path()).size(), request.path().size()));
  switch (door) {
    case Door::ocsp:
      return at_ocsp(desk_, request, rest);
    case Door::crl:
      return at_crl(desk_, request, rest);
    case Door::ca:
      return at_ca(desk_, request, rest);
    case Door::four_info:
      return at_four_info(desk_, four_info_, request);
    case Door::health:
      return text_page(request, "text/plain", "ok\n");
    case Door::metrics:
      return text_page(request, "text/plain; version=0.0.4",
                       desk_.guests.metrics() + fee_metrics(desk_) + desk_.answers.metrics());
    case Door::index:
      return text_page(request, "text/html; charset=utf-8", index_page(desk_));
    case Door::admin:
      return administer(request);
    case Door::nowhere:
      break;
  }
  return refuse(not_found(request.path(), "GET / lists every address"));
}

Served Site::administer(const Request& request) {
  const auto& token = desk_.settings.admin_token;
  Served out;
  if (!token.empty() && !is_secret(bearer_token(request), token)) {
    out =
        refuse({401, "no-token", "send Authorization: Bearer with the token of the admin token file", false});
    out.reply.fields.push_back({"WWW-Authenticate", "Bearer realm=\"fake J-LIS admin\""});
    return out;
  }
  out.reply = admin_(request);
  return out;
}

void Site::strike(const Request& request, Served& served) {
  if (!served.target) return;
  for (const auto& fault : desk_.wire.striking(*served.target)) {
    http::strike(fault, request, served.reply);
    served.lies.push_back(fault.name);
  }
}

void Site::note_refused(const Refusal& refusal, const Peer& peer) {
  desk_.guests.note(
      {0, desk_.clock.now(), Door::nowhere, peer.address, "", "", refusal.status, refusal.message, {}, {}},
      std::chrono::microseconds{0});
}

}  // namespace tameshi::jlis::http
