#include "fake-jlis/registry/life.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/testing/cases.hpp"

using namespace tameshi;
using namespace tameshi::jlis::registry;

namespace {

using State = CertificateState;

template <typename Enum>
Enum called(std::string_view word, unsigned count) {
  for (unsigned n = 0; n < count; ++n) {
    if (to_string(static_cast<Enum>(n)) == word) return static_cast<Enum>(n);
  }
  throw std::runtime_error("no state " + std::string(word));
}

void set(LifeState& life, const std::string& aspect, const yaml::Node& value) {
  if (aspect == "standing") life.standing = called<Standing>(value.text, 5);
  if (aspect == "card") life.card = called<Possession>(value.text, 3);
  if (aspect == "phone") life.phone = called<Possession>(value.text, 3);
  if (aspect == "age") life.fifteen = value.text == "fifteen";
  if (aspect == "stay") life.stay_ended = value.text == "ended";
  if (aspect == "renewal") life.renewal_due = value.text == "due";
  for (std::size_t slot = 0; slot < value.items.size(); ++slot)
    life.certificates.at(slot) = called<State>(value.items[slot].text, 5);
}

LifeState usual() {
  LifeState out;
  out.card = out.phone = Possession::in_use;
  out.certificates.fill(State::good);
  return out;
}

void set_all(LifeState& life, const yaml::Node* differences) {
  if (differences == nullptr) return;
  for (const auto& [aspect, place, value] : differences->entries) set(life, aspect, value);
}

std::string words_of(const SlotOutcome& outcome) {
  std::string out = outcome.revoked ? std::string(to_string(*outcome.revoked)) : "";
  if (outcome.issued) out += out.empty() ? "issued" : " issued";
  if (outcome.lifted) out += "lifted";
  return out.empty() ? "keep" : out;
}

void check_effect(const yaml::Node& test) {
  auto state = usual();
  set_all(state, test.find("from"));
  const auto asked = testing::text_at(test, "asked");
  const auto* event = value_or_trouble(find_life_event(testing::text_at(test, "event")));
  const auto outcome = effect(*event, state, Certificates{asked.empty(), true});
  if (const auto* refused = test.find("refused")) {
    BOOST_REQUIRE(!outcome.has_value());
    BOOST_TEST(to_string(outcome.error()) == refused->text);
    return;
  }
  BOOST_REQUIRE_EQUAL(outcome ? "" : to_string(outcome.error()), "");
  for (const auto slot : all_slots) {
    BOOST_TEST_CONTEXT(to_string(slot))
    BOOST_TEST(words_of(at(outcome->slots, slot)) ==
               test.find("does")->items.at(static_cast<std::size_t>(slot)).text);
  }
  auto expected = outcome->after;
  set_all(expected, test.find("becomes"));
  BOOST_TEST((outcome->after == expected));
}

// One certificate that was issued in a history, and what became of it.
struct Life {
  bool ended = false;  // revoked for good
  bool was_held = false;
};

// A history as seen by somebody who knows the law and not our table.
class Witness {
 public:
  void saw(const std::string& event, const LifeState& before, const Outcome& outcome) {
    BOOST_TEST_CONTEXT(event) {
      for (const auto slot : all_slots) saw(event, slot, before, outcome);
      check_people(outcome.after);
      check_changes(event, before, outcome);
    }
  }

 private:
  void saw(const std::string& event, Slot slot, const LifeState& before, const Outcome& outcome) {
    const auto& what = at(outcome.slots, slot);
    auto& life = at(lives_, slot);
    check_reason(event, what);
    if (what.revoked) {
      demand(!life.ended, "what is revoked for good is not revoked again");
      life.was_held = *what.revoked == Reason::certificate_hold;
      life.ended = !life.was_held;
    }
    if (what.lifted) {
      demand(slot == Slot::phone_authentication && event == "find-phone" && life.was_held && !life.ended,
             "only a found phone's authentication certificate is ever good again");
      life.was_held = false;
    }
    if (what.issued) {
      const auto old = at(before.certificates, slot);
      demand(life.ended || old == State::none || old == State::expired, "two good certificates in one place");
      demand(kind_of(slot) != tameshi::jlis::Kind::signature || before.fifteen,
             "a signature certificate under 15");
      life = {};
    }
    const auto after = at(outcome.after.certificates, slot);
    demand(after != State::good || (!life.ended && !life.was_held), "a revoked certificate is good");
    demand(after != State::held || life.was_held, "a hold that nobody put on");
  }

  static void check_reason(const std::string& event, const SlotOutcome& what) {
    if (!what.revoked) return;
    const auto reason = *what.revoked;
    demand((reason == Reason::certificate_hold) == (event == "lose-card" || event == "lose-phone"),
           "a hold is for what is lost");
    demand((reason == Reason::key_compromise) == (event == "leak-key"), "key-compromise is for leaked keys");
    if (reason == Reason::affiliation_changed)
      demand(changes_contents(event) || event.starts_with("emigrate"),
             "affiliation-changed without a change");
    else
      demand(!changes_contents(event) && event != "emigrate", "a change with another reason");
  }

