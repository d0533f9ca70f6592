"""The views of the calculator: which one is shown, and what is done in it."""

from __future__ import annotations

from textual import on
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.widget import Widget

from tui.economics.account import Account
from tui.tabs.calculator.panels import (
    BreakEvenPanel,
    BridgePanel,
    CrossPanel,
    GoalPanel,
    Panel,
    ScenarioPanel,
)
from tui.tabs.calculator.typing import Typing
from tui.ui.charts.tornado import Tornado
from tui.ui.charts.waterfall import Waterfall
from tui.ui.drawer import Drawer
from tui.ui.grid import Grid

VIEWS = ("curve", "fields", "tornado", "goal", "bridge", "cross", "scenarios")
CENTRE = VIEWS[:3]
"""Views at the left and in the middle; the others take their place where there is no room."""
SLIM = (78, 20)
"""Columns or rows below which the assumptions are a view of their own."""
VIEWING: list[BindingType] = [
    Binding("v", "view(1)", "View", tooltip="Next view: curve, goal seek, bridge, two-way, "
            "scenarios", id="calculator.view"),
    Binding("V", "view(-1)", "Previous view", show=False, id="calculator.view_back"),
    Binding("g", "open('goal')", "Goal", priority=True, tooltip="Goal seek",
            id="calculator.goal"),
    Binding("b", "open('bridge')", "Bridge", show=False,
            tooltip="Why it moved between two periods", id="calculator.bridge"),
    Binding("left", "sideways(-1)", "Worse end, or earlier", show=False,
            id="calculator.left"),
    Binding("right", "sideways(1)", "Better end, or later", show=False,
            id="calculator.right"),
]  # fmt: skip
"""Keys of the views."""


class Viewing(Typing):
    """One view at a time beside or in place of the assumptions; all of them where they fit."""

    view = VIEWS[0]
    bridge_from = ""
    """The period that the bridge starts from; empty for the one before."""

    def show_beside(self) -> None:
        """The views beside the curve that are in sight."""
        if self.desk is None:
            return
        case = self.desk.case
        for panel in self.query("#right Panel").results(Panel):
            if not (self.has_class("-wide") or panel.id == self.view):
                continue
            if isinstance(panel, BridgePanel):
                panel.show(case, self._before())
            elif isinstance(panel, ScenarioPanel):
                panel.show(self.desk.other, case)
            elif isinstance(panel, CrossPanel):
                panel.show(case, self.desk.past())
            elif isinstance(panel, GoalPanel):
                panel.show(case)

    def _before(self) -> Account | None:
        """The period that the bridge starts from: as chosen, else the one before."""
        if self.desk is None:
            return None
        self.bridge_from = self.bridge_from or self.desk.period_before
        return self.desk.base(self.bridge_from)

    def action_view(self, by: int) -> None:
        """Another view, its block in focus."""
        views = [view for view in VIEWS if view != "fields" or self.has_class("-slim")]
        at = views.index(self.view) if self.view in views else 0
        self.action_open(views[(at + by) % len(views)])

    def on_resize(self, event: Resize) -> None:
        """Where it is small the assumptions are a view of their own."""
        self.set_class(event.size.width < SLIM[0] or event.size.height < SLIM[1], "-slim")

    def action_open(self, view: str) -> None:
        """Show a view and go there."""
        self.view = view
        self.set_class(view not in CENTRE, "-beside")
        for name in VIEWS[1:]:
            self.set_class(view == name, f"-{name}")
        self.show_beside()
        target = self.query_one(f"#{view}")
        self._make_room(target)
        self.set_focus(target.query_one("Grid, Waterfall") if isinstance(target, Panel) else target)

    def open_drawer(self, is_open: bool) -> None:
        """The drawer takes the place of a part that does not have the focus."""
        self._make_room(self.focused)
        super().open_drawer(is_open)

    def _make_room(self, wanted: Widget | None) -> None:
        """Beside an open drawer that part is to stay in which something is wanted."""
        inside = wanted.ancestors_with_self if wanted else ()
        for side in ("left", "right"):
            self.set_class(self.query_one(f"#{side}") in inside, f"-asks-{side}")

    def action_back(self) -> None:
        """Out of the drawer, a field or a view, back to the curve."""
        if self.view != VIEWS[0] and not self.query_one(Drawer).is_open:
            self.action_open(VIEWS[0])
        else:
            super().action_back()

    def action_sideways(self, by: int) -> None:
        """On the tornado an end of a row into B; on the bridge another first period."""
        if isinstance(self.focused, Tornado):
            self._take_end(better=by > 0)
        elif isinstance(self.focused, Waterfall) and self.desk and self.desk.periods:
            names = [period.text for period in self.desk.periods]
            at = names.index(self.bridge_from) if self.bridge_from in names else 0
            self.bridge_from = names[(at + by) % len(names)]
            self.show_beside()
            self.follow()

    def _take_end(self, *, better: bool) -> None:
        change = self.query_one(BreakEvenPanel).end(better=better)
        if self.desk and change:
            self.desk.assume(change)
            self.show_desk()

    @on(Tornado.Chosen)
    def _take_better(self) -> None:
        self._take_end(better=True)

    @on(Grid.Chosen)
    def _take_cell(self, message: Grid.Chosen) -> None:
        panel = message.chart.parent
        typed = panel.typed() if isinstance(panel, Panel) else {}
        if typed and self.desk:
            self.desk.type(typed)
            self.show_desk()
            self.show_beside()
