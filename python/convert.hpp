// Values on their way over Python's edge.
#pragma once

#include <pybind11/pybind11.h>

#include <optional>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/journal.hpp"
#include "base/result.hpp"
#include "base/yaml_reader.hpp"

namespace tameshi::python {

namespace py = pybind11;

py::bytes bytes_from(ByteView bytes);
inline ByteView view_of(const py::bytes& bytes) {
  const auto text = static_cast<std::string_view>(bytes);
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

// An aware datetime in Japanese time.
py::object datetime_of(Instant instant);
// "2026-04-01T09:00+09:00" or an aware datetime; BadInput for anything else.
Instant instant_from(const py::object& value);
// "3 d" or a timedelta.
std::chrono::milliseconds duration_from(const py::object& value);
// "1990-04-01" or a date.
std::chrono::year_month_day date_from(const py::object& value);

// Keyword arguments as the words of a fault, a lie, an event: `authority="signature/3"`, `nth=2`. An
// underscore is the word's dash.
std::vector<NamedText> words_from(const py::kwargs& keywords);

// The folder of the key pool: what was given, or the user's cache.
std::string key_directory(const std::optional<std::string>& given);

// Something of tameshi.errors, with these arguments.
[[noreturn]] void raise_as(const char* type, const py::tuple& arguments);

// tameshi.errors.BadInput.
[[noreturn]] void raise(const Problem& problem);
[[noreturn]] void raise(const yaml::Problems& problems);

template <typename T>
T value_or_raise(Result<T> result) {
  if (!result) raise(result.error());
  return *std::move(result);
}

}  // namespace tameshi::python