  static bool changes_contents(const std::string& event) {
    static const std::set<std::string> all{"move",
                                           "move-out",
                                           "move-in",
                                           "rename",
                                           "correct-sex",
                                           "change-former-surname",
                                           "correct-birth-date",
                                           "change-common-name"};
    return all.contains(event);
  }

  static bool is_usable(State state) { return state == State::good || state == State::held; }

  static void check_people(const LifeState& after) {
    const auto& all = after.certificates;
    if (after.standing == Standing::dead || after.standing == Standing::deleted) {
      for (const auto state : all) demand(!is_usable(state), "a certificate outlives its holder");
    }
    for (const auto slot : all_slots) {
      const auto has = carrier_of(slot) == CarrierKind::card ? after.card : after.phone;
      const auto state = at(all, slot);
      demand(state != State::good || has == Possession::in_use, "a good certificate on nothing in use");
      demand(state != State::held || has == Possession::lost, "a hold on what is not lost");
    }
  }

  // A change of the four items ends every signature certificate and no authentication certificate.
  static void check_changes(const std::string& event, const LifeState& before, const Outcome& outcome) {
    const auto& after = outcome.after.certificates;
    if (changes_contents(event) || event == "emigrate") {
      for (const auto slot : all_slots) {
        if (kind_of(slot) == tameshi::jlis::Kind::signature)
          demand(!is_usable(at(after, slot)), "a signature certificate says what is no longer so");
        else
          demand(at(after, slot) == at(before.certificates, slot),
                 "a change touches an authentication certificate");
      }
    }
    if (event == "lock-pin") demand(outcome.after == before, "a locked PIN changes something");
    if (event == "lose-card" || event == "find-card")
      demand(after[2] == before.certificates[2] && after[3] == before.certificates[3],
             "a card's fate touches the phone");
    if (event.ends_with("-phone"))
      demand(after[0] == before.certificates[0] && after[1] == before.certificates[1],
             "a phone's fate touches the card");
  }

  static void demand(bool so, const char* rule) {
    if (!so) BOOST_ERROR(rule);
  }

  BySlot<Life> lives_{};
};

struct Count {
  std::size_t legal = 0;
  std::size_t refused = 0;
};

// Every order of `left` more events. A refusal names a cure and ends the branch.
void play_all(const LifeState& state, const Witness& witness, unsigned left, Count& count) {
  if (left == 0) return;
  for (const auto& event : life().events) {
    const auto outcome = effect(event, state);
    if (!outcome) {
      ++count.refused;
      if (outcome.error().cure.empty()) BOOST_ERROR("no cure: " + to_string(outcome.error()));
      continue;
    }
    ++count.legal;
    auto next = witness;
    next.saw(event.name, state, *outcome);
    // The clock is free: with the first certificates their renewal may come due.
    play_all(outcome->after, next, left - 1, count);
  }
}

Count histories_from(LifeState start, unsigned length) {
  Count count;
  for (const bool due : {false, true}) {
    start.renewal_due = due;
    play_all(start, {}, length, count);
  }
  return count;
}

}  // namespace

CASES("life", "life.cases.yaml", check_effect);

BOOST_AUTO_TEST_SUITE(histories)

BOOST_AUTO_TEST_CASE(every_legal_order_of_three_events_keeps_the_law) {
  const auto count = histories_from(usual(), 3);
  BOOST_TEST_MESSAGE(count.legal << " legal steps, " << count.refused << " refusals");
  BOOST_TEST(count.legal > 20'000U);
  BOOST_TEST(count.refused > 10'000U);
}

BOOST_AUTO_TEST_CASE(every_legal_order_from_nothing_keeps_the_law) {
  LifeState start;
  for (const bool fifteen : {false, true}) {
    start.fifteen = fifteen;
    BOOST_TEST(histories_from(start, 4).legal > 30'000U);
  }
}

BOOST_AUTO_TEST_CASE(every_event_happens_somewhere) {
  std::set<std::string> cited;
  for (const auto& test : testing::read_cases(TAMESHI_ROOM "/life.cases.yaml").items) {
    if (test.find("does") != nullptr) cited.insert(testing::text_at(test, "event"));
  }
  for (const auto& event : life().events)
    BOOST_TEST_CONTEXT(event.name) BOOST_TEST(cited.contains(event.name));
}

BOOST_AUTO_TEST_CASE(a_table_with_slips_is_refused) {
  yaml::Problems problems;
  const auto table = read_life(
      "events:\n  - { event: a, japanese: b, says: c, card: [keep, superseeded], phone: [keep], source: d,"
      " needs: { standing: hear }, parameters: [adress] }\nrefusals: []\n",
      "t.yaml", problems);
  BOOST_TEST(!table.has_value());
  BOOST_TEST(problems.all().size() == 4U);
}

BOOST_AUTO_TEST_SUITE_END()
