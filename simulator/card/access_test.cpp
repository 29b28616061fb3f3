// What opens what: every file, key and object of every application, read in every way, crossed with every
// credential and with everything that takes a credential back or leaves it. The expectations are
// access.cases.yaml's, which is not made from the card's tables.
#include <boost/test/unit_test.hpp>
#include <functional>
#include <set>

#include "base/testing/cases.hpp"
#include "simulator/card/testing/marked_card.hpp"

namespace tameshi::card {
namespace {

using testing::Access;
using testing::Credential;

const std::vector<Access>& all_access() {
  static const auto read = testing::read_access();
  return read;
}

void hold(CardImage& image, const std::vector<Piece>& pieces) {
  for (const auto& piece : pieces) {
    if (const auto* held = std::get_if<HeldPiece>(&piece)) image.contents[held->name] = bytes_of(held->name);
  }
}

// Holds something for every name of the tables, so that no file is missing.
CardImage full_image(const Generation& generation) {
  auto image = testing::marked_image();
  for (const auto& table : generation.applications) {
    for (const auto& row : table.files) {
      hold(image, row.contents);
      for (const auto& record : row.records) hold(image, record.contents);
    }
    for (const auto& row : table.objects) hold(image, row.contents);
  }
  return image;
}

using Verified = std::set<const Credential*>;

class Desk {
 public:
  IndividualNumberCard& card() { return card_; }

  // The status word alone.
  std::string send(Bytes command) {
    const auto answer = card_.transmit(command);
    BOOST_TEST((answer.status.is_ok() || answer.data.empty()), "a refusal with data: " << hex(command));
    return iso7816::to_string(answer.status);
  }
  void enter(const Access& application) {
    const auto size = static_cast<std::uint8_t>(application.aid.size());
    BOOST_REQUIRE(send(concat({Bytes{0x00, 0xA4, 0x04, 0x0C, size}, application.aid})) == "9000");
  }
  std::string verify(const Credential& credential, std::string_view value) {
    const auto size = static_cast<std::uint8_t>(value.size());
    return send(concat({Bytes{0x00, 0x20, 0x00, credential.parameter(), size}, bytes_of(value)}));
  }
  void present(const Credential& credential) { BOOST_TEST(verify(credential, credential.value) == "9000"); }
  void miss(const Credential& credential) {
    BOOST_TEST(verify(credential, std::string(credential.value.size(), '0')).starts_with("63C"));
  }
  void lock(const Credential& credential) {
    for (unsigned i = 0; i < credential.tries; ++i) miss(credential);
    BOOST_TEST(verify(credential, credential.value) == "6984");
  }

  // With the current file, by short identifier, and with an extended Le: all the same word.
  std::string read(std::uint16_t id) {
    const auto low = static_cast<std::uint8_t>(id);
    BOOST_TEST(send({0x00, 0xA4, 0x02, 0x0C, 0x02, static_cast<std::uint8_t>(id >> 8), low}) == "9000");
    const auto word = send({0x00, 0xB0, 0x00, 0x00, 0x00});
    BOOST_TEST(send({0x00, 0xB0, 0x00, 0x00, 0x00, 0x00, 0x00}) == word);
    BOOST_TEST(send({0x00, 0xB0, static_cast<std::uint8_t>(0x80 | low), 0x00, 0x01}) == word);
    return word;
  }
  std::string read_record(std::uint16_t id) {
    return send({0x00, 0xB2, 0x01, static_cast<std::uint8_t>(id << 3 | 4), 0x00});
  }
  std::string sign(std::uint16_t id) {
    return send({0x80, 0x2A, 0x00, static_cast<std::uint8_t>(0x80 | id), 0x01, 0x5A, 0x00});
  }
  std::string authenticate(std::uint16_t id) {
    return send({0x00, 0x88, 0x00, static_cast<std::uint8_t>(0x80 | id), 0x01, 0x5A, 0x00});
  }
  std::string object(std::uint16_t tag) {
    return send({0x00, 0xCA, static_cast<std::uint8_t>(tag >> 8), static_cast<std::uint8_t>(tag), 0x00});
  }

