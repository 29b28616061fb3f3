#include "reports/sample_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "base/sha256sum.hpp"

namespace tameshi::reports::testing {
namespace {

// 2026-04-01T09:00+09:00.
constexpr Instant start{std::chrono::sys_days{std::chrono::year{2026} / 4 / 1}};

constexpr std::string_view select_jpki = "00A4040C0AD392F000260100000001";
constexpr std::string_view verify_masked = "0020008004********";

// A journal under the pen: each event 125 ms after the one before.
class Pen {
 public:
  void step(int number) { step_ = number; }
  void skip_time(std::chrono::milliseconds by) { now_ += by; }
  void write(Actor actor, Body body) {
    events_.push_back({events_.size() + 1, now_, step_, actor, std::move(body)});
    now_ += std::chrono::milliseconds{125};
  }
  void apdu(std::string_view command, std::string_view response, std::string_view status,
            std::string_view meaning, std::string_view because) {
    const auto operation = meaning.substr(0, meaning.find(' '));
    write(Actor::card, ApduExchange{std::string(command), std::string(response), std::string(status),
                                    std::string(operation), std::string(meaning), std::string(because),
                                    "card.md#jpki-pins"});
  }
  [[nodiscard]] const std::vector<Event>& events() const { return events_; }

 private:
  std::vector<Event> events_;
  Instant now_ = start;
  int step_ = 0;
};

Place at(int line) {
  return {"scenarios/pin-lockout.yaml", line, 7};
}

RunResult run_of(std::string scenario, std::string title, Verdict verdict) {
  RunResult run;
  run.reproduce =
      fmt::format("tameshi run scenarios/{}.yaml --subject subjects/opensc.yaml --seed 7", scenario);
  run.scenario = fmt::format("scenarios/{}.yaml", scenario);
  run.title = std::move(title);
  run.story = "Somebody types, and the reader tells what came of it.";
  run.tags = {"pin", "everyday"};
  run.cites = {"card.md#pin-counter", "ISO/IEC 7816-4 §11.6.6"};
  run.subject = "opensc";
  run.subject_version = "0.23.0";
  run.subject_file = "subjects/opensc.yaml";
  run.verdict = verdict;
  run.began = start;
  run.clock_is_frozen = true;
  return run;
}

void insert_card(Pen& pen) {
  pen.write(Actor::reader, CardEvent{"inserted", "hanako, Tameshi Reader 0"});
}

// VERIFY with a wrong PIN through the subject; `left` tries remain.
void wrong_pin(Pen& pen, int step, int left) {
  pen.step(step);
  pen.write(Actor::subject, ActStarted{"sign", {{"key", "authentication"}, {"pin", "wrong"}}});
  pen.apdu(select_jpki, "", "9000", "SELECT jpki", "the AID names an AP of this card");
  pen.apdu(verify_masked, "", fmt::format("63C{}", left), "VERIFY authentication-pin, 4 bytes",
           fmt::format("the PIN was wrong; {} left", left));
  pen.write(Actor::subject,
            ProcessRun{{"pkcs11-tool", "--login", "--pin", "••••", "--sign"},
                       1,
                       0,
                       false,
                       "",
                       "Using slot 0 with a present token (0x0)\nerror: CKR_PIN_INCORRECT\n"});
  pen.write(Actor::subject, ActEnded{"sign", "wrong-pin", {{"tries-left", std::to_string(left)}}});
}

StepResult step_of(int number, std::string title, Verdict verdict, std::vector<Check> checks) {
  return {number, std::move(title), verdict, "", std::move(checks), at(10 + 5 * number)};
}

// A function, because the goldens are registered before this file's variables need exist.
std::string hostile() {
  using namespace std::string_literals;
  return "<script>alert('x')</script> \"quoted\" & 'single' ]]> \x1b[31mred\x07\x00 bad \xff\xfe utf-8, "
         "\xE2\x80\xAEturned, 日本語\r\nnext line"s;
}

// Each scenario and each subject file once. What their hashes are of is of no matter here.
std::vector<SourceFile> sources_of(const std::vector<RunResult>& runs) {
  std::vector<SourceFile> out;
  const auto take = [&](std::string_view kind, const std::string& path) {
    const SourceFile file{std::string(kind), path, sha256sum(path)};
    if (std::find(out.begin(), out.end(), file) == out.end()) out.push_back(file);
  };
  for (const auto& run : runs) take("scenario", run.scenario);
  for (const auto& run : runs) take("subject", run.subject_file);
  return out;
}

}  // namespace

Report with(std::vector<RunResult> runs) {
  Report report;
  report.tool_version = "0.1.0";
  report.tool_commit = "v0.1.0-12-gabc1234";
  report.seed = "7";
  report.made_at = start;
  report.command = {"tameshi", "run", "my scenarios", "scenarios", "--subject", "subjects/opensc.yaml",
                    "--seed",  "7"};
  report.sources = sources_of(runs);
  report.runs = std::move(runs);
  return report;
}

RunResult passed_run() {
  auto run = run_of("sign-in", "花子 signs with the right PIN", Verdict::pass);
  Pen pen;
  insert_card(pen);
  pen.step(1);
  pen.write(Actor::subject, ActStarted{"sign", {{"key", "authentication"}, {"pin", "right"}}});
  pen.apdu(select_jpki, "", "9000", "SELECT jpki", "the AID names an AP of this card");
  pen.apdu(verify_masked, "", "9000", "VERIFY authentication-pin, 4 bytes", "the PIN was right");
  std::string signature;
  for (int i = 0; i < 256; ++i) signature += fmt::format("{:02X}", (i * 37 + 11) % 256);
  pen.apdu("802A008033" + signature.substr(0, 102) + "00", signature, "9000",
           "COMPUTE DIGITAL SIGNATURE authentication key, 51 bytes", "authentication-pin has been verified");
  pen.write(Actor::subject, Artefact{"signature", "signature", *from_hex(signature)});
  pen.write(Actor::subject, ActEnded{"sign", "done", {}});
  run.steps = {step_of(1, "subject: sign, key authentication", Verdict::pass,
                       {{"outcome", "done", "done", Verdict::pass, {7}, at(16)},
                        {"card: answered 9000 to VERIFY", "9000", "9000", Verdict::pass, {4}, at(17)}})};
  run.journal = pen.events();
  return run;
}

RunResult failed_run() {
  auto run = run_of("pin-lockout", "After the third wrong PIN the key is blocked, and the reader says so",
                    Verdict::fail);
  run.suite_case = SuiteCase{"reader.pin.locked-is-told", "PIN-005", Level::must,
                             "One message for a wrong and a locked PIN sends people to try again."};
  Pen pen;
  insert_card(pen);
  wrong_pin(pen, 1, 2);
  wrong_pin(pen, 2, 0);
  run.steps = {step_of(1, "subject: sign, pin wrong", Verdict::pass,
                       {{"outcome", "wrong-pin", "wrong-pin", Verdict::pass, {6}, at(16)},
                        {"tries-left", "2", "2", Verdict::pass, {6}, at(17)}}),
               step_of(2, "subject: sign, pin wrong", Verdict::fail,
                       {{"outcome", "pin-blocked", "wrong-pin", Verdict::fail, {9, 11}, at(21)},
                        {"card: answered 63C0 to VERIFY", "63C0", "63C0", Verdict::pass, {9}, at(22)},
                        {"secrets: never-shown", "never-shown", "", Verdict::fail, {12}, at(23)}}),
               step_of(3, "card: remove", Verdict::skip, {})};
  run.steps.back().reason = "not reached: step 2 failed";
  pen.write(Actor::harness, SecretSeen{"authentication-pin", "standard error of pkcs11-tool"});
  run.journal = pen.events();
  return run;
}

RunResult skipped_run() {
  auto run = run_of("change-pin", "A changed PIN is the only one that works", Verdict::skip);
  run.subject_version.clear();
  run.began.reset();
  run.reason = "opensc does not offer change-pin, which step 1 asks for";
  return run;
}

RunResult waived_run() {
  auto run = failed_run();
  run.scenario = "scenarios/tries-left.yaml";
  run.title = "The tries that are left are told before the PIN is asked for";
  run.verdict = Verdict::waived;
  run.reason = "known since 2026-03-01, until 2026-06-01: opensc does not ask for the counter";
  return run;
}

RunResult broken_run() {
  auto run = run_of("pulled-card", "A card pulled half-way is told from a wrong PIN", Verdict::error);
  Pen pen;
  insert_card(pen);
  pen.step(1);
  pen.write(Actor::subject, ActStarted{"sign", {}});
  pen.write(Actor::reader, CardEvent{"removed", "hanako"});
  pen.write(Actor::subject, ProcessRun{{"pkcs11-tool"}, 0, 0, true, "", ""});
  pen.write(Actor::harness, HarnessTrouble{"pcscd ended by itself; is another one running?"});
  run.steps = {step_of(1, "subject: sign, the card pulled at APDU 3", Verdict::error, {})};
  run.steps.back().reason = "the reader was lost";
  run.journal = pen.events();
  return run;
}

RunResult faulty_run() {
  auto run = run_of("pulled-card-while-signing",
                    "A card pulled while it signs is told from a wrong PIN (card pulled at command 2)",
                    Verdict::fail);
  run.turn = 2;
  run.reproduce += " --turn 2";
  Pen pen;
  insert_card(pen);
  pen.step(1);
  pen.write(Actor::subject, ActStarted{"sign", {{"key", "authentication"}, {"pin", "right"}}});
  pen.write(Actor::card, FaultStruck{"wrong-status", "at SELECT", "the card itself answered 0 bytes, 9000"});
  pen.apdu(select_jpki, "", "6F00", "SELECT jpki", "a fault that was armed");
  pen.write(Actor::card, FaultStruck{"pulled", "during any command, nth 2", ""});
  pen.write(Actor::reader, CardEvent{"removed", "hanako, Tameshi Reader 0"});
  pen.write(Actor::subject, ProcessRun{{"pkcs11-tool", "--login", "--pin", "••••", "--sign"},
                                       1,
                                       0,
                                       false,
                                       "",
                                       "error: CKR_PIN_INCORRECT\n"});
  pen.write(Actor::subject, ActEnded{"sign", "wrong-pin", {}});
  run.steps = {step_of(1, "subject: sign, key authentication", Verdict::fail,
                       {{"outcome", "no-card", "wrong-pin", Verdict::fail, {5, 8}, at(16)}})};
  run.journal = pen.events();
  return run;
}

RunResult lied_to_run() {
  auto run = run_of("lying-responder", "Who cannot learn the status lets nobody in", Verdict::fail);
  run.subject = "a bank's server";
  run.subject_version.clear();
  Pen pen;
  insert_card(pen);
  pen.step(1);
  pen.write(Actor::subject, ActStarted{"log-in", {{"pin", "right"}}});
  pen.write(Actor::j_lis, ServiceExchange{"ocsp",
                                          "POST /ocsp/authentication",
                                          200,
                                          {{"authentication/3 200000002", "good", ""}},
                                          "status as of the last refresh",
                                          {"wrong-key"},
                                          {},
                                          *from_hex("30030A0103")});
  pen.write(Actor::j_lis, ServiceExchange{"crl",
                                          "GET /crl/authentication/3/full.crl",
                                          200,
                                          {{"authentication/3/full", "list", "number 20544"}},
                                          "the list of the day",
                                          {}});
  pen.write(Actor::j_lis, ServiceExchange{"crl", "GET /crl/none", 404, {}, "no such list", {}});
  pen.write(Actor::subject,
            HttpExchange{"POST /log-in", "{\"nonce\":\"1\"}", 200, "{\"result\":\"accepted\"}"});
  pen.write(Actor::subject, HttpExchange{"GET /log-out", "", 0, "connection refused"});
  pen.write(Actor::subject, ActEnded{"log-in", "accepted", {}});
  run.steps = {step_of(1, "subject: log-in", Verdict::fail,
                       {{"outcome", "rejected", "accepted", Verdict::fail, {3, 6, 8}, at(16)},
                        {"ocsp: lied wrong-key", "at least once", "once", Verdict::pass, {3}, at(17)}})};
  pen.step(0);
  pen.write(Actor::reader, CardEvent{"removed", "hanako, Tameshi Reader 0"});
  run.journal = pen.events();
  return run;
}

RunResult hostile_run() {
  const auto text = hostile();
  auto run = run_of("hostile", text, Verdict::fail);
  run.subject = "evil \"sdk\" <b>";
  run.subject_version = text;
  run.story = text;
  run.tags = {text};
  run.suite_case = SuiteCase{text, text, Level::may, text};
  run.cites = {text};
  run.reason = text;
  run.reproduce = text;
  run.subject_file = text;
  run.clock_is_frozen = false;
  Pen pen;
  pen.write(Actor::reader, CardEvent{text, text});
  pen.step(1);
  pen.write(Actor::subject, ActStarted{text, {{text, text}}});
  pen.write(Actor::card, ApduExchange{text, text, text, text, text, text, text});
  pen.write(Actor::subject, ProcessRun{{text}, -1, 11, false, text, text});
  pen.write(Actor::subject, Artefact{text, text, bytes_of(text)});
  pen.write(Actor::subject, ActEnded{text, text, {{text, text}}});
  pen.write(Actor::harness, SecretSeen{text, text});
  pen.write(Actor::harness, HarnessTrouble{text});
  pen.write(Actor::card, FaultStruck{text, text, text});
  pen.write(Actor::j_lis, ServiceExchange{text, text, -1, {{text, text, text}}, text, {text}});
  pen.write(Actor::subject, HttpExchange{text, text, -1, text});
  run.steps = {{1, text, Verdict::fail, text, {{text, text, text, Verdict::fail, {3, 4, 99}, at(9)}}, {}}};
  run.journal = pen.events();
  return run;
}

namespace {

// 60 READ BINARYs, a day that passes in between, a long print and a certificate kept.
RunResult long_run() {
  auto run = run_of("read-certificate", "The certificate is read whole, whatever the size of the pieces",
                    Verdict::fail);
  run.subject = "a vendor's SDK";
  run.subject_version = "4.2";
  Pen pen;
  insert_card(pen);
  pen.step(1);
  pen.write(Actor::subject, ActStarted{"read-certificate", {{"certificate", "authentication"}}});
  std::string log;
  std::vector<std::size_t> reads;
  for (int i = 0; i < 60; ++i) {
    if (i == 40) pen.skip_time(std::chrono::hours{16});
    const auto offset = i * 28;
    std::string data;
    for (int k = 0; k < 28; ++k) data += fmt::format("{:02X}", (offset + k * 7) % 256);
    pen.apdu(fmt::format("00B0{:04X}1C", offset), i < 58 ? data : "", i < 58 ? "9000" : "6B00",
             fmt::format("READ BINARY authentication-certificate, 28 bytes at {}", offset),
             i < 58 ? "this EF may always be read" : "the offset is beyond the end of the EF");
    reads.push_back(pen.events().size());
    log += fmt::format("read {} bytes at offset {}\n", i < 58 ? 28 : 0, offset);
  }
  pen.write(Actor::subject,
            ProcessRun{{"vendor-sdk", "read", "--certificate", "user authentication"}, 0, 0, false, log, ""});
  pen.write(Actor::subject,
            Artefact{"authentication certificate", "certificate", *from_hex("308201020304050607")});
  pen.write(Actor::subject, ActEnded{"read-certificate", "done", {}});
  run.steps = {step_of(
      1, "subject: read-certificate, certificate authentication", Verdict::fail,
      {{"outcome", "done", "done", Verdict::pass, {65}, at(16)},
       {"card: never answered 6B00", "never", "2 times", Verdict::fail, {61, 62}, at(17)},
       {"card: saw READ BINARY at most 50 times", "at most 50", "60", Verdict::fail, reads, at(18)}})};
  run.journal = pen.events();
  return run;
}

}  // namespace

std::vector<Sample> samples() {
  std::vector<Sample> out{{"pass", with({passed_run()})},  {"fail", with({failed_run()})},
                          {"skip", with({skipped_run()})}, {"waived", with({waived_run()})},
                          {"error", with({broken_run()})}, {"hostile", with({hostile_run()})},
                          {"fault", with({faulty_run()})}, {"lie", with({lied_to_run()})}};
  out.push_back(
      {"all", with({passed_run(), failed_run(), skipped_run(), waived_run(), broken_run(), long_run()})});
  return out;
}

}  // namespace tameshi::reports::testing

BOOST_AUTO_TEST_CASE(the_samples_show_every_verdict) {
  using tameshi::Verdict;
  const auto all = tameshi::reports::testing::samples().back().report;
  for (const auto verdict : {Verdict::pass, Verdict::fail, Verdict::skip, Verdict::waived, Verdict::error}) {
    BOOST_TEST(std::any_of(all.runs.begin(), all.runs.end(),
                           [&](const auto& run) { return run.verdict == verdict; }));
  }
}
