"""Other makers on the tabs: Finances shows one, Timeline and Disputes leave them out at first."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.books import loaded
from tests.cli.makers import filled_in
from tests.facts.test_include import NIO, written
from tests.seen import text_of
from tui.app.program import XevApp
from tui.checks.run import run_checks
from tui.cli.main import cli
from tui.cli.new import STARTER
from tui.economics.account import base_of
from tui.economics.caveats import warnings
from tui.facts.book import FactBook
from tui.facts.load import load_facts
from tui.facts.model import Dims
from tui.facts.period import parse_period
from tui.tabs.calculator.assumptions import FieldList
from tui.tabs.calculator.screen import Calculator
from tui.tabs.disputes.present import docket
from tui.tabs.finances.screen import Finances
from tui.tabs.timeline.present import timeline_of

CORRECTED = "- {date: 2025-06-04, kind: result, title: Corrected, source: nio-25q1}\n"
PART = NIO.replace("-6,750.0 million CNY", "-900.0 million USD") + CORRECTED
TWICE = "facts:\n- {source: nio-25q1, period: 2025-Q1, states: {deliveries: 50 cars}}\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return written(tmp_path, parts={"peers/nio.yaml": PART.replace("facts:\n", TWICE)})


@pytest.fixture
def two(path: Path) -> FactBook:
    return load_facts(path)


def test_disputes_and_events_of_other_makers_come_when_they_are_asked_for(two: FactBook) -> None:
    own, every = docket(two), docket(two, peers=True)
    assert (own.others, len(every.items) - len(own.items)) == (1, 1)
    assert {item.dims.entity for item in every.items} - {i.dims.entity for i in own.items} == {
        "nio"
    }
    nio = docket(two.of("nio"))
    assert {item.dims.entity for item in nio.items} == {"nio"}
    story, all_of_it = timeline_of(two, "CNY"), timeline_of(two, "CNY", peers=True)
    assert story.others == 2
    assert len(all_of_it.entries) - len(story.entries) == 2
    assert len(timeline_of(two.of("nio"), "CNY").entries) == 2


def test_what_the_facts_file_explains_is_of_its_own_maker_only(path: Path) -> None:
    known = (
        "acknowledge:\n- {check: same-figure, concept: deliveries, expect: conflict, reason: x}\n"
    )
    path.write_text(path.read_text().replace("\nacknowledge:\n", f"\n{known}", 1))
    found = [item for item in run_checks(load_facts(path)) if item.dims.entity == "nio"]
    assert {item.acknowledged for item in found if item.check == "same-figure"} == {False}
    written_of = docket(load_facts(path).of("nio"), peers=True).items
    assert not [item for item in written_of if item.written and item.dims.entity == "nio"]


def test_an_entity_belongs_to_the_maker_of_its_file(two: FactBook) -> None:
    assert [two.maker_of(key) for key in ("segment", "group", "nio")] == [
        *("segment", "segment"),
        "nio",
    ]
    assert two.called == "Xiaomi"
    assert two.of("nio").called == "NIO"


def test_commands_look_at_the_maker_asked_for(path: Path) -> None:
    def said(*words: str) -> str:
        done = CliRunner().invoke(cli, [*words, "--facts", str(path)])
        assert done.exit_code == 0, done.output
        return done.stdout

    assert "NIO lost about 21,381 USD" in said("calc", "--maker", "nio", "2025-Q1")
    assert "NIO lost" not in said("calc", "2025-Q1")
    assert "−$21,381" in said("show", "finances", "--maker", "NIO")
    wrong = CliRunner().invoke(cli, ["calc", "--maker", "nie", "--facts", str(path)])
    assert wrong.exit_code == 2
    assert wrong.stderr == "No maker 'nie' on file (did you mean 'nio'?).\n"


def test_another_maker_than_those_on_file_is_refused_as_any_wrong_input(path: Path) -> None:
    done = CliRunner().invoke(cli, ["--facts", str(path), "calc", "--maker", "wrong", "--json"])
    error = json.loads(done.stdout)["error"]
    assert (done.exit_code, error["field"]) == (2, "maker")
    assert error["message"] == "No maker 'wrong' on file (there is segment, nio)."
    for command in (["calc"], ["show", "finances"]):
        done = CliRunner().invoke(cli, ["--facts", str(path), *command, "--maker", "wrong"])
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr == f"{error['message']}\n"


def test_a_figure_of_a_whole_group_is_never_called_one_of_a_segment(shipped: FactBook) -> None:
    nio, quarter = Dims("nio"), parse_period("2025-Q1")
    names = {"revenue": ("segment revenue", "revenue"),
             "car_revenue": ("smart EV revenue", "revenue from cars")}  # fmt: skip
    for concept, (own, group) in names.items():
        assert shipped.name_of(concept) == own
        assert shipped.of("nio").name_of(concept) == group
        stated = shipped.best(concept, quarter, nio)
        assert stated
        assert stated.label == group
    assert shipped.name_of("revenue", "ford-model-e") == "segment revenue"
    assert "group, not car" in warnings(base_of(shipped.of("nio"), quarter))
    assert "segment, not car" in warnings(base_of(shipped, quarter))


async def test_a_key_shows_the_finances_of_the_next_maker(two: FactBook) -> None:
    deprecated = [fact for fact in two.facts if fact.text != "50 cars"]
    app = XevApp(replace(two, facts=tuple(deprecated)), tab="finances")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "Xiaomi lost" in text_of(app)
        await pilot.press("m")
        assert "NIO lost about ¥155,540 on each car" in text_of(app)
        await pilot.press("M")
        assert "Xiaomi lost" in text_of(app)
        app.show(next(fact for fact in app.book.facts if fact.text == "42,094 cars"))
        await pilot.pause()
        assert "NIO lost" in text_of(app)


async def test_the_one_maker_of_a_file_stays(two: FactBook) -> None:
    alone = {key: entity for key, entity in two.entities.items() if key != "nio"}
    facts = tuple(fact for fact in two.facts if fact.dims.entity != "nio")
    app = XevApp(replace(two, entities=alone, facts=facts, events=()), tab="finances")
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("m")
        assert isinstance(app.screen, Finances)
        assert "Only one maker is on file." in text_of(app)


@pytest.mark.parametrize(("tab", "word"), [("timeline", "Corrected"), ("disputes", "NIO")])
async def test_the_filter_tells_the_key_of_other_makers(two: FactBook, tab: str, word: str) -> None:
    app = XevApp(two, tab=tab)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert word not in text_of(app)
        await pilot.press("f")
        assert "m other makers" in text_of(app)
        await pilot.press("escape", "m")
        await pilot.pause()
        assert word in text_of(app)


async def test_the_calculator_has_a_field_for_the_maker(two: FactBook) -> None:
    app = XevApp(two, tab="calculator")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, Calculator)
        fields = screen.query_one(FieldList)
        assert [row.field.key for row in fields.rows][:2] == ["maker", "period"]
        assert screen.state.book is two
        fields.selected = 0
        fields.focus()
        await pilot.press("enter", "down", "enter")
        await pilot.pause()
        assert screen.state.book is two.of("nio")
        assert (screen.state.period, fields.rows[0].text) == ("2025-Q1", "NIO")
        assert app.inputs[0] == "2025-Q1"
        await pilot.press("right")
        assert fields.rows[0].text == "Xiaomi"


async def test_a_currency_without_a_sign_is_told_by_its_code_and_shown_again() -> None:
    text = filled_in(STARTER.read_text(encoding="utf-8")).replace("USD", "GBP")
    app = XevApp(loaded(text))
    async with app.run_test(size=(120, 40)) as pilot:
        for key in ("3", "v", "4", *"vvvvvvv", "1", "2", "5", "6"):
            await pilot.press(key)
            await pilot.pause()
            assert not re.search(r"GBP[a-z0-9]", text_of(app))
            assert "¥ $ € GBP" in text_of(app)
        shown = [app.currency]
        for _ in range(4):
            await pilot.press("c")
            shown.append(app.currency)
        assert shown == ["GBP", "CNY", "USD", "EUR", "GBP"]
