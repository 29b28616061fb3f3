#include "fake-jlis/crl/publish.hpp"

#include <openssl/x509.h>

#include "base/testing/cases.hpp"
#include "fake-jlis/crl/test_world.hpp"

using namespace tameshi;
using namespace tameshi::jlis;
using namespace tameshi::jlis::crl;
using crl::testing::at;
using crl::testing::world;
using tameshi::testing::text_at;

namespace {

std::chrono::milliseconds duration_at(const yaml::Node& test, std::string_view key,
                                      std::chrono::milliseconds usual) {
  return test.find(key) == nullptr ? usual : value_or_trouble(parse_duration(text_at(test, key)));
}

void check_schedule(const yaml::Node& test) {
  Schedule schedule;
  if (test.find("first") != nullptr) schedule.first = at(text_at(test, "first"));
  schedule.every = duration_at(test, "every", schedule.every);
  schedule.good_for = duration_at(test, "good-for", schedule.good_for);
  const auto publication = publication_at(at(text_at(test, "now")), schedule);
  BOOST_TEST(std::to_string(publication.number) == text_at(test, "number"));
  BOOST_TEST(to_string(publication.this_update) == text_at(test, "this-update"));
  BOOST_TEST(to_string(publication.next_update) == text_at(test, "next-update"));
}

Settings signed_by(std::string_view word) {
  Settings out;
  out.signing = word == "each-generation" ? Signing::each_generation : Signing::newest_generation;
  return out;
}

void check_list_id(const yaml::Node& test) {
  const auto settings = signed_by(text_at(test, "signing"));
  const auto generation = static_cast<unsigned>(std::stoul(text_at(test, "generation")));
  const auto id = list_of({Kind::signature, generation}, "13221", 3, settings);
  BOOST_TEST(to_string(id) == text_at(test, "list"));
  BOOST_TEST((list_id_from(text_at(test, "list")) == id));
  const auto ask = ask_for(id, publication_at(world().now, settings.schedule), settings);
  const auto whose = ask.generation ? "generation " + std::to_string(*ask.generation) : "all generations";
  BOOST_TEST(ask.municipality + " of " + whose == text_at(test, "asks"));
}

// OpenSSL's opinion of a list's bytes.
struct Opinion {
  std::vector<std::uint64_t> serials;
  std::vector<long> reasons;  // -1: none
  std::string last_update;
  bool verifies = false;
};

std::string time_text(const ASN1_TIME* time) {
  const std::string_view digits(reinterpret_cast<const char*>(ASN1_STRING_get0_data(time)),
                                static_cast<std::size_t>(ASN1_STRING_length(time)));
  return std::string(digits);
}

long reason_of(X509_REVOKED* entry) {
  int critical = 0;
  auto* value =
      static_cast<ASN1_ENUMERATED*>(X509_REVOKED_get_ext_d2i(entry, NID_crl_reason, &critical, nullptr));
  if (value == nullptr) return -1;
  const auto out = ASN1_ENUMERATED_get(value);
  ASN1_ENUMERATED_free(value);
  return out;
}

Opinion opinion(const Bytes& der, const openssl::PrivateKey& key) {
  const auto* start = der.data();
  const std::unique_ptr<X509_CRL, decltype(&X509_CRL_free)> crl(
      d2i_X509_CRL(nullptr, &start, static_cast<long>(der.size())), &X509_CRL_free);
  BOOST_REQUIRE(crl);
  BOOST_TEST(start == der.data() + der.size());
  Opinion out;
  out.last_update = time_text(X509_CRL_get0_lastUpdate(crl.get()));
  out.verifies = X509_CRL_verify(crl.get(), key.get()) == 1;
  auto* entries = X509_CRL_get_REVOKED(crl.get());
  for (int i = 0; i < sk_X509_REVOKED_num(entries); ++i) {
    auto* entry = sk_X509_REVOKED_value(entries, i);
    std::uint64_t serial = 0;
    BOOST_REQUIRE(ASN1_INTEGER_get_uint64(&serial, X509_REVOKED_get0_serialNumber(entry)) == 1);
    out.serials.push_back(serial);
    out.reasons.push_back(reason_of(entry));
  }
  return out;
}

using Serials = std::vector<std::uint64_t>;

Opinion published_as(const ListId& id, Instant now, const Settings& settings = {}) {
  const auto& issuer = world().signature3.issuer;
  return opinion(published({id, world().kiyose}, now, issuer, world().source, settings), issuer.key);
}

}  // namespace

CASES("schedule", "schedule.cases.yaml", check_schedule);
CASES("list_id", "list_id.cases.yaml", check_list_id);

BOOST_AUTO_TEST_SUITE(publish)

BOOST_AUTO_TEST_CASE(a_municipality_lists_its_own_of_one_generation_up_to_midnight) {
  const auto list = published_as(world().id, world().now);
  BOOST_TEST(list.verifies);
  BOOST_TEST(list.last_update == "260331150000Z");
  BOOST_TEST(list.serials == (Serials{200'000'001, 200'000'002, 200'000'003, 200'000'004, 200'000'008}));
  BOOST_TEST(list.reasons == (std::vector<long>{4, -1, 3, 6, 4}));
}

