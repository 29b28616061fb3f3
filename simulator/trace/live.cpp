#include "simulator/trace/live.hpp"

#include <fmt/format.h>

#include <ostream>

#include "simulator/trace/log_reading.hpp"
#include "simulator/trace/print.hpp"

namespace tameshi::trace {

void Live::operator()(const Event& event) const {
  if (const auto* exchange = std::get_if<ApduExchange>(&event.body)) print(event.number, *exchange);
  if (const auto* fault = std::get_if<FaultStruck>(&event.body)) {
    out_ << fmt::format("{:>5} fault: {} {}{}{}\n", event.number, fault->fault, fault->where,
                        fault->detail.empty() ? "" : ": ", fault->detail);
  }
  const auto* change = std::get_if<CardEvent>(&event.body);
  if (change == nullptr) return;
  if (change->change == "powered-on" || change->change == "reset") decoder_->power_up();
  out_ << fmt::format("{:>5} {} {}{}{}\n", event.number, card_, change->change,
                      change->detail.empty() ? "" : ": ", change->detail);
}

void Live::print(std::size_t number, const ApduExchange& exchange) const {
  const auto command = read_message(exchange.command);
  const auto response = read_message(exchange.response + exchange.status);
  auto decoded = decoder_->decode(command.value_or(Message{}), response.value_or(Message{}));
  if (card_ != "card") decoded.meaning = card_ + ": " + decoded.meaning;
  trace::print(out_, number, decoded, {exchange.because, exchange.source});
}

}  // namespace tameshi::trace
