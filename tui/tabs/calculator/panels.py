"""The panels of the calculator: head, break-even curve, goal seek, bridge, table, scenarios."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Digits, Static

from tui.economics.account import Account
from tui.economics.scenario import Assumptions
from tui.facts import fmt
from tui.facts.figure import Figure
from tui.present.table import Table
from tui.tabs.calculator.charts import (
    Gust,
    Pier,
    Plot,
    bridge_sentence,
    bridge_to,
    cars_text,
    end_of,
    gusts,
    piers,
    plot,
    result_under,
    span_of,
)
from tui.tabs.calculator.present import caption, even, finding, formula, in_words
from tui.tabs.calculator.state import Case, Past
from tui.tabs.calculator.tables import (
    Cross,
    Goal,
    change_for_cell,
    cross,
    goal_sentences,
    goal_table,
    goals,
    margin_of,
    scenario_table,
    typed_for_cell,
)
from tui.ui.charts.curve import Curve
from tui.ui.charts.data import (
    CurveData,
    CurveMark,
    CurvePoint,
    Role,
    TornadoRow,
    WaterfallStep,
)
from tui.ui.charts.tornado import Tornado
from tui.ui.charts.waterfall import Waterfall
from tui.ui.grid import Grid
from tui.ui.text import style_of

NONE = Table("", (), ())
ROWS = 7
"""Margins of the two-way table."""
CELL = 9
"""Columns that a cell of the two-way table takes."""


def titled(title: str, more: str = "") -> Content:
    """A heading, and beside it what its keys do."""
    return Content.assemble((title, "bold"), (f"  {more}", "$muted"))


def put(place: Static, text: Content, *, layout: bool = False) -> None:
    """Show another text, if it is another one: what stays costs nothing."""
    if place.content != text:
        place.update(text, layout=layout)


def put_wrapped(place: Static, text: Content) -> None:
    """Show another text, with as many rows as it takes; only other rows cost a layout."""
    width = place.content_size.width
    rows = len(text.wrap(width)) if width else 0
    put(place, text, layout=rows != place.content_size.height)


class Panel(Vertical):
    """A title, one block that takes the focus, and a sentence."""

    DEFAULT_CSS = """
    Panel {
        height: auto;
        .title { height: 1; }
        .says { height: auto; color: $muted; }
        Grid, Waterfall { height: auto; }
        Waterfall { max-height: 11; }
    }
    """
    TITLE = ""

    case: Case | None = None

    def compose(self) -> ComposeResult:
        """Title, block, sentence."""
        yield Static(classes="title")
        yield self.block()
        yield Static(classes="says")

    def block(self) -> Widget:
        """What takes the focus."""
        return Grid()

    def say(self, hint: str, sentence: str) -> None:
        """Put the title and the sentence in place."""
        put(self.query_one(".title", Static), titled(self.TITLE, hint))
        put(self.query_one(".says", Static), Content(sentence), layout=True)

    def figure(self) -> Figure | None:
        """The number under the cursor; on the name of a row the first one that it has."""
        grid = self.query_one(Grid)
        if grid.selected is None or not grid.table.rows:
            return None
        cells = grid.table.rows[grid.selected]
        if grid.column:
            return cells[grid.column].figure
        return next((cell.figure for cell in cells if cell.figure), None)

    def typed(self) -> dict[str, str]:
        """What to type so that the thing under the cursor becomes scenario B."""
        return {}


class GoalPanel(Panel):
    """What each input alone would have to be for a car to earn the target."""

    TITLE = "Goal seek"

    _goals: tuple[Goal, ...] = ()

    def show(self, case: Case) -> None:
        """Answers for another case."""
        self.case = case
        grid = self.query_one(Grid)
        if case.per_car is None:
            self._goals, grid.table = (), NONE
        else:
            self._goals = goals(case)
            grid.table = goal_table(case, self._goals)
        grid.selected = grid.selected or 0
        self.tell()

    def tell(self) -> None:
        """The answer under the cursor in a sentence."""
        case, goal = self.case, self.goal
        if case is None:
            return
        target = fmt.money(case.target, case.base.currency)
        hint = f"for {target} a car (Target)  enter: into B"
        self.say(hint, goal_sentences(case, goal) if goal else "")

    @property
    def goal(self) -> Goal | None:
        """The answer under the cursor."""
        at = self.query_one(Grid).selected
        return self._goals[at] if self._goals and at is not None else None

    def typed(self) -> dict[str, str]:
        """The needed value, and with a price what it leaves as it is."""
        goal = self.goal
        if goal is None or not goal.typed:
            return {}
        held = {"hold": "margin" if "margin" in goal.label else "cost"}
        return {goal.field: goal.typed, **(held if goal.field == "price" else {})}


class BridgePanel(Panel):
    """Why the result per car moved between two periods."""

    TITLE = "Bridge"

    _piers: tuple[Pier, ...] = ()

    def block(self) -> Widget:
        """Bars from one result to the other."""
        return Waterfall()

    def show(self, case: Case, before: Account | None) -> None:
        """From another period to that of the case, both as published."""
        self.case, chart = case, self.query_one(Waterfall)
        built = bridge_to(case, before) if before else None
        if before is None or built is None:
            self._piers, chart.rows = (), ()
            self.say("← → another first quarter", "It needs two periods with a full account.")
            return
        self._piers = piers(case, before, built)
        chart.rows = tuple(map(_step, self._piers))
        names = f"{fmt.period(before.period)} to {fmt.period(case.reported.period)}"
        self.say(f"{names}, {case.symbol} a car  ← → from, [ ] to", bridge_sentence(built))

    def figure(self) -> Figure | None:
        """The cause under the cursor; the end without one."""
        at = self.query_one(Waterfall).selected
        return self._piers[-1 if at is None else at].figure if self._piers else None


def _step(pier: Pier) -> WaterfallStep:
    role: Role = "profit" if pier.role == "profit" else "loss"
    return WaterfallStep(
        pier.label, float(pier.start), float(pier.end), pier.text, role, pier.strong
    )


class CrossPanel(Panel):
    """The result per car by deliveries and gross margin."""

    TITLE = "Cars by gross margin"

    _cross: Cross | None = None
    _past: Sequence[Past] = ()

    def on_resize(self) -> None:
        """As many columns as there is room for now, the cursor on the account as it is."""
        if self.case is not None:
            self.query_one(Grid).selected = None
            self.show(self.case, self._past)

    def show(self, case: Case, past: Sequence[Past] = ()) -> None:
        """Another case; as many columns as there is room for; `past` widens the volumes."""
        self.case, self._past = case, past
        grid = self.query_one(Grid)
        columns = max((self.size.width - 8) // (CELL + 1), 2)
        least, most = span_of(case, past)
        self._cross = cross(case, least, most, min(columns, 9), ROWS)
        grid.table = self._cross.table if self._cross else NONE
        if grid.selected is None and self._cross:
            grid.selected = self._cross.margins.index(self._cross.here)
            grid.column = self._cross.cars.index(case.cars) + 1 if case.cars else 1
        hint = f"result per car, {case.symbol}  ▼ as it is  enter: into B"
        self.say(hint, "Price, cost structure and running costs as assumed.")

    def figure(self) -> Figure | None:
        """The result per car in the cell under the cursor, or the margin of its row."""
        grid = self.query_one(Grid)
        if self._cross is None or self.case is None or grid.selected is None:
            return None
        if grid.column == 0:
            return margin_of(self.case, self._cross, grid.selected)
        change = change_for_cell(self.case, self._cross, grid.selected, grid.column)
        return result_under(self.case, change)

    def typed(self) -> dict[str, str]:
        """The volume and the margin under the cursor."""
        grid = self.query_one(Grid)
        if self._cross is None or grid.selected is None:
            return {}
        return typed_for_cell(self._cross, grid.selected, grid.column)


class ScenarioPanel(Panel):
    """Scenarios A and B side by side, and their difference."""

    TITLE = "Scenarios"

    def show(self, kept: Case, now: Case, *, long: bool = True) -> None:
        """Other scenarios."""
        self.case, grid = now, self.query_one(Grid)
        grid.table = scenario_table(kept, now, long=long)
        grid.selected = grid.selected or 0
        keys = "a swap  A keep as A" + ("  w write  l load" if long else "")
        about = f"A is {kept.when}, B is {now.when}." if kept.when != now.when else ""
        self.say(keys, about)


_ROOM = 60
"""Columns from which the titles tell all keys."""


class BreakEvenPanel(Vertical):
    """The result per car by volume, and what else moves it."""

    DEFAULT_CSS = """
    BreakEvenPanel {
        width: 1fr;
        #tornado { height: 6; }
        #tornado-title { margin-top: 1; }
    }
    """

    _case: Case | None = None
    _gusts: tuple[Gust, ...] = ()

    def compose(self) -> ComposeResult:
        """Each chart below its title."""
        yield Static(id="curve-title", classes="title")
        yield Curve(id="curve", fmt=self._tick)
        yield Static(id="tornado-title", classes="title")
        yield Tornado(id="tornado")

    def _tick(self, value: float) -> str:
        return fmt.tick(value, self._case.currency if self._case else "")

    def show(self, case: Case, past: Sequence[Past]) -> None:
        """Another case; `past` are the volumes marked on the rail."""
        self._case = case
        drawn = plot(case, past)
        self.query_one("#curve", Curve).data = curve_data(drawn) if drawn else None
        tornado = self.query_one("#tornado", Tornado)
        self._gusts = gusts(case)
        if case.per_car is not None:
            tornado.base = float(case.per_car.value)
        tornado.rows = swings(self._gusts)
        tornado.selected = tornado.selected or 0
        self.on_resize()

    def on_resize(self) -> None:
        """As many keys in the titles as there is room for."""
        keys = "← → 1,000, shift 10,000"
        if self.size.width >= _ROOM:
            keys = "← → 1,000 cars, shift 10,000, home end, = type"
        put(self.query_one("#curve-title", Static), titled("Break-even", keys))
        ends = "enter or → takes the better end into B, ←"
        hint = f"{ends} the worse" if self.size.width >= _ROOM else ""
        put(self.query_one("#tornado-title", Static), titled("What moves it", hint))

    def end(self, *, better: bool) -> Assumptions | None:
        """The assumptions at one end of the row under the cursor."""
        at = self.query_one("#tornado", Tornado).selected
        if at is None or not self._gusts:
            return None
        return self._gusts[at].better if better else self._gusts[at].worse

    def figure(self, *, better: bool = True) -> Figure | None:
        """The result at one end of the row under the cursor of the tornado."""
        at = self.query_one("#tornado", Tornado).selected
        if self._case is None or at is None or not self._gusts:
            return None
        return end_of(self._case, self._gusts[at], better=better)


def curve_data(plot: Plot) -> CurveData:
    """What the curve paints."""
    points = tuple(
        CurvePoint(
            float(spot.cars),
            float(spot.value),
            None if spot.low is None else float(spot.low),
            None if spot.high is None else float(spot.high),
        )
        for spot in plot.spots
    )
    inside = [mark for mark in plot.past if plot.least <= mark.cars <= plot.most]
    marks = [CurveMark(float(mark.cars), mark.label) for mark in inside]
    if plot.even is not None:
        label = f"{cars_text(plot.even)} break-even"
        marks.append(CurveMark(float(plot.even), label, major=True))
    return CurveData(
        points,
        tuple(marks),
        cars_text(plot.least),
        cars_text(plot.most),
        float(plot.cursor),
        plot.label,
        float(plot.floor),
    )


def swings(gusts: Sequence[Gust]) -> tuple[TornadoRow, ...]:
    """What the tornado paints."""
    return tuple(
        TornadoRow(
            gust.label,
            float(gust.low),
            float(gust.high),
            gust.low_text,
            gust.high_text,
            _role(gust.low_text),
            _role(gust.high_text),
            float(gust.outer_low),
            float(gust.outer_high),
        )
        for gust in gusts
    )


def _role(text: str) -> Role:
    return "loss" if text.startswith(fmt.MINUS) else "profit"


STALE = "the last result that could be read"


class Head(Vertical):
    """Greyed while a field cannot be read, since it then tells of what was before, and why."""

    DEFAULT_CSS = """
    Head {
        height: auto;
        Horizontal { height: 4; }
        #big { width: auto; min-width: 20; max-width: 50%; height: 3; padding-right: 4; }
        #said { width: 1fr; height: 4; }
        #formula { height: auto; background: $surface; padding: 0 1; }
        .-loss { color: $loss; }
        .-profit { color: $profit; }
        &.-stale #big, &.-stale #said, &.-stale #formula { color: $neutral; text-style: dim; }
    }
    """

    def compose(self) -> ComposeResult:
        """Number and sentences, the formula below."""
        with Horizontal():
            yield Digits("", id="big")
            yield Static(id="said")
        yield Static(id="formula")

    def show(self, case: Case, trouble: str, *, is_stale: bool, short: bool) -> None:
        """Another case; `short` where there is no room for long sentences.

        `trouble` is why a field cannot be read.
        """
        self.set_class(is_stale, "-stale")
        figure = case.per_car
        big = self.query_one("#big", Digits)
        big.update(fmt.digits(figure))
        big.set_class(bool(figure and figure.value < 0), "-loss")
        big.set_class(bool(figure and figure.value >= 0), "-profit")
        lines = [
            Content.styled(STALE if is_stale else caption(case), "$muted"),
            Content.styled(finding(case), "" if is_stale else "bold"),
            Content.styled(even(case, short=short), "$muted"),
        ]
        if trouble:
            lines = [Content.styled(trouble, "not dim $loss"), *lines[:2]]
        put(self.query_one("#said", Static), Content("\n").join(lines))
        self._show_formula(case)

    def _show_formula(self, case: Case) -> None:
        """Its words before it where both fit a row; it may itself take several rows."""
        place = self.query_one("#formula", Static)
        width = place.content_size.width
        line = Content.assemble(*((text, style_of(role)) for text, role in formula(case)))
        said = Content.assemble((f"{in_words(case)}   ", "$muted"), line)
        line = said if said.cell_length <= width else line
        put_wrapped(place, line)
