// The parts that the page is made of; each knows the one below it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reports/markup.hpp"
#include "reports/words.hpp"

namespace tameshi::reports {

// The style sheet and the script, as they stand in the page.
std::string_view style_sheet();
std::string_view page_script();

// "<span class=…>✓ pass</span>".
Markup badge(Verdict verdict, const Words& words);

// A folded or open part: <details> with its <summary>.
Markup fold(bool open, std::string_view css_class, const Markup& summary, const Markup& content);

// Hex with a space between bytes and dots for masked ones; a long one is folded: the first 16 bytes … the
// last 4.
Markup hex_text(const std::string& hex, const Words& words);

// A text that keeps its lines, cut where a page would choke.
Markup printed(const std::string& output, const Words& words);

// Where an event stands on the page; `run` counts from 1.
std::string event_anchor(std::size_t run, std::size_t event);

// What happened: the events in one table, those of `evidence` marked.
Markup timeline(const std::vector<const Event*>& events, const std::vector<std::size_t>& evidence,
                std::size_t run, const Words& words);

// The inside of one row that is not an APDU: an act, a program, something kept. Its own file keeps rows
// short.
Markup happening(const Event& event, const Words& words);

// One run with its steps.
Markup run_article(const RunResult& run, std::size_t number, const Words& words);

}  // namespace tameshi::reports
