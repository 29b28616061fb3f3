// SET SESSION KEY, 80 AE (facts/card.md §5.4): the terminal's seed, wrapped for the key of the application,
// begins secure messaging.
#include <algorithm>
#include <array>

#include "simulator/card/commands/command.hpp"

namespace tameshi::card {
namespace {

constexpr std::array<std::uint8_t, 4> seed_header{0xA0, 0x22, 0x80, 0x20};
constexpr std::size_t seed_length = 32;

bool is_seed(ByteView plain) {
  return plain.size() == seed_header.size() + seed_length &&
         std::equal(seed_header.begin(), seed_header.end(), plain.begin());
}

}  // namespace

iso7816::Answer set_session_key(Stage& stage, const iso7816::CommandApdu& command) {
  auto& session = stage.session;
  const auto& application = *session.application;
  if (command.p1p2() != 0) return stage.answer(Rule::session_parameters);
  if (!application.table->secure_messaging) return stage.answer(Rule::session_not_authorised);
  if (!application.session_key) return stage.answer(Rule::session_not_configured);
  if ((application.session_opened_by & session.verified).none())
    return stage.answer(Rule::session_not_authorised);
  if (command.data.size() != application.session_key.signature_size())
    return stage.answer(Rule::session_length);
  if (!application.session_key.modulus_exceeds(command.data))
    return stage.answer(Rule::session_cryptogram_too_large);
  const auto plain = application.session_key.decrypt_oaep_sha256(command.data);
  if (!plain || !is_seed(*plain)) return stage.answer(Rule::session_plaintext);
  session.secure.emplace(ByteView(*plain).subspan(seed_header.size()));
  return stage.answer(Rule::session_started);
}

}  // namespace tameshi::card
