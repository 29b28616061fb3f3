// The trace of a card at work: listens to a journal as it is written.
#pragma once

#include <iosfwd>
#include <memory>

#include "base/journal.hpp"
#include "simulator/trace/decoder.hpp"

namespace tameshi::trace {

// Exchanges, what the card and its reader came to, and the faults that struck.
// journal.on_write(trace::Live(std::cerr, card::load_generation(card.generation().name)));
class Live {
 public:
  Live(std::ostream& out, std::shared_ptr<const card::Generation> generation, Options options = {})
      : out_(out), decoder_(std::make_shared<Decoder>(std::move(generation), options)) {}
  // Which card's it is, where there are several.
  Live of(std::string card) && {
    card_ = std::move(card);
    return *this;
  }

  void operator()(const Event& event) const;
  // One exchange, with the reason of its answer.
  void print(std::size_t number, const ApduExchange& exchange) const;

 private:
  std::ostream& out_;
  std::string card_ = "card";
  std::shared_ptr<Decoder> decoder_;  // shared by the copies that a std::function makes
};

}  // namespace tameshi::trace
