// Other people's servers to measure beside: each in a folder of its own, on a port that was free a moment
// ago, for as long as the object lives.
#pragma once

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/process_start.hpp"
#include "base/result.hpp"
#include "base/scratch_folder.hpp"
#include "fake-jlis/http/server.hpp"

namespace tameshi::bench {

class PeerServer {
 public:
  PeerServer(const PeerServer&) = delete;
  PeerServer& operator=(const PeerServer&) = delete;
  ~PeerServer() {
    ::kill(-process_, SIGTERM);  // with all that it started
    ::waitpid(process_, nullptr, 0);
  }

  [[nodiscard]] std::string url(std::string_view path) const {
    return fmt::format("http://127.0.0.1:{}{}", port_, path);
  }

 protected:
  PeerServer() = default;

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] const ScratchFolder& folder() const { return folder_; }

  // Returns when it answers under that path.
  void start(const std::vector<std::string>& command, const std::string& path) {
    const auto to_log = [log = folder_.file("log")] {
      if (std::freopen(log.c_str(), "w", stdout) == nullptr || ::dup2(1, 2) < 0) ::_exit(127);
    };
    process_ = value_or_trouble(start_process({command, {}, {}, to_log, {-1, -1, -1}, true}));
    const auto ask = fmt::format(
        "curl -s -o /dev/null --retry 100 --retry-connrefused --retry-delay 0 --retry-max-time 10 '{}'",
        url(path));
    if (std::system(ask.c_str()) != 0)
      throw Trouble("does not answer", command.front(), "make install-bench");
  }

 private:
  ScratchFolder folder_;
  std::uint16_t port_ =
      jlis::http::Server({{{}}, 1, {}}, [](const auto&) { return jlis::http::Reply{}; }).ports().front();
  pid_t process_ = -1;
};

// nginx with one file, "/file".
class Nginx : public PeerServer {
 public:
  Nginx(std::size_t size, unsigned workers) {
    // Started by root, its workers are somebody else.
    std::filesystem::permissions(folder().path(), std::filesystem::perms{0755});
    folder().write("file", std::string(size, 'x'));
    const auto settings = folder().write(
        "nginx.conf",
        fmt::format("daemon off; worker_processes {0}; pid {1}pid; error_log {1}error.log;\n"
                    "events {{ worker_connections 256; }}\n"
                    "http {{ access_log off; keepalive_requests 100000000;\n"
                    "  client_body_temp_path {1}1; proxy_temp_path {1}2; fastcgi_temp_path {1}3;\n"
                    "  uwsgi_temp_path {1}4; scgi_temp_path {1}5; sendfile on; tcp_nopush on;\n"
                    "  server {{ listen 127.0.0.1:{2}; root {1}; }} }}\n",
                    workers, folder().file(""), port()));
    start({"/usr/sbin/nginx", "-e", folder().file("error.log"), "-c", settings}, "/file");
  }
};

// What a CA of openssl's knows of one certificate, and signs with.
struct OpensslAuthority {
  std::string certificate;  // PEM
  std::string key;          // PEM
  std::uint64_t serial = 0;
};

// `openssl ocsp -port`, which signs each answer anew and takes one request per connection. OpenSSL 3.0's
// processes spin for good once a client has left without a request, as those that measure do at their end:
// start it anew for each round.
class OpensslResponder : public PeerServer {
 public:
  OpensslResponder(const OpensslAuthority& of, unsigned processes, const std::string& question) {
    const auto index = folder().write(
        "index.txt", fmt::format("V\t491231235959Z\t\t{:08X}\tunknown\t/CN=FAKE\n", of.serial));
    const auto certificate = folder().write("ca.pem", of.certificate);
    start({"openssl", "ocsp", "-port", std::to_string(port()), "-index", index, "-CA", certificate,
           "-rsigner", certificate, "-rkey", folder().write("ca.key", of.key), "-nmin", "15", "-multi",
           std::to_string(processes)},
          question);
  }
};

}  // namespace tameshi::bench
