// One HTTP exchange as plain values. Nothing here knows of sockets.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"

namespace tameshi::jlis::http {

struct Field {
  std::string name;
  std::string value;

  bool operator==(const Field&) const = default;
};

// Who is at the other end.
struct Peer {
  std::string address;  // "127.0.0.1"
  bool tls = false;
  Bytes certificate;  // DER, of a client whose chain was verified; empty without one
};

struct Request {
  std::string method;         // as sent: "GET"
  std::string target;         // as sent: "/crl/index.json?x=1"
  std::vector<Field> fields;  // in their order, names as sent
  std::string body;
  unsigned version = 11;  // 10 or 11
  bool keep_alive = true;
  Peer peer;

  // The first field of that name, in any case; nothing when there is none.
  [[nodiscard]] const std::string* field(std::string_view name) const;
  // The target up to the question mark, and what follows it.
  [[nodiscard]] std::string_view path() const;
  [[nodiscard]] std::string_view query() const;
};

// Bytes that several replies may share: in memory, or in a file of which memory holds what is being read.
class Body {
 public:
  Body() = default;
  Body(std::string text);                    // NOLINT(google-explicit-constructor): a text is a body
  Body(Bytes bytes);                         // NOLINT(google-explicit-constructor)
  Body(std::shared_ptr<const Bytes> bytes);  // NOLINT(google-explicit-constructor)
  // `forget`: given a part that has been read and need not stay in memory.
  using LetGo = void (*)(std::string_view);
  Body(std::shared_ptr<const void> owner, std::string_view view, LetGo forget = nullptr)
      : owner_(std::move(owner)), view_(view), let_go_(forget) {}

  [[nodiscard]] std::string_view view() const { return view_; }
  [[nodiscard]] std::size_t size() const { return view_.size(); }
  void let_go(std::size_t begin, std::size_t end) const {
    if (let_go_ != nullptr && begin < end) let_go_(view_.substr(begin, end - begin));
  }

 private:
  std::shared_ptr<const void> owner_;
  std::string_view view_;
  LetGo let_go_ = nullptr;
};

// How a reply leaves. Honest unless a fault says otherwise.
struct Delivery {
  bool never = false;                      // nothing is sent until the client gives up
  std::chrono::milliseconds delay{0};      // before the first byte
  std::size_t bytes_per_second = 0;        // 0: as fast as it goes
  std::optional<std::size_t> cut_after;    // of head and body together, then the connection ends
  bool reset = false;                      // ends with RST instead of FIN
  bool close = false;                      // after this reply, whatever the client wished
  bool http_1_0 = false;                   // says HTTP/1.0
  bool chunked = false;                    // Transfer-Encoding: chunked in place of a length
  bool without_length = false;             // the end of the connection ends the body
  std::optional<std::size_t> said_length;  // in Content-Length, in place of the true one
  std::string before;                      // raw bytes ahead of the status line
  std::string after;                       // raw bytes behind the body

  bool operator==(const Delivery&) const = default;
};

struct Reply {
  unsigned status = 200;
  std::string content_type;
  std::vector<Field> fields;
  Body body;
  Delivery delivery;
};

// "Not Found"; RFC 9110 §15.
std::string_view reason_phrase(unsigned status);

// Without regard to case, ASCII only.
bool same_name(std::string_view a, std::string_view b);

}  // namespace tameshi::jlis::http
