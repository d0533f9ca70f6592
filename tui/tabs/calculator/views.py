"""The views of the calculator, and those that look at more than one quarter: costs and outlook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from tui.economics.account import Account
from tui.economics.behaviour import behaviour
from tui.economics.case import Case
from tui.economics.moves import Move
from tui.economics.outlook import CUMULATIVE, Outlook, tested
from tui.economics.plan import preset_of_opex
from tui.economics.scenario import Scenario
from tui.facts import fmt
from tui.facts.book import Backing
from tui.present.provenance import TextBlock
from tui.present.table import Cell, Column, Table
from tui.present.workbook import Sheet
from tui.system.text_width import cell_width
from tui.tabs.calculator.ahead import entries, nudged, usable
from tui.tabs.calculator.assumptions import FieldList
from tui.tabs.calculator.costs import both_ways, caution, cost_bars, cost_table, finding, sureness
from tui.tabs.calculator.fields import trouble
from tui.tabs.calculator.outlook import (
    BILLION,
    WHAT_IT_IS,
    as_year,
    assumed,
    beyond,
    cumulated,
    foreseen,
    outlook_bars,
    outlook_export,
    outlook_table,
    reported_in,
    said,
    stays,
    taken_in,
    without_row,
)
from tui.tabs.calculator.panels import (
    CALM,
    NONE,
    BreakEvenPanel,
    BridgePanel,
    CrossPanel,
    GoalPanel,
    Notes,
    ScenarioPanel,
    SensitivityPanel,
    Sentences,
    View,
    put_table,
    put_wrapped,
)
from tui.tabs.calculator.present import Sentence, adds, small_print
from tui.tabs.calculator.workbook import costs_sheet, outlook_sheet
from tui.ui.boxes import Box
from tui.ui.charts.data import IntervalRow
from tui.ui.charts.intervals import IntervalAxis, strips
from tui.ui.charts.pick import Selectable
from tui.ui.grid import Grid
from tui.ui.text import Title


class CostsPanel(View):
    """How opex moved with cars, and what of it is fixed."""

    KEY, TITLE, SEVERAL = "costs", "Costs", True
    DEFAULT_CSS = """
    CostsPanel {
        .says { margin-bottom: 1; }
        Box { height: auto; }
        Chart { height: auto; margin-top: 1; }
        #sure { height: auto; margin-top: 1; color: $muted; }
    }
    """

    def compose(self) -> ComposeResult:
        """What the fit says, the quarters as rows and as bounds, and how sure it is."""
        yield Static(classes="title")
        yield Static(classes="says")
        with Box(id="moved"):
            yield Grid()
            yield Chart()
        yield Static(id="sure")

    def on_resize(self) -> None:
        """The chart only where there is room for it."""
        self.show()

    def show(self) -> None:
        """The fit over the facts of now."""
        found, grid, chart = behaviour(self.state.book), self.query_one(Grid), self.query_one(Chart)
        chart.display = found is not None and not self.is_short
        grid.selected = grid.selected or 0
        if found is None:
            grid.table, chart.rows = NONE, ()
            needs = "five quarters in a row with complete figures and different cars"
            self.say("", f"This needs {needs}.")
            return
        grid.table, chart.rows = cost_table(found), cost_bars(found)
        hint = f"opex in bn {self.state.book.currency}  enter: apply fixed share to B"
        self.say(hint, fmt.with_signs(finding(found)))
        share, drift, decisive = sureness(found)
        if self.is_short:
            sure = _lines((share, decisive, *both_ways(found), caution(found)))
        else:
            parts = ((share, drift, decisive), both_ways(found), (caution(found),))
            sure = Content("\n\n").join(map(_lines, parts))
        put_wrapped(self.query_one("#sure", Static), sure)

    def sheet(self) -> Sheet:
        """The same over cells of a workbook."""
        return costs_sheet(self.state.book)

    @on(Selectable.Chosen)
    def _into_b(self) -> None:
        if behaviour(self.state.book):
            self.state.put("opex_fixed_share", preset_of_opex(self.state.book)["opex_fixed_share"])
            self.post_message(self.Changed())


class Chart(IntervalAxis, can_focus=False):
    """Values with their bounds, to look at."""


MOST_BARS = 7
"""Quarters of an outlook up to which there is room to draw them below their rows."""
LEAST, MOST = 8, 40
"""Cells of a bar in the rows themselves."""
BOUNDS = 5
"""The column that a bar takes the place of where there is no room for both."""


class OutlookPanel(View):
    """What follows from assumptions about the quarters ahead."""

    KEY, TITLE, SEVERAL, ENTER = "outlook", "Outlook", True, ""
    DEFAULT_CSS = """
    OutlookPanel {
        Sentences { height: 3; color: $muted; }
        height: 1fr; margin-bottom: 0;
        #looking, #came, #ahead, Chart { height: auto; }
        #assumed { height: 14; }
        Chart, Notes { margin-top: 1; }
        Notes { height: 1fr; color: $muted; }
    }
    """

    _found: Outlook | None = None
    _calm: Timer | None = None

    def compose(self) -> ComposeResult:
        """What comes of it, the assumptions, the quarters as rows and as bounds, the promises."""
        yield Title(classes="title")
        yield Sentences()
        with Box(id="looking"):
            yield FieldList(id="assumed")
            with Box(id="came"):
                yield Grid(id="ahead")
                yield Chart()
        yield Notes(id="promises")

    def on_resize(self) -> None:
        """As many columns as there is room for, the chart only where there is."""
        self.show()

    def show(self) -> None:
        """The quarters ahead under the assumptions of now."""
        start, book = self.state.start, self.state.book
        if start is None:
            self._found = None
            self._tell((), "An outlook starts from a quarter with complete figures; there is none.")
            return
        found = self._show_assumed(start)
        self._show_ahead(found)
        year = as_year(found)
        wrong = trouble(self.query_one(FieldList).rows) or (year and f"{beyond(found)} {year}")
        asked, unused = self.state.scenario, "B not used" if self.state.scenario.moves else ""
        after = f"after {taken_in(found.plan)}"
        if (period := asked.published.period) and period != start.period:
            after = f"not of {fmt.period(period)} but {after}"
        weak = "? unsigned" if start.backing == Backing.UNSIGNED else ""
        told = ", ".join(filter(None, (unused, after, weak, f"in {book.currency}")))
        parts = (told, "i notes", reported_in(found), "r reset", "R all")
        self._tell(parts, wrong, self._in_all(found))

    def _tell(self, parts: Sequence[str], *texts: str) -> None:
        """In the same rows whatever is typed, so that no field moves; the first matters most."""
        self.query_one(Title).parts = (self.TITLE, *filter(None, parts))
        said = [Sentence(text, "", rank) for rank, text in enumerate(texts) if text]
        self.query_one(Sentences).show(said)

    def _show_assumed(self, start: Account) -> Outlook:
        ahead, self._found = usable(self.state.book, start, self.state.sheet.ahead)
        self.query_one(FieldList).rows = entries(ahead, self._found)
        return self._found

    def _show_ahead(self, found: Outlook) -> None:
        grid, chart, book = self.query_one(Grid), self.query_one(Chart), self.state.book
        tables = outlook_table(found), outlook_table(found, is_brief=True)
        put_table(grid, *tables, outlook_table(found, has_bounds=False))
        grid.selected = grid.selected or 0
        chart.rows = outlook_bars(found)
        # Below the fields, as in a narrow window and beside the drawer, no rows are left for it.
        has_rows = not any(map(self.screen.has_class, ("-short", "-slim", "-drawer")))
        few = has_rows and len(chart.rows) <= MOST_BARS
        chart.display = few or self.screen.has_class("-all")
        if not chart.display:
            grid.table = with_bars(grid.table, chart.rows, grid.size.width - grid.wanted_width())
        lines = [beyond(found) * (not as_year(found)), *self._left_out(found)]
        lines += [f"{sign} {text}" for sign, text in said(book, foreseen(book, found))]
        if (record := tested(book, found.plan)) and not self.is_short:
            lines.append(record.says)
        self.query_one(Notes).show(lines, is_brief=self.is_short)

    def _left_out(self, found: Outlook) -> list[str]:
        """Why a year has no row, and why it is in no other currency."""
        stay = stays(self.state.book, found.plan, self.state.currency)
        return [*without_row(found), *filter(None, [stay])]

    @property
    def case(self) -> Case:
        """The quarter that it starts from, with as much of opex fixed as in it."""
        if self._found is None:
            return super().case
        start = self._found.plan.start
        share = Move(self._found.plan.taken["opex_fixed_share"].value)
        scenario = Scenario(start, {"opex_fixed_share": share})
        return Case(self.state.book, scenario, start.currency)

    @property
    def small_print(self) -> str:
        """The same, which says that it is about that quarter."""
        if self._found is None:
            return super().small_print
        return small_print(self.case, None, self._under)

    @property
    def _under(self) -> str:
        share = self.case.change.opex_fixed_share
        return f" in {self.case.when}, with {fmt.number(share)}% of opex fixed"

    @property
    def tells_errors(self) -> bool:
        """As long as it says anything."""
        return self._found is not None

    def noted(self) -> Iterator[TextBlock]:
        """All that it says, and what it assumes."""
        if (found := self._found) is None:
            return
        book = self.state.book
        yield TextBlock(f"Outlook after {taken_in(found.plan)}", "bold")
        yield TextBlock()
        yield TextBlock(self._in_all(found, is_whole=True))
        yield TextBlock(adds(self.case, self._under))
        for told in filter(None, (beyond(found), as_year(found), *self._left_out(found))):
            yield TextBlock(told, "", 2, "!", "loss")
        for words in assumed(found.plan):
            yield TextBlock(fmt.with_signs(words), "muted", 2, "·", "neutral")
        if year := reported_in(found):
            yield TextBlock(f"{year} as reported", "muted", 2, "·", "neutral")
        for sign, text in said(book, foreseen(book, found)):
            yield TextBlock(fmt.with_signs(text), "", 2, sign)
        if record := tested(book, found.plan):
            yield TextBlock(fmt.with_signs(record.says))
        yield TextBlock()

    def _in_all(self, found: Outlook, *, is_whole: bool = False) -> str:
        """What it is, what it comes to, and the quarter that breaks even."""
        figure = found.expected[-1].figures[CUMULATIVE].figure
        total = fmt.coded_total(figure.value, figure.unit)
        if ends := cumulated(found):
            total += f" ({' to '.join(ends)})"
        is_short = self.is_short and not is_whole
        what = "A projection, not a forecast" if is_short else WHAT_IT_IS
        width, rows = self.query_one(Sentences).content_size
        evens = (found.break_even_says(is_brief=is_brief) for is_brief in (is_short, True))
        whole, brief = (fmt.with_signs(f"{what}: {total} cumulative. {even}") for even in evens)
        has_room = is_whole or not width or len(Content(whole).wrap(width)) <= rows
        return whole if has_room else brief

    def exported(self) -> Table:
        """The quarters ahead with both pairs of bounds."""
        return outlook_export(self._found) if self._found else NONE

    def sheet(self) -> Sheet:
        """The same over cells of a workbook."""
        if self._found is None:
            return super().sheet()
        return outlook_sheet(self.state.book, self._found.plan)

    # Typing over assumptions, which is taken and undone as that of the quarter itself is.

    @on(FieldList.Typed)
    def _typed(self, message: FieldList.Typed) -> None:
        message.stop()
        if start := self.state.start:
            self.state.draft(self.state.with_ahead(start, {message.key: message.text}))
            self._show_assumed(start)
            if self._calm:
                self._calm.stop()
            self._calm = self.set_timer(CALM, self.show)

    @on(FieldList.Left)
    def _left(self, message: FieldList.Left) -> None:
        message.stop()
        if message.taken:
            self.state.commit()
        else:
            self.state.put_back()
        self._changed()

    @on(FieldList.Nudged)
    def _nudged(self, message: FieldList.Nudged) -> None:
        message.stop()
        row = self.query_one(FieldList).row
        if row and self._found:
            self._take({row.field.key: nudged(self._found.plan, row, message.by)})

    def reset(self) -> None:
        """The field under the cursor as preset."""
        self._take({self.query_one(FieldList).key: ""})

    def reset_all(self) -> None:
        """All of them."""
        ahead = self.state.sheet.ahead
        self._take(dict.fromkeys([*ahead.texts, *ahead.unread], ""))

    def _take(self, typed: Mapping[str, str]) -> None:
        if start := self.state.start:
            self.state.type_ahead(start, typed)
            self._changed()

    def _changed(self) -> None:
        self.show()
        self.post_message(self.Changed())


def with_bars(table: Table, bars: Sequence[IntervalRow], spare: int) -> Table:
    """The table with a bar for each quarter, where the `spare` cells beside it have room for one.

    Where they have none, the bar takes the place of the bounds in words, those by rounding first;
    where that is not enough either, the bounds stay as long as the table has room for them.
    """
    columns, rows = list(table.columns), [list(row) for row in table.rows]
    cells = spare - 2
    while cells < LEAST and len(columns) > BOUNDS + 1:
        gone = [columns.pop(-2).heading, *(row.pop(-2).text for row in rows)]
        cells += max(map(cell_width, gone)) + 2
    if (cells := min(cells, MOST)) >= LEAST:
        ends = [Decimal(end) / BILLION for bar in bars for end in bar.ends()]
        low, high = (fmt.number(end, 1, signed=True) for end in (min(ends), max(ends)))
        scale = low + high.rjust(cells - len(low)) if len(low) + len(high) < cells else ""
        columns.append(Column(scale, False))
        drawn = zip(bars, strips(bars, cells), strict=True)
        found = {bar.label: Cell(text, role=bar.role) for bar, text in drawn}
        for row in rows:
            row.append(found.get(row[0].text, Cell("")))
    elif spare >= 0:
        return table
    return replace(table, columns=tuple(columns), rows=tuple(map(tuple, rows)))


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
