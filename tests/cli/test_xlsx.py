"""Workbooks: formulas that, calculated here, come to what the engine does, of any inputs."""

from __future__ import annotations

import math
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

from tests import SHIPPED
from tests.books import rate
from tests.economics.quarters import BOOK, QUARTERS, book_of, when
from tui.cli.calc_inquiry import Inquiry, read_inquiry
from tui.cli.calc_xlsx import sheets_of, what_if_sheet
from tui.cli.main import cli
from tui.economics.account import Account, base_of, full_quarters
from tui.economics.behaviour import behaviour_of
from tui.economics.break_even import delivered, spots
from tui.economics.bridge import bridge
from tui.economics.outlook import CUMULATIVE, Outlook, outlook
from tui.economics.plan import read_plan
from tui.economics.sensitivity import ranged_tornado, two_way
from tui.economics.solve import UNKNOWNS, needed, solve
from tui.facts.convert import convert
from tui.facts.figure import Figure
from tui.facts.period import Period
from tui.present.workbook import Sheet, written
from tui.tabs.calculator.workbook import (
    break_even_sheet,
    bridge_sheet,
    costs_sheet,
    cross_sheet,
    goal_sheet,
    outcome_sheet,
    outlook_sheet,
    sensitivity_sheet,
)

pytest.importorskip("xlsxwriter")

_NS = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


class Cells:
    """The first sheet of a file: its formulas, calculated without the values kept beside them."""

    def __init__(self, path: Path) -> None:
        with ZipFile(path) as file:
            root = ET.fromstring(file.read("xl/worksheets/sheet1.xml"))
            strings = ET.fromstring(file.read("xl/sharedStrings.xml"))
        shared = ["".join(item.itertext()) for item in strings.iterfind("x:si", _NS)]
        self.formulas: dict[str, str] = {}
        self.kept: dict[str, float] = {}
        self.texts: dict[str, str] = {}
        for cell in root.iterfind(".//x:c", _NS):
            place, value = cell.attrib["r"], cell.findtext("x:v", None, _NS)
            if formula := cell.findtext("x:f", None, _NS):
                self.formulas[place] = formula
            if cell.attrib.get("t") == "s":
                self.texts[place] = shared[int(str(value))]
            elif value is not None and cell.attrib.get("t") != "str":
                self.kept[place] = float(value)
        self.typed: dict[str, float] = {}

    def at(self, label: str, column: str = "B", nth: int = 0) -> str:
        """The place of a value in the row of a label; `nth` of those with this label."""
        named = (place for place, text in self.texts.items() if text == label)
        rows = [place[1:] for place in named if place.startswith("A")]
        return f"{column}{rows[nth]}"

    def __call__(self, place: str) -> float:
        """What a cell comes to, under what was typed over."""
        if place in self.typed or place not in self.formulas:
            return self.typed.get(place, self.kept.get(place, 0.0))
        body = re.sub(r"\b[A-Z]\d+\b", lambda found: f"s('{found[0]}')", self.formulas[place])
        names = {
            "s": self,
            "IF": lambda test, yes, no: yes if test else no,
            "ROUND": lambda value, places: math.floor(value * 10**places + 0.5) / 10**places,
            "ROUNDUP": lambda value, places: math.ceil(value - 1e-9),
            "ROUNDDOWN": lambda value, places: math.floor(value + 1e-9),
            "SQRT": math.sqrt,
            "ABS": abs,
        }
        found = eval(body.replace("^", "**"), {"__builtins__": {}}, names)
        return math.inf if found == "never" else float(found)


def cells(sheet: Sheet, folder: Path) -> Cells:
    path = folder / "a.xlsx"
    path.write_bytes(written([sheet], BOOK))
    return Cells(path)


RATED = book_of(QUARTERS, rates=(rate("2025-Q4", "7.0912"), rate("2026-Q1", "6.9242")))
TYPED: list[dict[str, object]] = [
    {},
    {"deliveries": "120,000"},
    {"price": "-5%", "deliveries": "120,000"},
    {"price": "-5%", "hold": "margin"},
    {"gross_margin": "24%", "deliveries": "+5,000"},
    {"opex": "6bn", "opex_fixed_share": "75%", "deliveries": "+10%"},
    {"cost_fixed_share": "10%", "opex_fixed_share": "80%..90%", "cost_per_car": "-1%"},
    {"opex": "-10%", "gross_margin": "+1pt", "price": "-2,000"},
    {"opex": "+0.5bn", "cost_per_car": "190,000", "deliveries": "90,000"},
]


