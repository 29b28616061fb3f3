#include "fake-jlis/fees/bill.hpp"

#include <sstream>

#include "base/testing/cases.hpp"

namespace tameshi::jlis::fees::testing {
namespace {

Query query_from(const std::string& text) {
  std::istringstream in(text);
  std::string at, way, kind;
  Query out;
  in >> at >> way >> kind >> out.count;
  out.at = value_or_trouble(parse_instant(at));
  out.way = way == "crl" ? Way::crl : way == "four-info" ? Way::four_info : Way::ocsp;
  out.kind = *kind_from(kind);
  return out;
}

void check(const yaml::Node& node) {
  std::vector<Query> queries;
  for (const auto& item : node.find("queries")->items) queries.push_back(query_from(item.text));
  std::vector<std::string> wanted, made;
  for (const auto& item : node.find("bills")->items) wanted.push_back(item.text);
  for (const auto& bill : bills(queries, fee_table())) made.push_back(in_words(bill));
  BOOST_TEST(made == wanted, boost::test_tools::per_element());
}

}  // namespace

CASES("bills", "bill.cases.yaml", check);

}  // namespace tameshi::jlis::fees::testing
