// Any text is a log or a refusal, and what is read from it can be decoded and printed.
#include <sstream>

#include "simulator/trace/decoder.hpp"
#include "simulator/trace/log.hpp"
#include "simulator/trace/print.hpp"

using namespace tameshi;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto generation = card::load_generation("current");
  const auto log = trace::read_log(text_of({data, size}), "fuzz.log");
  if (!log) return 0;
  trace::Decoder decoder(generation, {.all_data = size % 2 == 0, .show_numbers = size % 3 == 0});
  std::ostringstream out;
  for (const auto& entry : log->entries) {
    if (std::holds_alternative<trace::PowerUp>(entry)) decoder.power_up();
    if (std::holds_alternative<trace::Omission>(entry)) decoder.forget();
    const auto* exchange = std::get_if<trace::LoggedExchange>(&entry);
    if (exchange == nullptr) continue;
    const auto decoded = decoder.decode(exchange->command, exchange->response);
    trace::print(out, exchange->line, decoded);
    if (trace::to_json_line(exchange->line, decoded).empty()) __builtin_trap();
  }
  return 0;
}
