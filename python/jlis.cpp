// The fake J-LIS as Python's FakeJlis.
#include <fmt/format.h>
#include <pybind11/stl.h>

#include <algorithm>

#include "base/suggest.hpp"
#include "python/asked.hpp"
#include "python/bindings.hpp"
#include "python/convert.hpp"
#include "python/held.hpp"
#include "python/held_jlis.hpp"
#include "python/journal.hpp"
#include "python/who.hpp"

namespace tameshi::python {
namespace {

using jlis::agency::Happened;
using Pointer = std::shared_ptr<HeldJlis>;

std::vector<std::string> residents_of(HeldJlis& jlis) {
  return jlis.office().agency().store().residents();
}

void check_word(const std::string& word, const std::vector<std::string>& known, std::string_view what) {
  if (std::find(known.begin(), known.end(), word) == known.end())
    raise({fmt::format("{} called \"{}\"", what, word), "", suggestion(word, known)});
}

void check_resident(HeldJlis& jlis, const std::string& id) {
  check_word(id, residents_of(jlis), "nobody lives here who is");
}

void admit(HeldJlis& jlis, const py::object& persona) {
  auto person = jlis::registry::as_of(persona_from(persona), in_japan(jlis.clock().now()).date);
  person.card.generation = "current";
  value_or_raise(with(jlis, Takes::time, [&] { return jlis.office().agency().admit(person); }));
}

Pointer make(const std::vector<py::object>& personas, const py::object& clock, std::uint64_t seed,
             const std::optional<std::string>& keys) {
  const JlisOrder order{key_directory(keys), seed,
                        clock.is_none() ? std::nullopt : std::optional(instant_from(clock))};
  auto out = [&] {
    const py::gil_scoped_release released;
    return std::make_shared<HeldJlis>(order);
  }();
  for (const auto& persona : personas) admit(*out, persona);
  return out;
}

Happened apply(HeldJlis& jlis, const std::string& event, const std::string& of,
               const py::kwargs& parameters) {
  check_resident(jlis, of);
  jlis::registry::LifeCommand command{event, of};
  for (auto& [name, value] : words_from(parameters)) command.parameters[name] = value;
  return value_or_raise(with(jlis, Takes::time, [&] { return jlis.apply(command); }));
}

std::optional<HeldCertificate> certificate(HeldJlis& jlis, const std::string& of, const std::string& kind) {
  check_resident(jlis, of);
  check_word(kind, {"signature", "authentication"}, "no certificate is");
  return with(jlis, Takes::time, [&] { return jlis.certificate(of, *jlis::kind_from(kind)); });
}

void lie(HeldJlis& jlis, const std::string& service, const std::string& lie, const py::kwargs& settings) {
  check_word(service, jlis::lying_services(), "no service is");
  const auto words = words_from(settings);
  const auto& list = jlis::lies_of(service);
  auto armed =
      value_or_raise(words.empty() ? jlis::lie_from_text(list, lie) : jlis::lie_from(list, lie, words));
  jlis.served().arm(service, std::move(armed));
}

// What HTTP says, without a socket.
py::tuple ask(HeldJlis& jlis, const std::string& method, const std::string& path, const py::bytes& body,
              const std::map<std::string, std::string>& headers) {
  const auto request = request_from(method, path, body, headers);
  return tuple_of(with(jlis, Takes::time, [&] { return jlis.served().answer(request); }));
}

std::map<std::string, std::string> anchors(HeldJlis& jlis) {
  const auto all = with(jlis, Takes::time, [&] { return jlis.office().anchors(); });
  return {all.begin(), all.end()};
}

std::vector<std::string> issued_by(const Happened& happened) {
  std::vector<std::string> out;
  out.reserve(happened.issued.size());
  for (const auto& id : happened.issued) out.push_back(to_string(id));
  return out;
}

std::vector<std::pair<std::string, std::string>> statuses_of(const Happened& happened) {
  std::vector<std::pair<std::string, std::string>> out;
  out.reserve(happened.statuses.size());
  for (const auto& change : happened.statuses)
    out.emplace_back(to_string(change.certificate),
                     change.revocation ? std::string(to_string(change.revocation->reason)) : "good again");
  return out;
}

void add_happened(py::module_& module) {
  py::class_<Happened>(module, "Happened", "What an event of somebody's life did to their certificates.")
      .def_readonly("name", &Happened::name, "The event: \"move\".")
      .def_readonly("resident", &Happened::resident)
      .def_property_readonly(
          "at", [](const Happened& happened) { return datetime_of(happened.at); },
          "When, by the world's clock.")
      .def_property_readonly("issued", &issued_by, "The new certificates: \"signature/3 200000002\".")
      .def_property_readonly("statuses", &statuses_of,
                             "What changed, as pairs of certificate and reason: (\"signature/3 200000001\",\n"
                             "\"affiliation-changed\"); \"good again\" where a hold was lifted.")
      .def_readonly("because", &Happened::because, "The rule, and where it is known from.")
      .def("__repr__", [](const Happened& happened) {
        return fmt::format("<tameshi.Happened {} to {}>", happened.name, happened.resident);
      });
}

using Class = py::class_<HeldJlis, Pointer>;

void add_services(Class& jlis) {
  jlis.def_property_readonly(
          "url", [](HeldJlis& self) { return with(self, Takes::time, [&] { return self.served().url(); }); },
          "Where it listens, on a free port of this machine and from the first time this is asked:\n"
          "\"http://127.0.0.1:41234\". Threads of its own answer; docs/serve.md says what is there.")
      .def("ask", &ask, py::arg("method"), py::arg("path"), py::arg("body") = py::bytes(),
           py::arg("headers") = std::map<std::string, std::string>(),
           "Asks without a socket, and gives (status, headers, body): ask(\"GET\", \"/crl/index.json\").")
      .def(
          "anchors", &anchors,
          "The CAs' certificates, PEM, by \"signature\" and \"authentication\": what a relying party trusts.")
      .def("lie", &lie, py::arg("service"), py::arg("lie"),
           "From now on \"ocsp\", \"crl\" or \"wire\" lies: lie(\"ocsp\", \"stale\") or, about some requests "
           "only,\n"
           "lie(\"ocsp\", \"wrong-key\", authority=\"signature/3\", nth=2). `tameshi lies` lists how.")
      .def(
          "be_honest",
          [](HeldJlis& self, const std::string& service, const std::string& lie) {
            self.served().disarm(service, lie);
          },
          py::arg("service") = "", py::arg("lie") = "",
          "All lies, or those of one service or one name, have an end.");
}

void add_people(Class& jlis) {
  jlis.def("admit", &admit, py::arg("persona"),
           "Somebody enters the register, with a card and its certificates. A name, or a Persona.")
      .def_property_readonly("residents", &residents_of, "Who lives here, by id.")
      .def("apply", &apply, py::arg("event"), py::arg("of"),
           "Something happens in a resident's life: apply(\"move\", of=\"hanako\", address=\"東京都...\").\n"
           "docs/life-events.md lists the events and their parameters. BadInput says why it cannot happen.")
      .def("certificate", &certificate, py::arg("of"), py::arg("kind"),
           "The resident's last \"signature\" or \"authentication\" certificate; None where there never was "
           "one.");
}

HeldClock clock_of(const Pointer& jlis) {
  return {jlis, &jlis->clock(), jlis->frozen(), {}, [jlis] { jlis->served().clock_moved(); }};
}

}  // namespace

void add_jlis(py::module_& module) {
  add_happened(module);
  Class jlis(module, "FakeJlis",
             R"(A fake J-LIS: both certificate authorities, OCSP, revocation lists, the register.

One by itself, without cards, for many people; the one of a World has its cards. Nothing that it issues is real.)");
  jlis.def(
      py::init(&make), py::arg("personas") = std::vector<std::string>{"hanako"}, py::kw_only(),
      py::arg("clock") = usual_time, py::arg("seed") = 1, py::arg("keys") = py::none(),
      "With these personas (names or Persona) in its register. `clock`: text, a datetime, or None for the\n"
      "machine's own time. `keys`: as of Card.");
  jlis.def_property_readonly(
          "journal",
          [](const Pointer& self) {
            return HeldJournal{[self] { return as_events(self->journal().events()); }};
          },
          "What it was asked and what happened.")
      .def_property_readonly("clock", &clock_of,
                             "Its clock. That of a world's J-LIS is moved by World.clock.")
      .def("__repr__", [](HeldJlis& self) {
        return fmt::format("<tameshi.FakeJlis of {} residents>", residents_of(self).size());
      });
  add_services(jlis);
  add_people(jlis);
}

}  // namespace tameshi::python
