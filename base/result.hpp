// How things go wrong. Bad input from outside is a value, Result<T>; the environment failing us (a port
// taken, a disk full) is the one exception, Trouble. An answer of the domain (6A82, a wrong PIN) is neither:
// it is a value of its own type.
#pragma once

#include <stdexcept>
#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace tameshi {

struct Problem {
  std::string what;   // what was being done, or what is wrong
  std::string where;  // "file:line:column", "byte 17 of the APDU"; may be empty
  std::string cure;   // the next thing to do; may be empty

  bool operator==(const Problem&) const = default;
};

// "where: what" and, when there is one, the cure after a semicolon: one line.
inline std::string to_string(const Problem& problem) {
  std::string out = problem.where.empty() ? problem.what : problem.where + ": " + problem.what;
  if (!problem.cure.empty()) out += "; " + problem.cure;
  return out;
}

template <typename T>
using Result = tl::expected<T, Problem>;

inline tl::unexpected<Problem> failure(std::string what, std::string where = {}, std::string cure = {}) {
  return tl::unexpected<Problem>(Problem{std::move(what), std::move(where), std::move(cure)});
}

class Trouble : public std::runtime_error {
 public:
  explicit Trouble(Problem problem) : std::runtime_error(to_string(problem)), problem_(std::move(problem)) {}
  Trouble(std::string what, std::string where, std::string cure)
      : Trouble(Problem{std::move(what), std::move(where), std::move(cure)}) {}

  [[nodiscard]] const Problem& problem() const { return problem_; }

 private:
  Problem problem_;
};

// For results that can only fail by our own or the environment's fault.
template <typename T>
T value_or_trouble(Result<T> result) {
  if (!result) throw Trouble(std::move(result).error());
  return *std::move(result);
}

}  // namespace tameshi

#define TAMESHI_JOIN_(a, b) a##b
#define TAMESHI_JOIN(a, b) TAMESHI_JOIN_(a, b)

// TRY(auto x, f()); declares x from f()'s value, or returns its Problem from this function. One per line.
#define TRY(declaration, ...)                                                                                \
  auto&& TAMESHI_JOIN(try_, __LINE__) = (__VA_ARGS__);                                                       \
  if (!TAMESHI_JOIN(try_, __LINE__)) return tl::unexpected(std::move(TAMESHI_JOIN(try_, __LINE__)).error()); \
  declaration = *std::move(TAMESHI_JOIN(try_, __LINE__))
