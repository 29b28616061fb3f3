#include "fake-jlis/http/guest_book.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace tameshi::jlis::http {
namespace {

constexpr std::array<std::string_view, door_count> names{"ocsp",  "crl",     "ca",    "four-info", "health",
                                                         "index", "metrics", "admin", "nowhere"};

}  // namespace

std::string_view to_string(Door door) {
  return names[static_cast<std::size_t>(door)];
}

std::vector<std::string> answers_in_words(const Visit& visit) {
  std::vector<std::string> out;
  out.reserve(visit.answers.size());
  for (const auto& [about, answer, detail] : visit.answers) {
    out.push_back(about.empty() ? answer : fmt::format("{} {}", about, answer));
    if (!detail.empty()) out.back() += " " + detail;
  }
  return out;
}

void GuestBook::note(Visit visit, std::chrono::microseconds took) {
  if (listener_) listener_(visit);
  const auto door = static_cast<std::size_t>(visit.door);
  const std::lock_guard lock(mutex_);
  visit.number = ++count_;
  ++by_status_[door][std::min<std::size_t>(visit.status, statuses - 1)];
  microseconds_[door] += static_cast<std::uint64_t>(took.count());
  struck_ += visit.struck.size();
  if (log_ != nullptr) {
    const auto line = to_json_line(visit);
    std::fwrite(line.data(), 1, line.size(), log_);
    std::fflush(log_);
  }
  visits_.push_back(std::move(visit));
  if (visits_.size() > most) visits_.pop_front();
}

std::vector<Visit> GuestBook::after(std::uint64_t number, std::size_t limit) const {
  const std::lock_guard lock(mutex_);
  const auto first = std::find_if(visits_.begin(), visits_.end(),
                                  [number](const Visit& visit) { return visit.number > number; });
  const auto rest = static_cast<std::size_t>(visits_.end() - first);
  return {first, first + static_cast<std::ptrdiff_t>(std::min(limit, rest))};
}

void GuestBook::forget() {
  const std::lock_guard lock(mutex_);
  visits_.clear();
}

std::string GuestBook::metrics() const {
  const std::lock_guard lock(mutex_);
  std::string text =
      "# HELP tameshi_http_requests_total Requests answered.\n# TYPE tameshi_http_requests_total counter\n";
  auto out = std::back_inserter(text);
  for (std::size_t door = 0; door < door_count; ++door) {
    for (std::size_t status = 0; status < statuses; ++status) {
      if (by_status_[door][status] == 0) continue;
      fmt::format_to(out, "tameshi_http_requests_total{{endpoint=\"{}\",code=\"{}\"}} {}\n", names[door],
                     status, by_status_[door][status]);
    }
  }
  text +=
      "# HELP tameshi_http_request_seconds_total Time spent on making answers.\n"
      "# TYPE tameshi_http_request_seconds_total counter\n";
  for (std::size_t door = 0; door < door_count; ++door) {
    fmt::format_to(out, "tameshi_http_request_seconds_total{{endpoint=\"{}\"}} {:.6f}\n", names[door],
                   static_cast<double>(microseconds_[door]) / 1e6);
  }
  text += "# HELP tameshi_lies_total Lies and faults that struck.\n# TYPE tameshi_lies_total counter\n";
  fmt::format_to(out, "tameshi_lies_total {}\n", struck_);
  return text;
}

}  // namespace tameshi::jlis::http
