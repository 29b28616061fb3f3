#include "fake-jlis/documents/cms.hpp"

#include "base/process.hpp"
#include "fake-jlis/documents/cms_changes.hpp"

namespace tameshi::jlis::documents::testing {
namespace {

using tameshi::testing::text_at;

const Person& person_called(const std::string& name) {
  return name == "taro" ? world().taro : name == "next" ? world().next : world().hanako;
}

Scene scene_in(const yaml::Node& node) {
  std::vector<const Person*> people;
  if (const auto* by = node.find("by")) {
    for (const auto& item : by->items) people.push_back(&person_called(item.text));
  }
  if (people.empty()) people.push_back(&world().hanako);
  auto out = scene_of(people);
  if (const auto* changes = node.find("do")) {
    for (const auto& item : changes->items) change(out, item.text);
  } else {
    sign(out);
  }
  return out;
}

Bytes bytes_in(const yaml::Node& node) {
  auto out = encode(scene_in(node).data);
  const auto what = text_at(node, "bytes");
  if (what == "enveloped")
    return der::sequence({der::oid("1.2.840.113549.1.7.3"), der::context(0, der::null())});
  if (what == "followed-by-a-zero") out.push_back(0);
  if (what == "cut") out.pop_back();
  if (what == "text") return content;
  if (what == "nothing") out.clear();
  return out;
}

void check(const yaml::Node& node) {
  const auto given = text_at(node, "given");
  const auto cms = bytes_in(node);
  const auto another = bytes_of("Another contract.\n");
  const auto found = given.empty() ? read_cms(cms) : read_cms(cms, given == "content" ? content : another);
  BOOST_TEST(shown(found) == text_at(node, "finds"), details(found));
}

std::string verified_by_openssl(const Folder& folder, const std::vector<std::string>& more) {
  std::vector<std::string> words{
      "openssl",          "cms",     "-verify",
      "-inform",          "DER",     "-in",
      folder.file("cms"), "-CAfile", folder.write("ca.pem", bytes_of(pem("CERTIFICATE", world().ca))),
      "-purpose",         "any",     "-binary"};
  words.insert(words.end(), more.begin(), more.end());
  const auto result = value_or_trouble(run({.command = words}));
  return result.exit_code == 0 ? result.output : "refused: " + result.errors;
}

}  // namespace

CASES("cms", "cms.cases.yaml", check);

BOOST_AUTO_TEST_SUITE(cms_and_openssl)

BOOST_AUTO_TEST_CASE(openssl_verifies_ours) {
  const Folder folder;
  const std::vector<Signer> all{world().hanako.signer(), world().taro.signer(), world().next.signer()};
  for (const auto& signers : {std::vector{all[0]}, std::vector{all[2]}, all}) {
    folder.write("cms", *make_cms(signers, content, Content::attached, signed_at));
    BOOST_TEST(verified_by_openssl(folder, {}) == text_of(content));
    folder.write("cms", *make_cms(signers, content, Content::detached, signed_at));
    BOOST_TEST(verified_by_openssl(folder, {"-content", folder.write("content", content)}) ==
               text_of(content));
    BOOST_TEST(verified_by_openssl(folder, {"-content", folder.write("content", bytes_of("Another."))})
                   .starts_with("refused"));
  }
}

BOOST_AUTO_TEST_CASE(ours_verify_openssls) {
  const Folder folder;
  const auto text = folder.write("content", content);
  for (const auto* who : {&world().hanako, &world().next}) {
    const auto certificate = folder.write("one.pem", bytes_of(pem("CERTIFICATE", who->certificate)));
    const auto key = folder.write("one.key", bytes_of(who->key.to_pem()));
    const std::vector<std::string> sign{"openssl",  "cms",     "-sign",     "-binary",         "-in",
                                        text,       "-signer", certificate, "-inkey",          key,
                                        "-outform", "DER",     "-out",      folder.file("cms")};
    for (const auto& more : std::vector<std::vector<std::string>>{{},
                                                                  {"-nodetach"},
                                                                  {"-nodetach", "-noattr"},
                                                                  {"-noattr"},
                                                                  {"-nodetach", "-stream"},
                                                                  {"-keyid", "-md", "sha512"},
                                                                  {"-cades"},
                                                                  {"-md", "sha384", "-nosmimecap"}}) {
      auto words = sign;
      words.insert(words.end(), more.begin(), more.end());
      const auto result = value_or_trouble(run({.command = words}));
      BOOST_REQUIRE_MESSAGE(result.exit_code == 0, result.errors);
      const auto found = read_cms(read_file(folder.file("cms")), content);
      BOOST_TEST(shown(found) == "intact", details(found));
      BOOST_TEST((found.signatures.at(0).certificate == who->certificate));
      BOOST_TEST(!read_cms(read_file(folder.file("cms")), bytes_of("Another.")).intact());
    }
  }
}

BOOST_AUTO_TEST_CASE(what_is_found_says_who_when_and_what) {
  const std::vector<Signer> signers{world().hanako.signer()};
  const auto found = read_cms(*make_cms(signers, content, Content::attached, signed_at));
  const auto& one = found.signatures.at(0);
  BOOST_TEST(std::string(to_string(one.format)) == "cms-attached");
  BOOST_TEST((one.signed_at == signed_at));
  BOOST_TEST(one.algorithm == "sha256WithRSAEncryption");
  BOOST_TEST((one.covers.at(0).content == content));
  BOOST_TEST(one.others.empty());
}

BOOST_AUTO_TEST_CASE(the_same_twice) {
  for (const auto& signer : {world().hanako.signer(), world().next.signer()}) {
    const std::vector<Signer> signers{signer};
    BOOST_TEST((*make_cms(signers, content, Content::detached, signed_at) ==
                *make_cms(signers, content, Content::detached, signed_at)));
  }
}

BOOST_AUTO_TEST_CASE(a_signing_function_that_fails_is_heard) {
  auto signer = world().hanako.signer();
  signer.sign = [](ByteView) -> Result<Bytes> { return failure("the card is gone"); };
  const std::vector<Signer> signers{signer};
  BOOST_TEST(make_cms(signers, content, Content::attached, signed_at).error().what == "the card is gone");
}

BOOST_AUTO_TEST_CASE(every_cut_and_every_flipped_byte_is_noticed_or_harmless) {
  const std::vector<Signer> signers{world().next.signer()};
  const auto whole = *make_cms(signers, content, Content::attached, signed_at);
  for (std::size_t at = 0; at < whole.size(); ++at) {
    BOOST_TEST(!read_cms(ByteView(whole).first(at)).intact(), at);
    auto flipped = whole;
    flipped[at] ^= 0x01;
    const auto found = read_cms(flipped);
    // The list of hashes in front, versions and the certificate's own signature prove nothing here.
    if (found.intact()) BOOST_TEST((found.signatures.at(0).covers.at(0).content == content), at);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi::jlis::documents::testing