 private:
  std::shared_ptr<const Generation> generation_ = load_generation("with-free-area");
  IndividualNumberCard card_{generation_, full_image(*generation_)};
};

template <typename List>
bool any(const Verified& verified, List Credential::*list, std::uint16_t id) {
  return std::any_of(verified.begin(), verified.end(),
                     [&](const auto* credential) { return testing::has(credential->*list, id); });
}

// The whole application, of which these credentials are verified.
void check(Desk& desk, const Access& application, const Verified& verified, std::string_view when) {
  const auto expect = [&](const std::string& word, std::string_view expected, std::uint16_t id) {
    BOOST_TEST(word == expected, application.name << " " << hex(Bytes{static_cast<std::uint8_t>(id)}) << " "
                                                  << when << ": " << word << ", not " << expected);
  };
  for (const auto id : application.free) expect(desk.read(id), "9000", id);
  for (const auto id : application.closed) expect(desk.read(id), "6981", id);
  for (const auto id : application.closed) expect(desk.read_record(id), "6981", id);
  for (const auto id : application.records) {
    expect(desk.read(id), "6981", id);
    expect(desk.read_record(id), "9000", id);
  }
  for (const auto id : application.guarded())
    expect(desk.read(id), any(verified, &Credential::opens, id) ? "9000" : "6982", id);
  for (const auto id : application.guarded_keys())
    expect(desk.sign(id), any(verified, &Credential::signs, id) ? "9000" : "6982", id);
  for (const auto id : application.free_keys)
    expect(application.name == "common" ? desk.authenticate(id) : desk.sign(id), "9000", id);
  for (const auto tag : application.objects) expect(desk.object(tag), "9000", tag);
}

// Everything after which nothing is verified any more.
std::vector<std::pair<std::string, std::function<void(Desk&)>>> losses(const Access& here) {
  std::vector<std::pair<std::string, std::function<void(Desk&)>>> out{
      {"after a reset", [](Desk& desk) { desk.card().reset(); }}, {"after removal", [](Desk& desk) {
                                                                     desk.card().power_off();
                                                                     desk.card().power_on();
                                                                   }}};
  for (const auto& other : all_access()) {
    if (other.name == here.name) continue;
    out.emplace_back("after " + other.name, [&other](Desk& desk) {
      desk.enter(other);
      check(desk, other, {}, "entered from another application");
    });
  }
  return out;
}

void check_losses(const Access& here, const Credential& credential) {
  Desk desk;
  desk.enter(here);
  for (const auto& [when, lose] : losses(here)) {
    desk.present(credential);
    check(desk, here, {&credential}, "verified");
    desk.enter(here);
    check(desk, here, {&credential}, "after the same application again");
    lose(desk);
    desk.enter(here);
    check(desk, here, {}, when);
  }
}

void check_misses(const Access& here, const Credential& credential) {
  Desk desk;
  desk.enter(here);
  desk.present(credential);
  BOOST_TEST(desk.send({0x00, 0x20, 0x00, credential.parameter()}).starts_with("63C"));
  check(desk, here, {&credential}, "after asking for the tries");
  desk.miss(credential);
  check(desk, here, {}, "after a miss");
  for (const auto& other : here.credentials) {
    if (&other == &credential) continue;
    desk.present(credential);
    desk.present(other);
    check(desk, here, {&credential, &other}, "both verified");
    desk.miss(other);
    check(desk, here, {&credential}, "after the other's miss");
    desk.present(other);
    desk.miss(other);
    desk.enter(here);
  }
}

// Locked for good, and for itself alone.
void check_locked(const Access& here, const Credential& credential) {
  Desk desk;
  desk.enter(here);
  desk.present(credential);
  desk.lock(credential);
  check(desk, here, {}, "locked");
  for (const auto& [when, lose] : losses(here)) {
    lose(desk);
    desk.enter(here);
    BOOST_TEST(desk.verify(credential, credential.value) == "6984");
    check(desk, here, {}, "locked, " + when);
    for (const auto& other : here.credentials) {
      if (&other != &credential) desk.present(other);
    }
    Verified others;
    for (const auto& other : here.credentials) {
      if (&other != &credential) others.insert(&other);
    }
    check(desk, here, others, "the others verified, one locked");
  }
}

void check_access(const yaml::Node& entry) {
  const auto& here = *std::find_if(all_access().begin(), all_access().end(), [&](const Access& access) {
    return access.name == tameshi::testing::text_at(entry, "name");
  });
  Desk desk;
  desk.enter(here);
  check(desk, here, {}, "before anything");
  Verified all;
  for (const auto& credential : here.credentials) {
    check_losses(here, credential);
    check_misses(here, credential);
    check_locked(here, credential);
    all.insert(&credential);
  }
  for (const auto* credential : all) desk.present(*credential);
  check(desk, here, all, "all verified");
}

CASES("access", "access.cases.yaml", check_access);

BOOST_AUTO_TEST_SUITE(access_table)

// A file that one of the two does not know would be crossed with nothing.
BOOST_AUTO_TEST_CASE(card_and_expectations_know_the_same_files) {
  Desk desk;
  const auto& applications = desk.card().files().applications;
  BOOST_REQUIRE(applications.size() == all_access().size());
  for (std::size_t i = 0; i < applications.size(); ++i) {
    const auto& expected = all_access()[i];
    BOOST_TEST(applications[i].table->name == expected.name);
    std::set<std::uint16_t> known;
    for (const auto& list : {expected.free, expected.records, expected.closed, expected.guarded()})
      known.insert(list.begin(), list.end());
    std::set<std::uint16_t> present;
    for (const auto& file : applications[i].files) present.insert(file.id);
    BOOST_TEST(known == present, boost::test_tools::per_element());
    BOOST_TEST(applications[i].objects.size() == expected.objects.size());
  }
}

// facts/card.md §4: the limits.
BOOST_AUTO_TEST_CASE(every_credential_has_its_number_of_tries) {
  for (const auto& application : all_access()) {
    for (const auto& credential : application.credentials) {
      Desk desk;
      desk.enter(application);
      const auto word = desk.send({0x00, 0x20, 0x00, credential.parameter()});
      BOOST_TEST(word == iso7816::to_string(iso7816::sw::counter(credential.tries)), application.name);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace tameshi::card
