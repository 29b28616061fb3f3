#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>
#include <boost/test/unit_test.hpp>
#include <set>
#include <sstream>
#include <string>

#include "base/openssl.hpp"
#include "reports/html_parts.hpp"
#include "reports/report.hpp"
#include "reports/sample_report.hpp"

namespace tameshi::reports {
namespace {

namespace pt = boost::property_tree;

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// The page without its script, whose operators are no XML: what is left is well formed.
pt::ptree tree_of(const std::string& whole) {
  auto page = whole;
  const auto start = page.find("<script>");
  page.erase(start, page.find("</script>") - start);
  page.insert(start, "<script>");
  std::istringstream in(page);
  pt::ptree tree;
  pt::read_xml(in, tree);
  return tree;
}

// Every value of an attribute, anywhere on the page.
void collect(const pt::ptree& node, const std::string& attribute, std::vector<std::string>& out) {
  for (const auto& [name, child] : node) {
    if (name == "<xmlattr>" && child.count(attribute) > 0) out.push_back(child.get<std::string>(attribute));
    collect(child, attribute, out);
  }
}

std::vector<std::string> values_of(const std::string& page, const std::string& attribute) {
  std::vector<std::string> out;
  collect(tree_of(page), attribute, out);
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(html_page)

BOOST_AUTO_TEST_CASE(is_well_formed_whatever_is_in_it) {
  for (const auto& sample : testing::samples()) BOOST_CHECK_NO_THROW(tree_of(html(sample.report)));
}

BOOST_AUTO_TEST_CASE(what_comes_from_outside_is_never_markup) {
  const auto page = html(testing::with({testing::hostile_run()}));
  BOOST_TEST(!has(page, "<script>alert"));
  BOOST_TEST(!has(page, "<b>"));
  BOOST_TEST(has(page, "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"));
}

BOOST_AUTO_TEST_CASE(needs_nothing_but_itself) {
  const auto page = html(testing::samples().back().report);
  for (const auto& target : values_of(page, "href")) {
    BOOST_TEST((target.starts_with("#") || target.starts_with("data:")), target);
  }
  for (const auto* loading : {"src", "srcset", "action", "data", "poster", "style"}) {
    BOOST_TEST(values_of(page, loading).empty(), loading);
  }
  BOOST_TEST(!has(page, "url("));
  BOOST_TEST(!has(page, "@import"));
  BOOST_TEST(!has(page, "://"));
  BOOST_TEST(has(page, "default-src &#39;none&#39;"));
}

BOOST_AUTO_TEST_CASE(every_word_stands_in_both_languages) {
  for (const auto& sample : testing::samples()) {
    const auto page = html(sample.report);
    BOOST_TEST(!values_of(page, "data-ja").empty());
    for (const auto& word : values_of(page, "data-ja")) BOOST_TEST(!word.empty());
    BOOST_TEST(!has(page, "<span></span>"));
  }
  BOOST_TEST(say(&Words::expected).str() == R"(<span data-ja="期待">Expected</span>)");
  BOOST_TEST(say(2, &Words::apdus).str() == R"(<span data-ja="APDU 2 件">2 APDUs</span>)");
  BOOST_TEST(say(&Words::http).str() == "HTTP");
}

BOOST_AUTO_TEST_CASE(a_case_has_the_same_name_in_every_report_and_a_second_one_another) {
  const auto report = testing::with({testing::failed_run(), testing::passed_run(), testing::failed_run()});
  const auto cases = cases_of(report);
  BOOST_TEST(cases[0].id == "case-pin-lockout-opensc");
  BOOST_TEST(cases[1].id == "case-sign-in-opensc");
  BOOST_TEST(cases[2].id == "case-pin-lockout-opensc-2");
}

BOOST_AUTO_TEST_CASE(one_command_plays_all_of_it) {
  const auto report = testing::with({testing::passed_run()});
  BOOST_TEST(has(html(report),
                 "tameshi run &#39;my scenarios&#39; scenarios --subject subjects/opensc.yaml --seed 7<"));
}

BOOST_AUTO_TEST_CASE(what_it_was_made_from_can_be_checked_with_sha256sum) {
  auto report = testing::with({testing::passed_run()});
  report.sources = {{"scenario", "scenarios/<a>.yaml", "12ab"}, {"subject", "subjects/b.yaml", "34cd"}};
  BOOST_TEST(has(html(report), "<pre>12ab  scenarios/&lt;a&gt;.yaml\n34cd  subjects/b.yaml\n</pre>"));
  report.sources.clear();
  BOOST_TEST(!has(html(report), std::string(english().made_from)));
}

BOOST_AUTO_TEST_CASE(a_case_that_finds_no_room_says_where_it_can_be_read) {
  const auto report = testing::with({testing::passed_run(), testing::passed_run(), testing::failed_run()});
  const auto one = case_article(cases_of(report)[0]).str().size();
  const auto page = [&](std::size_t budget) {
    std::string out;
    write_html(
        report, [&](std::string_view piece) { out += piece; }, budget);
    return out;
  };
  const auto left_out = [&](std::size_t budget) {
    const auto words = std::string(english().read_in_journal);
    const auto text = page(budget);
    long count = 0;
    for (auto at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) ++count;
    return count;
  };
  BOOST_TEST(left_out(0) == 3);
  BOOST_TEST(left_out(one) == 1);
  BOOST_TEST(left_out(10 * one) == 0);
  BOOST_TEST(page(10 * one) == html(report));
}

BOOST_AUTO_TEST_CASE(what_failed_stands_at_the_top_the_gravest_first) {
  const auto page = html(testing::samples().back().report);
  const auto top = page.substr(page.find("<nav"), page.find("</nav>") - page.find("<nav"));
  BOOST_TEST(top.find("badge fail") < top.find("badge error"));
  BOOST_TEST(top.find("badge error") < top.find("badge waived"));
  BOOST_TEST(!has(top, "badge pass"));
  BOOST_TEST(!has(html(testing::with({testing::passed_run()})), "<nav"));
}

BOOST_AUTO_TEST_CASE(what_came_from_an_authority_is_taken_apart_and_can_be_kept) {
  const auto page = html(testing::with({testing::lied_to_run()}));
  BOOST_TEST(has(page, "OCSP Response Status: trylater (0x3)"));
  BOOST_TEST(
      has(page, R"(href="data:application/octet-stream;base64,MAMKAQM=" download="ocsp-response.der")"));
  BOOST_TEST(has(page, R"(download="ocsp-response.pem")"));
}

BOOST_AUTO_TEST_CASE(each_place_has_one_name_and_each_link_leads_to_one) {
  for (const auto& sample : testing::samples()) {
    const auto page = html(sample.report);
    const auto ids = values_of(page, "id");
    const std::set<std::string> names(ids.begin(), ids.end());
    BOOST_TEST(names.size() == ids.size());
    for (const auto& target : values_of(page, "href")) {
      if (target.starts_with("#"))
        BOOST_TEST(names.contains(target.substr(1)), sample.name << ": " << target);
    }
  }
}

BOOST_AUTO_TEST_CASE(failed_runs_are_open_and_passed_ones_folded) {
  BOOST_TEST(has(html(testing::with({testing::failed_run()})), R"(<details class="run fail" open="">)"));
  BOOST_TEST(has(html(testing::with({testing::passed_run()})), R"(<details class="run pass">)"));
}

BOOST_AUTO_TEST_CASE(the_policy_names_the_digest_of_the_very_script_in_the_page) {
  const auto page = html(testing::with({}));
  const auto start = page.find("<script>") + 8;
  const auto script = page.substr(start, page.find("</script>") - start);
  BOOST_TEST(has(page, "script-src &#39;sha256-" + base64(openssl::sha256(bytes_of(script)))));
}

BOOST_AUTO_TEST_CASE(masked_bytes_are_dots) {
  BOOST_TEST(hex_text("0020008004********").str() == "<code>00 20 00 80 04 •• •• •• ••</code>");
}

BOOST_AUTO_TEST_CASE(long_hex_is_folded_to_its_first_16_and_last_4_bytes) {
  std::string hex;
  for (int i = 0; i < 30; ++i) hex += "0" + std::to_string(i % 10);
  const auto shown = hex_text(hex).str();
  BOOST_TEST(has(shown, "<code>00 01 02 03 04 05 06 07 08 09 00 01 02 03 04 05 … 06 07 08 09</code>"));
  BOOST_TEST(has(shown, "30 bytes"));
}

BOOST_AUTO_TEST_CASE(what_is_no_hex_is_shown_as_it_is) {
  BOOST_TEST(hex_text("試し<").str() == "<code>試し&lt;</code>");
}

BOOST_AUTO_TEST_CASE(a_flood_of_output_is_cut_and_says_so) {
  auto run = testing::passed_run();
  run.journal.push_back(
      {9, {}, 1, Actor::subject, ProcessRun{{"flood"}, 0, 0, false, std::string(70'000, 'x'), ""}});
  BOOST_TEST(has(html(testing::with({run})), "… 4464 more bytes stand in journal.jsonl"));
}

BOOST_AUTO_TEST_CASE(a_step_that_broke_off_without_a_result_still_shows_its_events) {
  auto run = testing::broken_run();
  run.steps.clear();
  BOOST_TEST(has(html(testing::with({run})), "pcscd ended by itself"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi::reports
