// One connection: reads requests, has them answered in order, writes the replies. Included by server.cpp
// only. Runs on the single thread of its loop, so nothing here is locked.
#pragma once

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <cstring>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "fake-jlis/http/request_reader.hpp"
#include "fake-jlis/http/server.hpp"
#include "fake-jlis/http/wire_form.hpp"

namespace tameshi::jlis::http {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Steady = std::chrono::steady_clock;

// What a session asks of the server it belongs to.
struct House {
  Limits limits;
  Answer answer;
  Refused refused;
};

// What the loop sees of its sessions.
class Connection {
 public:
  Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  virtual ~Connection() = default;
  // Time has passed: ends when it has waited too long.
  virtual void look_at_clock(Steady::time_point now) = 0;
  // Ends as soon as what is under way is done.
  virtual void drain() = 0;
  virtual void end() = 0;
  // Nothing is owed to the client.
  [[nodiscard]] virtual bool waits() const = 0;
};

// Those of one loop.
struct Connections {
  std::list<std::shared_ptr<Connection>> list;
  std::function<void()> left;  // called when one has ended
};

template <typename Stream>
class Session final : public Connection, public std::enable_shared_from_this<Session<Stream>> {
  static constexpr bool is_tls = !std::is_same_v<Stream, tcp::socket>;
  static constexpr std::size_t read_size = 4UL * 1024;

 public:
  Session(const House& house, Stream stream, Connections& all)
      : house_(house),
        stream_(std::move(stream)),
        timer_(stream_.get_executor()),
        reader_(house.limits),
        all_(all) {}

  void start() {
    place_ = all_.list.insert(all_.list.end(), this->shared_from_this());
    error_code error;
    const auto from = socket().remote_endpoint(error);
    if (error) return end();
    peer_.address = from.address().to_string();
    peer_.tls = is_tls;
    socket().set_option(tcp::no_delay(true), error);
    socket().non_blocking(true, error);
    if constexpr (is_tls) {
      shake_hands();
    } else {
      next();
    }
  }

  void look_at_clock(Steady::time_point now) override {
    if (now < deadline_) return;
    if (state_ != State::request) return end();
    refuse({408, "request-timeout", "the request did not come in time", true});
  }

  void drain() override {
    draining_ = true;
    if (state_ == State::idle || state_ == State::handshake || state_ == State::silent) end();
  }

  void end() override {
    if (std::exchange(state_, State::ended) == State::ended) return;
    error_code ignored;
    timer_.cancel();
    if (reset_) socket().set_option(asio::socket_base::linger(true, 0), ignored);
    socket().close(ignored);
    const auto keep = this->shared_from_this();
    all_.list.erase(place_);
    if (all_.left) all_.left();
  }

  [[nodiscard]] bool waits() const override { return state_ == State::idle || state_ == State::request; }

 private:
  // idle: between requests. silent: a fault keeps the reply back. lingering: the client may still be sending
  // what was refused.
  enum class State { handshake, idle, request, reply, silent, lingering, ended };

  tcp::socket& socket() {
    if constexpr (is_tls) {
      return stream_.next_layer();
    } else {
      return stream_;
    }
  }

  void enter(State state, std::chrono::milliseconds patience) {
    state_ = state;
    deadline_ = Steady::now() + patience;
  }

  // A handler for one operation; nothing happens once the session has ended.
  template <typename Done>
  auto then(Done done) {
    return [self = this->shared_from_this(), done = std::move(done)](error_code error, auto... rest) {
      if (self->state_ == State::ended) return;
      if (error) return self->end();
      done(*self, rest...);
    };
  }

  void shake_hands() {
    if constexpr (is_tls) {
      enter(State::handshake, house_.limits.handshake);
      stream_.async_handshake(asio::ssl::stream_base::server, then([](Session& self) {
                                self.peer_.certificate = verified_certificate(self.stream_);
                                self.next();
                              }));
    }
  }

  static Bytes verified_certificate(Stream& stream) {
    if constexpr (is_tls) {
      const std::unique_ptr<X509, void (*)(X509*)> held(SSL_get1_peer_certificate(stream.native_handle()),
                                                        X509_free);
      if (!held || SSL_get_verify_result(stream.native_handle()) != X509_V_OK) return {};
      Bytes der(static_cast<std::size_t>(std::max(0, i2d_X509(held.get(), nullptr))));
      auto* to = der.data();
      i2d_X509(held.get(), &to);
      return der;
    } else {
      return {};
    }
  }

  // The next request, as far as it is here already.
  void next() {
    enter(State::idle, house_.limits.idle);
    digest();
  }

  void digest() {
    const auto used = reader_.put({input_.data(), filled_});
    filled_ -= used;
    if (filled_ > 0 && used > 0) std::memmove(input_.data(), input_.data() + used, filled_);
    if (reader_.refusal()) return refuse(*reader_.refusal());
    if (auto request = reader_.take()) return answer(*std::move(request));
    if ((used > 0 || filled_ > 0) && state_ == State::idle) enter(State::request, house_.limits.request);
    if (reader_.take_wish_to_continue()) return send_raw("HTTP/1.1 100 Continue\r\n\r\n");
    read();
  }

  void read() {
    if (filled_ == input_.size()) input_.resize(input_.size() + read_size);
    stream_.async_read_some(asio::buffer(input_.data() + filled_, input_.size() - filled_),
                            then([](Session& self, std::size_t count) {
                              self.filled_ += count;
                              self.digest();
                            }));
  }