def inquiry(typed: dict[str, object], currency: str = "CNY", unknown: str = "") -> Inquiry:
    return read_inquiry(RATED, "2026-Q1", currency, typed, unknown)


def ahead() -> Outlook:
    typed = {"deliveries_2026": "550,000", "price": "-1%..0", "opex_fixed_share": "80%"}
    return outlook(read_plan(BOOK, base_of(BOOK, when("2026-Q1")), 6, typed))


def _what_if(typed: dict[str, object], currency: str = "CNY") -> Sheet:
    return what_if_sheet(inquiry(typed, currency))


def _solved(unknown: str, typed: dict[str, object], currency: str = "CNY") -> Sheet:
    return sheets_of(RATED, inquiry(typed, currency, unknown), is_table=False)[1]


def _bridge() -> Sheet:
    sides = [base_of(RATED, when(text)) for text in ("2025-Q4", "2026-Q1")]
    return bridge_sheet(RATED, sides[0], sides[1], "USD")


def _break_even() -> Sheet:
    return break_even_sheet(inquiry({"price": "-2%"}), delivered(RATED, inquiry({}).base))


def _cross() -> Sheet:
    volumes, margins = (80_000, 120_000), (18, 20, 22)
    return cross_sheet(inquiry({}, "USD"), [*map(Decimal, volumes)], [*map(Decimal, margins)])


SHEETS: dict[str, Callable[[], Sheet]] = {
    **{f"what if {typed}": partial(_what_if, typed) for typed in TYPED},
    "in dollars": partial(_what_if, TYPED[2], "USD"),
    **{f"solved for {unknown}": partial(_solved, unknown, {}) for unknown in UNKNOWNS},
    "solved in dollars": partial(_solved, "opex", TYPED[5] | {"opex": "-5%"}, "USD"),
    "outcome": lambda: outcome_sheet(inquiry(TYPED[2])),
    "goal": lambda: goal_sheet(inquiry(TYPED[5])),
    "sensitivity": lambda: sensitivity_sheet(inquiry(TYPED[6], "USD")),
    "table": _cross,
    "break-even": _break_even,
    "bridge": _bridge,
    "outlook": lambda: outlook_sheet(BOOK, ahead().plan),
    "costs": lambda: costs_sheet(BOOK),
}


@pytest.mark.parametrize("name", SHEETS)
def test_every_formula_comes_to_the_value_kept_beside_it(name: str, tmp_path: Path) -> None:
    found = cells(SHEETS[name](), tmp_path)
    assert len(found.formulas) > 7
    assert max(map(len, found.formulas.values())) < 8192
    for place in found.formulas:
        if math.isfinite(found(place)):
            # What is left of two equal billions is a few millionths.
            assert found(place) == pytest.approx(found.kept[place], rel=1e-9, abs=1e-5)


# What follows from other numbers typed into its cells.

OTHER = {"deliveries": "90000", "revenue": "21000000000", "gross_margin": "18.5"}


def other(base: Account, **values: str) -> Account:
    """An account with other values, as somebody types them into the cells."""
    figures = {name: (base.get(name), Decimal(value)) for name, value in values.items()}
    changed = {name: figure._replace(value=to) for name, (figure, to) in figures.items() if figure}
    return base._replace(
        deliveries=changed.get("deliveries", base.deliveries),
        revenue=changed.get("revenue", base.revenue),
        gross_margin=changed.get("gross_margin", base.gross_margin),
        result=changed.get("result", base.result),
    )


def typed_over(found: Cells, values: Mapping[str, str], nth: int = 0) -> Cells:
    for name, value in values.items():
        label = "operating result" if name == "result" else name.replace("_", " ")
        found.typed[found.at(label, nth=nth)] = float(value)
    return found


def close(found: Cells, place: str, figure: Figure | Decimal | None) -> None:
    assert figure is not None
    value = figure.value if isinstance(figure, Figure) else figure
    assert found(place) == pytest.approx(float(value), rel=1e-9)


