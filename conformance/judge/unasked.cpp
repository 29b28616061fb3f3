#include <fmt/format.h>
#include <fmt/ranges.h>

#include "conformance/judge/ask.hpp"
#include "conformance/scenario/vocabulary.hpp"

namespace tameshi::judge {
namespace {

std::string count_in_words(long count) {
  return count == 1 ? "once" : fmt::format("{} times", count);
}

template <typename Counted>
std::string expected_count(std::string_view done, const Counted& q) {
  if (q.at_most == 0) return fmt::format("never {}", done);
  if (q.at_most == q.at_least) return fmt::format("{} {}", done, count_in_words(q.at_least));
  if (q.at_most) return fmt::format("{} at most {}", done, count_in_words(*q.at_most));
  return fmt::format("{} at least {}", done, count_in_words(q.at_least));
}

struct InReport {
  Check operator()(const scenario::OutcomeIs& q) const {
    return named("outcome", fmt::format("{}", fmt::join(q.any_of, " or ")));
  }
  Check operator()(const scenario::DetailIs& q) const {
    return named(q.name, q.value == scenario::not_told ? "not told" : q.value);
  }
  Check operator()(const scenario::CardAnswered& q) const {
    return named(fmt::format("card: answered {} to {}", q.status, q.operation),
                 fmt::format("answered {}", q.status));
  }
  Check operator()(const scenario::CardSaw& q) const {
    const auto later = q.after.empty() ? "" : fmt::format(", after {}", q.after);
    return named(fmt::format("card: {} {}{}", q.at_most == 0 ? "never" : "saw", q.operation, later),
                 expected_count("seen", q));
  }
  Check operator()(const scenario::ServiceAnswered& q) const {
    return named(fmt::format("{}: answered {}", q.service, q.answer), fmt::format("answered {}", q.answer));
  }
  Check operator()(const scenario::ServiceAsked& q) const {
    const auto later = q.after.empty() ? "" : fmt::format(" after {}", q.after);
    return named(fmt::format("{}: asked{}", q.service, later), expected_count("asked", q));
  }
  Check operator()(const scenario::ServiceLied& q) const {
    return named(fmt::format("{}: lied", q.service), q.lie);
  }
  Check operator()(const scenario::SecretsNeverShown&) const { return named("secrets", "never shown"); }
  Check operator()(const scenario::TookAtMost& q) const { return named("took", "at most " + q.written); }

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