BOOST_AUTO_TEST_CASE(a_revocation_waits_for_the_next_midnight) {
  const auto has = [](const Opinion& list) {
    return std::count(list.serials.begin(), list.serials.end(), 200'000'005) == 1;
  };
  BOOST_TEST(!has(published_as(world().id, at("2026-04-01T23:59:59+09:00"))));
  BOOST_TEST(has(published_as(world().id, at("2026-04-02"))));
}

// RFC 5280 §3.3: on one list that comes out after its end, then gone.
BOOST_AUTO_TEST_CASE(an_expired_certificate_leaves_after_one_more_list) {
  const auto has = [](Instant now, const Settings& settings = {}) {
    const auto list = published_as(world().id, now, settings);
    return std::count(list.serials.begin(), list.serials.end(), 200'000'008) == 1;
  };
  BOOST_TEST(has(at("2026-04-01")));
  BOOST_TEST(!has(at("2026-04-02")));
  Settings week;
  week.keep_expired = std::chrono::hours{24 * 7};
  BOOST_TEST(has(at("2026-04-07T23:59+09:00"), week));
  BOOST_TEST(!has(at("2026-04-08"), week));
}

BOOST_AUTO_TEST_CASE(the_newest_key_may_sign_for_all_generations) {
  const auto list = published_as(world().id, world().now, signed_by("newest-generation"));
  BOOST_TEST(list.verifies);
  BOOST_TEST(list.serials ==
             (Serials{200'000'001, 200'000'002, 200'000'003, 200'000'004, 200'000'006, 200'000'008}));
}

BOOST_AUTO_TEST_CASE(the_full_list_has_every_municipality) {
  const auto list = published_as({{Kind::signature, 3}, Scope::full, {}}, world().now);
  BOOST_TEST(list.serials ==
             (Serials{200'000'001, 200'000'002, 200'000'003, 200'000'004, 200'000'007, 200'000'008}));
}

BOOST_AUTO_TEST_CASE(a_list_without_entries_has_no_sequence_of_them) {
  const auto list = published_as({{Kind::signature, 3}, Scope::municipality, "47201"}, world().now);
  BOOST_TEST(list.verifies);
  BOOST_TEST(list.serials.empty());
}

BOOST_AUTO_TEST_CASE(the_same_world_and_time_give_the_same_bytes) {
  const NamedList list{world().id, world().kiyose};
  const auto& issuer = world().signature3.issuer;
  BOOST_TEST(published(list, at("2026-04-01"), issuer, world().source, {}) ==
             published(list, at("2026-04-01T23:59:59.999+09:00"), issuer, world().source, {}));
}

BOOST_AUTO_TEST_CASE(all_lists_of_an_authority) {
  const std::vector<unsigned> generations{2, 3};
  const std::vector<std::string> codes{"13221", "01106"};
  std::string named;
  for (const auto& id : all_lists(Kind::signature, generations, codes, {})) named += to_string(id) + " ";
  BOOST_TEST(named ==
             "signature/2/13221 signature/2/01106 signature/2/full signature/2/authority "
             "signature/3/13221 signature/3/01106 signature/3/full signature/3/authority ");
  BOOST_TEST(all_lists(Kind::signature, generations, codes, signed_by("newest-generation")).size() == 5);
}

BOOST_AUTO_TEST_CASE(what_is_no_list_has_no_name) {
  for (const auto* text :
       {"", "signature", "signature/3", "signature/0/full", "signature/3/", "seal/3/full", "signature/3/1322",
        "signature/3/13a21", "signature/-3/full", "signature/3/full/"}) {
    BOOST_TEST(!list_id_from(text).has_value(), text);
  }
}

BOOST_AUTO_TEST_CASE(entries_that_change_between_the_passes_are_trouble) {
  int asked = 0;
  const RevokedSource restless = [&](const Ask&, const TakeRevoked& take) {
    for (int i = 0; i <= asked; ++i) take({200'000'001, {world().now, registry::Reason::superseded}});
    ++asked;
  };
  BOOST_CHECK_THROW(
      published({world().id, world().kiyose}, world().now, world().signature3.issuer, restless, {}), Trouble);
}

BOOST_AUTO_TEST_CASE(a_p384_authority_signs_with_sha384) {
  const auto key = openssl::PrivateKey::generate_p384();
  const Issuer issuer{world().signature3.issuer.name, openssl::sha1(key.public_key_bits()), key};
  const auto list =
      opinion(published({world().id, world().kiyose}, world().now, issuer, world().source, {}), key);
  BOOST_TEST(list.verifies);
  BOOST_TEST(list.serials.size() == 5U);
}

// The quick encoder and the one for lies beside each other, at every length of a serial and both times.
BOOST_AUTO_TEST_CASE(both_encoders_of_an_entry_agree) {
  EntryEncoder encoder;
  for (unsigned bits = 0; bits < 64; ++bits) {
    const registry::RevokedCertificate revoked{
        std::uint64_t{1} << bits,
        {at("2049-12-30T12:34:56Z") + std::chrono::hours{bits},
         bits % 2 == 0 ? registry::Reason::superseded : registry::Reason::unspecified}};
    const auto quick = encoder.encode(revoked);
    BOOST_TEST(Bytes(quick.begin(), quick.end()) == encode(entry_fields(revoked)));
    BOOST_TEST(quick.size() == encoded_length(revoked));
  }
}

BOOST_AUTO_TEST_SUITE_END()