  void answer(Request request) {
    request.peer = peer_;
    Reply reply;
    try {
      reply = house_.answer(request);
    } catch (const std::exception& trouble) {
      reply = reply_of({500, "trouble", trouble.what(), true});
    }
    const bool last = draining_ || !request.keep_alive || reply.delivery.close ||
                      reply.delivery.without_length || reply.delivery.cut_after;
    const auto afterwards =
        last ? Afterwards::close : (request.version == 10 ? Afterwards::keep_alive : Afterwards::unsaid);
    send(std::move(reply), afterwards, request.method != "HEAD");
  }

  void refuse(const Refusal& refusal) {
    if (house_.refused) house_.refused(refusal, peer_);
    refused_ = true;
    send(reply_of(refusal), Afterwards::close, true);
  }

  void send(Reply reply, Afterwards afterwards, bool with_body) {
    last_ = afterwards == Afterwards::close;
    const auto& delivery = reply.delivery;
    reset_ = delivery.reset;
    speed_ = delivery.bytes_per_second;
    if (delivery.never) return enter(State::silent, house_.limits.idle);
    head_.clear();
    write_head(head_, reply, afterwards);
    body_ = with_body ? std::move(reply.body) : Body();
    if (with_body && delivery.chunked) body_ = Body(as_chunks(body_.view()));
    if (!delivery.after.empty()) body_ = Body(std::string(body_.view()) + delivery.after);
    sent_ = 0;
    total_ = std::min(head_.size() + body_.size(), delivery.cut_after.value_or(SIZE_MAX));
    enter(State::reply, house_.limits.write + delivery.delay);
    if (delivery.delay.count() > 0) return wait(delivery.delay);
    write();
  }

  void wait(std::chrono::milliseconds time) {
    timer_.expires_after(time);
    timer_.async_wait(then([](Session& self) { self.write(); }));
  }

  // What is still to be sent, at most `most` bytes of it.
  std::array<asio::const_buffer, 2> rest(std::size_t most) {
    const auto end = std::min(total_, most > total_ - sent_ ? total_ : sent_ + most);
    const auto head_end = std::min(end, head_.size());
    const auto head_begin = std::min(sent_, head_.size());
    const auto body_begin = std::max(sent_, head_.size()) - head_.size();
    const auto body_end = std::max(end, head_.size()) - head_.size();
    return {asio::buffer(head_.data() + head_begin, head_end - head_begin),
            asio::buffer(body_.view().data() + body_begin, body_end - body_begin)};
  }

  void write() {
    if (sent_ == total_) return replied();
    if (speed_ > 0) return write_slowly();
    if constexpr (!is_tls) {  // most replies fit the socket's buffer, and no handler need be queued for them
      error_code error;
      const auto before = sent_;
      sent_ += stream_.write_some(rest(SIZE_MAX), error);
      let_go(before);
      if (error && error != asio::error::would_block) return end();
      if (sent_ == total_) return replied();
    }
    stream_.async_write_some(rest(SIZE_MAX),
                             then([](Session& self, std::size_t count) { self.wrote(count); }));
  }

  // A long body comes from a file, and what has gone out need not stay in memory.
  void let_go(std::size_t before) {
    const auto in_body = [this](std::size_t place) { return std::max(place, head_.size()) - head_.size(); };
    body_.let_go(in_body(before), in_body(sent_));
  }

  // A tenth of a second's worth, then a pause.
  void write_slowly() {
    const auto piece = std::max<std::size_t>(1, speed_ / 10);
    const auto pause = std::chrono::milliseconds(std::max<std::size_t>(1, 1000 * piece / speed_));
    stream_.async_write_some(rest(piece), then([pause](Session& self, std::size_t count) {
                               self.sent_ += count;
                               self.enter(State::reply, self.house_.limits.write + pause);
                               self.wait(pause);
                             }));
  }

  void wrote(std::size_t count) {
    sent_ += count;
    let_go(sent_ - count);
    enter(State::reply, house_.limits.write);
    write();
  }

  void send_raw(std::string_view text) {
    asio::async_write(stream_, asio::buffer(text.data(), text.size()),
                      then([](Session& self, std::size_t) { self.read(); }));
  }

  void replied() {
    body_ = Body();
    if (last_ || draining_) return say_goodbye();
    // Pipelined requests are answered in turn; posting keeps one client from having the loop to itself.
    if (filled_ == 0) return next();
    asio::post(stream_.get_executor(), [self = this->shared_from_this()] {
      if (self->state_ != State::ended) self->next();
    });
  }

  void say_goodbye() {
    if (reset_) return end();
    enter(State::lingering, std::chrono::seconds(2));
    if constexpr (is_tls) {
      stream_.async_shutdown([self = this->shared_from_this()](error_code) { self->end(); });
    } else {
      if (!refused_) return end();
      // The client may still be sending; closing now would reset the connection and lose the refusal on its
      // way (RFC 9112 §9.6), so what comes is read away for a while.
      error_code ignored;
      socket().shutdown(tcp::socket::shutdown_send, ignored);
      read_away();
    }
  }

  void read_away() {
    socket().async_read_some(asio::buffer(input_),
                             then([](Session& self, std::size_t) { self.read_away(); }));
  }

  const House& house_;
  Stream stream_;
  asio::steady_timer timer_;
  RequestReader reader_;
  Connections& all_;
  std::list<std::shared_ptr<Connection>>::iterator place_;
  Peer peer_;
  State state_ = State::idle;
  Steady::time_point deadline_;
  std::string input_;
  std::size_t filled_ = 0;  // of input_
  std::string head_;
  Body body_;
  std::size_t sent_ = 0;
  std::size_t total_ = 0;
  std::size_t speed_ = 0;
  bool last_ = false;
  bool reset_ = false;
  bool refused_ = false;
  bool draining_ = false;
};

}  // namespace tameshi::jlis::http
