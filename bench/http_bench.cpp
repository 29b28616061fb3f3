// OCSP from the cache through the whole server, beside nginx serving a file of the same size: the same wrk,
// the same number of workers, in turn.
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>

#include "base/result.hpp"
#include "bench/measure.hpp"
#include "fake-jlis/http/server.hpp"
#include "fake-jlis/http/site.hpp"

namespace tameshi::bench {
namespace {

namespace fs = std::filesystem;
namespace http = jlis::http;

constexpr unsigned workers = 2;

// Requests per second, by wrk.
double wrk(const std::string& url) {
  const auto command = "wrk -t1 -c32 -d3s " + url + " 2>&1";
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

  // The path of a GET about her authentication certificate, RFC 6960 A.1.
  [[nodiscard]] std::string question() const {
    for (const auto& one : store->certificates_of("hanako")) {
      if (one.id.authority.kind != jlis::Kind::authentication) continue;
      const auto& authority = agency.authorities().at(one.id.authority);
      const auto name = jlis::ca::encode(authority.identity().name);
      const auto id = der::sequence(
          {der::sequence({der::oid("1.3.14.3.2.26"), der::null()}), der::octet_string(openssl::sha1(name)),
           der::octet_string(openssl::sha1(authority.key().public_key_bits())), der::integer(one.id.serial)});
      const auto request = der::sequence({der::sequence({der::sequence({der::sequence({id})})})});
      return "/ocsp/authentication/" + jlis::ocsp::get_path(request);
    }
    return {};
  }
};

// nginx with one file, on a port that was free a moment ago.
class Nginx {
 public:
  explicit Nginx(std::size_t size)
      : folder_(fs::temp_directory_path() / fmt::format("tameshi-bench-{}", ::getpid())) {
    fs::create_directories(folder_);
    std::ofstream(folder_ / "file") << std::string(size, 'x');
    port_ = http::Server({{{}}, 1, {}}, [](const http::Request&) { return http::Reply{}; }).ports().front();
    std::ofstream(folder_ / "nginx.conf") << fmt::format(
        "daemon off; worker_processes {0}; pid {1}/pid; error_log {1}/error.log;\n"
        "events {{ worker_connections 256; }}\n"
        "http {{ access_log off; keepalive_requests 100000000; client_body_temp_path {1}/1; proxy_temp_path "
        "{1}/2;\n"
        "  fastcgi_temp_path {1}/3; uwsgi_temp_path {1}/4; scgi_temp_path {1}/5; sendfile on; tcp_nopush "
        "on;\n"
        "  server {{ listen 127.0.0.1:{2}; root {1}; }} }}\n",
        workers, folder_.string(), port_);
    start();
  }
  Nginx(const Nginx&) = delete;
  Nginx& operator=(const Nginx&) = delete;
  ~Nginx() {
    ::kill(process_, SIGTERM);
    ::waitpid(process_, nullptr, 0);
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  [[nodiscard]] std::string url() const { return fmt::format("http://127.0.0.1:{}/file", port_); }

 private:
  void start() {
    const auto file = (folder_ / "nginx.conf").string();
    const auto log = (folder_ / "error.log").string();
    process_ = ::fork();
    if (process_ == 0) {
      ::execlp("/usr/sbin/nginx", "nginx", "-e", log.c_str(), "-c", file.c_str(), nullptr);
      ::_exit(127);
    }
    for (int i = 0; i < 200; ++i) {
      if (std::system(fmt::format("curl -s -o /dev/null {}", url()).c_str()) == 0) return;
      ::usleep(20'000);
    }
    throw Trouble("nginx does not start", folder_.string(), "make install-bench");
  }

  fs::path folder_;
  std::uint16_t port_ = 0;
  pid_t process_ = -1;
};

void bench() {
  House house;
  http::Request request;
  request.method = "GET";
  request.target = house.question();
  const auto size = house.site.answer(request).body.size();
  const Nginx nginx(size);
  const auto best =
      in_turn([&] { return wrk(house.url() + request.target); }, [&] { return wrk(nginx.url()); });
  tell(fmt::format("OCSP from the cache over HTTP, {} bytes", size), best.ours, "/s",
       "nginx serving a file of that size", best.peer, 0.8);
}

}  // namespace
}  // namespace tameshi::bench

int main() {
  tameshi::bench::bench();
}
