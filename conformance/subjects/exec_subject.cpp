#include "conformance/subjects/exec_subject.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/pem.hpp"
#include "conformance/subjects/cleaned.hpp"
#include "conformance/subjects/customer_app.hpp"
#include "conformance/subjects/words.hpp"

namespace tameshi::subjects {
namespace {

namespace fs = std::filesystem;

// Files are handed over by relative names in a folder of the run, so that the journal does not depend on
// where it is.
std::string file_name(std::string_view what) {
  return std::string(what) + ".bin";
}

// "{key}", "{pin}", "{file:document}" replaced; `shown` is the same for the journal, with dots for secrets.
struct Filled {
  std::string plain;
  std::string shown;
};

Filled fill(const SubjectFile& file, const Operation& operation, std::string_view pattern) {
  Filled out;
  const auto add = [&](std::string_view plain, std::string_view shown) {
    out.plain += plain;
    out.shown += shown;
  };
  std::size_t at = 0;
  for (const auto& placeholder : placeholders_in(pattern)) {
    const auto literal = pattern.substr(at, placeholder.position - at);
    add(literal, literal);
    at = placeholder.position + placeholder.length;
    const auto* argument = operation.find(placeholder.name);
    if (placeholder.is_file) {
      add(file_name(placeholder.name), file_name(placeholder.name));
    } else if (argument != nullptr && argument->secret) {
      add(argument->secret->plain(), to_string(*argument->secret));
    } else if (argument != nullptr) {
      add(word_for(file.words, *argument), word_for(file.words, *argument));
    }
  }
  add(pattern.substr(at), pattern.substr(at));
  return out;
}

void write_file(const fs::path& path, ByteView bytes) {
  std::ofstream out(path, std::ios::binary);
  out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out) throw Trouble("cannot write a file for the subject", path.string(), "is the disk full?");
}

std::optional<Bytes> read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  std::stringstream text;
  text << in.rdbuf();
  return bytes_of(text.str());
}

// Hands the operation's documents over and takes away what an earlier operation left.
void lay_out(const Operation& operation, const fs::path& directory) {
  for (const auto& artefact : operation.keeps) fs::remove(directory / file_name(artefact));
  for (const auto& argument : operation.arguments) {
    if (argument.bytes) write_file(directory / file_name(argument.name), *argument.bytes);
  }
}

// What the program made. A certificate may come as PEM or DER; the journal keeps DER.
std::vector<Artefact> collect(const Operation& operation, const fs::path& directory) {
  std::vector<Artefact> out;
  for (const auto& name : operation.keeps) {
    auto bytes = read_file(directory / file_name(name));
    if (!bytes || bytes->empty()) continue;
    out.push_back({name, name, from_pem_or_der(*std::move(bytes))});
  }
  return out;
}

const Way& way_for(const SubjectFile& file, const Operation& operation) {
  const auto* offered = file.find(operation.name);
  const auto word_of = [&](std::string_view name) -> std::optional<std::string> {
    const auto* argument = operation.find(name);
    if (argument == nullptr) return std::nullopt;
    return argument->word;
  };
  const auto* way = offered == nullptr ? nullptr : first_way(*offered, word_of);
  if (way == nullptr)
    throw Trouble(fmt::format("the subject offers no way to \"{}\"", operation.name), file.path, "");
  return *way;
}

// A match in one line of a text; long lines are cut, since the standard's regular expressions recurse on
// length.
std::optional<std::smatch> found_in(const std::string& text, const std::regex& pattern, std::string& line) {
  constexpr std::size_t longest_line = 2000;
  std::istringstream lines(text);
  while (std::getline(lines, line)) {
    if (line.size() > longest_line) line.resize(longest_line);
    std::smatch match;
    if (std::regex_search(line, match, pattern)) return match;
  }
  return std::nullopt;
}

