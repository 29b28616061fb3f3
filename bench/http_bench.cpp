// OCSP from the cache through the whole server, beside nginx serving a file of the same size and beside
// openssl's responder answering the same question: the same wrk, the same number of workers, in turn.
#include <cstdio>
#include <memory>

#include "base/result.hpp"
#include "bench/http_peers.hpp"
#include "bench/measure.hpp"
#include "bench/openssl_speed.hpp"
#include "fake-jlis/http/site.hpp"

namespace tameshi::bench {
namespace {

namespace http = jlis::http;

constexpr unsigned workers = 2;

// Requests per second, by wrk with so many connections.
double wrk(const std::string& url, unsigned connections = 32, const std::string& field = "Accept: */*") {
  const auto command = fmt::format("wrk -t1 -c{} -d3s -H '{}' {} 2>&1", connections, field, url);
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  char line[256];
  double rate = 0;
  bool failed = false;
  while (pipe && std::fgets(line, sizeof line, pipe.get()) != nullptr) {
    std::sscanf(line, "Requests/sec: %lf", &rate);
    failed = failed || std::string_view(line).find("Non-2xx") != std::string_view::npos;
  }
  if (rate <= 0 || failed) throw Trouble("wrk got no answers", url, "make install-bench");
  return rate;
}

// Ours, with hanako in it.
struct House {
  SystemClock machine;
  http::WorldClock clock{machine};
  jlis::ca::KeyPool pool{"build/keys"};
  std::unique_ptr<jlis::registry::Store> store = jlis::registry::store_in_memory();
  jlis::agency::Agency agency{{}, *store, clock, pool};
  http::Site site{{"http://127.0.0.1", Secret(), nullptr}, agency, clock, pool};
  http::Server server{{{{}}, workers, {}},
                      [this](const http::Request& request) { return site.answer(request); }};

  House() { value_or_trouble(agency.admit(value_or_trouble(jlis::registry::find_persona("hanako")))); }

  [[nodiscard]] std::string url() const { return fmt::format("http://127.0.0.1:{}", server.ports().front()); }

  // The path of a GET about her authentication certificate, RFC 6960 A.1; with a nonce it is signed anew each
  // time.
  [[nodiscard]] std::string question(bool with_nonce = false) const {
    for (const auto& one : store->certificates_of("hanako")) {
      if (one.id.authority.kind != jlis::Kind::authentication) continue;
      const auto& authority = agency.authorities().at(one.id.authority);
      const auto name = jlis::ca::encode(authority.identity().name);
      const auto id = der::sequence(
          {der::sequence({der::oid("1.3.14.3.2.26"), der::null()}), der::octet_string(openssl::sha1(name)),
           der::octet_string(openssl::sha1(authority.key().public_key_bits())), der::integer(one.id.serial)});
      const jlis::ocsp::Extension nonce{"1.3.6.1.5.5.7.48.1.2", false, der::octet_string(Bytes(16, 0x5A))};
      const auto extensions =
          with_nonce ? der::context(2, der::sequence({jlis::ocsp::encode(nonce)})) : Bytes{};
      const auto request = der::sequence({der::sequence({der::sequence({der::sequence({id})}), extensions})});
      return "/ocsp/authentication/" + jlis::ocsp::get_path(request);
    }
    return {};
  }
};

OpensslAuthority authority_of(const House& house) {
  for (const auto& one : house.store->certificates_of("hanako")) {
    if (one.id.authority.kind != jlis::Kind::authentication) continue;
    const auto& authority = house.agency.authorities().at(one.id.authority);
    return {pem("CERTIFICATE", authority.certificate().der), authority.key().to_pem(), one.id.serial};
  }
  return {};
}

void bench() {
  House house;
  http::Request request;
  request.method = "GET";
  request.target = house.question();
  const auto size = house.site.answer(request).body.size();
  const auto ours = [&] { return wrk(house.url() + request.target); };
  const Nginx nginx(size, workers);
  const auto beside_nginx = in_turn(ours, [&] { return wrk(nginx.url("/file")); });
  tell(fmt::format("OCSP from the cache over HTTP, {} bytes", size), beside_nginx.ours, "/s",
       "nginx serving a file of that size", beside_nginx.peer, 0.8);
  const auto fresh = house.url() + house.question(true);
  const auto signing = in_turn([&] { return wrk(fresh); }, [] { return openssl_speed(workers); });
  tell("OCSP signed on demand over HTTP, with wrk on the same cores", signing.ours, "/s",
       fmt::format("openssl speed rsa2048 -multi {}", workers), signing.peer, 0.85);
  const auto question = request.target.substr(request.target.rfind('/'));
  const auto beside_openssl = in_turn(ours, [&] {
    const OpensslResponder responder(authority_of(house), workers, question);
    return wrk(responder.url(question), workers, "Connection: close");
  });
  tell("OCSP from the cache over HTTP, the same question", beside_openssl.ours, "/s",
       fmt::format("openssl ocsp -port -multi {}", workers), beside_openssl.peer, 20);
}

}  // namespace
}  // namespace tameshi::bench

int main() {
  tameshi::bench::bench();
}
