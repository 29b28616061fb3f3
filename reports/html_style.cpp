// How the page looks: on wide and narrow screens, in the light and in the dark, on paper.
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
h1 { font-size: 1.9rem; line-height: 1.2; letter-spacing: -.01em; }
h2 { font-size: 1.2rem; line-height: 1.35; margin-bottom: .8rem; }
h3 { font-size: 1.05rem; line-height: 1.4; font-weight: 600; }
h4 { font-size: 1rem; line-height: 1.4; font-weight: 600; margin: 0; }
a { color: var(--link); text-underline-offset: .15em; }
code, pre, .sw { font-family: var(--mono); font-size: .84em; }
pre { white-space: pre-wrap; margin: .2rem 0 .6rem; padding: .6rem .8rem; background: var(--sunken);
  border: 1px solid var(--line); border-radius: 6px; line-height: 1.45; max-height: 32rem; overflow: auto; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
section:focus { outline: none; }
:root:not(.scripted) .needs-script, .only-paper { display: none; }
.quiet { color: var(--quiet); }
.label { color: var(--quiet); font-size: .78rem; font-weight: 600; letter-spacing: .02em; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip-link { position: absolute; left: -999rem; background: var(--surface); padding: .5rem 1rem; }
.skip-link:focus { left: 1rem; top: 1rem; z-index: 1; }
.masthead { display: flex; flex-wrap: wrap; gap: .5rem 1rem; justify-content: space-between; align-items: center; }
h1 .subject { color: var(--quiet); font-weight: 500; }
.brand { color: var(--quiet); font-weight: 600; letter-spacing: .04em; }
.languages { display: flex; }
.languages button { border-radius: 0; margin-left: -1px; }
.languages button:first-of-type { border-radius: 6px 0 0 6px; } .languages button:last-of-type { border-radius: 0 6px 6px 0; }
main > * { margin-top: 2.5rem; }

.facts { display: grid; gap: .35rem 2rem; }
.facts > div { display: grid; grid-template-columns: 8rem minmax(0, 1fr); gap: 1rem; align-items: baseline; }
.facts dt { color: var(--quiet); font-size: .88rem; }
.facts dd { margin: 0; }
.standing { border-collapse: collapse; margin: 1rem 0 .8rem; }
.standing caption { text-align: left; font-weight: 600; padding-bottom: .4rem; }
.standing th, .standing td { border-bottom: 1px solid var(--line); padding: .35rem 1rem .35rem 0; text-align: left; }
.standing thead th { color: var(--quiet); font-size: .85rem; font-weight: 500; }
.cite { margin-right: .6rem; white-space: normal; }
.shell { background: var(--sunken); border: 1px solid var(--line); border-radius: 5px; padding: .1rem .45rem;
  box-decoration-break: clone; -webkit-box-decoration-break: clone; }
.shell:has(+ .copy) { user-select: all; padding: .3rem .6rem; display: inline-block; }

.banner { display: flex; flex-wrap: wrap; gap: .3rem .8rem; align-items: baseline; margin-top: 1rem;
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

.attention { list-style: none; padding: 0; background: var(--surface); border: 1px solid var(--line); border-radius: 10px; }
.attention li { display: grid; grid-template-columns: 5.8rem minmax(0, 1fr); gap: .1rem .9rem; align-items: baseline;
  padding: .6rem 1.2rem; border-top: 1px solid var(--line); }
.attention li:first-child { border-top: 0; }
.attention .why { grid-column: 2; }
.why { color: var(--quiet); font-size: .92rem; }

.filters { display: grid; gap: .7rem; padding: .8rem 1.2rem; background: var(--surface); border: 1px solid var(--line);
  border-radius: 10px; }
.verdicts, .choices, .shown { display: flex; flex-wrap: wrap; gap: .5rem .8rem; align-items: center; }
.choices { gap: .5rem 1.4rem; align-items: end; }
.choices label { display: grid; gap: .15rem; min-width: 10rem; max-width: 100%; } .choices select { max-width: 20rem; }
.choices .search { flex: 1 1 20rem; }
.verdicts .label { white-space: nowrap; }
.verdicts strong { font-variant-numeric: tabular-nums; }
.shown { margin: .8rem 0; }
.shown p { margin-right: auto; font-variant-numeric: tabular-nums; }
input, select { font: inherit; color: var(--text); background: var(--page); border: 1px solid var(--quiet); border-radius: 6px;
  padding: .3rem .6rem; width: 100%; min-height: 2.2rem; }
button { font: inherit; font-size: .88rem; color: var(--text); background: var(--surface); cursor: pointer;
  border: 1px solid var(--quiet); border-radius: 6px; padding: .25rem .8rem; min-height: 2rem; }
button:hover { background: var(--sunken); }
button[aria-pressed="true"] { background: var(--text); border-color: var(--text); color: var(--page); }
.copy { min-height: 1.5rem; padding: .1rem .6rem; font-size: .8rem; }

table { border-collapse: collapse; width: 100%; font-size: .92rem; }
caption { text-align: left; font-weight: 600; padding: .2rem 0 .4rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem .7rem .5rem 0; border-top: 1px solid var(--line); }
thead th { color: var(--quiet); white-space: nowrap; font-size: .78rem; font-weight: 600; border-top: 0; padding-bottom: .3rem; }
tbody th { font-weight: 500; }
.cell-label { display: none; }

details > summary { cursor: pointer; }
.case { content-visibility: auto; contain-intrinsic-size: auto 5.2rem; margin-bottom: .5rem; }
.run, .step, .lanes { border: 1px solid var(--line); border-radius: 10px; }
.run { background: var(--surface); }
.run.fail { border-left: 5px solid var(--fail); } .run.error { border-left: 5px solid var(--error); }
.run > summary, .step > summary, .lanes > summary { list-style: none; border-radius: 10px; }
.run > summary { display: grid; grid-template-columns: .8em 5.8rem minmax(0, 1fr); gap: .1rem .9rem; align-items: baseline;
  padding: .7rem 1.2rem; }
.run > summary > .origin, .run > summary > .why { grid-column: 3; }
.run > summary > .why { white-space: pre-wrap; }
.fail > summary > .why { color: var(--fail); } .error > summary > .why { color: var(--error); }
.step > summary, .lanes > summary { display: flex; flex-wrap: wrap; gap: .3rem .9rem; align-items: baseline; padding: .55rem .9rem; }
.run > summary::-webkit-details-marker, .step > summary::-webkit-details-marker,
.lanes > summary::-webkit-details-marker { display: none; }
.run > summary::before, .step > summary::before, .lanes > summary::before { content: "▸"; content: "▸" / ""; color: var(--quiet);
  width: .8em; }
.run[open] > summary::before, .step[open] > summary::before, .lanes[open] > summary::before { content: "▾"; content: "▾" / ""; }
.run > summary:hover, .step > summary:hover, .lanes > summary:hover { background: var(--sunken); }
.step > summary h4 { flex: 1 1 16rem; }
.origin { color: var(--quiet); font-size: .84rem; }
.tag { border: 1px solid var(--line); border-radius: 4px; padding: 0 .35rem; margin-left: .4rem; }
.run > .inside { padding: .4rem 1.2rem 1.2rem; }
.run > .inside > .facts { margin-bottom: 1.2rem; font-size: .94rem; }
.counts { color: var(--quiet); font-size: .86rem; }
.step, .lanes { margin-top: .6rem; }
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
.carried td { border-top: 0; padding-top: 0; font-size: .92em; }
.both-ways { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); gap: .4rem 1.4rem; }
.decoded { margin-top: .3rem; } .decoded > summary { color: var(--link); }
.card-event td, .card-event th { background: var(--skip-bg); }
.secret td, .secret th { background: var(--fail-bg); }
.trouble td, .trouble th { background: var(--error-bg); }
.evidence > th { box-shadow: inset 3px 0 var(--fail); }
.timeline .evidence > th { color: var(--fail); font-weight: 700; }
.timeline tr:target, .timeline tr.pointed { outline: 2px solid var(--link); outline-offset: 1px; }

figure { margin: 0; padding: 0 .9rem .9rem; }
figcaption { font-size: .84rem; margin-top: .6rem; }
.lane-sheet { overflow: auto; max-height: 40rem; border-top: 1px solid var(--line); }
.lane-sheet svg { display: block; font-size: 11px; font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Hiragino Sans",
    "Yu Gothic UI", "Noto Sans JP", "Noto Sans CJK JP", sans-serif; }
.lane-heads { position: sticky; top: 0; z-index: 1; background: var(--surface); }
.lane-label { color: var(--quiet); font-size: .8rem; font-weight: 600; padding: .25rem .5rem; background: var(--sunken);
  position: sticky; left: 0; width: max-content; max-width: 100%; border-radius: 4px; margin-top: .3rem; }
.lane-sheet text { fill: var(--text); paint-order: stroke; stroke: var(--surface); stroke-width: 4px; stroke-linejoin: round; }
.lane-sheet .lane-name { font-size: 12.5px; font-weight: 650; }
.lane-sheet .when { fill: var(--quiet); font-variant-numeric: tabular-nums; }
.lane-sheet .answered, .lane-sheet .noted, .lane-sheet .waited { fill: var(--quiet); }
.lane-sheet .answered { font-weight: 600; }
.lane-sheet text.not-ok { fill: var(--fail); }
.life { stroke: var(--line); } .out { stroke: var(--text); } .back { stroke: var(--quiet); stroke-dasharray: 4 3; }
.tip.out { fill: var(--text); } .tip.back { fill: var(--quiet); stroke-dasharray: none; }
.axis { stroke: var(--quiet); stroke-width: 2; } .axis.spread { stroke-dasharray: 2 4; stroke-width: 1; }
.gap { fill: var(--skip-bg); }
.lane-sheet .waited { font-weight: 600; stroke: none; }
.dot { fill: var(--quiet); } .dot.not-ok { fill: var(--fail); }
.lane-sheet a { cursor: pointer; }
.lane-sheet a:hover .said, .lane-sheet a:hover .noted { text-decoration: underline; }
.evidence .out, .evidence .back, .evidence .tip { stroke: var(--fail); } .evidence .tip { fill: var(--fail); }
.evidence .dot { fill: var(--fail); }
.lane-sheet .evidence text { fill: var(--fail); font-weight: 650; }

footer { margin-top: 2.5rem; color: var(--quiet); font-size: .86rem; }

@media (max-width: 44rem) {
  body { padding-top: 1.2rem; }
  .facts > div { grid-template-columns: 1fr; gap: 0; }
  .banner .tally { margin-left: 0; }
  table, tbody, tr, th, td, caption { display: block; width: auto !important; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { border-top: 1px solid var(--line); padding: .6rem 0; }
  th, td { border-top: 0; padding: .1rem 0; }
  .cell-label { display: inline; color: var(--quiet); font: 600 .78rem/1.5 system-ui, sans-serif; margin-right: .4rem; }
  .evidence-row { border-top: 0; padding-top: 0; } .evidence-row td { padding-left: 0; }
  .timeline tr > * { padding: .1rem .6rem; }
  .timeline tbody th, .timeline td.time { display: inline-block; background: none; box-shadow: none; }
  .timeline tr.evidence { border-left: 3px solid var(--fail); }
  .timeline tr.card-event, .timeline tr.card-event > * { background: var(--skip-bg); }
  .day { display: inline; }
  .run > summary { grid-template-columns: .8em minmax(0, 1fr); padding: .7rem .8rem; }
  .run > summary > * { grid-column: 2 !important; justify-self: start; }
  .attention li { grid-template-columns: minmax(0, 1fr); } .attention li > * { grid-column: 1 !important; justify-self: start; }
  .step > summary { padding: .7rem .8rem; } .run > .inside, .step > .inside { padding: .4rem .8rem .9rem; }
  .badge + h4 { flex-basis: 100%; }
  pre { max-height: none; }
}
@media print {
  @page { margin: 14mm 12mm 16mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; } }
  :root { --page: #ffffff; --surface: #ffffff; --sunken: #f7f8fa; --text: #1b2430; --quiet: #566171; --line: #dce1e7;
    --link: #1d4f91; --pass: #17643a; --pass-bg: #e4f3ea; --fail: #a3161f; --fail-bg: #fdecec; --skip: #4a5565;
    --skip-bg: #eceff3; --waived: #744a00; --waived-bg: #fcf1d9; --error: #6d278f; --error-bg: #f5eafa; }
  html { font-size: 12px; } body { max-width: none; padding: 0; } a[download] { display: none; }
  .skip-link, button, .filters, .shown, .languages { display: none !important; }
  .only-paper { display: block; }
  main > * { margin-top: 1.4rem; }
  .case { content-visibility: visible; }
  .run, .step, pre { break-inside: auto; } h2, .run > summary, .step > summary, caption, .lane-label { break-after: avoid; }
  tr, .remark, .attention li, .run > summary { break-inside: avoid; }
  .run > summary::before, .step > summary::before, .lanes > summary::before { content: none !important; }
  th, td { padding: .22rem .5rem .22rem 0; } table { font-size: .88rem !important; }
  .facts { gap: .1rem 1rem; } .run > summary, .step > summary, .lanes > summary { padding: .35rem .6rem; }
  .run > .inside, .step > .inside { padding: .2rem .6rem .6rem; } figure { padding: 0 .6rem .6rem; }
  .timeline thead th:nth-child(1) { width: 2.6rem; } .timeline thead th:nth-child(2) { width: 7.2rem; }
  .run > summary { grid-template-columns: 5.8rem minmax(0, 1fr); }
  .run > summary > .origin, .run > summary > .why { grid-column: 2; }
  a { color: inherit; text-decoration: none; }
  pre { max-height: none; overflow: visible; }
  .lane-sheet { max-height: none; overflow: visible; }
  .lane-sheet svg { width: 100%; height: auto; max-width: 190mm; } .lane-heads, .lane-label { position: static !important; }
  .run::details-content, .step::details-content, .lanes::details-content, .program::details-content {
    content-visibility: visible; display: block; height: auto; }
  .badge, .banner, .remark, .bar, tr > *, svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
)css";
}

}  // namespace tameshi::reports
