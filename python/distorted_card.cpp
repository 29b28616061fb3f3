#include "python/distorted_card.hpp"

#include "python/convert.hpp"
#include "simulator/iso7816/command_apdu.hpp"

namespace tameshi::python {
namespace {

constexpr iso7816::Reason by_python{"a fault that a Python function made, not the card's own answer",
                                    "Python"};

bool fits(const Distortion& distortion, ByteView command) {
  return distortion.operation.empty() ||
         (command.size() > 1 && distortion.operation == iso7816::operation_name(command[1]));
}

struct Made {
  py::bytes data;
  std::uint16_t status = 0x9000;
};

// A status word, data (which go with 9000), or both.
Made made_from(const py::object& value) {
  if (py::isinstance<py::int_>(value)) return {py::bytes(), value.cast<std::uint16_t>()};
  if (py::isinstance<py::bytes>(value)) return {py::bytes(value)};
  if (!py::isinstance<py::tuple>(value) || py::len(value) != 2)
    throw py::type_error("a fault gives None, a status word, data, or (data, status word), not " +
                         std::string(py::repr(value)));
  const py::tuple both(value);
  return {both[0].cast<py::bytes>(), both[1].cast<std::uint16_t>()};
}

}  // namespace

iso7816::Answer DistortedCard::transmit(ByteView command) {
  const auto answer = inner_.transmit(command);
  return distortions_.empty() ? answer : distorted(command, answer);
}

iso7816::Answer DistortedCard::distorted(ByteView command, iso7816::Answer answer) {
  const py::gil_scoped_acquire held;
  // They may change while one of them runs.
  for (const auto& distortion : std::vector(distortions_)) {
    if (!fits(distortion, command)) continue;
    const Response honest{bytes_from(answer.data), answer.status.value(), answer.reason.because,
                          answer.reason.source};
    const py::object value = distortion.function(bytes_from(command), honest);
    if (value.is_none()) continue;
    const auto made = made_from(value);
    data_ = copy_of(view_of(made.data));
    answer.data = data_;
    answer.status = iso7816::StatusWord(made.status);
    answer.reason = by_python;
  }
  return answer;
}

}  // namespace tameshi::python
