#include "reports/words.hpp"

#include <fmt/format.h>

namespace tameshi::reports {
namespace {

constexpr Words english_words{
    .language = "en",
    .pass = "pass",
    .fail = "fail",
    .skip = "skip",
    .waived = "waived",
    .error = "error",
    .all_passed = "Passed",
    .some_failed = "Failed",
    .could_not_run = "Could not run everything",
    .nothing_ran = "Nothing was run",
    .passed = {"{} passed", "{} passed"},
    .failed = {"{} failed", "{} failed"},
    .skipped = {"{} skipped", "{} skipped"},
    .were_waived = {"{} waived", "{} waived"},
    .errors = {"{} error", "{} errors"},
    .standing = "How it stands in the suite",
    .level = "Level",
    .cases = "Cases",
    .passed_of_applicable = "Passed, of those that apply",
    .not_applicable = "Not applicable",
    .broken_rules = "Rules that were broken",
    .report = "Test report",
    .tested = "Tested",
    .no_version = "version not told",
    .tool = "Played by",
    .seed = "Seed",
    .world_time = "World time",
    .world_time_note = "the clock of the played world, in Japan; not the time of this machine",
    .virtual_note =
        "Played with a virtual Individual Number card and a fake J-LIS. No real card, key or person is in "
        "this report.",
    .made_from = "Made from",
    .source_files = {"{} file, with its SHA-256", "{} files, each with its SHA-256"},
    .skip_link = "Skip to the cases",
    .all_runs = "All cases",
    .unfold = "Unfold all",
    .fold = "Fold all",
    .footer =
        "The same scenarios, subject, seed and clock give this page again, byte for byte. The complete "
        "record stands beside it in journal.jsonl.",
    .attention = "What did not pass",
    .what_was_tested = "What was tested",
    .how_to_reproduce = "How to reproduce it",
    .each_names_its_command = "Each case below names the command that runs it again.",
    .one_command = "All of it, by one command:",
    .copy = "Copy",
    .copied = "Copied",
    .language_choice = "Language",
    .filters = "Filters",
    .search = "Search",
    .search_hint = "in titles, files, subjects, tags, rules and reasons",
    .tag = "Tag",
    .every_tag = "every tag",
    .every_subject = "every subject",
    .shown = "Cases shown:",
    .clear = "Clear filters",
    .no_match = "No case fits these filters.",
    .on_paper =
        "On paper: the cases that the filters showed. With more than 60 of them only those that did not pass "
        "are "
        "printed whole, the others as one line.",
    .more_cases = {"and {} more, below", "and {} more, below"},
    .read_in_journal =
        "What happened stands in journal.jsonl and report.json beside this page, which would be too large "
        "with "
        "it.",
    .verdict = "Verdict",
    .scenario = "Scenario",
    .subject = "Subject",
    .version = "version",
    .remark = "Remark",
    .cites = "Cites",
    .reproduce = "Run it again",
    .story = "Story",
    .tags = "Tags",
    .rule = "Rule",
    .why = "Why",
    .step = "Step",
    .preparation = "Before the first step",
    .aftermath = "After the last step",
    .checks = "Checks",
    .check = "Question",
    .expected = "Expected",
    .actual = "Actual",
    .expected_in_line = "expected",
    .actual_in_line = "got",
    .where = "Asked at",
    .rests_on = "Rests on",
    .evidence = "Evidence",
    .nothing = "nothing",
    .more_events = {"and {} more event", "and {} more events"},
    .timeline = "What happened",
    .number = "No.",
    .time = "Time",
    .command = "Command",
    .answer = "Answer",
    .because = "Because",
    .no_data = "no data",
    .evidence_mark = "evidence for a failed check",
    .apdus = {"{} APDU", "{} APDUs"},
    .bytes = {"{} byte", "{} bytes"},
    .programs = {"{} program", "{} programs"},
    .services = {"{} question to J-LIS", "{} questions to J-LIS"},
    .https = {"{} HTTP exchange", "{} HTTP exchanges"},
    .check_count = {"{} check", "{} checks"},
    .step_count = {"{} step", "{} steps"},
    .asked = "asked",
    .ended = "ended",
    .card_event = "Card",
    .fault = "Fault",
    .program = "Program",
    .artefact = "Kept",
    .secret_seen = "Secret shown",
    .secret_in = "in",
    .trouble = "Trouble of the harness",
    .lie = "lie:",
    .http = "HTTP",
    .no_answer = "no answer",
    .sent = "Sent",
    .received = "Received",
    .exit_code = "exit",
    .signal = "ended by signal",
    .timed_out = "timed out",
    .standard_output = "Standard output",
    .standard_error = "Standard error",
    .printed_nothing = "printed nothing",
    .download = "Download",
    .cut = {"… {} more byte stands in journal.jsonl", "… {} more bytes stand in journal.jsonl"},
    .lanes = "The exchange, drawn",
    .lanes_read_on = "Each arrow leads to its row in the tables below, which say the same in words.",
    .lane_tester = "Tameshi",
    .lane_card = "Card",
    .lane_customer = "Customer's app (Tameshi)",
    .still_clock = "The world's clock stood still: only the order is drawn.",
    .to_scale = "Where the time line is solid it is to scale, one row is",
    .same_instant = "where it is dotted, all is of the same instant or closer together than that",
    .closer = "≈ marks a wait that was cut.",
    .later = "later",
    .several_times = {"once", "{} times"},
    .days = {"{} day", "{} days"},
    .hours = {"{} hour", "{} hours"},
    .minutes = {"{} minute", "{} minutes"},
    .seconds = {"{} second", "{} seconds"},
    .milliseconds = {"{} ms", "{} ms"},
    .decoded = "Decoded",
    .request = "Request",
    .reply = "Reply",
};

}  // namespace

const Words& english() {
  return english_words;
}

std::string counted(std::size_t number, const Counted& words) {
  return fmt::format(fmt::runtime(number == 1 ? words.one : words.several), number);
}

std::string_view word_of(Verdict verdict, const Words& words) {
  switch (verdict) {
    case Verdict::pass:
      return words.pass;
    case Verdict::fail:
      return words.fail;
    case Verdict::skip:
      return words.skip;
    case Verdict::waived:
      return words.waived;
    case Verdict::error:
      break;
  }
  return words.error;
}

std::string_view mark_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::pass:
      return "✓";
    case Verdict::fail:
      return "✗";
    case Verdict::skip:
      return "–";
    case Verdict::waived:
      return "~";
    case Verdict::error:
      break;
  }
  return "!";
}

std::string summary_of(const Tally& tally, const Words& words) {
  return fmt::format("{}, {}, {}, {}, {}", counted(tally.pass, words.passed),
                     counted(tally.fail, words.failed), counted(tally.skip, words.skipped),
                     counted(tally.waived, words.were_waived), counted(tally.error, words.errors));
}

}  // namespace tameshi::reports
