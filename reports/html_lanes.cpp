// The exchange as a drawing: a lane for each who took part, time running down, an arrow for each message. One
// drawing per step, so that paper breaks between them. The tables say the same in words.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "reports/event_line.hpp"
#include "reports/html_parts.hpp"
#include "reports/lanes.hpp"
#include "reports/text.hpp"

namespace tameshi::reports {
namespace {

using std::chrono::milliseconds;

constexpr int gutter = 112;       // for the time line
constexpr int usual_width = 900;  // of all lanes
constexpr int narrowest_lane = 180;
constexpr int widest_lane = 300;
constexpr int top = 20;
constexpr int answer_below = 15;
constexpr int head_height = 26;
constexpr std::size_t most_arrows = 400;

struct Sheet {
  const Case& of;
  const Exchange& exchange;
  const std::vector<std::size_t>& evidence;
  std::optional<milliseconds> row;
  int lane_width;

  [[nodiscard]] int width() const { return gutter + static_cast<int>(exchange.lanes.size()) * lane_width; }
  [[nodiscard]] int middle_of(std::size_t lane) const {
    return gutter + static_cast<int>(lane) * lane_width + lane_width / 2;
  }
};

std::string number(int value) {
  return std::to_string(value);
}

Markup line(std::string css_class, int x1, int y1, int x2, int y2) {
  return element("line",
                 {{"class", std::move(css_class)},
                  {"x1", number(x1)},
                  {"y1", number(y1)},
                  {"x2", number(x2)},
                  {"y2", number(y2)}},
                 Markup());
}

enum class Anchor { start, middle, end };

// SVG has no <span>: the element itself has the other language.
Markup words_at(std::string css_class, int x, int y, Anchor anchor, const std::string& in_english,
                const std::string& in_japanese) {
  constexpr std::array anchors{"start", "middle", "end"};
  const std::string anchored = anchors.at(static_cast<std::size_t>(anchor));
  if (in_english == in_japanese) {
    return element(
        "text",
        {{"class", std::move(css_class)}, {"x", number(x)}, {"y", number(y)}, {"text-anchor", anchored}},
        in_english);
  }
  return element("text",
                 {{"class", std::move(css_class)},
                  {"x", number(x)},
                  {"y", number(y)},
                  {"text-anchor", anchored},
                  {"data-ja", in_japanese}},
                 in_english);
}

Markup words_at(std::string css_class, int x, int y, Anchor anchor, const std::string& words) {
  return words_at(std::move(css_class), x, y, anchor, words, words);
}

// What fits into so many pixels; a character beyond Latin is as wide as two, and capitals are wider.
std::string fitting(const std::string& label, int pixels) {
  constexpr int narrow = 6;
  constexpr int capital = 8;
  const auto whole = one_line(label);
  int width = 0;
  std::size_t end = 0;
  while (end < whole.size()) {
    const auto first = static_cast<unsigned char>(whole[end]);
    const std::size_t size = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    const bool is_capital = whole[end] >= 'A' && whole[end] <= 'Z';
    width += size > 2 ? 2 * narrow : is_capital ? capital : narrow;
    if (width > pixels) break;
    end += size;
  }
  return end >= whole.size() ? whole : std::string(head_of(whole, end)) + "…";
}

// At most two units: "1 day 3 hours", "250 ms".
std::string duration_in(const Words& words, milliseconds wait) {
  struct Unit {
    milliseconds size;
    Counted Words::*name;
  };
  static constexpr std::array<Unit, 5> units{{{std::chrono::hours{24}, &Words::days},
                                              {std::chrono::hours{1}, &Words::hours},
                                              {std::chrono::minutes{1}, &Words::minutes},
                                              {std::chrono::seconds{1}, &Words::seconds},
                                              {milliseconds{1}, &Words::milliseconds}}};
  std::string out;
  int said = 0;
  for (const auto& [size, name] : units) {
    const auto many = wait / size;
    if (many > 0) out += (out.empty() ? "" : " ") + counted(static_cast<std::size_t>(many), words.*name);
    if (many > 0 || said > 0) ++said;
    if (said == 2) break;
    wait %= size;
  }
  return out.empty() ? counted(0, words.milliseconds) : out;
}

std::string name_of(const Sheet& sheet, const Lane& lane, const Words& words) {
  switch (lane.kind) {
    case LaneKind::tester:
      return std::string(sheet.exchange.with_app ? words.lane_customer : words.lane_tester);
    case LaneKind::subject:
      return sheet.of.run.subject;
    case LaneKind::card:
      return std::string(words.lane_card);
    case LaneKind::service:
      break;
  }
  if (lane.service == "ocsp" || lane.service == "crl" || lane.service == "ca") {
    std::string out = "J-LIS ";
    for (const char c : lane.service) out += static_cast<char>(c - 'a' + 'A');
    return out;
  }
  return "J-LIS " + lane.service;
}

Markup drawing(std::string css_class, const Sheet& sheet, int height, const Markup& inside,
               const std::string& label_id) {
  const auto width = number(sheet.width());
  const auto box = fmt::format("0 0 {} {}", width, height);
  if (label_id.empty()) {
    return block("svg",
                 {{"class", std::move(css_class)},
                  {"width", width},
                  {"height", number(height)},
                  {"viewBox", box},
                  {"aria-hidden", "true"}},
                 inside);
  }
  return block("svg",
               {{"class", std::move(css_class)},
                {"width", width},
                {"height", number(height)},
                {"viewBox", box},
                {"role", "group"},
                {"aria-labelledby", label_id}},
               inside);
}

Markup heads(const Sheet& sheet) {
  Markup out;
  for (std::size_t i = 0; i < sheet.exchange.lanes.size(); ++i) {
    const auto in = [&](const Words& words) {
      return fitting(name_of(sheet, sheet.exchange.lanes[i], words), sheet.lane_width - 12);
    };
    out += words_at("lane-name", sheet.middle_of(i), 17, Anchor::middle, in(english()), in(japanese()));
  }
  return drawing("lane-heads", sheet, head_height, out, "");
}

Markup arrow_line(const std::string& css_class, int from, int to, int y) {
  const int back = to > from ? -7 : 7;
  return line(css_class, from, y, to, y) +
         element("path", {{"class", "tip " + css_class}, {"d", fmt::format("M{} {}l{} -4v8z", to, y, back)}},
                 Markup());
}

std::string label_of(const Arrow& arrow) {
  return arrow.count == 1 ? arrow.label : fmt::format("{} × {}", arrow.label, arrow.count);
}

Markup message(const Sheet& sheet, const Arrow& arrow, int y) {
  const int from = sheet.middle_of(arrow.from);
  const int to = sheet.middle_of(arrow.to);
  const int room = std::abs(to - from) - 24;
  auto out = arrow_line(arrow.is_return ? "back" : "out", from, to, y) +
             words_at("said", (from + to) / 2, y - 5, Anchor::middle, fitting(label_of(arrow), room));
  if (arrow.answer.empty()) return out;
  const auto well = arrow.is_well ? "answered" : "answered not-ok";
  out += arrow_line("back", to, from, y + answer_below);
  const bool right = to > from;
  return out + words_at(well, right ? from + 12 : from - 12, y + answer_below - 3,
                        right ? Anchor::start : Anchor::end, fitting(arrow.answer, room - 14));
}

// What happens within one lane; in the last one the words stand before the mark.
Markup note(const Sheet& sheet, const Arrow& arrow, int y) {
  const int at = sheet.middle_of(arrow.from);
  const bool last = arrow.from + 1 == sheet.exchange.lanes.size();
  const auto dot = element(
      "circle",
      {{"class", arrow.is_well ? "dot" : "dot not-ok"}, {"cx", number(at)}, {"cy", number(y)}, {"r", "4"}},
      Markup());
  return dot + words_at(arrow.is_well ? "noted" : "noted not-ok", last ? at - 9 : at + 9, y + 4,
                        last ? Anchor::end : Anchor::start, fitting(label_of(arrow), sheet.lane_width - 20));
}

Markup drawn(const Sheet& sheet, const Arrow& arrow, int y) {
  const auto& numbers = sheet.evidence;
  const bool counts = std::any_of(numbers.begin(), numbers.end(), [&](std::size_t number) {
    return number >= arrow.event && number < arrow.event + arrow.count;
  });
  const auto inside = arrow.from == arrow.to ? note(sheet, arrow, y) : message(sheet, arrow, y);
  return block(
      "a", {{"href", "#" + event_anchor(sheet.of.id, arrow.event)}, {"class", counts ? "evidence" : "event"}},
      inside);
}

// "09:00:00.250", and the day above it where that changes.
Markup time_at(const Arrow& arrow, const Arrow* before, int y) {
  if (before != nullptr && before->until == arrow.time) return {};
  const auto whole = to_string(arrow.time);
  auto out = words_at("when", gutter - 20, y + 4, Anchor::end, whole.substr(11, whole.size() - 11 - 6));
  const bool same_day = before != nullptr && to_string(before->until).substr(0, 10) == whole.substr(0, 10);
  if (!same_day) out += words_at("when", gutter - 20, y - 9, Anchor::end, whole.substr(0, 10));
  return out;
}

Markup way_to(const Sheet& sheet, const Distance& way, int from, int to) {
  const int x = gutter - 10;
  if (way.stretch == Stretch::scaled) return line("axis scaled", x, from, x, to);
  auto out = line("axis spread", x, from, x, to);
  if (way.stretch != Stretch::cut) return out;
  const int y = (from + to) / 2;
  const auto in = [&](const Words& words) {
    const auto gap = words.language == "ja" ? "" : " ";
    return fmt::format("≈ {}{}{}", duration_in(words, way.wait), gap, words.later);
  };
  out += empty_element("rect", {{"class", "gap"},
                                {"x", "0"},
                                {"y", number(y - 9)},
                                {"width", number(sheet.width())},
                                {"height", "18"}});
  return out + words_at("waited", sheet.width() / 2, y + 4, Anchor::middle, in(english()), in(japanese()));
}

// The arrows of one step; `before` is the last one of the step before it.
Markup step_drawing(const Sheet& sheet, std::span<const Arrow> arrows, const Arrow* before,
                    const std::string& label_id) {
  Markup inside;
  int y = top;
  for (const auto& arrow : arrows) {
    if (before != nullptr) {
      const auto way = distance(*before, arrow, sheet.row);
      const bool within = before >= arrows.data() && before < &arrow;
      const int pixels = within || way.stretch == Stretch::cut ? way.pixels : 0;
      inside += way_to(sheet, way, y, y + pixels);
      y += pixels;
    }
    inside += time_at(arrow, before, y) + drawn(sheet, arrow, y);
    before = &arrow;
  }
  const int height = y + row_pixels - 8;
  Markup lifelines;
  for (std::size_t i = 0; i < sheet.exchange.lanes.size(); ++i)
    lifelines += line("life", sheet.middle_of(i), 0, sheet.middle_of(i), height);
  return drawing("lane-step", sheet, height, lifelines + inside, label_id);
}

std::string title_of(const RunResult& run, int step) {
  for (const auto& one : run.steps) {
    if (one.number == step) return " · " + one.title;
  }
  return {};
}

Markup step_label(const Sheet& sheet, int step, bool begun, const std::string& id) {
  const auto name = step > 0
                        ? in_both([&](const Words& words) { return fmt::format("{} {}", words.step, step); })
                        : say(begun ? &Words::aftermath : &Words::preparation);
  return block("p", {{"class", "lane-label"}, {"id", id}},
               name + text(step > 0 ? title_of(sheet.of.run, step) : ""));
}

Markup steps_drawn(const Sheet& sheet) {
  const auto& arrows = sheet.exchange.arrows;
  const auto end = std::min(arrows.size(), most_arrows);
  Markup out;
  int part = 0;
  bool begun = false;
  for (std::size_t i = 0; i < end;) {
    auto next = i;
    while (next < end && arrows[next].step == arrows[i].step) ++next;
    const auto id = fmt::format("{}.lanes-{}", sheet.of.id, ++part);
    out += step_label(sheet, arrows[i].step, begun, id) +
           step_drawing(sheet, std::span(arrows).subspan(i, next - i), i == 0 ? nullptr : &arrows[i - 1], id);
    begun = begun || arrows[i].step > 0;
    i = next;
  }
  if (arrows.size() > end) out += block("p", say(arrows.size() - end, &Words::more_events));
  return out;
}

Markup legend(const Sheet& sheet) {
  const auto& arrows = sheet.exchange.arrows;
  const bool still = arrows.front().time == arrows.back().until;
  const auto in = [&](const Words& words) {
    const auto space = words.language == "ja" ? "" : " ";
    const auto stop = words.language == "ja" ? "。" : ".";
    const auto out = fmt::format("{}{}", words.lanes_read_on, space);
    if (still) return fmt::format("{}{}", out, words.still_clock);
    if (!sheet.row) return fmt::format("{}{}", out, words.closer);
    return fmt::format("{}{} {}; {}{}{}{}", out, words.to_scale, duration_in(words, *sheet.row),
                       words.same_instant, stop, space, words.closer);
  };
  return block("figcaption", {{"class", "quiet"}}, in_both(in));
}

}  // namespace

Markup lanes_of(const Case& of, const std::vector<std::size_t>& evidence) {
  const auto exchange = exchange_of(of.run);
  if (exchange.arrows.empty()) return {};
  const Sheet sheet{
      of, exchange, evidence, time_of_row(exchange.arrows),
      std::clamp(usual_width / static_cast<int>(exchange.lanes.size()), narrowest_lane, widest_lane)};
  const bool open = of.run.verdict == Verdict::fail || of.run.verdict == Verdict::error;
  const auto figure = block("figure", block("div",
                                            {{"class", "lane-sheet"},
                                             {"tabindex", "0"},
                                             {"role", "group"},
                                             {"aria-labelledby", of.id + ".lanes"}},
                                            heads(sheet) + steps_drawn(sheet)) +
                                          legend(sheet));
  return fold(open, "lanes", element("h4", {{"id", of.id + ".lanes"}}, say(&Words::lanes)), figure);
}

}  // namespace tameshi::reports
