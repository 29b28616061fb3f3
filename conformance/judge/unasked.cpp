#include <fmt/format.h>
#include <fmt/ranges.h>

#include "conformance/judge/ask.hpp"

namespace tameshi::judge {
namespace {

std::string count_in_words(long count) {
  return count == 1 ? "once" : fmt::format("{} times", count);
}

std::string expected_count(const scenario::CardSaw& q) {
  if (q.at_most == 0) return "never seen";
  if (q.at_most == q.at_least) return fmt::format("seen {}", count_in_words(q.at_least));
  if (q.at_most) return fmt::format("seen at most {}", count_in_words(*q.at_most));
  return fmt::format("seen at least {}", count_in_words(q.at_least));
}

struct InReport {
  Check operator()(const scenario::OutcomeIs& q) const {
    return named("outcome", fmt::format("{}", fmt::join(q.any_of, " or ")));
  }
  Check operator()(const scenario::DetailIs& q) const { return named(q.name, q.value); }
  Check operator()(const scenario::CardAnswered& q) const {
    return named(fmt::format("card: answered {} to {}", q.status, q.operation),
                 fmt::format("answered {}", q.status));
  }
  Check operator()(const scenario::CardSaw& q) const {
    return named(fmt::format("card: {} {}", q.at_most == 0 ? "never" : "saw", q.operation),
                 expected_count(q));
  }
  Check operator()(const scenario::SecretsNeverShown&) const { return named("secrets", "never shown"); }

  static Check named(std::string question, std::string expected) {
    Check out;
    out.question = std::move(question);
    out.expected = std::move(expected);
    return out;
  }
};

}  // namespace

Check unasked(const scenario::Question& question) {
  return std::visit(InReport{}, question);
}

}  // namespace tameshi::judge
