"""The panels of the calculator: head, break-even curve, goal seek, bridge, table, scenarios."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import accumulate
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from tui.economics.break_even import PARTS, SHARES, Past, delivered
from tui.economics.bridge import Bridge
from tui.economics.case import Case
from tui.economics.moves import tidied
from tui.economics.sensitivity import Swing, ranged_tornado
from tui.economics.what_if import Assumptions
from tui.facts import fmt
from tui.facts.figure import Figure
from tui.present.break_even import BEYOND, break_even_table, legend
from tui.present.bridge import bases, bridge_table, largest_part, remarks
from tui.present.provenance import TextBlock
from tui.present.table import Cell, Column, Table
from tui.present.workbook import Sheet
from tui.tabs.calculator.charts import (
    bridge_steps,
    bridge_to,
    change_at,
    curve_data,
    end_of,
    result_under,
    sensitivity_table,
    span_of,
    tornado_row,
)
from tui.tabs.calculator.fields import entries
from tui.tabs.calculator.present import (
    Sentence,
    case_needs,
    fitted,
    formula,
    head_sentences,
    headings,
    in_words,
    small_print,
    worst_and_best,
)
from tui.tabs.calculator.state import CalculatorState
from tui.tabs.calculator.tables import (
    LETTERS,
    Cross,
    Goal,
    change_for_cell,
    cross,
    goal_export,
    goal_sentences,
    goal_table,
    goals,
    margin_of,
    of_case,
    outcome_table,
    scenario_export,
    scenario_table,
)
from tui.tabs.calculator.workbook import (
    break_even_sheet,
    bridge_sheet,
    cross_sheet,
    goal_sheet,
    outcome_sheet,
    scenario_sheet,
    sensitivity_sheet,
)
from tui.ui.big_number import BigNumber
from tui.ui.boxes import Box, Row
from tui.ui.charts.canvas import fit
from tui.ui.charts.curve import Curve
from tui.ui.charts.paint import CanvasWidget
from tui.ui.charts.pick import Selectable
from tui.ui.charts.tornado import Tornado
from tui.ui.charts.waterfall import Waterfall
from tui.ui.grid import Grid
from tui.ui.text import style_of, titled

NONE = Table("", (), ())
ROWS = {"-cramped-rows": 5, "-short": 5, "-wide": 7, "-tall": 11}
"""Margins of the two-way table, by the first of these sizes that the screen has."""
CELL = 8
"""Columns that a cell of the two-way table takes, with the gap before it."""
MOST_VOLUMES = 7
"""Volumes of that table at most: as many as there is room for beside the assumptions."""

CALM = 0.15
"""Seconds without a change after which the views beside the curve follow."""


def put(place: Static, text: Content, *, layout: bool = False) -> None:
    """Show another text, if it is another one: what stays costs nothing."""
    if place.content != text:
        place.update(text, layout=layout)


def put_table(grid: Grid, *tables: Table) -> None:
    """Show the first of these tables that has room, else the last."""
    for table in tables:
        grid.table = table
        if grid.wanted_width() <= grid.size.width:
            return


def put_wrapped(place: Static, text: Content) -> None:
    """Show another text, with as many rows as it takes; only other rows cost a layout."""
    width = place.content_size.width
    rows = len(text.wrap(width)) if width else 0
    put(place, text, layout=rows != place.content_size.height)


class Panel(Box):
    """A part of the calculator: it draws the state, and answers for what its cursor is on."""

    ENTER: ClassVar[str] = "Apply"
    """What enter does in its block, in a word; empty for nothing."""

    class Changed(Message):
        """Something was put into scenario B."""

    def __init__(self, state: CalculatorState, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.state = state

    @property
    def is_short(self) -> bool:
        """Whether the screen has few rows."""
        return self.screen.has_class("-short")

    def on_mount(self) -> None:
        """Only where the keys go anything looks selected."""
        for chart in self.query(Selectable):
            chart.keeps_mark = False

    def show(self) -> None:
        """Draw the state as it is now."""
        raise NotImplementedError

    def tell(self) -> None:
        """Say what the cursor is on now."""

    def figure(self) -> Figure | None:
        """The number under the cursor."""
        return None

    def other_end(self) -> Figure | None:
        """The number at the other end of the row under the cursor."""
        return None

    def taken(self) -> Assumptions | None:
        """The assumptions under which the thing under the cursor becomes scenario B."""
        return None

    def sideways(self, by: int) -> None:
        """What an arrow to the left (-1) or to the right (1) does."""

    def reset(self) -> None:
        """The cars as published."""
        self.state.reset("deliveries")
        self.post_message(self.Changed())

    def reset_all(self) -> None:
        """Everything as published."""
        self.state.reset()
        self.post_message(self.Changed())

    @on(Selectable.Selected)
    def _cursor_moved(self) -> None:
        self.tell()

    @on(Selectable.Chosen)
    def _chosen(self) -> None:
        if change := self.taken():
            self.state.assume(change)
            self.show()
            self.post_message(self.Changed())


class View(Panel):
    """A title, one block that takes the focus, and a sentence."""

    KEY: ClassVar[str] = ""
    """Its name in `VIEWS`."""
    ASIDE: ClassVar[bool] = False
    """Whether it stands beside the curve, in a column of its own where there is room for that."""
    SEVERAL: ClassVar[bool] = False
    """Whether it looks at more than one quarter: the assumptions about the one make room."""
    AT_ONCE: ClassVar[bool] = False
    """Whether it follows each step of a key, not only once the keys rest."""
    DEFAULT_CSS = """
    View {
        height: auto; margin-bottom: 1;
        .says { height: auto; color: $muted; }
        Grid, Waterfall { height: auto; }
        Waterfall { max-height: 11; }
    }
    """
    TITLE = ""

    def compose(self) -> ComposeResult:
        """Title, block, sentence."""
        yield Static(classes="title")
        yield self.block()
        yield Static(classes="says")

    def block(self) -> CanvasWidget:
        """What takes the focus."""
        return Grid()

    @property
    def case(self) -> Case:
        """What its small print and the caveats are about."""
        return self.state.case

    @property
    def small_print(self) -> str:
        """What is said below everything."""
        return small_print(self.case, self.state.test)

    @property
    def tells_errors(self) -> bool:
        """Whether it says how far such forecasts were off."""
        return self.case.is_forecast

    def noted(self) -> Iterator[TextBlock]:
        """What is to be known of it besides the caveats, also where it has no room for that."""
        yield from ()

    @property
    def target(self) -> CanvasWidget:
        """What the keys go to."""
        return self.query(CanvasWidget).first()

    def exported(self) -> Table:
        """Its rows, to be written to a file."""
        return self.query_one(Grid).table

    def sheet(self) -> Sheet:
        """The same over cells of a workbook."""
        sheet = Sheet(self.TITLE[:31], self.TITLE)
        sheet.table(self.exported())
        return sheet

    def say(self, hint: str, sentence: str = "") -> None:
        """Put the title and the sentence in place."""
        put(self.query_one(".title", Static), titled(self.TITLE, hint))
        says = self.query_one(".says", Static)
        says.display = bool(sentence)
        put(says, Content(sentence), layout=True)

    def figure(self) -> Figure | None:
        """The number under the cursor; on the name of a row the first one that it has."""
        grid = self.query_one(Grid)
        if grid.selected is None or not grid.table.rows:
            return None
        cells = grid.table.rows[grid.selected]
        if grid.column:
            return cells[grid.column].figure
        return next((cell.figure for cell in cells if cell.figure), None)


class GoalPanel(View):
    """What each input alone would have to be for a car to earn the target."""

    KEY, TITLE, ASIDE = "goal", "Goal seek", True

    _goals: tuple[Goal, ...] = ()

    def on_resize(self) -> None:
        """As many columns as there is room for now."""
        self.show()

    def show(self) -> None:
        """Answers for the case of now."""
        case, grid = self.state.case, self.query_one(Grid)
        self._goals = goals(case) if case.per_car else ()
        if self._goals:
            brief = goal_table(case, self._goals, is_brief=True)
            put_table(grid, goal_table(case, self._goals), brief)
        else:
            grid.table = NONE
        grid.selected = grid.selected or 0
        self.tell()

    def tell(self) -> None:
        """The answer under the cursor in a sentence."""
        case, goal = self.state.case, self.goal
        target = fmt.money(case.target, case.base.currency)
        hint = f"for {target} a car (Target)  enter: apply to B"
        self.say(hint, goal_sentences(case, goal) if goal else f"This {case_needs(case)}.")

    def exported(self) -> Table:
        """Every answer, and what it was sought in."""
        return of_case(goal_export(self.state.case, self._goals), self.state.case)

    def sheet(self) -> Sheet:
        """The same over cells of a workbook."""
        return goal_sheet(self.state.case)

    @property
    def goal(self) -> Goal | None:
        """The answer under the cursor."""
        at = self.query_one(Grid).selected
        return self._goals[at] if self._goals and at is not None else None

    def taken(self) -> Assumptions | None:
        """The account of now with its answer in it: those in sight may be of the key before."""
        self.show()
        outcome = self.goal.answer.outcome if self.goal else None
        return outcome.change if outcome else None


class BridgePanel(View):
    """Why the result per car moved between two periods."""

    KEY, TITLE, ASIDE = "bridge", "Bridge", True
    ENTER = ""

    _from = _to = ""
    _built: Bridge | None = None

    def block(self) -> CanvasWidget:
        """Bars from one result to the other."""
        return Waterfall()

    def show(self) -> None:
        """From another period to that of the case, both as published."""
        state = self.state
        if self._to != state.period or not state.knows(self._from):
            self._to, self._from = state.period, state.neighbour(state.period, -1)
        case, before = state.case, state.base(self._from)
        chart, built = self.query_one(Waterfall), bridge_to(case, before)
        self._built = built
        if built is None:
            chart.rows = ()
            self.say("← → another start quarter", "This needs two periods with complete figures.")
            return
        chart.rows = bridge_steps(case, before, built)
        chart.selected = len(chart.rows) - 1 if chart.selected is None else chart.selected
        first, last = (fmt.period(base.period) for base in (before, case.published))
        texts = (f"{largest_part(built)}.", bases(built), *(text for text, _ in remarks(built)))
        told = " ".join(filter(None, texts))
        hint = f"{first} to {last} as reported, {case.symbol} a car  ← → from, [ ] to"
        self.say(hint, told)

    def exported(self) -> Table:
        """From one result to the other, cause by cause."""
        if self._built is None:
            return NONE
        return bridge_table(self._built, self._from, self._to)

    def sheet(self) -> Sheet:
        """The same over cells of a workbook."""
        state = self.state
        before, after = state.base(self._from), state.case.published
        return bridge_sheet(state.book, before, after, state.currency)

    def figure(self) -> Figure | None:
        """The cause under the cursor."""
        at = self.query_one(Waterfall).selected
        return self._built.figures[at] if self._built and at is not None else None

    def sideways(self, by: int) -> None:
        """From an earlier or a later period."""
        self._from = self.state.neighbour(self._from, by)
        self.show()


class CrossPanel(View):
    """The result per car by deliveries and gross margin."""

    KEY, TITLE, ASIDE = "table", "Table", True

    _cross: Cross | None = None

    def on_resize(self) -> None:
        """As many columns as there is room for now, the cursor on the account as it is."""
        self.query_one(Grid).selected = None
        self.show()

    def show(self) -> None:
        """The case of now over as many columns as there is room for."""
        case, grid = self.state.case, self.query_one(Grid)
        rows = next(rows for size, rows in ROWS.items() if self.screen.has_class(size))
        least, most = span_of(case, self.state.past())
        columns = min(max((self.size.width - CELL) // CELL, 2), MOST_VOLUMES)
        self._cross = cross(case, least, most, columns, rows)
        grid.table = self._cross.table if self._cross else NONE
        if grid.selected is None and self._cross:
            grid.selected = self._cross.margins.index(self._cross.here)
            grid.column = self._cross.cars.index(case.cars) + 1 if case.cars else 1
        hint = f"{case.symbol} a car by cars and gross margin  enter: apply to B"
        told = "" if self.is_short else "Price, cost structure and opex as assumed."
        self.say(hint, told if case.per_car else f"This {case_needs(case)}.")

    def exported(self) -> Table:
        """Its rows, each column headed by its cars in full."""
        table, found = super().exported(), self._cross
        heads = [Column(fmt.number(cars)) for cars in found.cars] if found else []
        return of_case(replace(table, columns=(*table.columns[:1], *heads)), self.state.case)

    def sheet(self) -> Sheet:
        """The same over cells of a workbook."""
        if self._cross is None:
            return super().sheet()
        return cross_sheet(self.state.case, self._cross.cars, self._cross.margins)

    def figure(self) -> Figure | None:
        """The result per car in the cell under the cursor, or the margin of its row."""
        case, grid = self.state.case, self.query_one(Grid)
        if self._cross is None or grid.selected is None:
            return None
        if grid.column == 0:
            return margin_of(case, self._cross, grid.selected)
        return result_under(case, change_for_cell(case, self._cross, grid.selected, grid.column))

    def taken(self) -> Assumptions | None:
        """The volume and the margin under the cursor."""
        grid = self.query_one(Grid)
        if self._cross is None or grid.selected is None:
            return None
        return change_for_cell(self.state.case, self._cross, grid.selected, grid.column)


class EvensPanel(View):
    """Break-even by what is fixed of opex and of the cost of sales; it goes with other views."""

    KEY, TITLE = "evens", "Break-even by fixed shares"

    def show(self) -> None:
        """The case of now at every pair of shares, its own shares and cars left out."""
        case, grid, past = self.state.case, self.query_one(Grid), self._past
        grid.table = break_even_table(case.scenario.without("deliveries"), past)
        grid.selected = grid.selected or 0
        told = f"{BEYOND} above the most delivered" if self.is_short else "cars"
        self.say(f"{told}  enter: apply to B", "" if self.is_short else " ".join(legend(past)))

    @property
    def _past(self) -> tuple[Past, ...]:
        return delivered(self.state.book, self.state.case.base)

    def exported(self) -> Table:
        """Every volume, and what it was worked out from."""
        return of_case(super().exported(), self.state.case)

    def sheet(self) -> Sheet:
        """The same over cells of a workbook."""
        return break_even_sheet(self.state.case, self._past)

    def taken(self) -> Assumptions | None:
        """The shares under the cursor; in the column of names that of opex alone."""
        grid, change = self.query_one(Grid), self.state.case.change
        if grid.row is None:
            return None
        part = PARTS[grid.column - 1] if grid.column else change.cost_fixed_share
        return change._replace(opex_fixed_share=SHARES[grid.selected or 0], cost_fixed_share=part)


class ScenarioPanel(View):
    """Scenarios side by side, each headed by what it holds, with all their figures."""

    KEY, TITLE, ASIDE = "scenarios", "Scenarios", True

    def on_resize(self) -> None:
        """As many columns as there is room for now."""
        self.show()

    def show(self) -> None:
        """The scenarios of now."""
        cases, grid = self.state.side_by_side, self.query_one(Grid)
        heads = headings(cases)
        grid.table = scenario_table(cases, heads, self.size.width)
        grid.selected = grid.selected or 0
        told = (f"{letter}: {head}." for letter, head in zip(LETTERS, heads, strict=False))
        self.say("enter to B  a swap  A copy  del drop  w save  l load", " ".join(told))

    def exported(self) -> Table:
        """All of them with their difference, as if there were room for everything."""
        cases = self.state.side_by_side
        return scenario_export(cases, headings(cases))

    def sheet(self) -> Sheet:
        """The same over cells of a workbook."""
        cases = self.state.side_by_side
        return scenario_sheet(cases, headings(cases))

    def place(self) -> int | None:
        """Which of the scenarios the cursor is on; None on labels and differences."""
        # One that was dropped a moment ago is in sight until the keys rest.
        self.show()
        grid, count = self.query_one(Grid), len(self.state.side_by_side)
        apart = [None] if grid.columns() > count + 1 else []
        places: list[int | None] = [None, 0, 1, *apart, *range(2, count)]
        return places[grid.column]

    @on(Selectable.Chosen)
    def _work_on(self) -> None:
        place = self.place()
        if place is not None:
            self.state.take(self.state.side_by_side[place].scenario)
            self.post_message(self.Changed())


class OutcomePanel(View):
    """What comes out of the assumptions, as published and now."""

    TITLE, AT_ONCE = "Outcome", True
    ENTER = ""

    def on_resize(self) -> None:
        """As many columns as there is room for now: none while the assumptions were hidden."""
        self.show()

    def show(self) -> None:
        """The figures of now."""
        case, grid = self.state.case, self.query_one(Grid)
        full = outcome_table(self.state.as_published, case)
        brief = replace(full, columns=full.columns[:3], rows=tuple(row[:3] for row in full.rows))
        put_table(grid, full, brief)
        grid.selected = grid.selected or 0
        self.say(f"of {case.when}, {case.symbol}")


_ROOM = 60
"""Columns from which the titles tell all keys."""


class BreakEvenPanel(View):
    """The result per car by volume."""

    KEY, TITLE, AT_ONCE = "even", "Break-even", True
    DEFAULT_CSS = "BreakEvenPanel { height: 1fr; Curve { height: 1fr; } }"

    def block(self) -> CanvasWidget:
        """The curve, at any height."""
        curve = Curve(id="curve")
        curve.fmt = lambda value: fmt.tick(value, self.state.case.currency)
        return curve

    def show(self) -> None:
        """The curve of the case of now."""
        state = self.state
        self.query_one(Curve).data = curve_data(state.case, state.past(), state.evens.over)
        self.on_resize()

    def on_resize(self) -> None:
        """As many keys in the title as there is room for."""
        keys = "← → 1,000, shift 10,000"
        if self.size.width >= _ROOM:
            keys = "← → 1,000 cars, shift 10,000, home end, = type"
        self.say(keys)

    def exported(self) -> Table:
        """The assumptions, and what comes out of them."""
        published, scenario = self.state.as_published, self.state.scenario
        outcome = outcome_table(published, self.state.case)
        rows: list[tuple[Cell, ...]] = []
        for was, now in zip(entries(published), self.state.entries, strict=True):
            is_range = now.field.key in scenario.moves and scenario.moves[now.field.key].ends
            cells = Cell(was.text, was.figure), Cell(now.text, None if is_range else now.figure)
            rows.append(
                (Cell(f"Assumptions: {now.field.name}"), *cells, Cell(""))[: len(outcome.columns)]
            )
        return replace(outcome, rows=(*rows, *outcome.rows))

    def sheet(self) -> Sheet:
        """The same over cells of a workbook."""
        return outcome_sheet(self.state.case)

    def figure(self) -> Figure | None:
        """The result as it stands."""
        return self.state.case.per_car

    @on(Curve.Moved)
    def _move(self, message: Curve.Moved) -> None:
        cars = tidied(Decimal(message.x), "deliveries")
        if message.dragged:
            self.state.draft(self.state.sheet.put("deliveries", cars))
        else:
            self.state.put("deliveries", cars)
        self.post_message(self.Changed())


class SensitivityPanel(View):
    """What each input alone would move the result per car to."""

    KEY, TITLE, AT_ONCE = "sensitivity", "Sensitivity", True
    DEFAULT_CSS = "SensitivityPanel { Tornado { height: auto; } }"

    _swings: tuple[Swing, ...] = ()

    def block(self) -> CanvasWidget:
        """A bar an input."""
        return Tornado()

    def show(self) -> None:
        """The tornado of the case of now."""
        case, chart = self.state.case, self.query_one(Tornado)
        self._swings = ranged_tornado(case.scenario)
        if case.per_car is not None:
            chart.base = float(case.per_car.value)
        chart.rows = tuple(tornado_row(case, swing) for swing in self._swings)
        chart.selected = chart.selected or 0
        self.on_resize()

    def on_resize(self) -> None:
        """As many keys in the title as there is room for."""
        hint = "enter or → apply upside to scenario B, ←"
        self.say(f"{hint} downside" if self.size.width >= _ROOM else "")

    def exported(self) -> Table:
        """Every input with both of its ends."""
        case = self.state.case
        return of_case(sensitivity_table(case, self._swings), case)

    def sheet(self) -> Sheet:
        """The same over cells of a workbook."""
        return sensitivity_sheet(self.state.case)

    @property
    def swing(self) -> Swing | None:
        """The row under the cursor."""
        at = self.query_one(Tornado).selected
        return self._swings[at] if self._swings and at is not None else None

    def figure(self) -> Figure | None:
        """The result at the better end of the row under the cursor."""
        return end_of(self.state.case, self.swing, better=True) if self.swing else None

    def other_end(self) -> Figure | None:
        """The result at the worse end of that row."""
        return end_of(self.state.case, self.swing, better=False) if self.swing else None

    def taken(self) -> Assumptions | None:
        """The better end."""
        return change_at(self.swing, better=True) if self.swing else None

    def sideways(self, by: int) -> None:
        """The worse or the better end of the row under the cursor into B."""
        if self.swing:
            self.state.assume(change_at(self.swing, better=by > 0))
            self.post_message(self.Changed())


class Sentences(Widget):
    """What fits of some sentences into a fixed number of rows: the rest is in the drawer."""

    _forms: tuple[Sequence[Sentence], ...] = ()

    def show(self, *forms: Sequence[Sentence]) -> None:
        """Say something, in the first of these forms that has room."""
        if forms != self._forms:
            self._forms = forms
            self.refresh()

    def render(self) -> Content:
        """What fits of it."""
        found = fitted(self._forms, *self.content_size)
        return Content("\n").join(Content.styled(text, style) for text, style in found)


class Notes(Widget):
    """As many of some notes as there is room for, and how many more the drawer has."""

    _notes: tuple[str, ...] = ()
    _is_brief = False

    def show(self, notes: Iterable[str], *, is_brief: bool) -> None:
        """Say something; in brief with a row for each at most."""
        found = tuple(fmt.with_signs(note) for note in notes if note)
        if (found, is_brief) != (self._notes, self._is_brief):
            self._notes, self._is_brief = found, is_brief
            self.refresh(layout=True)

    def _wrapped(self, width: int) -> list[list[Content]]:
        if self._is_brief:
            return [[Content(fit(note, width))] for note in self._notes]
        return [Content(note).wrap(max(width, 1)) for note in self._notes]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The rows that all of them take."""
        return sum(map(len, self._wrapped(width)))

    def render(self) -> Content:
        """Those that fit as a whole."""
        width, rows = self.content_size
        notes = self._wrapped(width)
        counts = list(accumulate(map(len, notes)))
        shown = len(notes)
        if counts and counts[-1] > rows:
            shown = sum(count < rows for count in counts)
            notes[shown:] = [[Content(f"and {len(notes) - shown} more (i)")]]
        return Content("\n").join(line for note in notes for line in note)


