// A small nation lives for twelve years: nothing is broken, and the same seed tells the same story.
#include "fake-jlis/nation/nation.hpp"

#include <boost/test/unit_test.hpp>

namespace tameshi::jlis::nation {
namespace {

// What is not optimised, the sanitizers' builds among it, takes ten times as long.
#ifdef NDEBUG
constexpr std::size_t people = 300;
#else
constexpr std::size_t people = 60;
#endif

Summary story(std::size_t of, unsigned years, std::uint64_t seed) {
  ca::KeyPool pool{TAMESHI_SOURCE_DIR "/build/test-keys"};
  Terms terms;
  terms.people = of;
  terms.years = years;
  terms.seed = seed;
  terms.sampling = {20, 20};
  return live(terms, pool);
}

BOOST_AUTO_TEST_SUITE(small_nation)

BOOST_AUTO_TEST_CASE(twelve_years_break_nothing) {
  const auto summary = story(people, 12, 1);
  BOOST_TEST_CONTEXT(to_text(summary)) {
    BOOST_TEST(summary.breaches.empty());
    BOOST_TEST(summary.days == 4383U);
    for (const auto invariant : all_invariants)
      BOOST_TEST(summary.looks.held_to.contains(invariant), to_string(invariant));
    for (const auto* act : {"issue",        "renew",
                            "re-issue",     "replace-card",
                            "move",         "move-in",
                            "rename",       "die",
                            "emigrate",     "lose-card",
                            "find-card",    "find-phone",
                            "enrol-phone",  "change-phone",
                            "reach-15",     "be-born",
                            "give-consent", "withdraw-consent",
                            "ask-items",    "certificates-end",
                            "extend-stay"})
      BOOST_TEST(summary.counts.happened.contains(act), act);
    BOOST_TEST(summary.counts.four_info.contains("latest newer"));
    BOOST_TEST(summary.counts.lifted > 0U);
  }
}

BOOST_AUTO_TEST_CASE(the_same_seed_tells_the_same_story_and_another_another) {
  const auto once = to_text(story(30, 2, 7));
  BOOST_TEST(once == to_text(story(30, 2, 7)));
  BOOST_TEST(once.substr(once.find('\n')) != to_text(story(30, 2, 8)).substr(once.find('\n')));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace tameshi::jlis::nation
