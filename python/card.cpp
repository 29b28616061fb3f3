// Cards: what Python calls a Card, its answers, its certificates.
#include <fmt/format.h>
#include <pybind11/stl.h>

#include "python/bindings.hpp"
#include "python/card_verbs.hpp"
#include "python/clock.hpp"
#include "python/held.hpp"
#include "python/who.hpp"
#include "simulator/iso7816/command_apdu.hpp"

namespace tameshi::python {
namespace {

CardPointer make(const py::object& persona, const py::object& clock, const std::string& generation,
                 std::uint64_t seed, const std::string& deviation, const std::optional<std::string>& keys) {
  auto settings = settings_for(persona, clock, keys);
  settings.generation = generation;
  settings.seed = seed;
  settings.deviation = deviation;
  const py::gil_scoped_release released;
  return std::make_shared<HeldCard>(std::make_unique<play::World>(settings));
}

void arm(HeldCard& card, const std::string& fault, const py::kwargs& settings) {
  const auto words = words_from(settings);
  auto armed = value_or_raise(words.empty() ? card::fault_from_text(fault) : card::fault_from(fault, words));
  if (!armed.persona.empty())
    raise({fmt::format("{} needs another persona's card beside this one", armed.name), "",
           "a scenario can do that"});
  with(card, Takes::no_time, [&] { card.arm(std::move(armed)); });
}

void check_operation(const std::string& name) {
  if (name.empty()) return;
  for (unsigned ins = 0; ins < 256; ++ins)
    if (iso7816::operation_name(static_cast<std::uint8_t>(ins)) == name) return;
  raise({fmt::format("no command is called \"{}\"", name), "", "VERIFY and READ BINARY are names"});
}

py::function distort(HeldCard& card, py::function function, const std::string& operation) {
  check_operation(operation);
  with(card, Takes::no_time, [&] { card.distorted().add({function, operation}); });
  return function;
}

py::bytes wire_of(const Response& response) {
  const std::uint8_t word[] = {static_cast<std::uint8_t>(response.sw >> 8),
                               static_cast<std::uint8_t>(response.sw & 0xFF)};
  return py::bytes(response.data + bytes_from(word));
}

void add_response(py::module_& module) {
  py::class_<Response>(module, "Response", "What a card answered: `data, sw = card.transmit(...)`.")
      .def_readonly("data", &Response::data, "Without the status word; bytes, maybe none.")
      .def_readonly("sw", &Response::sw, "The status word: 0x9000.")
      .def_property_readonly(
          "ok", [](const Response& response) { return response.sw == 0x9000; }, "Whether the word is 9000.")
      .def_property_readonly(
          "because", [](const Response& response) { return std::string(response.because); },
          "Why the card answered so.")
      .def_property_readonly(
          "source", [](const Response& response) { return std::string(response.source); },
          "Where that rule is known from.")
      .def("__iter__",
           [](const Response& response) { return py::iter(py::make_tuple(response.data, response.sw)); })
      .def("__bytes__", &wire_of, "Data and status word, as they go over the wire.")
      .def(
          "__eq__", [](const Response& a, const Response& b) { return a.sw == b.sw && a.data.equal(b.data); },
          py::is_operator())
      .def("__hash__", [](const Response& response) { return py::hash(response.data); })
      .def("__repr__", [](const Response& response) {
        return fmt::format("<tameshi.Response {:04X}, {} bytes: {}>", response.sw, py::len(response.data),
                           response.because);
      });
}

void add_certificate(py::module_& module) {
  using Held = HeldCertificate;
  py::class_<Held>(module, "Certificate", "A certificate that the fake J-LIS issued.")
      .def_property_readonly(
          "der", [](const Held& certificate) { return bytes_from(certificate.der); }, "The bytes.")
      .def_property_readonly("pem",
                             [](const Held& certificate) { return pem("CERTIFICATE", certificate.der); })
      .def_readonly("serial", &Held::serial)
      .def_property_readonly("not_before",
                             [](const Held& certificate) { return datetime_of(certificate.not_before); })
      .def_property_readonly("not_after",
                             [](const Held& certificate) { return datetime_of(certificate.not_after); })
      .def(
          "x509",
          [](const Held& certificate) -> py::object {
            return py::module_::import("cryptography.x509")
                .attr("load_der_x509_certificate")(bytes_from(certificate.der));
          },
          "As cryptography's x509.Certificate. ModuleNotFoundError where cryptography is not installed.")
      .def(
          "__eq__", [](const Held& a, const Held& b) { return a.der == b.der; }, py::is_operator())
      .def("__hash__", [](const Held& certificate) { return certificate.serial; })
      .def("__repr__", [](const Held& certificate) {
        return fmt::format("<tameshi.Certificate {}>", certificate.serial);
      });
}

using Class = py::class_<HeldCard, CardPointer>;

// A verb that only touches the card for a moment.
template <typename Work>
auto briefly(Work work) {
  return [work](HeldCard& self) { with(self, Takes::no_time, [&] { work(self); }); };
}

void add_power(Class& card) {
  card.def(
          "power_on", briefly([](HeldCard& self) { self.outside().power_on(); }),
          "A new power session: nothing is selected but what the generation begins with, no PIN is verified.")
      .def("power_off", briefly([](HeldCard& self) { self.outside().power_off(); }),
           "Ends the power session. Tries and contents stay.")
      .def("reset", briefly([](HeldCard& self) { self.outside().reset(); }), "A warm reset: as power_on().")
      .def("remove", briefly([](HeldCard& self) {
             self.board().leave();
             self.outside().power_off();
           }),
           "Takes the card out of the reader: transmit() raises CardGone until insert().")
      .def("insert", briefly([](HeldCard& self) {
             self.board().come();
             self.outside().power_on();
           }),
           "Puts it back, with power.");
}

using OptionalPin = std::optional<std::string>;

void add_verbs(Class& card) {
  card.def(
          "transmit",
          [](HeldCard& self, const py::bytes& command) { return transmit(reach_of(self), command); },
          py::arg("command"),
          "Sends a command APDU and gives the Response. Any bytes whatever get an answer. CardGone and "
          "NoAnswer\n"
          "are raised only by faults that are armed, or after remove().")
      .def(
          "verify",
          [](HeldCard& self, const std::string& key, const OptionalPin& pin) {
            verify(reach_of(self), key, pin_for(self, key, pin));
          },
          py::arg("key"), py::arg("pin") = py::none(),
          "Selects the JPKI application and presents the PIN of \"authentication\" or \"signature\"; the "
          "persona's\n"
          "own unless another is given. Refused, with tries_left, when it is wrong; 6984 when it is blocked.")
      .def(
          "sign",
          [](HeldCard& self, const py::bytes& document, const std::string& key, const OptionalPin& pin) {
            return sign(reach_of(self), document, key, pin_for(self, key, pin));
          },
          py::arg("document"), py::arg("key") = "authentication", py::arg("pin") = py::none(),
          "Selects, verifies the PIN and signs the SHA-256 of the document (RSA, PKCS #1 v1.5, 256 bytes).")
      .def(
          "read_certificate",
          [](HeldCard& self, const std::string& which, const OptionalPin& pin) {
            const bool presents = pin || which == "signature";
            return read_certificate(reach_of(self), which,
                                    presents ? std::optional(pin_for(self, which, pin)) : std::nullopt);
          },
          py::arg("which"), py::arg("pin") = py::none(),
          "Reads \"authentication\", \"signature\", \"authentication-ca\" or \"signature-ca\" as a reader "
          "does, and\n"
          "gives DER. The signature certificate needs its PIN.");
}

void add_faults(Class& card) {
  card.def("arm", &arm, py::arg("fault"),
           "Arms a fault of `tameshi faults`: arm(\"pulled\", during=\"VERIFY\", nth=2) or\n"
           "arm(\"pulled during=VERIFY nth=2\"). BadInput names the nearest right word.")
      .def(
          "disarm",
          [](HeldCard& self, const std::string& fault) {
            with(self, Takes::no_time, [&] { self.board().disarm(fault); });
          },
          py::arg("fault") = "", "Disarms the faults of that name, or all.")
      .def("distort", &distort, py::arg("function"), py::arg("operation") = "",
           "Arms a fault that is a Python function: function(command: bytes, response: Response), called "
           "after the\n"
           "card has done what it was told, for all commands or those of one name (\"READ BINARY\"). What it "
           "gives\n"
           "is what the reader hears: None (as it was), a status word, data (with 9000), or (data, status "
           "word).\n"
           "An exception comes out of transmit(). Gives the function back, so that it can be a decorator.")
      .def("undistort", briefly([](HeldCard& self) { self.distorted().clear(); }),
           "Forgets all functions given to distort().");
}

std::optional<unsigned> tries_left(HeldCard& card, const std::string& pin) {
  return with(card, Takes::no_time, [&] { return card.world().card().tries_left(pin); });
}

void set_tries_left(HeldCard& card, const std::string& pin, unsigned left) {
  if (!tries_left(card, pin))
    raise({fmt::format("this card has no PIN called \"{}\"", pin), "", "\"authentication-pin\" is one"});
  with(card, Takes::no_time, [&] { card.world().card().set_tries_left(pin, left); });
}

void add_knowledge(Class& card) {
  card.def_property_readonly(
          "atr",
          [](HeldCard& self) {
            return bytes_from(with(self, Takes::no_time, [&] { return copy_of(self.outside().atr()); }));
          },
          "Answer to reset.")
      .def_property_readonly(
          "persona", [](const HeldCard& self) { return self.world().persona(); }, "Whose card it is.")
      .def_property_readonly(
          "generation", [](const HeldCard& self) { return self.world().card().generation().name; },
          "By the name of the card's tables: \"current\", \"next\", \"mobile\".")
      .def("certificate", &certificate_of, py::arg("which"),
           "What the fake J-LIS issued: \"authentication\", \"signature\", \"authentication-ca\" or\n"
           "\"signature-ca\". Needs no PIN, since it does not ask the card. None where the holder has none.")
      .def("files", &files_of,
           "All files by \"application/file\", with their bytes, whatever PIN a reader would need. No keys, "
           "no\n"
           "PINs.")
      .def("tries_left", &tries_left, py::arg("pin"),
           "Tries left of \"authentication-pin\", \"signature-pin\", \"card-face/number-a\"...; None when "
           "the card\n"
           "has no such PIN. Does not ask the card.")
      .def("set_tries_left", &set_tries_left, py::arg("pin"), py::arg("left"),
           "Puts the counter where you want it, at most its limit.")
      .def("__repr__", [](const HeldCard& self) {
        return fmt::format("<tameshi.Card of {}, {}>", self.world().persona().id,
                           self.world().card().generation().name);
      });
}

}  // namespace

void add_card(py::module_& module) {
  add_response(module);
  add_certificate(module);
  Class card(module, "Card", R"(A virtual Individual Number card, by itself: quick, without a journal.

The card of a World has one. A card has power from the start. Threads may share it; they take turns.)");
  card.def(
      py::init(&make), py::arg("persona") = std::string(jlis::registry::default_persona), py::kw_only(),
      py::arg("clock") = usual_time, py::arg("generation") = "", py::arg("seed") = 1,
      py::arg("deviation") = "", py::arg("keys") = py::none(),
      "The card of a persona (a name or a Persona), issued by a fake J-LIS at `clock` (text, a datetime, or\n"
      "None for now). `generation`: \"current\", \"next\", \"mobile\"; empty: the persona's. `deviation`: of "
      "the\n"
      "certificates, see docs/deviations.md. `keys`: the folder of the key pool; else "
      "~/.cache/tameshi/keys,\n"
      "where RSA keys are made once.");
  add_power(card);
  add_verbs(card);
  add_faults(card);
  add_knowledge(card);
}

}  // namespace tameshi::python