class Fitting(Widget):
    """One row: the first of some texts that has room, else the last."""

    _forms: tuple[Content, ...] = ()

    def show(self, *forms: Content) -> None:
        """Show something."""
        if forms != self._forms:
            self._forms = forms
            self.refresh()

    def render(self) -> Content:
        """What fits."""
        room, last = self.content_size.width, Content("").join(self._forms[-1:])
        return next((form for form in self._forms if form.cell_length <= room), last)


class Head(Panel):
    """Greyed while a field cannot be read, since it then tells of what was before, and why.

    As high whatever is typed: the fields below stay where they are.
    """

    DEFAULT_CSS = """
    Head {
        height: auto;
        Row, Sentences { height: 4; }
        #big { max-width: 50%; padding-right: 3; }
        #said { width: 1fr; }
        #formula { height: 1; background: $surface; padding: 0 1; }
        .-loss { color: $loss; }
        .-profit { color: $profit; }
        &.-stale #big, &.-stale #said, &.-stale #formula { color: $neutral; text-style: dim; }
    }
    """

    def compose(self) -> ComposeResult:
        """Number and sentences, the formula below."""
        with Row():
            yield BigNumber(id="big")
            yield Sentences(id="said")
        yield Fitting(id="formula")

    def show(self) -> None:
        """The case of now, in shorter sentences where there is little room."""
        case, is_stale = self.state.case, self.state.is_stale
        self.set_class(is_stale, "-stale")
        figure = case.per_car
        big = self.query_one(BigNumber)
        # Half of what the padding of the tab leaves, less its own; nothing is laid out yet.
        big.show(fmt.digits(figure), self.app.size.width // 2 - 5)
        big.set_class(bool(figure and figure.value < 0), "-loss")
        big.set_class(bool(figure and figure.value >= 0), "-profit")
        tell = partial(head_sentences, self.state, is_low=self.is_short)
        brief = partial(tell, short=True, is_brief=True)
        forms = [tell(short=True), brief(), brief(is_alone=True)]
        if not self.is_short and self.app.size.width >= 100:
            forms.insert(0, tell(short=False))
        self.query_one(Sentences).show(*forms)
        self._show_formula(case)

    def _show_formula(self, case: Case) -> None:
        """Its words before it where both fit the row, and instead of it where it is too long.

        Where rows are few and there are ranges, at which ends it is worst and best.
        """
        place = self.query_one(Fitting)
        if self.is_short and (ends := worst_and_best(case, short=True)):
            place.show(Content.styled(ends, "$muted"))
            return
        pieces = [(text, style_of(role)) for text, role in formula(case)]
        words, line = Content.styled(in_words(case), "$muted"), Content.assemble(*pieces)
        whole = Content.assemble(words, "   ", line)
        place.show(whole, line, Content.assemble(words, *pieces[-2:]))
