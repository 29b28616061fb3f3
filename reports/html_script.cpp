// The little that the page does by itself: it changes the language, filters, opens what a link leads into,
// and unfolds for paper. Without it all is there, in English, and folds by hand.
#include "reports/html_parts.hpp"

namespace tameshi::reports {

std::string_view page_script() {
  return R"js(
"use strict";
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const byId = (id) => document.getElementById(id);
document.documentElement.classList.add("scripted");

// The words in the other language stand in data-ja; the English ones are kept when they are replaced.
let language = "en";
const speak = (root) => {
  for (const part of all("[data-ja]", root)) {
    part.dataset.en ??= part.textContent;
    part.textContent = part.dataset[language];
    part.setAttribute("lang", language);
  }
};
const choose = (chosen) => {
  language = chosen;
  document.documentElement.lang = chosen;
  for (const button of all("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === chosen));
  }
  speak(document);
};
for (const button of all("[data-language]")) button.addEventListener("click", () => choose(button.dataset.language));

// What a case holds is one text within <noscript> until it is wanted: thousands of cases open at once.
const unpack = (details) => {
  const packed = details.querySelector(":scope > noscript");
  if (!packed) return;
  const template = document.createElement("template");
  template.innerHTML = packed.textContent;
  if (language !== "en") speak(template.content);
  packed.replaceWith(template.content);
};
const open = (details, wanted = true) => {
  if (wanted && details.classList.contains("run")) unpack(details);
  details.open = wanted;
};
addEventListener("toggle", (event) => { if (event.target.open && event.target.matches(".run")) unpack(event.target); }, true);

const cases = all(".case").map((node) => {
  const details = node.querySelector("details");
  const summary = details.querySelector("summary");
  return {
    node, details, summary, verdict: node.dataset.verdict,
    tags: all(".tag", summary).map((tag) => tag.textContent),
    subject: summary.querySelector(".subject").textContent,
    text: `${summary.textContent} ${node.dataset.find} ${node.id}`.toLowerCase(),
  };
});
const isShown = (one) => !one.node.hidden;
const mostOpen = 20;
const wereOpen = cases.filter((one) => one.details.open);
for (const [i, one] of wereOpen.entries()) open(one.details, i < mostOpen);

// The filters stand in the address too, so that a view can be sent to somebody.
const search = byId("by-text"), tag = byId("by-tag"), subject = byId("by-subject");
const verdicts = all(".verdicts button");
const pressed = () => verdicts.filter((button) => button.getAttribute("aria-pressed") === "true").map((button) => button.dataset.verdict);
const filter = () => {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = pressed();
  let count = 0;
  for (const one of cases) {
    const fits = (!wanted.length || wanted.includes(one.verdict)) && (!tag?.value || one.tags.includes(tag.value)) &&
      (!subject?.value || one.subject === subject.value) && words.every((word) => one.text.includes(word));
    if (one.node.hidden === fits) one.node.hidden = !fits;
    if (fits) ++count;
  }
  byId("shown").textContent = count;
  byId("none").hidden = count > 0;
};
const remember = () => {
  const view = new URLSearchParams();
  for (const verdict of pressed()) view.append("verdict", verdict);
  for (const [name, field] of [["tag", tag], ["subject", subject], ["text", search]]) if (field?.value) view.set(name, field.value);
  history.replaceState(null, "", view.size ? `#?${view}` : "#");
};
const recall = (view) => {
  for (const button of verdicts) button.setAttribute("aria-pressed", String(view.getAll("verdict").includes(button.dataset.verdict)));
  for (const [name, field] of [["tag", tag], ["subject", subject], ["text", search]]) if (field) field.value = view.get(name) ?? "";
  filter();
};
const filtered = () => { filter(); remember(); };
for (const button of verdicts) {
  button.addEventListener("click", () => {
    button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
    filtered();
  });
}
search.addEventListener("input", filtered);
for (const field of [tag, subject]) field?.addEventListener("change", filtered);
byId("clear").addEventListener("click", () => { recall(new URLSearchParams()); remember(); });
byId("unfold").addEventListener("click", () => { for (const one of cases) if (isShown(one)) open(one.details); });
byId("fold").addEventListener("click", () => { for (const one of cases) open(one.details, false); });

// Up and down go from case to case.
byId("cases").addEventListener("keydown", (event) => {
  const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!way || !event.target.matches(".run > summary")) return;
  const shown = cases.filter(isShown);
  const next = shown[shown.findIndex((one) => one.summary === event.target) + way];
  if (next) { event.preventDefault(); next.summary.focus(); }
});

// "#case-…" is a case, "#case-….12" an event of it, "#?…" a view.
const follow = () => {
  const name = decodeURIComponent(location.hash.slice(1));
  if (name.startsWith("?")) { recall(new URLSearchParams(name.slice(1))); return; }
  const one = cases.find(({ node }) => node.id === name.split(".")[0]);
  if (!one) return;
  one.node.hidden = false;
  open(one.details);
  const target = byId(name) ?? one.node;
  for (let part = target; part; part = part.parentElement) if (part.tagName === "DETAILS") open(part);
  for (const before of all(".pointed")) before.classList.remove("pointed");
  target.classList.add("pointed");
  target.scrollIntoView();
  if (target === one.node) one.summary.focus({ preventScroll: true });
};
addEventListener("hashchange", follow);
addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#case-']");
  if (link && link.getAttribute("href") === location.hash) follow();
  const copy = event.target.closest(".copy");
  if (!copy) return;
  navigator.clipboard?.writeText(copy.previousElementSibling.textContent);
  const words = copy.querySelector("span"), before = words.textContent;
  words.textContent = language === "ja" ? copy.dataset.copiedJa : copy.dataset.copied;
  setTimeout(() => { words.textContent = before; }, 1500);
});

// Paper has no folds: it gets what is shown; of many cases only those that did not pass are printed whole.
const mostOnPaper = 60;
let folded = [];
addEventListener("beforeprint", () => {
  const shown = cases.filter(isShown);
  const whole = shown.filter((one) => shown.length <= mostOnPaper || !["pass", "skip"].includes(one.verdict));
  for (const one of whole) unpack(one.details);
  folded = whole.flatMap(({ details }) => [details, ...all(".step, .lanes, .program", details)]).filter((part) => !part.open);
  for (const part of folded) part.open = true;
});
addEventListener("afterprint", () => { for (const part of folded) part.open = false; });

if (navigator.language.startsWith("ja")) choose("ja");
follow();
)js";
}

}  // namespace tameshi::reports
