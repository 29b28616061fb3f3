#include "python/frame.hpp"

#include <string_view>
#include <unordered_map>

#include "python/journal.hpp"

namespace tameshi::python {
namespace {

namespace py = pybind11;

// A column of text. Most values come again and again, and one Python string serves them all.
class TextColumn {
 public:
  explicit TextColumn(std::size_t rows) : list_(rows) {}

  void put(std::size_t row, std::string_view text) {
    PyList_SET_ITEM(list_.ptr(), static_cast<Py_ssize_t>(row), string_of(text).release().ptr());
  }
  [[nodiscard]] const py::list& list() const { return list_; }

 private:
  py::str string_of(std::string_view text) {
    constexpr std::size_t most = 4096;
    if (const auto found = known_.find(text); found != known_.end()) return found->second;
    py::str made = decoded(text);
    if (known_.size() < most) known_.emplace(text, made);
    return made;
  }
  // What a program printed need not be UTF-8.
  static py::str decoded(std::string_view text) {
    auto* made = PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), "replace");
    if (made == nullptr) throw py::error_already_set();
    return py::reinterpret_steal<py::str>(made);
  }

  py::list list_;
  std::unordered_map<std::string_view, py::str> known_;  // views of the events
};

struct Words {
  std::string_view what, status, command, response, meaning, because;
};

// What the kinds have in common, in one row.
struct Row {
  Words operator()(const ApduExchange& body) const {
    return {body.operation, body.status, body.command, body.response, body.meaning, body.because};
  }
  Words operator()(const CardEvent& body) const { return {body.change, {}, {}, {}, body.detail, {}}; }
  Words operator()(const ActStarted& body) const { return {body.act, {}, {}, {}, {}, {}}; }
  Words operator()(const ActEnded& body) const { return {body.act, body.outcome, {}, {}, {}, {}}; }
  Words operator()(const ProcessRun& body) const {
    const auto program = body.command.empty() ? std::string_view() : body.command.front();
    return {program, {}, {}, body.output, body.errors, {}};
  }
  Words operator()(const Artefact& body) const { return {body.kind, {}, {}, {}, body.name, {}}; }
  Words operator()(const SecretSeen& body) const { return {body.secret, {}, {}, {}, body.in, {}}; }
  Words operator()(const HarnessTrouble& body) const { return {{}, {}, {}, {}, body.text, {}}; }
  Words operator()(const FaultStruck& body) const {
    return {body.fault, {}, {}, {}, body.where, body.detail};
  }
  Words operator()(const ServiceExchange& body) const {
    const auto answer = body.answers.empty() ? std::string_view() : body.answers.front().answer;
    return {body.service, answer, body.request, {}, {}, body.because};
  }
  Words operator()(const HttpExchange& body) const {
    return {body.request, {}, body.sent, body.received, {}, {}};
  }
};

py::bytes packed(const std::vector<std::int64_t>& numbers) {
  return {reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(std::int64_t)};
}

}  // namespace

py::dict columns_of(const std::vector<Event>& events) {
  const auto rows = events.size();
  std::vector<std::int64_t> number(rows);
  std::vector<std::int64_t> time(rows);
  std::vector<std::int64_t> step(rows);
  TextColumn actor(rows), kind(rows), what(rows), status(rows);
  TextColumn command(rows), response(rows), meaning(rows), because(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    const auto& event = events[row];
    number[row] = static_cast<std::int64_t>(event.number);
    time[row] = event.time.time_since_epoch().count();
    step[row] = event.step;
    actor.put(row, to_string(event.actor));
    kind.put(row, kind_of(event));
    const auto words = std::visit(Row{}, event.body);
    what.put(row, words.what);
    status.put(row, words.status);
    command.put(row, words.command);
    response.put(row, words.response);
    meaning.put(row, words.meaning);
    because.put(row, words.because);
  }
  py::dict out;
  out["number"] = packed(number);
  out["time"] = packed(time);
  out["step"] = packed(step);
  out["actor"] = actor.list();
  out["kind"] = kind.list();
  out["what"] = what.list();
  out["status"] = status.list();
  out["command"] = command.list();
  out["response"] = response.list();
  out["meaning"] = meaning.list();
  out["because"] = because.list();
  return out;
}

}  // namespace tameshi::python
