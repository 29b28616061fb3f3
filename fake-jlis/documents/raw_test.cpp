#include "fake-jlis/documents/raw.hpp"

#include "fake-jlis/documents/forged_block.hpp"
#include "fake-jlis/documents/test_world.hpp"

namespace tameshi::jlis::documents::testing {
namespace {

using tameshi::testing::text_at;

struct Received {
  Bytes content = testing::content;
  Bytes certificate;
  Bytes signature;
};

void change(Received& it, const std::string& what) {
  const std::map<std::string, std::function<void()>> ways{
      {"", [] {}},
      {"content", [&] { it.content.back() ^= 1; }},
      {"certificate", [&] { it.certificate = world().taro.certificate; }},
      {"no-certificate", [&] { it.certificate = content; }},
      {"certificate-longer", [&] { it.certificate.push_back(0); }},
      {"signature", [&] { it.signature[100] ^= 1; }},
      {"shorter", [&] { it.signature.pop_back(); }},
      {"longer", [&] { it.signature.insert(it.signature.begin(), 0); }},
      {"nothing", [&] { it.signature.clear(); }},
  };
  ways.at(what)();
}

void check(const yaml::Node& node) {
  const auto& who = text_at(node, "by") == "next" ? world().next : world().hanako;
  const auto how = text_at(node, "forged");
  Received it;
  it.certificate = who.certificate;
  it.signature = how.empty() ? *make_raw(who.signer(), content) : forged_signature(who.key, content, how);
  change(it, text_at(node, "change"));
  const auto format = text_at(node, "format").empty() ? Format::raw : *format_from(text_at(node, "format"));
  const auto found = read_raw(format, it.signature, it.content, it.certificate, text_at(node, "hash"));
  BOOST_TEST(shown(found) == text_at(node, "finds"), details(found));
  BOOST_TEST(found.intact() == (text_at(node, "finds") == "intact"));
}

}  // namespace

CASES("raw", "raw.cases.yaml", check);

BOOST_AUTO_TEST_SUITE(raw_signatures)

BOOST_AUTO_TEST_CASE(the_bare_form_is_made_with_whoever_pads) {
  const auto& key = world().hanako.key;
  const auto pad_and_sign = [&](ByteView digest) -> Result<Bytes> { return key.sign_pkcs1_raw(digest); };
  const auto made = make_raw_without_digest_info(pad_and_sign, content);
  BOOST_REQUIRE(made);
  BOOST_TEST(shown(read_raw(Format::raw_no_digest_info, *made, content, world().hanako.certificate)) ==
             "intact");
  BOOST_TEST((*made == forged_signature(key, content, "bare")));
}

BOOST_AUTO_TEST_CASE(what_is_found_says_what_it_covers) {
  const auto& hanako = world().hanako;
  const auto found = read_raw(Format::raw, *make_raw(hanako.signer(), content), content, hanako.certificate);
  const auto& one = found.signatures.at(0);
  BOOST_TEST(one.hash == "sha256");
  BOOST_TEST(one.algorithm == "sha256WithRSAEncryption");
  BOOST_TEST((one.certificate == hanako.certificate));
  BOOST_TEST((one.covers.at(0).content == content));
  BOOST_TEST(one.covers.at(0).whole);
}

BOOST_AUTO_TEST_CASE(too_much_is_refused) {
  const auto& hanako = world().hanako;
  const auto signature = *make_raw(hanako.signer(), content);
  BOOST_TEST(shown(read_raw(Format::raw, signature, Bytes(largest_file + 1), hanako.certificate)) ==
             "too-large");
  BOOST_TEST(shown(read_raw(Format::raw, Bytes(1025), content, hanako.certificate)) == "too-large");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi::jlis::documents::testing
