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

// A run and its name on the page: "case-pin-lockout-opensc", the same in every report that has it.
struct Case {
  const RunResult& run;
  std::string id;
};
std::vector<Case> cases_of(const Report& report);

// Text in both languages: the page has the English one, and the script puts the one of data-ja in its place.
Markup both(std::string_view in_english, std::string_view in_japanese);
Markup say(std::string_view Words::*word);
Markup say(std::size_t number, Counted Words::*words);
template <typename TextIn>
Markup in_both(const TextIn& text_in) {
  return both(text_in(english()), text_in(japanese()));
}

// "<span class=…>✓ pass</span>".
Markup badge(Verdict verdict);

// A term and what there is to say about it, in a <dl class="facts">; nothing for an empty value.
Markup fact(std::string_view Words::*name, const Markup& value);

// The name of a cell's column, for narrow screens where there is no head row.
Markup cell_label(std::string_view Words::*name);

// A row of column heads.
Markup column_heads(std::initializer_list<std::string_view Words::*> names);

// A folded or open part: <details> with its <summary>.
Markup fold(bool open, std::string_view css_class, const Markup& summary, const Markup& content);

// A command to type, with a button that copies it.
Markup command_to_copy(std::string_view command);

// Hex with a space between bytes and dots for masked ones; a long one is folded: the first 16 bytes … the
// last 4.
Markup hex_text(const std::string& hex);

// A text that keeps its lines, cut where a page would choke.
Markup printed(const std::string& output);

// Bytes to look at and to keep: taken apart where they are ASN.1 that is known, and a link that saves them.
Markup evidence_of(std::string_view name, const Bytes& contents);

// Where an event stands on the page.
std::string event_anchor(std::string_view case_id, std::size_t event);

// What happened: the events in one table, those of `evidence` marked.
Markup timeline(const std::vector<const Event*>& events, const std::vector<std::size_t>& evidence,
                std::string_view case_id);

// The inside of one row that is not an APDU: an act, a program, something kept. Its own file keeps rows
// short.
Markup happening(const Event& event);

// The exchange of a run as lanes with arrows; nothing when nothing happened.
Markup lanes_of(const Case& of, const std::vector<std::size_t>& evidence);

// One run with its steps.
Markup case_article(const Case& of);
// The same without what happened, which stands elsewhere then.
Markup case_without_journal(const Case& of);
// Why it ended so, in one line; nothing of a run that passed.
Markup why_of(const RunResult& run);

// What was tested and how to do it again.
Markup tested_part(const Report& report);
// Of a conformance suite: each subject by level. Nothing where no run is a case of one.
Markup standing_part(const Report& report);
Markup again_part(const Report& report);
std::vector<std::string> subjects_of(const Report& report);

// What did not pass, the filters, and all cases, which are the list.
Markup attention_part(const std::vector<Case>& cases);
Markup cases_part(const std::vector<Case>& cases, const Markup& list);

}  // namespace tameshi::reports
