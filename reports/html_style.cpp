// How the page looks, and the little it does: unfold everything for paper and by the two buttons, and open
// what a link leads into. Without the script all of it can still be read and unfolded by hand.
#include "reports/html_parts.hpp"

namespace tameshi::reports {

std::string_view style_sheet() {
  return R"css(
:root {
  --page: #f5f6f8; --surface: #ffffff; --sunken: #f7f8fa; --text: #1b2430; --quiet: #566171; --line: #dce1e7;
  --link: #1d4f91; --pass: #17643a; --pass-bg: #e4f3ea; --fail: #a3161f; --fail-bg: #fdecec; --skip: #4a5565;
  --skip-bg: #eceff3; --waived: #744a00; --waived-bg: #fcf1d9; --error: #6d278f; --error-bg: #f5eafa;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", "Noto Sans Mono CJK JP", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #11151a; --surface: #191f27; --sunken: #141a21; --text: #e3e8ee; --quiet: #a3aebb; --line: #303944;
    --link: #8fb8f2; --pass: #84d7a6; --pass-bg: #143022; --fail: #ff9d9d; --fail-bg: #3d191c; --skip: #b4bdc9;
    --skip-bg: #28303a; --waived: #efc66f; --waived-bg: #372a0e; --error: #dba8f2; --error-bg: #33193f;
  }
}
* { box-sizing: border-box; }
html { color-scheme: light dark; -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem; }
body {
  margin: 0 auto; max-width: 78rem; padding: 2rem clamp(1rem, 4vw, 3rem) 3rem; background: var(--page);
  color: var(--text); overflow-wrap: anywhere;
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Hiragino Sans", "Yu Gothic UI", "Noto Sans JP",
    "Noto Sans CJK JP", sans-serif;
}
h1, h2, h3, p, dl, ul { margin: 0; }
h1 { font-size: 1.9rem; line-height: 1.2; letter-spacing: -.01em; margin-bottom: 1.2rem; }
h2 { font-size: 1.2rem; line-height: 1.35; }
h3 { font-size: 1rem; line-height: 1.4; font-weight: 600; }
a { color: var(--link); text-underline-offset: .15em; }
code, pre, .sw { font-family: var(--mono); font-size: .84em; }
pre { white-space: pre-wrap; margin: .2rem 0 .6rem; padding: .6rem .8rem; background: var(--sunken);
  border: 1px solid var(--line); border-radius: 6px; line-height: 1.45; max-height: 32rem; overflow: auto; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
main:focus { outline: none; }
.quiet { color: var(--quiet); }
.label { color: var(--quiet); font-size: .78rem; font-weight: 600; letter-spacing: .02em; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip-link { position: absolute; left: -999rem; background: var(--surface); padding: .5rem 1rem; }
.skip-link:focus { left: 1rem; top: 1rem; z-index: 1; }
.brand { color: var(--quiet); font-weight: 600; letter-spacing: .04em; }

.facts { display: grid; gap: .35rem 2rem; }
.facts > div { display: grid; grid-template-columns: 8rem minmax(0, 1fr); gap: 1rem; align-items: baseline; }
.facts dt { color: var(--quiet); font-size: .88rem; }
.facts dd { margin: 0; }
.cite { margin-right: .6rem; white-space: normal; }
.shell { background: var(--sunken); border: 1px solid var(--line); border-radius: 5px; padding: .1rem .45rem;
  box-decoration-break: clone; -webkit-box-decoration-break: clone; }
.inside > .facts .shell { user-select: all; }

.banner { display: flex; flex-wrap: wrap; gap: .3rem .8rem; align-items: baseline; margin-top: 1.5rem;
  padding: .9rem 1.2rem; border-radius: 10px 10px 0 0; }
.banner strong { font-size: 1.25rem; }
.banner .mark { font-size: 1.25rem; font-weight: 700; }
.banner .tally { margin-left: auto; }
.bar { display: block; width: 100%; height: .4rem; border-radius: 0 0 10px 10px; background: var(--line); }
rect.pass { fill: var(--pass); } rect.fail { fill: var(--fail); } rect.skip { fill: var(--quiet); }
rect.waived { fill: var(--waived); } rect.error { fill: var(--error); }

.badge { display: inline-block; min-width: 5.2em; padding: .08rem .6rem; border-radius: 99px; font-size: .82rem;
  font-weight: 650; line-height: 1.5; text-align: center; white-space: nowrap; border: 1px solid currentColor; }
.pass.badge, .pass.banner { color: var(--pass); background: var(--pass-bg); }
.fail.badge, .fail.banner, .fail.remark { color: var(--fail); background: var(--fail-bg); }
.skip.badge, .skip.banner, .skip.remark { color: var(--skip); background: var(--skip-bg); }
.waived.badge, .waived.banner, .waived.remark { color: var(--waived); background: var(--waived-bg); }
.error.badge, .error.banner, .error.remark { color: var(--error); background: var(--error-bg); }
.remark { padding: .6rem .9rem; border-left: 4px solid; border-radius: 4px; margin-bottom: 1rem; white-space: pre-wrap; }

nav { margin: 2.5rem 0; }
nav h2, .bar-of-buttons { margin-bottom: .8rem; }
.bar-of-buttons { display: flex; flex-wrap: wrap; gap: .6rem; align-items: center; }
.bar-of-buttons h2 { margin-right: auto; }
button { font: inherit; font-size: .88rem; color: var(--text); background: var(--surface); cursor: pointer;
  border: 1px solid var(--quiet); border-radius: 6px; padding: .25rem .8rem; }

table { border-collapse: collapse; width: 100%; font-size: .92rem; }
caption { text-align: left; font-weight: 600; padding: .2rem 0 .4rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem .7rem .5rem 0; border-top: 1px solid var(--line); }
thead th { color: var(--quiet); white-space: nowrap; font-size: .78rem; font-weight: 600; border-top: 0; padding-bottom: .3rem; }
tbody th { font-weight: 500; }
.overview { background: var(--surface); border: 1px solid var(--line); border-radius: 10px;
  border-collapse: separate; border-spacing: 0; }
.overview th, .overview td { padding: .55rem 1rem; }
.overview td:nth-child(3) { white-space: nowrap; }
.overview .badge { width: 5.6rem; }

details > summary { cursor: pointer; }
.run, .step { border: 1px solid var(--line); border-radius: 10px; }
.run { background: var(--surface); margin-bottom: 1rem; }
.run.fail { border-left: 5px solid var(--fail); } .run.error { border-left: 5px solid var(--error); }
.run > summary, .step > summary { display: flex; flex-wrap: wrap; gap: .3rem .9rem; align-items: baseline;
  padding: .8rem 1.2rem; list-style: none; border-radius: 10px; }
.run > summary::-webkit-details-marker, .step > summary::-webkit-details-marker { display: none; }
.run > summary::before, .step > summary::before { content: "▸"; content: "▸" / ""; color: var(--quiet); width: .8em; }
.run[open] > summary::before, .step[open] > summary::before { content: "▾"; content: "▾" / ""; }
.run > summary:hover, .step > summary:hover { background: var(--sunken); }
.run > summary h2 { font-size: 1.08rem; flex: 1 1 20rem; }
.step > summary h3 { flex: 1 1 16rem; }
.run > .inside { padding: .4rem 1.2rem 1.2rem; }
.run > .inside > .facts { margin-bottom: 1.2rem; font-size: .94rem; }
.counts { color: var(--quiet); font-size: .86rem; }
.step { margin-top: .6rem; }
.step > summary { padding: .55rem .9rem; }
.step.fail { border-color: var(--fail); } .step.error { border-color: var(--error); }
.step > .inside { padding: .4rem 1rem 1rem; }
.step-number { color: var(--quiet); font-weight: 500; margin-right: .35rem; }
.step table + table { margin-top: 1.4rem; }

.value { font-family: var(--mono); font-size: .84rem; white-space: pre-wrap; }
.unmet { color: var(--fail); font-weight: 650; }
.waived .unmet { color: var(--waived); }
.unmet .quiet { color: inherit; }
.where { color: var(--quiet); font-family: var(--mono); font-size: .78rem; }
.links { font-size: .84rem; }
.checks thead th:nth-child(1) { width: 7rem; } .checks thead th:nth-child(2) { width: 26%; }
.checks thead th:nth-child(5) { width: 16%; } .checks thead th:nth-child(6) { width: 12%; }
.evidence-row td { border-top: 0; padding: 0 0 .8rem 7rem; }
.evidence-row ul { padding-left: 0; list-style: none; border-left: 3px solid var(--fail); }
.evidence-row li { padding: .12rem 0 .12rem .8rem; font-size: .88rem; }

.timeline { table-layout: fixed; font-size: .88rem; }
.timeline th:nth-child(1) { width: 3.2rem; } .timeline thead th:nth-child(2) { width: 7.2rem; }
.timeline thead th:nth-child(3) { width: 36%; } .timeline thead th:nth-child(4) { width: 22%; }
.timeline tbody th, .timeline .time { color: var(--quiet); font-variant-numeric: tabular-nums; font-weight: 400; }
.timeline tbody th { padding-left: .5rem; }
.day { display: block; font-size: .8em; }
.meaning { display: block; font-weight: 550; }
.sw { font-weight: 700; border: 1px solid var(--line); border-radius: 4px; padding: .02rem .35rem; margin-right: .25rem; }
.not-ok { color: var(--fail); }
.source { display: block; color: var(--quiet); font-size: .86em; }
.hex { display: inline; } .hex > summary { display: inline; } .hex > code { display: block; margin-top: .3rem; }
.hex > summary > code { text-decoration: underline dotted var(--quiet); text-underline-offset: .25em; }
.size { color: var(--quiet); font-size: .84em; white-space: nowrap; }
.pair { margin-left: .6rem; }
.ending { margin-left: .4rem; font-weight: 600; }
.stream { color: var(--quiet); font-size: .78rem; margin-top: .5rem; }
.card-event td, .card-event th { background: var(--skip-bg); }
.secret td, .secret th { background: var(--fail-bg); }
.trouble td, .trouble th { background: var(--error-bg); }
.evidence > th { box-shadow: inset 3px 0 var(--fail); }
.timeline .evidence > th { color: var(--fail); font-weight: 700; }
.timeline tr:target > * { outline: 2px solid var(--link); outline-offset: -2px; }
footer { margin-top: 2.5rem; color: var(--quiet); font-size: .86rem; }

@media (max-width: 44rem) {
  body { padding-top: 1.2rem; }
  .facts > div { grid-template-columns: 1fr; gap: 0; }
  .banner .tally { margin-left: 0; }
  table, tbody, tr, th, td, caption { display: block; width: auto !important; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { border-top: 1px solid var(--line); padding: .6rem 0; }
  th, td, .overview th, .overview td { border-top: 0; padding: .1rem 0; }
  .overview tr { padding: .7rem 1rem; } .overview tr:first-child { border-top: 0; }
  td[data-label]::before { content: attr(data-label) " "; color: var(--quiet); font: 600 .78rem/1.5 system-ui, sans-serif; }
  td[data-label]:empty { display: none; }
  .evidence-row { border-top: 0; padding-top: 0; } .evidence-row td { padding-left: 0; }
  .timeline tr > * { padding: .1rem .6rem; }
  .timeline tbody th, .timeline td.time { display: inline-block; background: none; box-shadow: none; }
  .timeline tr.evidence { border-left: 3px solid var(--fail); }
  .timeline tr.card-event, .timeline tr.card-event > * { background: var(--skip-bg); }
  .day { display: inline; }
  .run > summary, .step > summary { padding: .7rem .8rem; } .run > .inside, .step > .inside { padding: .4rem .8rem .9rem; }
  .run > summary h2, .badge + h3 { flex-basis: 100%; }
  pre { max-height: none; }
}
@media print {
  :root { --page: #ffffff; }
  body { max-width: none; padding: 0; font-size: 9.5pt; }
  .skip-link, button { display: none; }
  .run, .step, pre { break-inside: auto; } .run > summary, .step > summary, caption { break-after: avoid; }
  tr, .remark { break-inside: avoid; }
  pre { max-height: none; }
  details::details-content { content-visibility: visible; display: block; height: auto; }
  .badge, .banner, .remark, tr > * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
)css";
}

std::string_view page_script() {
  return R"js(
"use strict";
const folds = () => document.querySelectorAll("main details");
const openAround = (node) => {
  for (let part = node; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
};
const openTarget = () => {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  if (!target) return;
  openAround(target);
  if (target.tagName === "ARTICLE") target.firstElementChild.open = true;
  target.scrollIntoView();
};
let folded = [];
addEventListener("hashchange", openTarget);
addEventListener("beforeprint", () => {
  folded = [...folds()].filter((part) => !part.open);
  for (const part of folded) part.open = true;
});
addEventListener("afterprint", () => { for (const part of folded) part.open = false; });
for (const [id, open] of [["unfold", true], ["fold", false]]) {
  const button = document.getElementById(id);
  button.hidden = false;
  button.addEventListener("click", () => {
    for (const part of document.querySelectorAll("main .run, main .step")) part.open = open;
  });
}
openTarget();
)js";
}

}  // namespace tameshi::reports
