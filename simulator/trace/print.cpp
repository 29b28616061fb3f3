#include "simulator/trace/print.hpp"

#include <fmt/format.h>

#include <ostream>

namespace tameshi::trace {
namespace {

constexpr std::size_t margin = 6;

void print_tree(std::ostream& out, const std::vector<Node>& nodes, std::size_t depth) {
  for (const auto& node : nodes) {
    out << fmt::format("{:{}}{}{}{}\n", "", depth, node.name, node.value.empty() ? "" : ": ", node.value);
    print_tree(out, node.inside, depth + 2);
  }
}

std::string answer_in_words(const Decoded& decoded) {
  if (decoded.status.empty()) return "no answer";
  return fmt::format("{} {}", decoded.status, decoded.status_in_words);
}

}  // namespace

void print(std::ostream& out, std::size_t number, const Decoded& decoded, const Why& why) {
  out << fmt::format("{:>5} {}\n", number, decoded.meaning);
  out << fmt::format("{:{}}> {}\n", "", margin, decoded.command);
  print_tree(out, decoded.sent, margin + 4);
  if (!decoded.response.empty()) out << fmt::format("{:{}}< {}\n", "", margin, decoded.response);
  out << fmt::format("{:{}}< {}\n", "", margin, answer_in_words(decoded));
  print_tree(out, decoded.received, margin + 4);
  if (why.because.empty()) return;
  out << fmt::format("{:{}}because {} ({})\n", "", margin + 2, why.because, why.source);
}

}  // namespace tameshi::trace
