// A card of somebody else's in another PC/SC reader, where the subject file names one.
#pragma once

#include <memory>

#include "conformance/play/recorded_card.hpp"
#include "conformance/subjects/subject_file.hpp"
#include "simulator/transport/relay_card.hpp"

namespace tameshi::play {

class RealCard {
 public:
  // Trouble names the readers that there are.
  RealCard(const subjects::SubjectFile& file, Journal& journal, Trace trace);

  [[nodiscard]] bool is_there() const { return recorded_ != nullptr; }
  [[nodiscard]] iso7816::Card* card() const { return recorded_.get(); }

 private:
  std::unique_ptr<transport::RelayCard> relayed_;
  std::unique_ptr<RecordedCard> recorded_;
};

}  // namespace tameshi::play
