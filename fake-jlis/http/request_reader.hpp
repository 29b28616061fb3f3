// From the bytes of a connection to requests, without a socket: RFC 9112, by Beast's parser.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "fake-jlis/http/limits.hpp"
#include "fake-jlis/http/message.hpp"
#include "fake-jlis/http/refusal.hpp"

namespace tameshi::jlis::http {

class RequestReader {
 public:
  explicit RequestReader(const Limits& limits);
  RequestReader(RequestReader&&) noexcept;
  RequestReader& operator=(RequestReader&&) noexcept;
  ~RequestReader();

  // Takes what it can use and says how much that was. Bytes it leaves must come again with more behind them;
  // after a whole request they belong to the next one.
  std::size_t put(std::string_view bytes);

  // The request, once it is whole; the reader is ready for the next one then.
  std::optional<Request> take();
  // Why there will never be one.
  [[nodiscard]] const std::optional<Refusal>& refusal() const { return refusal_; }
  // The head is there and the client waits for leave to send the body (RFC 9110 §10.1.1). True once.
  bool take_wish_to_continue();

 private:
  class Parser;
  void refuse(std::string_view bytes, int error);
  void check_head();

  Limits limits_;
  std::unique_ptr<Parser> parser_;
  std::optional<Refusal> refusal_;
  bool head_checked_ = false;
  bool wish_to_continue_ = false;
};

}  // namespace tameshi::jlis::http
