// Through pcscd and vpcd: the card beside a card that does nothing, behind daemons of the same kind in the
// same run. The client is a child process that repeats one command.
#include <sys/wait.h>
#include <unistd.h>
#include <winscard.h>

#include <array>
#include <chrono>
#include <stdexcept>

#include "bench/measure.hpp"
#include "simulator/card/individual_number_card.hpp"
#include "simulator/transport/pcsc_reader.hpp"

namespace tameshi::bench {
namespace {

// Answers 256 bytes to everything at once: what the way through pcscd costs.
class NullCard final : public iso7816::Card {
 public:
  [[nodiscard]] ByteView atr() const override { return atr_; }
  void power_on() override {}
  void power_off() override {}
  void reset() override {}
  iso7816::Answer transmit(ByteView) override { return {iso7816::sw::ok, data_, {}}; }

 private:
  Bytes atr_ = *from_hex("3BE000FF8131FE4514");
  Bytes data_ = Bytes(256, 0x5A);
};

card::IndividualNumberCard make_card() {
  return {card::load_generation("current"),
          {.holder = "bench",
           .contents = {{"authentication-certificate", Bytes(1584, 0x5A)}},
           .keys = {},
           .pins = {}}};
}

void require(LONG result, const char* doing) {
  if (result != SCARD_S_SUCCESS)
    throw std::runtime_error(std::string(doing) + ": " + pcsc_stringify_error(result));
}

// In the child: connects, selects the file, then repeats READ BINARY for a while. Gives commands per second.
double repeat_reads(const std::string& reader) {
  SCARDCONTEXT context = 0;
  SCARDHANDLE card = 0;
  DWORD protocol = 0;
  require(SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &context), "establish context");
  require(SCardConnect(context, reader.c_str(), SCARD_SHARE_SHARED, SCARD_PROTOCOL_T1, &card, &protocol),
          "connect");
  const auto send = [&](const Bytes& command) {
    std::array<std::uint8_t, 258> answer{};
    DWORD length = answer.size();
    require(
        SCardTransmit(card, SCARD_PCI_T1, command.data(), command.size(), nullptr, answer.data(), &length),
        "transmit");
  };
  send(*from_hex("00A4040C0AD392F000260100000001"));
  send(*from_hex("00A4020C02000A"));
  const auto read = *from_hex("00B0000000");
  const auto result = rate([&] { send(read); }, std::chrono::milliseconds(1500));
  SCardDisconnect(card, SCARD_LEAVE_CARD);
  SCardReleaseContext(context);
  return result;
}

double rate_through(iso7816::Card& card) {
  auto reader = transport::PcscReader::start_private();
  reader.insert(card);
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) return 0;
  const auto child = fork();
  if (child == 0) {
    reader.entry()();
    double result = 0;
    try {
      result = repeat_reads(reader.name());
    } catch (const std::exception& e) {
      fmt::print(stderr, "{}\n", e.what());
    }
    _exit(write(ends[1], &result, sizeof result) == sizeof result ? 0 : 1);
  }
  double result = 0;
  if (read(ends[0], &result, sizeof result) != sizeof result) result = 0;
  close(ends[0]);
  close(ends[1]);
  waitpid(child, nullptr, 0);
  reader.remove();
  return result;
}

void bench() {
  auto card = make_card();
  NullCard null_card;
  const auto best = in_turn([&] { return rate_through(card); }, [&] { return rate_through(null_card); }, 5);
  tell("READ BINARY 256 bytes, through pcscd and vpcd", best.ours, "/s", "null card, same pcscd and vpcd",
       best.peer, 0.9);
}

}  // namespace
}  // namespace tameshi::bench

int main() {
  tameshi::bench::bench();
}
