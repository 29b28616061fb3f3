#include "conformance/cli/person.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <fstream>
#include <iostream>
#include <memory>

namespace tameshi::cli {
namespace {

using subjects::Person;

bool types_in_time(std::chrono::milliseconds timeout) {
  pollfd terminal{STDIN_FILENO, POLLIN, 0};
  return ::poll(&terminal, 1, static_cast<int>(timeout.count())) > 0;
}

std::optional<Person::Said> hear_at_terminal(const std::string& question, std::chrono::milliseconds timeout) {
  std::cerr << question << std::flush;
  Person::Said out;
  if (!types_in_time(timeout) || !std::getline(std::cin, out.text)) return std::nullopt;
  return out;
}

}  // namespace

Person person_at_terminal() {
  if (isatty(STDIN_FILENO) != 1 || isatty(STDERR_FILENO) != 1) return {};
  return {hear_at_terminal, true};
}

Result<Person> person_of_file(const std::string& path) {
  std::ifstream in(path);
  if (!in) return failure("cannot be read", path, "check the name of the file of answers");
  auto lines = std::make_shared<std::vector<Person::Said>>();
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (!line.empty() && line.front() != '#') lines->push_back({line, fmt::format("{}:{}", path, number)});
  }
  // Shared, since every run has a copy of the person.
  const auto at = std::make_shared<std::size_t>(0);
  const auto next = [lines, path, at](const std::string&, std::chrono::milliseconds) {
    if (*at == lines->size())
      throw Trouble(fmt::format("all {} answers were given, and there is one more question", *at), path,
                    "add a line");
    return std::optional((*lines)[(*at)++]);
  };
  return Person{next, false};
}

}  // namespace tameshi::cli
