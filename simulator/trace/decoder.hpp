// Follows a card by its exchanges, as a reader of a log must: which application and file are current, and how
// much of a file has been read so far. No I/O, no card.
#pragma once

#include <memory>
#include <optional>

#include "simulator/card/table.hpp"
#include "simulator/iso7816/command_apdu.hpp"
#include "simulator/trace/exchange.hpp"
#include "simulator/trace/position.hpp"
#include "simulator/trace/tag_table.hpp"

namespace tameshi::trace {

class Decoder {
 public:
  explicit Decoder(std::shared_ptr<const card::Generation> generation, Options options = {});

  // One command and its answer: data and status word, or nothing at all. Any bytes whatever are decoded as
  // far as they go.
  Decoded decode(const Message& command, const Message& response);

  // The card was powered up or reset: the generation's first application is current.
  void power_up();
  // Exchanges are missing from here: anything may be current.
  void forget();

  [[nodiscard]] const Options& options() const { return options_; }

 private:
  void explain(const iso7816::CommandApdu& command, const Message& response, Decoded& out);
  std::vector<Node> received(const iso7816::CommandApdu& command, ByteView data);
  std::vector<Node> read_so_far(const iso7816::CommandApdu& command, ByteView data);
  std::vector<Node> file_contents(const FileRow* row);
  std::vector<Node> data_object(const iso7816::CommandApdu& command, ByteView data);
  [[nodiscard]] const FileRow* row_of(std::optional<std::uint16_t> file) const;
  [[nodiscard]] bool is_private(const iso7816::CommandApdu& command, ByteView data) const;

  std::shared_ptr<const card::Generation> generation_;
  Options options_;
  const TagTable& tags_;
  Position position_;
  Bytes so_far_;        // of the current file, from its beginning
  bool shown_ = false;  // all that has been read so far has been shown as a whole
};

}  // namespace tameshi::trace