@pytest.mark.parametrize("typed", TYPED, ids=str)
def test_a_what_if_follows_its_inputs_and_its_assumptions(
    typed: dict[str, object], tmp_path: Path
) -> None:
    asked = inquiry(typed)
    found = typed_over(cells(what_if_sheet(asked), tmp_path), OTHER)
    scenario = asked.scenario.during(other(asked.published, **OTHER))
    if not typed:
        found.typed[found.at("deliveries", nth=2)] = 120_000
        scenario = read_inquiry(RATED, "2026-Q1", "CNY", {"deliveries": "120,000"}).scenario
        scenario = scenario.during(other(asked.published, **OTHER))
    account = scenario.account
    for label, figure in (
        ("Revenue", account.revenue),
        ("Opex", account.opex),
        ("Result", account.result),
        ("Result per car", account.result_per_car),
        ("Additional car adds", account.contribution),
    ):
        close(found, found.at(label, "C"), figure)
    volume = needed(account.corners[0], "deliveries", Decimal(0))
    assert found(found.at("Break-even cars", "C")) == math.ceil(float(volume) - 1e-6)


@pytest.mark.parametrize("unknown", UNKNOWNS)
def test_what_is_solved_for_stands_with_the_account_that_it_leads_to(
    unknown: str, tmp_path: Path
) -> None:
    asked = inquiry({}, unknown=unknown)
    goals, account = sheets_of(RATED, asked, is_table=False)
    assert (goals.name, account.name) == ("Goal seek", "Scenarios")
    found = cells(account, tmp_path)
    assert found.texts[found.at("", "C")] == "B solved"
    assert found(found.at("Result per car", "C")) == pytest.approx(0, abs=1)
    at = asked.solved
    assert at
    assert at.contribution
    assert at.gross_margin
    assert found(found.at("Gross margin", "C")) == pytest.approx(
        float(at.gross_margin.value), abs=0.001
    )
    added = found(found.at("Additional car adds", "C"))
    assert added == pytest.approx(float(at.contribution.value), abs=1)
    never = inquiry({"gross_margin": "exactly -5%"}, unknown="deliveries")
    assert [sheet.name for sheet in sheets_of(RATED, never, is_table=False)] == ["Goal seek"]


def test_rounding_that_two_scenarios_share_counts_once_in_what_lies_between_them(
    tmp_path: Path,
) -> None:
    found = cells(_what_if(TYPED[2]), tmp_path)

    def between(label: str) -> list[float] | None:
        """The bounds of a difference, in the table below the results."""
        rows = (p[1:] for p, text in found.texts.items() if p[0] == "A" and text == label)
        at = next((row for row in rows if found.texts.get(f"B{row}") == "B−A"), None)
        return [found(f"C{at}"), found(f"D{at}")] if at else None

    assert found(found.at("Opex", "D")) == 0
    assert [between("Opex"), between("Cost of sales per car")] == [None, None]
    corners = inquiry({}).account.corners
    cheaper = [-0.05 * float(one.revenue_per_car) for one in corners]
    assert between("Additional car adds") == pytest.approx([min(cheaper), max(cheaper)])
    # The same, and more cars to carry opex.
    spread = [float(one.opex) * (1 / float(one.cars) - 1 / 120_000) for one in corners]
    gaps = list(map(sum, zip(cheaper, spread, strict=True)))
    assert between("Result per car") == pytest.approx([min(gaps), max(gaps)])


def test_rounding_counts_once_in_how_far_an_answer_is_from_what_is(tmp_path: Path) -> None:
    asked = inquiry({})
    found = cells(goal_sheet(asked), tmp_path)
    rows = [p[1:] for p, text in found.texts.items() if p[0] == "A" and text == "Gross margin"]
    at = next(row for row in rows if found.texts.get(f"B{row}") == "Change")
    # A margin that is so many points higher makes up for the loss in percent of revenue.
    points = [float(-one.result / one.revenue * 100) for one in asked.account.corners]
    assert [found(f"C{at}"), found(f"D{at}")] == pytest.approx([min(points), max(points)])


@pytest.mark.parametrize("sheet", [what_if_sheet, goal_sheet])
def test_bounds_under_ranges_are_numbers(sheet: Callable[[Inquiry], Sheet], tmp_path: Path) -> None:
    found = cells(sheet(inquiry(TYPED[6])), tmp_path)
    assert not [text for text in found.texts.values() if re.search(r"\d[kbn%]* (to|or) ", text)]
    below = int(found.at("Bounds by rounding and ranges, calculated by xev-tui")[1:])
    assert found.kept[f"C{below + 1}"] < found.kept[f"D{below + 1}"]


