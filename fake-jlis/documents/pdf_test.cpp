#include "base/process.hpp"
#include "fake-jlis/documents/pdf_changes.hpp"
#include "fake-jlis/documents/pdf_text.hpp"

namespace tameshi::jlis::documents::testing {
namespace {

using tameshi::testing::text_at;

const std::string text = "契約書\n\nI agree to everything. 髙橋 𠮷野\n";

Bytes signed_by(const Bytes& pdf, const Person& who, const std::string& name) {
  return value_or_trouble(sign_pdf(pdf, who.signer(), {.at = signed_at, .name = name, .reason = "合意"}));
}

Bytes done(const Bytes& pdf, const std::string& what) {
  if (what == "sign hanako") return signed_by(pdf, world().hanako, "(Hanako)");
  if (what == "sign taro") return signed_by(pdf, world().taro, "偽物 太郎");
  if (what == "sign next") return signed_by(pdf, world().next, "");
  return changed(pdf, what);
}

void check(const yaml::Node& node) {
  auto pdf = value_or_trouble(pdf_of_text(text));
  if (const auto* all = node.find("do")) {
    for (const auto& item : all->items) pdf = done(pdf, item.text);
  }
  const auto found = read_pdf(pdf);
  BOOST_TEST(shown(found) == text_at(node, "finds"), details(found));
}

ProcessResult run_it(std::vector<std::string> command) {
  return value_or_trouble(run({.command = std::move(command)}));
}

std::size_t count(const std::string& in, const std::string& what) {
  std::size_t out = 0;
  for (auto at = in.find(what); at != std::string::npos; at = in.find(what, at + 1)) ++out;
  return out;
}

std::string by_pdfsig(const Bytes& pdf) {
  const Folder folder;
  return run_it({"pdfsig", "-nocert", folder.write("it.pdf", pdf)}).output;
}

Bytes by_qpdf(const Bytes& pdf, const std::string& how) {
  const Folder folder;
  const auto result = run_it({"qpdf", how, folder.write("in.pdf", pdf), folder.file("out.pdf")});
  BOOST_TEST(result.exit_code == 0, result.errors);
  return read_file(folder.file("out.pdf"));
}

}  // namespace

CASES("pdf", "pdf.cases.yaml", check);

BOOST_AUTO_TEST_SUITE(pdf_and_others)

BOOST_AUTO_TEST_CASE(pdfsig_finds_ours_valid) {
  const auto once = done(value_or_trouble(pdf_of_text(text)), "sign hanako");
  BOOST_TEST(count(by_pdfsig(once), "Signature is Valid.") == 1U);
  BOOST_TEST(count(by_pdfsig(once), "Total document signed") == 1U);
  const auto twice = done(once, "sign taro");
  BOOST_TEST(count(by_pdfsig(twice), "Signature is Valid.") == 2U);
  BOOST_TEST(count(by_pdfsig(twice), "Total document signed") == 1U);
  BOOST_TEST(count(by_pdfsig(twice), "Not total document signed") == 1U);
}

BOOST_AUTO_TEST_CASE(an_appended_update_is_noticed_by_both) {
  const auto pdf = changed(done(value_or_trouble(pdf_of_text(text)), "sign hanako"), "update-page");
  BOOST_TEST(count(by_pdfsig(pdf), "Not total document signed") == 1U);
  BOOST_TEST(shown(read_pdf(pdf)) == "changed-after-signing");
}

// Object streams, cross-reference streams with predictors, linearized files.
BOOST_AUTO_TEST_CASE(files_of_any_structure_are_signed_and_read) {
  for (const auto* how : {"--object-streams=generate", "--linearize", "--object-streams=disable"}) {
    const auto pdf = by_qpdf(value_or_trouble(pdf_of_text(text)), how);
    const auto twice = done(done(pdf, "sign hanako"), "sign next");
    const auto found = read_pdf(twice);
    BOOST_TEST(shown(found) == "intact, intact", how << details(found));
    BOOST_TEST(count(by_pdfsig(twice), "Signature is Valid.") >= 1U, how);
    const Folder folder;
    const auto checked = run_it({"qpdf", "--check", folder.write("it.pdf", twice)});
    // 3: warnings. A linearized file that was added to is no linearized one any more.
    BOOST_TEST((checked.exit_code == 0 || std::string(how) == "--linearize"), checked.output);
    BOOST_TEST(
        shown(read_pdf(changed(twice, "update-page"))) == "changed-after-signing, changed-after-signing",
        how);
  }
}

BOOST_AUTO_TEST_CASE(a_signed_file_written_anew_is_no_longer_signed) {
  const auto pdf = done(value_or_trouble(pdf_of_text(text)), "sign hanako");
  for (const auto* how : {"--object-streams=generate", "--linearize", "--object-streams=disable"})
    BOOST_TEST(shown(read_pdf(by_qpdf(pdf, how))) == "not-the-whole-file");
}

BOOST_AUTO_TEST_CASE(what_is_found_says_who_when_and_how_much) {
  const auto pdf = done(done(value_or_trouble(pdf_of_text(text)), "sign hanako"), "sign taro");
  const auto found = read_pdf(pdf);
  BOOST_REQUIRE(found.signatures.size() == 2U);
  const auto& first = found.signatures[0];
  const auto& second = found.signatures[1];
  BOOST_TEST(first.name == "Signature1");
  BOOST_TEST(second.name == "Signature2");
  BOOST_TEST(first.signed_by == "(Hanako)");
  BOOST_TEST(second.signed_by == "偽物 太郎");
  BOOST_TEST((first.signed_at == signed_at));
  BOOST_TEST((first.certificate == world().hanako.certificate));
  BOOST_TEST(!first.covers.at(0).whole);
  BOOST_TEST(second.covers.at(0).whole);
  BOOST_TEST(second.covers.at(0).revision == pdf.size());
  BOOST_TEST(shown(read_pdf(Bytes(pdf.begin(), pdf.begin() + static_cast<std::ptrdiff_t>(
                                                                 first.covers.at(0).revision)))) == "intact");
}

BOOST_AUTO_TEST_CASE(the_same_twice) {
  const auto pdf = value_or_trouble(pdf_of_text(text));
  BOOST_TEST((pdf == value_or_trouble(pdf_of_text(text))));
  for (const auto* who : {"sign hanako", "sign next"}) BOOST_TEST((done(pdf, who) == done(pdf, who)));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_signed_is_refused) {
  const auto pdf = value_or_trouble(pdf_of_text(text));
  const auto signer = world().hanako.signer();
  BOOST_TEST(!sign_pdf(content, signer, {}).has_value());
  BOOST_TEST(!sign_pdf(changed(done(pdf, "sign hanako"), "encrypt"), signer, {}).has_value());
  const auto once = value_or_trouble(sign_pdf(pdf, signer, {.at = signed_at, .field = "合意"}));
  BOOST_TEST(read_pdf(once).signatures.at(0).name == "合意");
  BOOST_TEST(sign_pdf(once, signer, {.at = signed_at, .field = "合意"}).error().what ==
             "the PDF has a field \"合意\" already");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(pdf_of_a_text)

BOOST_AUTO_TEST_CASE(poppler_reads_the_text_back) {
  const Folder folder;
  const auto pdf = folder.write("it.pdf", value_or_trouble(pdf_of_text(text)));
  const auto read = run_it({"pdftotext", pdf, "-"});
  BOOST_TEST(read.errors.empty(), read.errors);
  for (const auto* words : {"契約書", "I agree to everything.", "髙橋", "𠮷野"})
    BOOST_TEST(read.output.find(words) != std::string::npos, words << " in " << read.output);
  BOOST_TEST(run_it({"qpdf", "--check", pdf}).exit_code == 0);
}

BOOST_AUTO_TEST_CASE(a_long_text_takes_several_pages) {
  std::string line;
  for (int i = 0; i < 100; ++i) line += "甲は乙に";
  std::string many;
  for (int i = 0; i < 10; ++i) many += line + "\n";
  const Folder folder;
  const auto info = run_it({"pdfinfo", folder.write("it.pdf", value_or_trouble(pdf_of_text(many)))});
  BOOST_TEST(count(info.output, "Pages:           3\n") == 1U, info.output);
  BOOST_TEST(!pdf_of_text("\xC0").has_value());
  BOOST_TEST(pdf_of_text("").has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi::jlis::documents::testing
