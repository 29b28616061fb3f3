// PC/SC readers that hold cards of ours, and programs that are run beside one.
#include <fmt/format.h>
#include <pybind11/stl.h>

#include "base/process.hpp"
#include "python/bindings.hpp"
#include "python/card_verbs.hpp"
#include "simulator/transport/pcsc_reader.hpp"

namespace tameshi::python {
namespace {

// The card as the reader's own thread meets it: in turn with others, and what a Python function throws goes
// nowhere.
class InReader final : public iso7816::Card {
 public:
  explicit InReader(CardPointer card) : card_(std::move(card)) {}

  [[nodiscard]] const CardPointer& card() const { return card_; }
  [[nodiscard]] ByteView atr() const override {
    const std::lock_guard lock(card_->mutex);
    return card_->outside().atr();
  }
  void power_on() override { locked(&iso7816::Card::power_on); }
  void power_off() override { locked(&iso7816::Card::power_off); }
  void reset() override { locked(&iso7816::Card::reset); }
  iso7816::Answer transmit(ByteView command) override {
    const std::lock_guard lock(card_->mutex);
    try {
      return card_->outside().transmit(command);
    } catch (py::error_already_set& thrown) {
      const py::gil_scoped_acquire held;
      thrown.discard_as_unraisable("a fault of a card in a reader");
    } catch (const py::builtin_exception&) {  // it gave what is no answer
    }
    return {iso7816::sw::no_precise_diagnosis, {}, {"a fault that is a Python function failed", "Python"}};
  }

 private:
  void locked(void (iso7816::Card::*verb)()) {
    const std::lock_guard lock(card_->mutex);
    (card_->outside().*verb)();
  }

  CardPointer card_;
};

transport::PcscReader started(bool system) {
  return system ? transport::PcscReader::use_system() : transport::PcscReader::start_private();
}

// All of it without the interpreter's lock, which the card's functions may want.
class HeldReader {
 public:
  explicit HeldReader(bool system) : reader_(started(system)) {}
  HeldReader(const HeldReader&) = delete;
  HeldReader& operator=(const HeldReader&) = delete;
  ~HeldReader() {
    const py::gil_scoped_release released;
    try {
      remove();
    } catch (const Trouble&) {  // the service went first
    }
  }

  [[nodiscard]] const std::string& name() const { return reader_.name(); }
  void insert(CardPointer card) {
    remove();
    in_.emplace(std::move(card));
    in_->card()->set_pull([this] { reader_.pull(); });
    reader_.insert(*in_);
  }
  void remove() {
    if (!in_) return;
    in_->card()->set_pull({});
    reader_.remove();
    const py::gil_scoped_acquire held;  // with the card its Python functions may go
    in_.reset();
  }
  [[nodiscard]] std::function<void()> entry() const { return reader_.entry(); }

 private:
  std::optional<InReader> in_;
  transport::PcscReader reader_;  // ends before the card that is in it
};

ProcessResult run_beside(HeldReader& reader, const std::vector<std::string>& command, const py::bytes& input,
                         const py::object& timeout, const std::map<std::string, std::string>& environment) {
  ProcessRequest request;
  request.command = command;
  request.input = std::string(input);
  request.timeout = duration_from(timeout);
  request.environment.assign(environment.begin(), environment.end());
  request.in_child = reader.entry();
  auto done = [&] {
    const py::gil_scoped_release released;
    return tameshi::run(request);
  }();
  return value_or_raise(std::move(done));
}

template <typename Work>
void unlocked(Work work) {
  const py::gil_scoped_release released;
  work();
}

std::string ending_of(const ProcessResult& result) {
  if (result.timed_out) return "timed out";
  if (result.signal != 0) return fmt::format("by signal {}", result.signal);
  return fmt::format("with exit code {}", result.exit_code);
}

void add_finished(py::module_& module) {
  py::class_<ProcessResult>(module, "Finished", "How a program beside a reader ended.")
      .def_readonly("exit_code", &ProcessResult::exit_code, "Of a normal end.")
      .def_readonly("signal", &ProcessResult::signal, "That ended it, or 0.")
      .def_readonly("timed_out", &ProcessResult::timed_out)
      .def_property_readonly(
          "output", [](const ProcessResult& result) { return py::bytes(result.output); },
          "What it printed, at most 1 MiB.")
      .def_property_readonly(
          "errors", [](const ProcessResult& result) { return py::bytes(result.errors); },
          "The same of standard error.")
      .def("__repr__", [](const ProcessResult& result) {
        return fmt::format("<tameshi.Finished {}>", ending_of(result));
      });
}

}  // namespace

void add_reader(py::module_& module) {
  add_finished(module);
  py::class_<HeldReader>(module, "Reader",
                         R"(A PC/SC reader for cards of ours, in a pcscd of its own that nobody else sees.

Programs that run() starts see it, as the only reader there is. Several may be there side by side.)")
      .def(py::init([](bool system) {
             const py::gil_scoped_release released;
             return std::make_unique<HeldReader>(system);
           }),
           py::kw_only(), py::arg("system") = false,
           "`system`: the machine's own pcscd instead, with the reader of the package vsmartcard-vpcd; then "
           "any\n"
           "program sees it. Trouble when pcscd is not there.")
      .def_property_readonly("name", &HeldReader::name, "As PC/SC lists it.")
      .def(
          "insert", [](HeldReader& self, CardPointer card) { unlocked([&] { self.insert(card); }); },
          py::arg("card"),
          "Puts a card in, in place of the one that is there; returns when PC/SC has seen it.")
      .def(
          "remove", [](HeldReader& self) { unlocked([&] { self.remove(); }); },
          "Takes the card out; returns when PC/SC has seen it.")
      .def("run", &run_beside, py::arg("command"), py::kw_only(), py::arg("input") = py::bytes(),
           py::arg("timeout") = "30 s", py::arg("environment") = std::map<std::string, std::string>(),
           "Runs a program to its end: run([\"opensc-tool\", \"-n\"]). `environment` is added to ours. "
           "BadInput\n"
           "when it cannot be started.")
      .def("__enter__", [](py::object self) { return self; })
      .def("__exit__", [](HeldReader& self, const py::args&) { unlocked([&] { self.remove(); }); })
      .def("__repr__", [](const HeldReader& self) { return "<tameshi.Reader " + self.name() + ">"; });
}

}  // namespace tameshi::python