def test_a_bridge_follows_the_inputs_of_both_periods_and_adds_up(tmp_path: Path) -> None:
    before, after = (base_of(RATED, when(text)) for text in ("2025-Q4", "2026-Q1"))
    found = typed_over(cells(_bridge(), tmp_path), OTHER, nth=1)
    typed_over(found, {"result": "-500000000"})

    def money(figure: Figure, at: Period | None = None) -> Figure:
        return convert(RATED, figure, "USD", at) or figure

    expected = bridge(other(before, result="-500000000"), other(after, **OTHER), money)
    assert expected is not None
    close(found, found.at("2025-Q4"), expected.start)
    close(found, found.at("2026-Q1"), expected.end)
    for cause in expected.causes:
        close(found, found.at(cause.name), cause.figure)
    assert found(found.at("Check: start and causes less end")) == pytest.approx(0, abs=1e-9)


def test_an_outlook_follows_its_start_and_its_assumptions(tmp_path: Path) -> None:
    plan = ahead().plan
    found = typed_over(cells(outlook_sheet(BOOK, plan), tmp_path), {"gross_margin": "22"})
    found.typed[found.at("deliveries 2026")] = 480_000
    moves = {
        **plan.moves,
        "deliveries_2026": plan.moves["deliveries_2026"]._replace(value=Decimal(480_000)),
    }
    expected = outlook(replace(plan, start=other(plan.start, gross_margin="22"), moves=moves))
    for step, label in zip(expected.expected, ("Q2 26", "Q3 26", "Q4 26", "Q1 27"), strict=False):
        for column, key in zip("BCDEF", _SHOWN, strict=True):
            close(found, found.at(label, column), step.figures[key].figure)
    for year in expected.years:
        for column, key in zip("BCDE", _SHOWN, strict=False):
            close(found, found.at(year.period.text, column), year.figures[key].figure)


def test_ranges_and_what_they_allow_are_in_the_workbook(tmp_path: Path) -> None:
    plan = ahead().plan
    found = cells(outlook_sheet(BOOK, plan), tmp_path)
    drift, at = plan.preset["opex_drift"], found.at("opex drift")[1:]
    assert [found(f"C{at}"), found(f"D{at}")] == [drift.low, drift.high]
    band = outlook(plan).expected[0].figures["operating_result"].band
    assert band
    row = found.at("Bounds by rounding and ranges, calculated by xev-tui")[1:]
    of_quarter = [int(cell[1:]) for cell, text in found.texts.items() if text == "Q2 26"]
    place = next(r for r in of_quarter if r > int(row) and found.texts[f"B{r}"] == "Result")
    assert [found(f"C{place}"), found(f"D{place}")] == pytest.approx(
        [float(band.low), float(band.high)]
    )


def test_a_year_follows_its_quarters_before_the_start(tmp_path: Path) -> None:
    plan = read_plan(BOOK, base_of(BOOK, when("2025-Q3")), 1, {})
    found = cells(outlook_sheet(BOOK, plan), tmp_path)
    found.typed[found.at("2025-Q1 operating result")] = 400_000_000
    first, second = plan.before[-2:]
    expected = replace(plan, so_far=(other(first, result="400000000"), second))
    (year,) = outlook(expected).years
    for column, key in zip("BCDE", _SHOWN, strict=False):
        close(found, found.at("2025", column), year.figures[key].figure)


_SHOWN = ("deliveries", "revenue", "operating_result", "profit_per_car", CUMULATIVE)


def test_the_fit_follows_the_quarters(tmp_path: Path) -> None:
    found = cells(costs_sheet(BOOK), tmp_path)
    found.typed[found.at("2025-Q3 operating result")] = 400_000_000
    quarters = [
        other(base, result="400000000") if str(base.period) == "2025-Q3" else base
        for base in full_quarters(BOOK)
    ]
    expected = behaviour_of(quarters)
    assert expected is not None
    fit = expected.fit
    close(found, found.at("Fixed share, %"), fit.fixed_share)
    close(found, found.at("Drift a quarter"), fit.drift)
    close(found, found.at("Fixed share, %", "C"), fit.share_error)
    close(found, found.at("Drift a quarter", "C"), fit.drift_error)
    close(found, found.at("Q1 26", "H"), fit.expects(expected.steps[-1]))


