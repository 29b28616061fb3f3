#include "conformance/play/served_program.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "base/owned_fd.hpp"
#include "fake-jlis/http/tls_identity.hpp"

namespace tameshi::play {
namespace {

sockaddr_in loopback(int port) {
  sockaddr_in out{};
  out.sin_family = AF_INET;
  out.sin_port = htons(static_cast<std::uint16_t>(port));
  out.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return out;
}

// Free a moment ago; the program may still come too late.
int free_port() {
  const OwnedFd fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  auto address = loopback(0);
  socklen_t length = sizeof address;
  auto* any = reinterpret_cast<sockaddr*>(&address);
  if (!fd || ::bind(fd.get(), any, length) != 0 || ::getsockname(fd.get(), any, &length) != 0)
    throw Trouble("no free port", "", "are too many connections open?");
  return ntohs(address.sin_port);
}

bool somebody_listens(int port) {
  const OwnedFd fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const auto address = loopback(port);
  return fd && ::connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

std::string with(std::string text, std::string_view slot, std::string_view value) {
  for (auto at = text.find(slot); at != std::string::npos; at = text.find(slot, at + value.size()))
    text.replace(at, slot.size(), value);
  return text;
}

std::string scheme_of(const subjects::SubjectFile& file) {
  return file.kind == subjects::Kind::tls ? "" : file.program->scheme + "://";
}

}  // namespace

ServedProgram::ServedProgram(const subjects::SubjectFile& file, ServedJlis& jlis, Office& office,
                             const Clock& clock, Journal& journal)
    : jlis_(jlis), clock_(clock), journal_(journal), scheme_(scheme_of(file)) {
  lay_out(*file.program, office);
  constexpr int attempts = 5;
  for (int i = 0; i < attempts && !process_; ++i) start(file);
  if (!process_)
    throw Trouble("the server does not start", to_string(file.program->place),
                  "does its command work by hand?");
}

void ServedProgram::lay_out(const subjects::ServerProgram& program, Office& office) {
  for (const auto& [kind, anchors] : office.anchors()) folder_.write(kind + "-anchors.pem", anchors);
  // Whoever gives up root must be able to read it.
  using std::filesystem::perms;
  std::filesystem::permissions(folder_.path(), perms::others_read | perms::others_exec,
                               std::filesystem::perm_options::add);
  const auto identity = jlis::http::own_tls_identity("127.0.0.1", clock_.now());
  root_ = identity.certificates;
  folder_.write("server.pem", identity.certificates);
  folder_.write("server.key", identity.key);
  before_step();
  port_ = free_port();
  for (const auto& [name, text] : program.files) folder_.write(name, filled(text));
}

// The clock is in libfaketime's form, in UTC: from there on it goes as the machine's does.
void ServedProgram::before_step() {
  if (process_) process_->await_end(std::chrono::steady_clock::now());  // takes what it has printed
  const auto seconds = std::chrono::floor<std::chrono::seconds>(clock_.now()).time_since_epoch().count();
  const auto at = static_cast<std::time_t>(seconds);
  std::tm parts{};
  ::gmtime_r(&at, &parts);
  folder_.write("clock",
                fmt::format("@{:04}-{:02}-{:02} {:02}:{:02}:{:02}\n", parts.tm_year + 1900, parts.tm_mon + 1,
                            parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec));
}

std::string ServedProgram::filled(std::string text) const {
  text = with(std::move(text), "{port}", std::to_string(port_));
  text = with(std::move(text), "{jlis}", jlis_.url());
  return with(std::move(text), "{folder}", folder_.path().string());
}

void ServedProgram::start(const subjects::SubjectFile& file) {
  ProcessRequest request;
  for (const auto& word : file.program->command) request.command.push_back(filled(word));
  command_ = file.program->command;
  process_.emplace(value_or_trouble(RunningProcess::start(request)));
  process_->feed().close();
  if (comes_up(file.timeout)) return;
  process_->end_group();
  write(process_->reap(false));
  process_.reset();
  port_ = free_port();
  for (const auto& [name, text] : file.program->files) folder_.write(name, filled(text));
}

// There is nothing to wait on but the port itself.
bool ServedProgram::comes_up(std::chrono::milliseconds timeout) {
  const auto deadline = *deadline_of(timeout);
  while (!somebody_listens(port_)) {
    constexpr std::chrono::milliseconds pause{20};
    if (process_->await_end(std::chrono::steady_clock::now() + pause)) return false;
    if (std::chrono::steady_clock::now() > deadline) return false;
  }
  return true;
}

std::string ServedProgram::address() const {
  return fmt::format("{}localhost:{}", scheme_, port_);
}

// The journal tells no port and no folder, which differ from run to run.
void ServedProgram::write(ProcessResult result) {
  const auto told = [this](std::string text) {
    text = with(std::move(text), folder_.path().string(), "{folder}");
    return with(std::move(text), std::to_string(port_), "{port}");
  };
  journal_.write(Actor::harness, ProcessRun{command_, result.exit_code, result.signal, false,
                                            told(std::move(result.output)), told(std::move(result.errors))});
}

ServedProgram::~ServedProgram() {
  if (!process_) return;
  process_->end_group();
  write(process_->reap(false));
}

}  // namespace tameshi::play
