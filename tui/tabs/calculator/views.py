"""The views of the calculator, and those that look at more than one quarter: costs and outlook."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tui.economics.account import Account, leading_quarter
from tui.economics.behaviour import Behaviour, behaviour
from tui.economics.moves import written
from tui.economics.outlook import CUMULATIVE, Outlook, notation, outlook, preset_of_opex, read_plan
from tui.economics.parse import InputError
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.figure import Figure
from tui.present.table import Cell, Column, Table
from tui.tabs.calculator.costs import both_ways, caution, cost_bars, cost_table, finding, sureness
from tui.tabs.calculator.outlook import WHAT_IT_IS, foreseen, outlook_bars, outlook_table, said
from tui.tabs.calculator.panels import (
    NONE,
    BreakEvenPanel,
    BridgePanel,
    CrossPanel,
    GoalPanel,
    ScenarioPanel,
    SensitivityPanel,
    View,
    put_wrapped,
)
from tui.ui.charts.intervals import IntervalAxis
from tui.ui.charts.pick import Selectable
from tui.ui.grid import Grid


class CostsPanel(View):
    """How opex moved with cars, and what of it is fixed."""

    KEY, TITLE = "costs", "Costs"
    DEFAULT_CSS = """
    CostsPanel {
        .says { margin-bottom: 1; }
        Chart { height: auto; max-height: 14; margin-top: 1; }
        #sure { height: auto; margin-top: 1; color: $muted; }
    }
    """

    _of: FactBook | None = None
    _found: Behaviour | None = None

    def compose(self) -> ComposeResult:
        """What the fit says, the quarters as rows and as bounds, and how sure it is."""
        yield Static(classes="title")
        yield Static(classes="says")
        yield Grid()
        yield Chart()
        yield Static(id="sure")

    def show(self) -> None:
        """The fit over the facts of now."""
        if self._of is not self.state.book:
            self._of, self._found = self.state.book, behaviour(self.state.book)
        found, grid, chart = self._found, self.query_one(Grid), self.query_one(Chart)
        grid.table = cost_table(found) if found else NONE
        chart.rows = cost_bars(found) if found else ()
        chart.display = bool(found) and self.screen.size.height >= TALL
        grid.selected = grid.selected or 0
        currency = self.state.book.currency
        if found is None:
            self.say("", "It takes five full quarters in a row, with other cars each.")
            return
        self.say(
            f"opex in bn {currency}  enter: fixed share into B", fmt.with_signs(finding(found))
        )
        sure = (*sureness(found), *both_ways(found), caution(found))
        put_wrapped(self.query_one("#sure", Static), _lines(sure))

    @on(Selectable.Chosen)
    def _into_b(self) -> None:
        if self._found:
            self.state.put("opex_fixed_share", preset_of_opex(self.state.book)["opex_fixed_share"])
            self.post_message(self.Changed())


class Chart(IntervalAxis, can_focus=False):
    """Values with their bounds, to look at."""


class OutlookPanel(View):
    """What follows from assumptions about the quarters ahead."""

    KEY, TITLE = "outlook", "Outlook"
    DEFAULT_CSS = """
    OutlookPanel {
        .says { margin-bottom: 1; }
        #assumed { max-height: 8; }
        #ahead, #promises { margin-top: 1; }
        Chart { height: auto; max-height: 16; margin-top: 1; }
        #promises { height: auto; color: $muted; }
    }
    """

    @dataclass
    class Asks(Message):
        """Something is to be typed; `done` takes it."""

        title: str
        text: str
        hint: str
        done: Callable[[str | None], None]

    _typed: dict[str, str]
    _wrong: str = ""
    _found: Outlook | None = None
    _names: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """Assumptions, the quarters as rows and as bounds, and what comes of it."""
        self._typed = {}
        yield Static(classes="title")
        yield Static(classes="says")
        yield Grid(id="assumed")
        yield Grid(id="ahead")
        yield Chart()
        yield Static(id="promises")

    @property
    def _start(self) -> Account | None:
        """The period worked on where it is a full quarter, else the last one reported."""
        own = self.state.scenario.published
        full = own.period and own.period.kind == "quarter" and not own.missing(*own.account)
        return own if full else leading_quarter(self.state.book)

    def show(self) -> None:
        """The quarters ahead under the assumptions of now."""
        start, grid, chart = self._start, self.query_one("#ahead", Grid), self.query_one(Chart)
        if start is None:
            self.say("", "It starts from a quarter with a full account; there is none.")
            return
        try:
            self._found, self._wrong = self._read(start, self._typed), ""
        except InputError as error:
            self._wrong = error.message
        found = self._found
        self._show_assumed(start)
        grid.table = outlook_table(found) if found else NONE
        grid.selected = grid.selected or 0
        chart.rows = outlook_bars(found) if found else ()
        self.say("enter: type over an assumption", self._wrong or self._in_all())
        promises = said(self.state.book, foreseen(self.state.book, found)) if found else ()
        record = (self.state.test.says,) if self.state.test else ()
        told = (*(f"{sign} {text}" for sign, text in promises), *record)
        chart.display = bool(found) and self.screen.size.height >= TALL
        put_wrapped(self.query_one("#promises", Static), _lines(told))

    def _read(self, start: Account, typed: dict[str, str]) -> Outlook:
        """Raises InputError."""
        assumed = {name: text for name, text in typed.items() if name != QUARTERS}
        return outlook(read_plan(self.state.book, start, typed.get(QUARTERS, "6"), assumed))

    def _show_assumed(self, start: Account) -> None:
        found, grid = self._found, self.query_one("#assumed", Grid)
        if found is None:
            return
        years = dict.fromkeys(period.text[:4] for period in found.plan.periods)
        totals = {f"deliveries_{year}": f"Cars of {year}" for year in years}
        rows = {QUARTERS: "Quarters ahead", **totals, **_ROWS}
        self._names = tuple(rows)
        as_was = f"as in {fmt.period(start.period)}"
        body = []
        for name, label in rows.items():
            move = found.plan.taken.get(name)
            text = self._typed.get(name) or (written(move, notation(name)) if move else "")
            text = text or ("6" if name == QUARTERS else "" if name in totals else as_was)
            role = "best" if name in self._typed else "muted"
            body.append((Cell(label), Cell(fmt.true_minus(text), role=role)))
        columns = (Column("Assumed, each quarter", False), Column("", False))
        grid.table = Table(self.TITLE, columns, tuple(body))
        grid.selected = grid.selected or 0

    def _in_all(self) -> str:
        """What it is, what it comes to, and the quarter that breaks even."""
        found = self._found
        if found is None:
            return ""
        figure, band = found.expected[-1].figures[CUMULATIVE]
        total = fmt.coded_total(figure.value, figure.unit)
        if band:
            ends = (fmt.coded_total(end, figure.unit) for end in (band.low, band.high))
            total += f" ({' to '.join(ends)})"
        return fmt.with_signs(f"{WHAT_IT_IS}: {total} in all. {found.break_even_says}")

    def exported(self) -> Table:
        """The quarters ahead with both pairs of bounds."""
        return self.query_one("#ahead", Grid).table

    def figure(self) -> Figure | None:
        """The figure under the cursor of the quarters ahead."""
        cell = self.query_one("#ahead", Grid).cell
        return cell.figure if cell else None

    @on(Selectable.Chosen)
    def _type_over(self, message: Selectable.Chosen) -> None:
        at = self.query_one("#assumed", Grid).selected
        if message.control.id != "assumed" or at is None or at >= len(self._names):
            return
        name = self._names[at]
        row = self.query_one("#assumed", Grid).table.rows[at]

        def done(text: str | None) -> None:
            if text is not None:
                self._take(name, text.strip())

        hint = "a value, a step or a share: 550,000, +5,000, −1%; a range: −1%..0; - takes it back"
        self.post_message(self.Asks(row[0].text, self._typed.get(name, ""), hint, done))

    def _take(self, name: str, text: str) -> None:
        if text in ("-", fmt.MINUS, fmt.MISSING):
            self._typed.pop(name, None)
        else:
            self._typed[name] = text
        self.show()


QUARTERS = "quarters"
"""The row of the outlook that tells how many there are."""
_ROWS = {
    "deliveries": "Cars",
    "price": "Price",
    "cost_per_car": "Cost of sales per car",
    "gross_margin": "Gross margin",
    "opex_drift": "Drift of opex",
    "opex_fixed_share": "Fixed share of opex",
}


TALL = 48
"""Rows of the screen from which there is room for the charts."""


def _lines(texts: Iterable[str]) -> Content:
    return Content(fmt.with_signs("\n".join(filter(None, texts))))


VIEWS: dict[str, type[View]] = {
    view.KEY: view
    for view in (
        BreakEvenPanel,
        SensitivityPanel,
        GoalPanel,
        BridgePanel,
        CrossPanel,
        CostsPanel,
        OutlookPanel,
        ScenarioPanel,
    )
}
"""What can be shown, by name, in the order in which it is offered. A new view is a line here."""
