"""pytest with cards and a fake J-LIS: fixtures, markers, scenario files as tests. Loaded by pytest itself.

Fixtures: world, card, fake_jlis, pcsc_reader; and tameshi_keys, which a conftest may override.
Markers: persona("taro"), world(clock=..., deviation=...), fault("pulled", during="VERIFY").
Files NAME.scenario.yaml are played with the subject that --tameshi-subject or the ini value names; a conftest may
put a tameshi.Subject in its place with the hook pytest_tameshi_subject.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

import tameshi

MARKERS = (
    'persona(id): whose card and world it is; a name or a tameshi.Persona ("hanako")',
    "world(clock, generation, seed, deviation): arguments of tameshi.World for this test",
    'fault(name, **settings): armed on the card before the test, as Card.arm("pulled", during="VERIFY")',
)
WORLD = pytest.StashKey[tameshi.World]()


class Hooks:
    @pytest.hookspec(firstresult=True)
    def pytest_tameshi_subject(self, config: pytest.Config) -> tameshi.Subject | None:
        """The subject that scenario files are played with; None: the one that is named."""


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    pluginmanager.add_hookspecs(Hooks)


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("tameshi")
    group.addoption("--tameshi-subject", help="subject of scenario files: a built-in one's name, or a file")
    group.addoption("--tameshi-keys", help="folder of the key pool, else ~/.cache/tameshi/keys")
    parser.addini("tameshi_subject", "subject of scenario files", default="in-process")
    parser.addini("tameshi_keys", "folder of the key pool", default="")


def pytest_configure(config: pytest.Config) -> None:
    for marker in MARKERS:
        config.addinivalue_line("markers", marker)


def chosen(config: pytest.Config, name: str) -> str:
    return str(config.getoption("--tameshi-" + name) or config.getini("tameshi_" + name))


def keys_of(config: pytest.Config) -> str | None:
    folder = chosen(config, "keys")
    return str(config.rootpath / folder) if folder else None


@pytest.fixture(scope="session")
def tameshi_keys(pytestconfig: pytest.Config) -> str | None:
    """The folder of the key pool; None is the user's cache."""
    return keys_of(pytestconfig)


@pytest.fixture
def world(request: pytest.FixtureRequest, tameshi_keys: str | None) -> tameshi.World:
    """A world of its own for this test, as the markers persona and world say."""
    node: pytest.Item = request.node
    settings: dict[str, Any] = {"keys": tameshi_keys}
    if marker := node.get_closest_marker("world"):
        settings.update(marker.kwargs)
    if marker := node.get_closest_marker("persona"):
        settings["persona"] = marker.args[0]
    made = tameshi.World(**settings)
    node.stash[WORLD] = made
    for fault in reversed(list(node.iter_markers("fault"))):
        made.card.arm(*fault.args, **fault.kwargs)
    return made


@pytest.fixture
def card(world: tameshi.World) -> tameshi.Card:
    """The persona's card of this test's world, with the faults of the markers armed."""
    return world.card


@pytest.fixture
def fake_jlis(world: tameshi.World) -> tameshi.FakeJlis:
    """The fake J-LIS of this test's world; its `url` is a server of its own."""
    return world.jlis


@pytest.fixture
def pcsc_reader(card: tameshi.Card) -> Iterator[tameshi.Reader]:
    """A private PC/SC with the card in it: pcsc_reader.run([...]) starts programs that see nothing else."""
    with tameshi.Reader() as reader:
        reader.insert(card)
        yield reader


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
    """A test that fails shows what its card heard and answered, and all else that happened in its world."""
    report: Any = yield
    if report.failed and (world := item.stash.get(WORLD, None)) is not None and len(world.journal):
        report.sections.append(("tameshi: exchanges with the card", world.journal.trace()))
        others = [f"{event.number:>5} {event.actor}: {event}" for event in world.journal if event.kind not in TRACED]
        if others:
            report.sections.append(("tameshi: what else happened", "\n".join(others)))
    if call.when == "teardown" and WORLD in item.stash:
        del item.stash[WORLD]
    return report


TRACED = ("apdu", "card-event", "fault")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> ScenarioFile | None:
    if file_path.name.endswith(".scenario.yaml"):
        return ScenarioFile.from_parent(parent, path=file_path)
    return None


class ScenarioFile(pytest.File):
    """A test for each row of the file's table, or one."""

    def collect(self) -> Iterator[ScenarioItem]:
        try:
            scenarios = tameshi.Scenario.read(str(self.path))
        except tameshi.BadInput as wrong:
            raise self.CollectError(str(wrong)) from None
        for scenario in scenarios:
            yield ScenarioItem.from_parent(self, name=scenario.row or "scenario", scenario=scenario)


class NotAsExpectedError(Exception):
    """A scenario that failed; its text is what `tameshi run --verbose` prints."""


class ScenarioItem(pytest.Item):
    def __init__(self, *, scenario: tameshi.Scenario, **rest: Any) -> None:
        super().__init__(**rest)
        self.scenario = scenario
        self.extra_keyword_matches.update(scenario.tags)  # for -k

    def runtest(self) -> None:
        subject = self.config.hook.pytest_tameshi_subject(config=self.config) or chosen(self.config, "subject")
        report = tameshi.run(self.scenario, subject, keys=keys_of(self.config))
        if report.tally["skip"] == len(report.runs):
            pytest.skip(report.runs[0].reason)
        for run in report.runs:
            if run.verdict in ("fail", "error"):
                self.add_report_section("call", "exchanges with the card", run.journal.trace())
                raise NotAsExpectedError(run.console(verbose=True))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, NotAsExpectedError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, 0, self.scenario.title
