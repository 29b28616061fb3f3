// What every command file sees: the card's files, the session, and how to answer by a rule.
#pragma once

#include "simulator/card/challenge_source.hpp"
#include "simulator/card/file_system.hpp"
#include "simulator/iso7816/card.hpp"
#include "simulator/iso7816/command_apdu.hpp"

namespace tameshi::card {

struct Stage {
  const Generation& generation;
  FileSystem& files;
  Session& session;
  ChallengeSource& challenges;
  Bytes& scratch;  // for data that no file holds; a view of it may be answered

  // The answer that the generation's table gives for a rule.
  [[nodiscard]] iso7816::Answer answer(Rule rule, ByteView data = {}) const {
    const auto& row = generation.answers[static_cast<std::size_t>(rule)];
    return {row.status, data, {row.because, row.source}};
  }
  // The same where a generation may refuse what others grant: a refusal carries no data.
  [[nodiscard]] iso7816::Answer answer_if_granted(Rule rule, ByteView data) const {
    const auto granted = generation.answers[static_cast<std::size_t>(rule)].status.is_ok();
    return answer(rule, granted ? data : ByteView());
  }
  // The same where the word is 63Cx.
  [[nodiscard]] iso7816::Answer answer_counting(Rule rule, unsigned counter) const {
    const auto& row = generation.answers[static_cast<std::size_t>(rule)];
    return {row.counts ? iso7816::sw::counter(counter) : row.status, {}, {row.because, row.source}};
  }
};

// The file that P2 (VERIFY, sign) or P1 (READ BINARY) names: 80 the current one, 80|sfi one by its short
// identifier. A file found by its short identifier becomes current (ISO/IEC 7816-4 §7.4.1.1).
struct Reference {
  File* file = nullptr;
  Rule refusal = Rule::no_current_file;  // when there is no file
};
Reference resolve(Stage& stage, std::uint8_t parameter, Rule bad_parameter);

iso7816::Answer select(Stage& stage, const iso7816::CommandApdu& command);
iso7816::Answer read_binary(Stage& stage, const iso7816::CommandApdu& command);
iso7816::Answer verify(Stage& stage, const iso7816::CommandApdu& command);
iso7816::Answer change_reference_data(Stage& stage, const iso7816::CommandApdu& command);
iso7816::Answer perform_security_operation(Stage& stage, const iso7816::CommandApdu& command);
iso7816::Answer get_data(Stage& stage, const iso7816::CommandApdu& command);
iso7816::Answer read_record(Stage& stage, const iso7816::CommandApdu& command);
iso7816::Answer get_challenge(Stage& stage, const iso7816::CommandApdu& command);
iso7816::Answer internal_authenticate(Stage& stage, const iso7816::CommandApdu& command);
iso7816::Answer change_key(Stage& stage, const iso7816::CommandApdu& command);
iso7816::Answer authenticate_terminal(Stage& stage, const iso7816::CommandApdu& command);
iso7816::Answer set_session_key(Stage& stage, const iso7816::CommandApdu& command);
iso7816::Answer other_profile(Stage& stage, const iso7816::CommandApdu& command);

// The application whose identifier is `aid`, or begins with it; `after`: the next such one behind it.
const Application* find_application(const FileSystem& files, ByteView aid,
                                    const Application* after = nullptr);

}  // namespace tameshi::card
