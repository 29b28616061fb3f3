// Subjects: files, and Python functions with what they are asked and tell.
#include <fmt/format.h>
#include <pybind11/stl.h>

#include <algorithm>

#include "base/suggest.hpp"
#include "conformance/cli/sources.hpp"
#include "conformance/scenario/vocabulary.hpp"
#include "python/bindings.hpp"
#include "python/card_verbs.hpp"
#include "python/python_subject.hpp"

namespace tameshi::python {
namespace {

HeldSubject read_named(const std::string& name) {
  yaml::Problems problems;
  auto read = cli::read_subjects({name}, problems);
  if (!problems.empty()) raise(problems);
  return {std::move(read.front()), py::none()};
}

HeldSubject parsed(const std::string& text, const std::string& path) {
  yaml::Problems problems;
  auto read = subjects::read(text, path, problems);
  if (!read) raise(problems);
  return {*std::move(read), py::none()};
}

std::vector<std::string> operations() {
  return scenario::vocabulary().acts_of("subject");
}

// With a J-LIS beside it and its trust anchors, or without.
HeldSubject of_function(const py::function& function, const std::vector<std::string>& offers,
                        const std::string& name, bool jlis) {
  const auto known = operations();
  HeldSubject out{{}, function};
  out.file.name = !name.empty() ? name : py::str(function.attr("__name__")).cast<std::string>();
  out.file.path = "python:" + out.file.name;
  out.file.title = "The Python function " + out.file.name;
  out.file.kind = jlis ? subjects::Kind::exec : subjects::Kind::in_process;
  out.file.reader = subjects::ReaderKind::in_process;
  for (const auto& offer : offers) {
    if (std::find(known.begin(), known.end(), offer) == known.end())
      raise({fmt::format("no operation is called \"{}\"", offer), "offers", suggestion(offer, known)});
    out.file.operations.push_back({offer, {}});
  }
  return out;
}

std::optional<std::string> pin_of(const Asked& asked) {
  for (const auto& argument : asked.operation.arguments)
    if (argument.secret) return argument.secret->plain();
  return std::nullopt;
}

std::map<std::string, std::string> words_of(const Asked& asked) {
  std::map<std::string, std::string> out;
  for (const auto& argument : asked.operation.arguments)
    if (!argument.secret) out[argument.name] = argument.word;
  return out;
}

py::dict documents_of(const Asked& asked) {
  py::dict out;
  for (const auto& argument : asked.operation.arguments)
    if (argument.bytes) out[py::str(argument.name)] = bytes_from(*argument.bytes);
  return out;
}

Told make_reply(const std::string& outcome, const py::dict& details,
                const std::map<std::string, py::bytes>& artefacts) {
  Told out{{outcome, {}, {}}};
  for (const auto& [name, text] : details)
    out.reply.details.emplace_back(name.cast<std::string>(), py::str(text).cast<std::string>());
  for (const auto& [name, bytes] : artefacts)
    out.reply.artefacts.push_back({name, name, copy_of(view_of(bytes))});
  return out;
}

void add_asked(py::module_& module) {
  py::class_<Asked>(module, "Operation", "What a subject is asked to do, by the words of docs/scenarios.md.")
      .def_property_readonly(
          "name", [](const Asked& asked) { return asked.operation.name; }, "\"sign\", \"log-in\"...")
      .def_property_readonly("words", &words_of, "Its parameters but the PIN: {\"key\": \"authentication\"}.")
      .def_property_readonly("pin", &pin_of, "The PIN to present, in the clear; None when there is none.")
      .def_property_readonly("documents", &documents_of, "Bytes by parameter: {\"document\": b\"...\"}.")
      .def_readonly("holder", &Asked::holder, "Whose card is in the reader: \"hanako\".")
      .def_readonly("jlis", &Asked::jlis,
                    "Where this run's fake J-LIS listens; empty for subjects without jlis=True.")
      .def_property_readonly(
          "anchors",
          [](const Asked& asked) {
            return std::map<std::string, std::string>(asked.anchors.begin(), asked.anchors.end());
          },
          "The CAs' certificates, PEM, by kind; empty for subjects without jlis=True.")
      .def_property_readonly(
          "now", [](const Asked& asked) { return datetime_of(asked.now); }, "By the world's clock.")
      .def("__repr__",
           [](const Asked& asked) { return fmt::format("<tameshi.Operation {}>", asked.operation.name); });
}

void add_reply(py::module_& module) {
  py::class_<Told>(module, "Reply", "What an operation came to, as the subject says it.")
      .def(py::init(&make_reply), py::arg("outcome"), py::arg("details") = py::dict(),
           py::arg("artefacts") = std::map<std::string, py::bytes>(),
           "Reply(\"wrong-pin\", {\"tries-left\": 2}), Reply(\"done\", artefacts={\"signature\": b\"...\"}).")
      .def_property_readonly("outcome", [](const Told& told) { return told.reply.outcome; })
      .def("__repr__",
           [](const Told& told) { return fmt::format("<tameshi.Reply {}>", told.reply.outcome); });
}

Reach reach_of(RunCard& card) {
  if (card.card == nullptr) raise_as("CardGone", py::make_tuple("the card is not in the reader"));
  return {*card.card, card.mutex, true};
}

void add_run_card(py::module_& module) {
  py::class_<RunCard, std::shared_ptr<RunCard>>(
      module, "RunCard", "The card in the reader of a run, with power; good until the operation is over.")
      .def(
          "transmit",
          [](RunCard& self, const py::bytes& command) { return transmit(reach_of(self), command); },
          py::arg("command"), "As Card.transmit().")
      .def(
          "verify",
          [](RunCard& self, const std::string& key, const std::string& pin) {
            verify(reach_of(self), key, Secret(pin));
          },
          py::arg("key"), py::arg("pin"), "As Card.verify().")
      .def(
          "tries_left", [](RunCard& self, const std::string& key) { return tries_left(reach_of(self), key); },
          py::arg("key"),
          "Asks the card how many tries the PIN of \"authentication\" or \"signature\" has left, by VERIFY "
          "without\n"
          "data. Refused (6984) when it has none.")
      .def(
          "sign",
          [](RunCard& self, const py::bytes& document, const std::string& key, const std::string& pin) {
            return sign(reach_of(self), document, key, Secret(pin));
          },
          py::arg("document"), py::arg("key"), py::arg("pin"), "As Card.sign().")
      .def(
          "read_certificate",
          [](RunCard& self, const std::string& which, const std::optional<std::string>& pin) {
            return read_certificate(reach_of(self), which, pin ? std::optional(Secret(*pin)) : std::nullopt);
          },
          py::arg("which"), py::arg("pin") = py::none(), "As Card.read_certificate().")
      .def("__repr__", [](const RunCard& self) {
        return std::string(self.card == nullptr ? "<tameshi.RunCard, gone>" : "<tameshi.RunCard>");
      });
}

}  // namespace

void add_subject(py::module_& module) {
  add_asked(module);
  add_reply(module);
  add_run_card(module);
  py::class_<HeldSubject>(module, "Subject", "The thing under test: a subject file, or a Python function.")
      .def(py::init(&of_function), py::arg("function"), py::kw_only(), py::arg("offers"),
           py::arg("name") = "", py::arg("jlis") = false,
           "A function as a subject: function(operation: Operation, card: RunCard) gives an outcome "
           "(\"done\",\n"
           "\"wrong-pin\"; docs/scenarios.md has the words) or a Reply. `offers`: the operations that it can "
           "do;\n"
           "scenarios with others are skipped. `jlis`: it is a relying party, which has a fake J-LIS beside "
           "it\n"
           "and its trust anchors. What it raises is a crash of the subject, which fails; CardGone and "
           "NoAnswer\n"
           "are the outcomes no-card and no-answer.")
      .def_static("read", &read_named, py::arg("name"),
                  "A subject file, or a built-in subject by name: \"in-process\", \"opensc\", \"platform\".")
      .def_static("parse", &parsed, py::arg("text"), py::arg("path") = "subject.yaml",
                  "From YAML. BadInput lists every mistake with path:line:column.")
      .def_static(
          "names", [] { return cli::built_in_names("conformance/subjects/"); }, "The built-in subjects.")
      .def_static("operations", &operations, "All that a subject can be asked to do.")
      .def_property_readonly("name", [](const HeldSubject& subject) { return subject.file.name; })
      .def_property_readonly(
          "offers",
          [](const HeldSubject& subject) {
            std::vector<std::string> out;
            for (const auto& operation : subject.file.operations) out.push_back(operation.name);
            return out;
          },
          "The operations that it can do.")
      .def("__repr__",
           [](const HeldSubject& subject) { return fmt::format("<tameshi.Subject {}>", subject.file.name); });
}

}  // namespace tameshi::python
