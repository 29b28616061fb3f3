#include "fake-jlis/fees/bill.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/resources.hpp"
#include "base/suggest.hpp"
#include "base/yaml_reader.hpp"

namespace tameshi::jlis::fees {
namespace {

constexpr std::string_view table_path = "fake-jlis/fees/fees.yaml";
constexpr long most_yen = 1'000'000;

// In the order of Way.
const std::vector<std::string> ways{"ocsp", "crl", "four-info"};

std::optional<Way> way_from(const std::string& word) {
  const auto found = std::find(ways.begin(), ways.end(), word);
  if (found == ways.end()) return std::nullopt;
  return static_cast<Way>(found - ways.begin());
}

void read_fee(const yaml::Node& node, FeeTable& out, yaml::Problems& problems) {
  yaml::Fields fields(node, "a fee", problems);
  const auto way = *way_from(fields.one_of("way", ways));
  const auto kind = kind_from(fields.one_of("kind", {"signature", "authentication"}));
  out.yen[{way, kind.value_or(Kind::signature)}] =
      static_cast<std::uint64_t>(fields.integer("yen", 0, most_yen));
  fields.text("per");
  fields.text("source");
  fields.finish();
}

void read_waiver(const yaml::Node& node, FeeTable& out, yaml::Problems& problems) {
  yaml::Fields fields(node, "the waiver", problems);
  const auto from = parse_date(fields.text("from"));
  if (from) {
    out.waived_from = *from;
  } else {
    problems.add(from.error());
  }
  for (const auto& word : fields.texts("ways")) {
    if (const auto way = way_from(word)) {
      out.waived.insert(*way);
    } else {
      problems.add(fields.place(), fmt::format("there is no way \"{}\"", word), suggestion(word, ways));
    }
  }
  fields.text("source");
  fields.finish();
}

FeeTable read_table() {
  yaml::Problems problems;
  FeeTable out;
  const auto text = resources::find(table_path);
  if (!text) throw Trouble("there is no table of fees", std::string(table_path), "");
  if (const auto root = yaml::read(*text, std::string(table_path), problems)) {
    yaml::Fields fields(*root, "the table of fees", problems);
    if (const auto* fees = fields.required("fees")) {
      for (const auto& item : fees->items) read_fee(item, out, problems);
    }
    if (const auto* waiver = fields.optional("waiver")) read_waiver(*waiver, out, problems);
    fields.finish();
  }
  if (!problems.empty()) throw Trouble(problems.all().front());
  return out;
}

std::string due_in_words(const DayBill& bill) {
  if (bill.due_yen == bill.list_yen) return {};
  return bill.due_yen == 0 ? ", waived" : fmt::format(", {} of them due", bill.due_yen);
}

}  // namespace

std::uint64_t yen_of(const FeeTable& table, Way way, Kind kind) {
  const auto found = table.yen.find({way, kind});
  return found == table.yen.end() ? 0 : found->second;
}

std::uint64_t count_of(const DayBill& bill, Way way, Kind kind) {
  const auto found = bill.queries.find({way, kind});
  return found == bill.queries.end() ? 0 : found->second;
}

const FeeTable& fee_table() {
  static const auto table = read_table();
  return table;
}

std::vector<DayBill> bills(const std::vector<Query>& queries, const FeeTable& table) {
  std::map<std::chrono::sys_days, DayBill> days;
  for (const auto& query : queries) {
    const auto date = in_japan(query.at).date;
    auto& bill = days[date];
    bill.day = date;
    bill.queries[{query.way, query.kind}] += query.count;
    const auto yen = query.count * yen_of(table, query.way, query.kind);
    const bool waived = table.waived_from &&
                        std::chrono::sys_days(date) >= std::chrono::sys_days(*table.waived_from) &&
                        table.waived.contains(query.way);
    bill.list_yen += yen;
    bill.due_yen += waived ? 0 : yen;
  }
  std::vector<DayBill> out;
  out.reserve(days.size());
  for (auto& [day, bill] : days) out.push_back(std::move(bill));
  return out;
}

std::string in_words(const DayBill& bill) {
  const auto lists =
      count_of(bill, Way::crl, Kind::signature) + count_of(bill, Way::crl, Kind::authentication);
  const auto newer = count_of(bill, Way::four_info, Kind::signature);
  return fmt::format("{}: {} signature and {} authentication queries by OCSP, {} lists{}; {} yen{}",
                     tameshi::to_string(bill.day), count_of(bill, Way::ocsp, Kind::signature),
                     count_of(bill, Way::ocsp, Kind::authentication), lists,
                     newer == 0 ? "" : fmt::format(", {} times newer four items", newer), bill.list_yen,
                     due_in_words(bill));
}

}  // namespace tameshi::jlis::fees
