#include <nlohmann/json.hpp>

#include "fake-jlis/http/guest_book.hpp"

namespace tameshi::jlis::http {

std::string to_json_line(const Visit& visit) {
  const nlohmann::ordered_json line{
      {"number", visit.number}, {"time", to_string(visit.at)}, {"endpoint", to_string(visit.door)},
      {"peer", visit.peer},     {"method", visit.method},      {"target", visit.target},
      {"status", visit.status}, {"because", visit.because},    {"asked", answers_in_words(visit)},
      {"struck", visit.struck}};
  return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace tameshi::jlis::http
