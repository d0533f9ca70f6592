"""The views beside the break-even curve: goal seek, bridge, two-way table, scenarios."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tui.economics.basis import Base
from tui.facts.figure import Figure
from tui.present import fmt
from tui.present.table import Table
from tui.tabs.calculator.calculator import Case
from tui.tabs.calculator.charts import (
    Past,
    Pier,
    bridge_between,
    bridge_sentence,
    piers,
    result_under,
    span_of,
)
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
from tui.ui.charts import Step, Waterfall
from tui.ui.charts.palette import Role
from tui.ui.grid import Grid

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

    def show(self, case: Case, before: Base | None) -> None:
        """From another period to that of the case, both as published."""
        self.case, chart = case, self.query_one(Waterfall)
        built = bridge_between(case, before) if before else None
        if before is None or built is None:
            self._piers, chart.steps = (), ()
            self.say("← → another first quarter", "It needs two periods with a full account.")
            return
        self._piers = piers(case, before, built)
        chart.steps = tuple(map(_step, self._piers))
        names = f"{fmt.period(before.period)} to {fmt.period(case.reported.period)}"
        self.say(f"{names}, {case.symbol} a car  ← → from, [ ] to", bridge_sentence(case, built))

    def figure(self) -> Figure | None:
        """The cause under the cursor; the end without one."""
        at = self.query_one(Waterfall).selected
        return self._piers[-1 if at is None else at].figure if self._piers else None


def _step(pier: Pier) -> Step:
    role: Role = "profit" if pier.role == "profit" else "loss"
    return Step(pier.label, float(pier.start), float(pier.end), pier.text, role, pier.strong)


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
