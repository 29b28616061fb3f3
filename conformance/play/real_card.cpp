#include "conformance/play/real_card.hpp"

#include "simulator/iso7816/command_apdu.hpp"

namespace tameshi::play {
namespace {

std::string described(ByteView command) {
  return command.size() < 2 ? "no command" : iso7816::operation_name(command[1]);
}

}  // namespace

RealCard::RealCard(const subjects::SubjectFile& file, Journal& journal, Trace trace) {
  if (file.pcsc_reader.empty()) return;
  relayed_ = std::make_unique<transport::RelayCard>(transport::RoomEntry{}, file.pcsc_reader);
  if (!relayed_->can_be_had())
    throw Trouble("there is no card in this reader", relayed_->reader(),
                  "put it in, or see that it makes contact");
  recorded_ = std::make_unique<RecordedCard>(described, *relayed_, journal, trace);
  journal.write(Actor::reader, CardEvent{"inserted", relayed_->reader()});
}

}  // namespace tameshi::play
