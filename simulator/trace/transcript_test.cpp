// Every fixtures/transcripts/*.apdu is what one client of facts/card.md §7 sends. Each is replayed against
// the card; every answer must be as the transcript says and must have a reason. The exchange in words, with
// the reasons, is golden: `tameshi_simulator_trace_test --run_test=transcripts -- --write-goldens` makes the
// words anew.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/testing/cases.hpp"
#include "simulator/trace/decoder.hpp"
#include "simulator/trace/log_reading.hpp"
#include "simulator/trace/transcript_card.hpp"

namespace tameshi::trace {
namespace {

namespace fs = std::filesystem;

const fs::path folder = fs::path(TAMESHI_SOURCE_DIR) / "fixtures/transcripts";

struct Step {
  std::size_t line = 0;
  std::string command;  // hex; empty: power up
  std::string answer;   // pattern; of a power up: the ATR that the client insists on, if it does
};

struct Transcript {
  std::string client;
  std::string cites;
  std::string generation = "current";
  std::vector<Step> steps;
};

std::string without_remark(std::string_view line) {
  return std::string(trimmed(line.substr(0, line.find('#'))));
}

void read_line(Transcript& out, std::size_t number, const std::string& line) {
  if (line.starts_with("client: ")) {
    out.client = line.substr(8);
  } else if (line.starts_with("cites: ")) {
    out.cites = line.substr(7);
  } else if (line.starts_with("generation: ")) {
    out.generation = line.substr(12);
  } else if (line == "-- ON") {
    out.steps.push_back({number, "", ""});
  } else if (line.starts_with('>')) {
    out.steps.push_back({number, std::string(trimmed(line.substr(1))), ""});
  } else if (line.starts_with('<') && !out.steps.empty() && out.steps.back().answer.empty()) {
    out.steps.back().answer = trimmed(line.substr(1));
  } else if (!line.empty()) {
    throw std::runtime_error("line " + std::to_string(number) + " is none of a transcript: " + line);
  }
}

Transcript read_transcript(const fs::path& path) {
  Transcript out;
  const auto text = testing::file_text(path.string());
  Lines lines(text);
  while (const auto line = lines.next()) read_line(out, lines.number(), without_remark(*line));
  return out;
}

// A pattern: hex, (n) for n bytes of anything, * for any number of them.
bool matches(std::string_view seen, std::string_view pattern) {
  if (pattern.empty()) return seen.empty();
  if (pattern[0] == ' ') return matches(seen, pattern.substr(1));
  if (pattern[0] == '*') {
    for (std::size_t i = 0; i <= seen.size(); ++i) {
      if (matches(seen.substr(i), pattern.substr(1))) return true;
    }
    return false;
  }
  if (pattern[0] == '(') {
    const auto close = pattern.find(')');
    const auto digits = 2 * std::stoul(std::string(pattern.substr(1, close - 1)));
    return seen.size() >= digits && matches(seen.substr(digits), pattern.substr(close + 1));
  }
  return !seen.empty() && seen[0] == pattern[0] && matches(seen.substr(1), pattern.substr(1));
}

class Replay {
 public:
  Replay(std::string where, const std::string& generation, std::ostream& words)
      : where_(std::move(where)),
        words_(words),
        card_(card::load_generation(generation), transcript_image()),
        decoder_(card::load_generation(generation)) {}

  void power_on(const Step& step) {
    card_.power_on();
    decoder_.power_up();
    words_ << "card powered on" << (step.answer.empty() ? "" : ", ATR " + step.answer) << '\n';
    if (step.answer.empty()) return;
    BOOST_TEST(matches(hex(card_.atr()), step.answer),
               where_ << ":" << step.line << ": the ATR is " << hex(card_.atr()) << ", not " << step.answer);
  }

  void play(const Step& step) {
    if (step.command.empty()) return power_on(step);
    const auto command = from_hex(step.command);
    if (!command) throw std::runtime_error(where_ + ":" + std::to_string(step.line) + ": not hexadecimal");
    const auto answer = card_.transmit(*command);
    const auto bytes = to_bytes(answer);
    BOOST_TEST(matches(hex(bytes), step.answer), where_ << ":" << step.line << ": > " << step.command
                                                        << " gave " << hex(bytes) << ", not " << step.answer
                                                        << ", because " << answer.reason.because);
    BOOST_TEST(!answer.reason.because.empty(), where_ << ":" << step.line << ": an answer without a reason");
    BOOST_TEST(!answer.reason.source.empty(), where_ << ":" << step.line << ": a reason without a source");
    // What the card sent may depend on its keys; the pattern does not.
    const auto decoded = decoder_.decode({*command}, {bytes});
    words_ << step.line << " " << decoded.meaning << "\n    > " << decoded.command << "\n    < "
           << step.answer << "\n    " << decoded.status_in_words << ": " << answer.reason.because << " ("
           << answer.reason.source << ")\n";
  }

 private:
  std::string where_;
  std::ostream& words_;
  card::IndividualNumberCard card_;
  Decoder decoder_;
};

bool is_writing() {
  const auto& suite = boost::unit_test::framework::master_test_suite();
  for (int i = 1; i < suite.argc; ++i) {
    if (suite.argv[i] == std::string_view("--write-goldens")) return true;
  }
  return false;
}

void check_transcript(const fs::path& path) {
  const auto transcript = read_transcript(path);
  BOOST_TEST(!transcript.client.empty());
  BOOST_TEST(!transcript.cites.empty());
  BOOST_REQUIRE(!transcript.steps.empty());
  std::ostringstream words;
  words << transcript.client << " (" << transcript.cites << ")\n";
  Replay replay(transcript.client + ", " + path.filename().string(), transcript.generation, words);
  for (const auto& step : transcript.steps) replay.play(step);
  const auto golden = folder / "golden" / path.stem().concat(".txt");
  if (is_writing()) std::ofstream(golden) << words.str();
  BOOST_TEST(testing::file_text(golden.string()) == words.str(), golden.string()
                                                                     << " is not what the card says now");
}

bool register_transcripts() {
  namespace ut = boost::unit_test;
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".apdu") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  auto* suite = new ut::test_suite("transcripts", __FILE__, __LINE__);
  for (const auto& path : paths) {
    suite->add(
        ut::make_test_case([path] { check_transcript(path); }, path.stem().string(), path.string(), 1));
  }
  ut::framework::master_test_suite().add(suite);
  return !paths.empty();
}

[[maybe_unused]] const bool registered = register_transcripts();

}  // namespace
}  // namespace tameshi::trace