std::optional<Reply> by_rule(const OutcomeRule& rule, const ProcessResult& result) {
  if (rule.exit && (result.signal != 0 || *rule.exit != result.exit_code)) return std::nullopt;
  std::string line;
  std::optional<std::smatch> match;
  if (rule.errors && !(match = found_in(result.errors, *rule.errors, line))) return std::nullopt;
  Reply reply{rule.outcome, {}, {}};
  std::string errors_line = line;
  if (rule.output && !(match = found_in(result.output, *rule.output, line))) return std::nullopt;
  for (const auto& [name, value] : rule.details) {
    reply.details.emplace_back(name, match ? match->format(value) : value);
  }
  return reply;
}

}  // namespace

Reply understood(const SubjectFile& file, const Way& way, const ProcessResult& result) {
  if (result.timed_out) return {"no-answer", {}, {}};
  for (const auto* rules : {&way.outcomes, &file.outcomes}) {
    for (const auto& rule : *rules) {
      if (auto reply = by_rule(rule, result)) return *reply;
    }
  }
  if (result.signal != 0)
    return {"crashed", {{"reason", fmt::format("ended by signal {}", result.signal)}}, {}};
  return {"unclear",
          {{"reason", fmt::format("no rule of the subject file fits exit code {}", result.exit_code)}},
          {}};
}

// The customer's app has the card sign; what came of it lies beside the other files, with the trust anchors.
// A reply ends the operation early.
std::optional<Reply> ExecSubject::use_card(const Way& way, const Operation& operation) {
  const fs::path directory(surroundings_.directory);
  for (const auto& [kind, anchors] : surroundings_.anchors)
    write_file(directory / (kind + "-anchors.pem"), bytes_of(anchors));
  for (const auto& step : way.steps) {
    const auto& use = std::get<CardUse>(step);
    auto order = order_of(use, operation);
    if (!use.text.empty()) order.document = bytes_of(use.text);
    order.name = surroundings_.holder();
    order.at = surroundings_.clock->now();
    const auto made = sign_with_card(surroundings_.card(), order);
    if (!made) return made.error();
    write_file(directory / file_name("certificate"), made->certificate);
    write_file(directory / file_name("signature"), made->signature);
    write_file(directory / file_name("signed"),
               made->document.empty() && order.document ? *order.document : made->document);
  }
  return std::nullopt;
}

// Beside an app the program finds its J-LIS and the world's time, which are not the machine's.
std::vector<NamedText> ExecSubject::environment() const {
  const auto now = std::chrono::floor<std::chrono::seconds>(surroundings_.clock->now()).time_since_epoch();
  return {{"TAMESHI_JLIS", surroundings_.jlis ? surroundings_.jlis() : ""},
          {"TAMESHI_NOW", std::to_string(now.count())}};
}

Reply ExecSubject::perform(const Operation& operation) {
  const auto& way = way_for(file_, operation);
  ProcessRequest request;
  ProcessRun run;
  for (const auto& word : way.command) {
    auto [plain, shown] = fill(file_, operation, word);
    request.command.push_back(std::move(plain));
    run.command.push_back(std::move(shown));
  }
  request.timeout = file_.timeout;
  request.directory = surroundings_.directory;
  request.in_child = surroundings_.enter_reader;
  lay_out(operation, surroundings_.directory);
  if (!way.steps.empty()) {
    if (auto early = use_card(way, operation)) return *std::move(early);
    request.environment = environment();
  }
  const auto result = value_or_trouble(tameshi::run(request));

  std::vector<std::string> leaked_out;
  std::vector<std::string> leaked_err;
  run.exit_code = result.exit_code;
  run.signal = result.signal;
  run.timed_out = result.timed_out;
  run.output = cleaned(result.output, surroundings_.secrets, leaked_out);
  run.errors = cleaned(result.errors, surroundings_.secrets, leaked_err);
  const auto program = run.command.front();
  surroundings_.journal->write(Actor::subject, std::move(run));
  tell_leaks(*surroundings_.journal, leaked_out, "output of " + program);
  tell_leaks(*surroundings_.journal, leaked_err, "errors of " + program);

  auto reply = understood(file_, way, result);
  if (reply.outcome == "done") reply.artefacts = collect(operation, surroundings_.directory);
  return reply;
}

}  // namespace tameshi::subjects
