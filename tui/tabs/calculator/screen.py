"""What if: one period's account under other assumptions, live under the keyboard."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from tui.facts.figure import Figure
from tui.facts.model import Fact
from tui.present.provenance import Subject, TextBlock
from tui.present.search import Thing
from tui.tabs.calculator.assumptions import Assumptions
from tui.tabs.calculator.fields import currencies, entries, trouble
from tui.tabs.calculator.keeping import KEEPING
from tui.tabs.calculator.panels import (
    BreakEvenPanel,
    BridgePanel,
    CrossPanel,
    GoalPanel,
    Head,
    Panel,
    ScenarioPanel,
    put,
    put_wrapped,
    titled,
)
from tui.tabs.calculator.present import bear_in_mind, caveats, preset, small_print, typed_over
from tui.tabs.calculator.state import CalculatorState, Setting
from tui.tabs.calculator.typing import TYPING
from tui.tabs.calculator.views import VIEWING, Viewing
from tui.ui.charts.curve import Curve
from tui.ui.charts.tornado import Tornado
from tui.ui.charts.waterfall import Waterfall
from tui.ui.grid import Grid
from tui.ui.tab import FRAME
from tui.ui.text import Prose

CALM = 0.15
"""Seconds without a change after which the views beside the curve follow."""


class Calculator(Viewing):
    """Assumptions at the left; formula, break-even curve and tornado; views beside them."""

    KEY = "calculator"
    AUTO_FOCUS = "#curve"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i", "caveats", "Bear in mind", show=False, id="calculator.caveats"),
        *VIEWING,
        *TYPING,
        *KEEPING,
    ]  # fmt: skip
    DEFAULT_CSS = """
    Calculator {
        #body { padding: 1 2 0 2; }
        Head { margin-bottom: 1; }
        #left { width: 46; padding-right: 3; }
        #fields { height: 1fr; }
        #ab { height: auto; margin-top: 1; Grid { height: 4; } .says { display: none; } }
        #right { width: 1fr; display: none; Panel { display: none; margin-bottom: 1; } }
        #notes { height: auto; min-height: 2; margin-top: 1; color: $muted; }
        #caveats { display: none; height: auto; margin-top: 1; }
        .title { height: 1; }
        &.-goal #goal, &.-bridge #bridge, &.-cross #cross, &.-scenarios #scenarios {
            display: block; }
        &.-beside { #center { display: none; } #right { display: block; } }
        &.-wide {
            #left { width: 50; } #right { display: block; width: 74; padding-left: 4; }
            #center, #right Panel, #caveats { display: block; } #ab { display: none; }
        }
        &.-drawer.-normal {
            #left { display: none; }
            &.-asks-left { #left { display: block; } #center, #right { display: none; } }
        }
        &.-drawer.-wide { #right { display: none; }
            &.-asks-right { #right { display: block; } #center { display: none; } } }
        &.-narrow #body, &.-tiny #body { padding: 0 1; }
        &.-narrow, &.-tiny {
            #left { width: 40; padding-right: 1; } #ab { display: none; }
            #tornado, #tornado-title { display: none; }
            &.-beside #left, &.-tornado #left { display: none; }
            &.-tornado { #tornado, #tornado-title { display: block; } }
        }
        &.-short {
            #notes, #tornado-title { margin-top: 0; }
            Head { margin-bottom: 0; } #ab { display: none; }
        }
        &.-tiny #big { display: none; }
        &.-slim {
            #left, #notes { display: none; }
            &.-fields { #left { display: block; width: 1fr; } #center { display: none; } }
        }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._calm: Timer | None = None
        self._is_due = False
        """Whether the outcome of a change is yet to be shown."""

    def body(self) -> Iterable[Widget]:
        """Finding, formula, assumptions, curve and tornado, the views beside, the small print."""
        yield Head()
        with Horizontal(id="work"):
            with Vertical(id="left"):
                yield Static(id="fields-title", classes="title")
                yield Assumptions(id="fields")
                yield ScenarioPanel(id="ab")
                yield Prose(id="caveats")
            yield BreakEvenPanel(id="center")
            with Vertical(id="right"):
                yield GoalPanel(id="goal")
                yield BridgePanel(id="bridge")
                yield CrossPanel(id="cross")
                yield ScenarioPanel(id="scenarios")
        yield Static(id="notes")

    def draw(self) -> None:
        """The desk on the facts and in the currency of now; its scenarios stay."""
        if self.desk is None:
            self.desk = CalculatorState(self.book, self.currency, Setting(*self.host.inputs))
        elif self.desk.book is not self.book:
            self.desk = self.desk.on(self.book)
        if self.desk.currency != self.currency:
            self.desk.show_in(self.currency)
        self._show_fields()
        self._show_outcome()
        self.show_beside()
        self.query_one("#caveats", Prose).show(caveats(self.desk.case, self.desk.test))

    def show_desk(self) -> None:
        """After a change first the field itself, then what comes of it, so that keys are quick."""
        self._show_fields()
        if not self._is_due:
            self._is_due = True
            self.set_timer(FRAME, self._show_outcome)

    def _show_fields(self) -> None:
        if self.desk:
            self.host.inputs = self.desk.setting.period, self.desk.setting.typed
            self.query_one("#fields", Assumptions).entries = entries(self.desk.latest)

    def _show_outcome(self) -> None:
        """Finding, curve and tornado; the views beside them once it is calm."""
        self._is_due = False
        if self.desk is None:
            return
        case = self.desk.case
        head = self.query_one(Head)
        latest, short = self.desk.latest, self.size.width < 100
        head.show(case, trouble(latest), is_stale=self.desk.is_stale, short=short)
        put_wrapped(self.query_one("#notes", Static), Content(small_print(case, self.desk.test)))
        put(self.query_one("#fields-title", Static), titled("Assumptions", currencies(case)))
        self.query_one(BreakEvenPanel).show(case, self.desk.past())
        if (ab := self.query_one("#ab", ScenarioPanel)).display:
            ab.show(self.desk.other, case, long=False)
        if self._calm is not None:
            self._calm.stop()
        self._calm = self.set_timer(CALM, self.show_beside)
        self.follow()

    def on_descendant_focus(self) -> None:
        """Another block: an open drawer tells of its number."""
        self.follow()

    def show_period(self) -> None:
        """Everything for another period."""
        self.bridge_from = ""
        self.show_desk()
        self.show_beside()
        if self.desk:
            self.query_one("#caveats", Prose).show(caveats(self.desk.case, self.desk.test))

    def action_caveats(self) -> None:
        """What to bear in mind, in the drawer."""
        if self.desk:
            self.open_drawer(True)
            self._show_story(None, tuple(bear_in_mind(self.book, self.desk.case, self.desk.test)))
            self._read_if_covered()

    @on(Curve.Moved)
    def _move(self, message: Curve.Moved) -> None:
        if self.desk:
            self.desk.type({"deliveries": f"{message.x:,.0f}"})
            self.show_desk()

    @on(Grid.Selected)
    @on(Grid.Moved)
    @on(Tornado.Selected)
    @on(Waterfall.Selected)
    @on(Assumptions.Selected)
    def _cursor_moved(self, message: Grid.Selected) -> None:
        panel = message.chart.parent
        if isinstance(panel, GoalPanel):
            panel.tell()
        self.follow()

    def subject(self) -> Figure | None:
        """The number under the cursor of the focused block; the big one otherwise."""
        focused = self.focused
        if self.desk is None:
            return None
        case = self.desk.case
        if isinstance(focused, Assumptions) and focused.key != "period":
            return focused.entry.figure if focused.entry else None
        if isinstance(focused, Tornado) and focused.selected is not None:
            return self.query_one(BreakEvenPanel).figure()
        panel = focused.parent if focused else None
        return panel.figure() if isinstance(panel, Panel) else case.per_car

    def story(self) -> Sequence[TextBlock]:
        """Where the number comes from; with the result, what to bear in mind."""
        focused = self.focused
        if self.desk is None:
            return ()
        case = self.desk.latest
        entry = focused.entry if isinstance(focused, Assumptions) else None
        if entry and entry.changed:
            return tuple(typed_over(self.book, case, entry))
        if entry and entry.is_preset and entry.field.key != "period":
            return tuple(preset(entry))
        told = tuple(super().story())
        more = caveats(self.desk.case, self.desk.test) if isinstance(focused, Curve) else ()
        return (*told, *more)

    def beside(self) -> Sequence[Subject]:
        """The other end of a row of the tornado."""
        worse = None
        if isinstance(self.focused, Tornado):
            worse = self.query_one(BreakEvenPanel).figure(better=False)
        return (worse,) if worse else ()

    def point_at(self, thing: Thing) -> bool:
        """Go to the period that a figure belongs to."""
        when = thing.period.text if isinstance(thing, Fact) and thing.period else ""
        if self.desk and self.desk.knows(when):
            self.go_to_period(when)
        return False
