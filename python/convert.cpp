#include "python/convert.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

namespace tameshi::python {
namespace {

py::object from_datetime(const char* name) {
  return py::module_::import("datetime").attr(name);
}

py::object japan() {
  return from_datetime("timezone")(from_datetime("timedelta")(py::arg("hours") = 9));
}

// Midnight of 1 January 1970 in Japan, which is nine hours before the epoch.
py::object epoch_in_japan() {
  return from_datetime("datetime")(1970, 1, 1, py::arg("tzinfo") = japan());
}
constexpr std::chrono::hours ahead_of_utc{9};

bool is_a(const py::object& value, const char* type) {
  return py::isinstance(value, from_datetime(type));
}

std::string text_from(const py::object& value, std::string_view wanted) {
  if (!py::isinstance<py::str>(value))
    throw py::type_error(fmt::format("{} is wanted, not {}", wanted, std::string(py::repr(value))));
  return value.cast<std::string>();
}

std::string all_lines(const yaml::Problems& problems) {
  std::string out;
  for (const auto& problem : problems.all()) out += (out.empty() ? "" : "\n") + to_string(problem);
  return out;
}

}  // namespace

py::bytes bytes_from(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

py::object datetime_of(Instant instant) {
  const auto since = instant.time_since_epoch() + ahead_of_utc;
  return epoch_in_japan() + from_datetime("timedelta")(py::arg("milliseconds") = since.count());
}

Instant instant_from(const py::object& value) {
  if (!is_a(value, "datetime"))
    return value_or_raise(parse_instant(text_from(value, "a time, as text or as an aware datetime")));
  if (value.attr("tzinfo").is_none())
    raise({fmt::format("\"{}\" says no time zone", std::string(py::str(value))), "",
           "give a datetime with a tzinfo, or text like 2026-04-01T09:00+09:00"});
  return Instant{duration_from(value - epoch_in_japan()) - ahead_of_utc};
}

std::chrono::milliseconds duration_from(const py::object& value) {
  if (!is_a(value, "timedelta"))
    return value_or_raise(parse_duration(text_from(value, "a duration, as text or as a timedelta")));
  const auto one = from_datetime("timedelta")(py::arg("milliseconds") = 1);
  return std::chrono::milliseconds(value.attr("__floordiv__")(one).cast<long>());
}

std::chrono::year_month_day date_from(const py::object& value) {
  if (!is_a(value, "date"))
    return value_or_raise(parse_date(text_from(value, "a date, as text or as a date")));
  return std::chrono::year(value.attr("year").cast<int>()) / value.attr("month").cast<int>() /
         value.attr("day").cast<int>();
}

std::vector<NamedText> words_from(const py::kwargs& keywords) {
  std::vector<NamedText> out;
  for (const auto& [key, value] : keywords) {
    auto name = key.cast<std::string>();
    std::replace(name.begin(), name.end(), '_', '-');
    out.emplace_back(std::move(name), py::str(value).cast<std::string>());
  }
  return out;
}

// Not beside the running program, as `tameshi` has it: that program is Python.
std::string key_directory(const std::optional<std::string>& given) {
  namespace fs = std::filesystem;
  if (given) return *given;
  if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache != nullptr && *cache != '\0')
    return (fs::path(cache) / "tameshi" / "keys").string();
  const char* home = std::getenv("HOME");
  return (fs::path(home == nullptr ? "." : home) / ".cache" / "tameshi" / "keys").string();
}

void raise_as(const char* type, const py::tuple& arguments) {
  const auto made = py::module_::import("tameshi.errors").attr(type)(*arguments);
  PyErr_SetObject(reinterpret_cast<PyObject*>(Py_TYPE(made.ptr())), made.ptr());
  throw py::error_already_set();
}

void raise(const Problem& problem) {
  raise_as("BadInput", py::make_tuple(problem.what, problem.where, problem.cure));
}

void raise(const yaml::Problems& problems) {
  const auto& all = problems.all();
  if (all.size() == 1) raise(all.front());
  raise_as("BadInput", py::make_tuple(all_lines(problems)));
}

}  // namespace tameshi::python