def test_the_other_views_follow_their_inputs(tmp_path: Path) -> None:
    asked = inquiry(TYPED[5])
    base = other(asked.published, **OTHER)
    scenario = asked.scenario.during(base)
    goals = typed_over(cells(goal_sheet(asked), tmp_path), OTHER)
    for label, key in (("Gross margin", "gross_margin"), ("Opex", "opex")):
        close(goals, goals.at(label), solve(base, key, Decimal(0), scenario.change).figure)
    swings = typed_over(cells(sensitivity_sheet(asked), tmp_path), OTHER)
    for swing in ranged_tornado(scenario):
        if swing.label == "deliveries":
            close(swings, swings.at("Cars ± 10%"), swing.low)
            close(swings, swings.at("Cars ± 10%", "C"), swing.high)
    crossed = typed_over(cells(_cross(), tmp_path), OTHER)
    crossed.typed[crossed.at("cars 2")] = 150_000
    one = two_way(base, inquiry({}).change, [Decimal(150_000)], [Decimal(18)])[0][0]
    first = int(crossed.at("gross margin 3")[1:]) + 3
    close(crossed, f"C{first}", one.value / Decimal("6.9242"))
    evens = typed_over(cells(_break_even(), tmp_path), OTHER)
    evens.typed[evens.at("opex fixed 2")] = 96
    cheaper = inquiry({"price": "-2%"}).scenario.during(base)
    (spot, *_), *_ = spots(cheaper, (), [Decimal(96)])
    assert evens(evens.at("95%")) == math.ceil(float(spot.volume) - 1e-6)


# The command and the file.


def calc(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["calc", "--facts", str(SHIPPED), *arguments])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["2026-Q1", "--set", "price=-5%"], "Xiaomi would have lost"),
        (["2026-Q1", "--table"], "Break-even of 2026-Q1"),
        (["--bridge", "2025-Q4", "2026-Q1", "--currency", "USD"], "FX rate"),
        (["--costs"], "opex behaved as if"),
        (["--outlook", "12", "--set", "deliveries=+5%"], "A projection from these assumptions"),
    ],
    ids=str,
)
def test_the_command_writes_it_beside_the_page_with_linked_sources(
    arguments: list[str], says: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    done = calc(*arguments, "--xlsx", str(path))
    assert done.exit_code == 0
    assert says in done.stdout
    assert done.stderr.startswith(f"Wrote {path}: the sheets ")
    assert max(map(len, Cells(path).formulas.values())) < 8192
    with ZipFile(path) as file:
        assert "https://" in file.read("xl/worksheets/_rels/sheet2.xml.rels").decode()
        words = file.read("xl/sharedStrings.xml").decode()
        assert "company document, second-hand, original not seen" in words


def test_what_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "facts.yaml").write_text("figures: here")
    for arguments, says in (
        (["2026-Q1", "--xlsx", str(tmp_path / "no" / "a.xlsx")], "not written: No such file"),
        (["2026-Q1", "--xlsx", str(tmp_path / "facts.yaml")], "End its name in .xlsx"),
        (["--case", "-", "--xlsx", "a.xlsx"], "--case cannot be combined"),
    ):
        done = calc(*arguments)
        assert done.exit_code == 2
        assert says in done.stderr
    assert (tmp_path / "facts.yaml").read_text() == "figures: here"
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    done = calc("2026-Q1", "--xlsx", str(tmp_path / "a.xlsx"))
    assert done.exit_code == 2
    assert "needs one more package. Type: pip install xlsxwriter (pipx: " in done.stderr
    assert not (tmp_path / "a.xlsx").exists()


@pytest.mark.nightly
@pytest.mark.parametrize("name", SHEETS)
def test_libreoffice_recalculates_it_to_the_same_numbers(name: str, tmp_path: Path) -> None:
    ours, bare = cells(SHEETS[name](), tmp_path), tmp_path / "bare.xlsx"
    # Without the values kept beside the formulas there is nothing else to show.
    with ZipFile(tmp_path / "a.xlsx") as old, ZipFile(bare, "w") as new:
        for item in old.namelist():
            content = old.read(item)
            if item.startswith("xl/worksheets/sheet"):
                content = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", content)
            new.writestr(item, content)
    out, home = tmp_path / "out", f"-env:UserInstallation=file://{tmp_path}/profile"
    convert_to = ["--headless", "--convert-to", "xlsx", "--outdir", str(out), str(bare)]
    subprocess.run(["soffice", home, *convert_to], check=True, timeout=120)
    theirs = Cells(out / "bare.xlsx").kept
    for place in ours.formulas:
        if math.isfinite(ours(place)):
            assert theirs[place] == pytest.approx(ours(place), rel=1e-9, abs=1e-5)
