#!/usr/bin/env python3
"""The HTML report in a browser: axe-core finds nothing, nothing is loaded, and 2,000 cases open and filter at once.

check_page.py [--screenshots FOLDER]: looks at the pages of reports/golden/ in both languages, light and dark, wide and
narrow, folded and unfolded, and at a page of 2,000 cases that it makes from one of them. Needs Chromium, and Playwright
and axe-core from .venv.
"""

import argparse
import importlib.util
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOM = Path(__file__).parent
Look = tuple[str, str, int]
LOOKS: list[Look] = [
    (language, scheme, width) for language in ("en", "ja") for scheme in ("light", "dark") for width in (1280, 360)
]
CASES = 2000
# Generous, since the machine that checks may be busy; what was measured is printed.
MOST_MS_TO_OPEN = 5000
MOST_MS_TO_FILTER = 500
TRIES = 3
MOST_MS_TO_WAIT = 180_000

RUN_AXE = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations.flatMap(
  ({id, help, nodes}) => nodes.map((node) => `${id}: ${help}: ${node.target} ${node.html.slice(0, 160)}`))"""

# The time until the next picture is ready, the filter and its layout in between.
TIME_OF_KEY = """async (text) => {
  const field = document.getElementById("by-text");
  const start = performance.now();
  field.value = text;
  field.dispatchEvent(new Event("input"));
  document.body.offsetHeight;
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - start;
}"""

OPENED = """() => {
  const [visit] = performance.getEntriesByType("navigation");
  return [visit.domContentLoadedEventEnd, visit.loadEventEnd, document.getElementsByTagName("*").length];
}"""


def opened(browser: Browser, path: Path, language: str = "en", scheme: str = "light", width: int = 1280) -> Page:
    context = browser.new_context(
        locale=language,
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 900},
    )
    page = context.new_page()
    page.set_default_timeout(MOST_MS_TO_WAIT)
    page.goto(path.as_uri())
    return page


def watched(page: Page) -> tuple[list[str], list[str]]:
    """What the page asks for and what it complains about, from now on."""
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    return asked, said


@cache
def axe() -> str:
    package = importlib.util.find_spec("axe_playwright_python")
    if package is None or package.origin is None:
        raise SystemExit("axe-core is not there; run base/tools/install.sh check")
    return Path(package.origin).with_name("axe.min.js").read_text(encoding="utf-8")


def mistakes_of(page: Page) -> Iterator[str]:
    # Through the protocol, not the page: its policy lets nothing else run.
    page.evaluate(axe())
    yield from page.evaluate(RUN_AXE)


def looks_at(browser: Browser, path: Path, looks: list[Look], pictures: Path | None) -> Iterator[str]:
    for language, scheme, width in looks:
        look = f"{path.name}, {language}, {scheme}, {width} px"
        page = opened(browser, path, language, scheme, width)
        asked, said = watched(page)
        page.reload()
        if page.locator("html").get_attribute("lang") != language:
            yield f"{look}: the page does not speak the reader's language"
        page.locator("#unfold").click()
        page.evaluate("for (const fold of document.querySelectorAll('details details:not(.hex)')) fold.open = true")
        yield from (f"{look}: {mistake}" for mistake in mistakes_of(page))
        if page.evaluate("document.documentElement.scrollWidth") > width:
            yield f"{look}: the page is wider than the screen"
        # data: is what links save; the browser asks the network for nothing.
        yield from (f"{look}: {url} was loaded" for url in asked if url != path.as_uri())
        yield from (f"{look}: {line}" for line in said)
        if pictures:
            page.screenshot(path=pictures / f"{path.stem}-{language}-{scheme}-{width}.png")
        page.context.close()


def many_cases(golden: str) -> str:
    """A page with the cases of a golden, again and again, each under a name of its own."""
    start, end = golden.index("<article"), golden.rindex("</article>") + len("</article>\n")
    cases = re.split(r"(?=<article)", golden[start:end])[0 if golden[start:end].startswith("<article") else 1 :]
    cases = [case for case in cases if case]
    ids = [re.search(r'id="(case-[^"]*)"', case).group(1) for case in cases]  # type: ignore[union-attr]
    out = []
    for i in range(CASES):
        case, name = cases[i % len(cases)], ids[i % len(cases)]
        out.append(re.sub(rf'(["#]){name}(["\\.])', rf"\g<1>{name}-{i}\g<2>", case))
    return golden[:start] + "".join(out) + golden[end:]


def times_of(page: Page, megabytes: float) -> tuple[float, float]:
    """Milliseconds until it is loaded, and of the slowest key in the search field."""
    ready, loaded, elements = page.evaluate(OPENED)
    keys = [page.evaluate(TIME_OF_KEY, text) for text in ("c", "ca", "car", "card", "")]
    print(
        f"{CASES} cases, {megabytes:.1f} MB, {elements} elements: ready in {ready:.0f} ms, loaded in {loaded:.0f} ms, "
        f"a key in the search field {', '.join(f'{key:.0f}' for key in keys)} ms"
    )
    return loaded, max(keys)


def fast_enough(browser: Browser, path: Path) -> Iterator[str]:
    page = opened(browser, path)
    for _ in range(TRIES):
        loaded, key = times_of(page, path.stat().st_size / 1e6)
        if loaded <= MOST_MS_TO_OPEN and key <= MOST_MS_TO_FILTER:
            break
        page.reload()
    else:
        yield f"{CASES} cases are not opened in {MOST_MS_TO_OPEN} ms and filtered in {MOST_MS_TO_FILTER} ms"
    yield from filters_count(page)
    page.context.close()


def filters_count(page: Page) -> Iterator[str]:
    """What the filters say is what is shown, and what the buttons promised."""
    for button in page.locator(".verdicts button").all():
        button.click()
        shown = page.locator(".case:not([hidden])").count()
        of_verdict = page.locator(f".case[data-verdict='{button.get_attribute('data-verdict')}']").count()
        said = int(page.locator("#shown").inner_text())
        if not shown == said == of_verdict:
            yield f"of {of_verdict} cases {shown} are shown, and {said} are said to be"
        button.click()
    page.locator("#by-text").fill("no case has these words")
    if not page.locator("#none").is_visible():
        yield "nothing fits, and the page does not say so"
    page.locator("#clear").click()
    if page.locator(".case:not([hidden])").count() != CASES:
        yield "cleared filters do not show every case"


def links_lead_on(browser: Browser, path: Path) -> Iterator[str]:
    """A link from elsewhere opens the case and the step that it leads into; keys walk the list."""
    page = opened(browser, path)
    page.goto(path.as_uri() + "#case-pin-lockout-opensc.9")
    page.reload()
    if not page.locator("[id='case-pin-lockout-opensc.9']").is_visible():
        yield "a link to an event does not show it"
    summaries = page.locator(".case .run > summary")
    summaries.first.focus()
    page.keyboard.press("ArrowDown")
    if not summaries.nth(1).evaluate("(one) => one === document.activeElement"):
        yield "the arrow keys do not go from case to case"
    page.locator("[data-language=ja]").click()
    if "試験報告書" not in page.title():
        yield "the button does not change the language"
    page.locator("[data-language=en]").click()
    if "Test report" not in page.title():
        yield "the language does not change back"
    page.context.close()


def without_script(browser: Browser, path: Path) -> Iterator[str]:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(path.as_uri())
    if page.locator(".needs-script:visible").count():
        yield "controls are shown that need the script, which does not run"
    if not page.locator(".step.fail .checks").first.is_visible():
        yield "without the script the reasons of a failed case cannot be read"
    page.context.close()


def on_paper(browser: Browser, path: Path) -> Iterator[str]:
    page = opened(browser, path)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    if page.locator(".case .run:not([open])").count() or page.locator(".step:not([open])").count():
        yield "paper does not get all of a short report"
    page.context.close()


def mistakes(browser: Browser, folder: Path, pictures: Path | None) -> Iterator[str]:
    whole = ROOM / "golden/all.report.html"
    yield from looks_at(browser, whole, LOOKS, pictures)
    for name in ("hostile", "lie", "skip"):
        yield from looks_at(browser, ROOM / f"golden/{name}.report.html", [LOOKS[0], LOOKS[-1]], pictures)
    for check in (links_lead_on, without_script, on_paper):
        yield from check(browser, whole)
    many = folder / "many.html"
    many.write_text(many_cases(whole.read_text(encoding="utf-8")), encoding="utf-8")
    yield from fast_enough(browser, many)


def main() -> int:
    parser = argparse.ArgumentParser(description="Looks at the HTML report in a browser.")
    parser.add_argument("--screenshots", type=Path, help="keep a picture of every look in this folder")
    pictures = parser.parse_args().screenshots
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
    # Chromium's sandbox refuses root, as in a container.
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    found = 0
    with sync_playwright() as tools, tempfile.TemporaryDirectory() as folder:
        browser = tools.chromium.launch(executable_path="/usr/bin/chromium", args=root)
        for mistake in mistakes(browser, Path(folder), pictures):
            print(mistake, file=sys.stderr)
            found += 1
        browser.close()
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
