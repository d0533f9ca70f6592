"""What if: one period's account under other assumptions, live under the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, partial
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import DescendantFocus
from textual.geometry import Size
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.figure import Figure
from tui.facts.model import Fact
from tui.present.provenance import TextBlock, explain_figure
from tui.present.table import Table
from tui.present.things import Thing
from tui.present.workbook import Sheet
from tui.tabs.calculator.assumptions import FieldList
from tui.tabs.calculator.dialogs import AskName, PickRow
from tui.tabs.calculator.fields import FIELDS, FieldRow, currencies, stepped
from tui.tabs.calculator.panels import (
    CALM,
    BreakEvenPanel,
    CrossPanel,
    EvensPanel,
    Head,
    OutcomePanel,
    Panel,
    ScenarioPanel,
    SensitivityPanel,
    View,
    put,
    put_wrapped,
)
from tui.tabs.calculator.present import (
    assumed_words,
    caveats,
    head_in_full,
    preset,
    typed_over,
)
from tui.tabs.calculator.saved import (
    SavedScenario,
    ScenariosError,
    drop_scenario,
    keep_scenario,
    load_scenarios,
    scenarios_path,
)
from tui.tabs.calculator.state import CalculatorState
from tui.tabs.calculator.tables import with_records
from tui.tabs.calculator.views import VIEWS
from tui.ui.actions import NOT_IN_A_BROWSER
from tui.ui.boxes import Box, Row
from tui.ui.charts.curve import Curve
from tui.ui.charts.pick import Selectable
from tui.ui.choices import Choice, Choices
from tui.ui.drawer import Drawer
from tui.ui.grid import Grid
from tui.ui.tab import HEIGHTS, Tab
from tui.ui.text import Prose, titled

BREAKPOINTS = [*HEIGHTS[:-1], (36, "-tall")]
"""Tall only where views stand below each other."""
ALL_ROWS = 56
"""Rows from which all of the smaller ones do where it is wide, in a column of their own."""
BESIDE = 116
"""Columns from which there is room for a chart beside the rows of several quarters."""


class Calculator(Tab):
    """Assumptions at the left; formula, break-even curve and tornado; views beside them."""

    KEY = "calculator"
    AUTO_FOCUS = "#fields"
    VERTICAL_BREAKPOINTS = BREAKPOINTS
    BELOW: ClassVar[Mapping[str, tuple[int, int]]] = {**Tab.BELOW, "-slim": (78, 20)}
    """With `-slim` only one view has room, and the assumptions are one."""
    PANELS: ClassVar[Mapping[str, str]] = {
        "entry": "Assumptions", **{key: view.TITLE for key, view in VIEWS.items()},
    }  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("C", "claim", "Claim", show=False, id="calculator.claim",
                tooltip="Check a published figure per car"),
        Binding("i", "caveats", "Caveats", show=False, id="calculator.caveats"),
        Binding("v", "view(1)", "View", id="calculator.view",
                tooltip="Next view"),
        Binding("V", "view(-1)", "Previous view", show=False, id="calculator.view_back"),
        Binding("g", "open('goal')", "Goal", priority=True, id="calculator.goal",
                tooltip="Goal seek"),
        Binding("b", "open('bridge')", "Bridge", show=False, id="calculator.bridge",
                tooltip="Why it moved between two periods"),
        Binding("left", "sideways(-1)", "Apply downside, or earlier", show=False,
                id="calculator.left"),
        Binding("right", "sideways(1)", "Apply upside, or later", show=False,
                id="calculator.right"),
        Binding("equals_sign", "edit", "Edit this field, or the cars", show=False,
                id="calculator.edit", key_display="="),
        Binding("u", "undo", "Undo", id="calculator.undo", tooltip="Undo the last change"),
        Binding("U", "redo", "Redo", show=False, id="calculator.redo",
                tooltip="Redo the undone change"),
        Binding("r", "reset", "Reset", show=False, id="calculator.reset",
                tooltip="Reset this field"),
        Binding("R", "reset_all", "Reset all assumptions", show=False, id="calculator.reset_all"),
        Binding("left_square_bracket", "period(-1)", "Previous period", show=False,
                id="calculator.period_before"),
        Binding("right_square_bracket", "period(1)", "Next period", show=False,
                id="calculator.period_next"),
        Binding("a", "swap", "A/B", show=False, id="calculator.swap",
                tooltip="Swap scenarios A and B"),
        Binding("A", "keep", "Copy B to A", show=False, id="calculator.keep"),
        Binding("delete", "drop", "Drop", show=False, id="calculator.drop",
                tooltip="Drop a scenario"),
        Binding("w", "write", "Save", show=False, id="calculator.write",
                tooltip="Save B to the scenario file"),
        Binding("l", "load", "Load", show=False, priority=True, id="calculator.load",
                tooltip="Load a saved scenario"),
    ]  # fmt: skip
    DEFAULT_CSS = """
    Calculator {
        #head { layout: vertical; padding: 0; }
        #body { padding: 1 2 0 2; }
        #views-bar { margin: 1 0; }
        #left { width: 50; padding-right: 2; }
        #entry { height: 1fr; }
        #fields { height: 1fr; }
        OutcomePanel { margin-bottom: 0; }
        #views { width: 1fr; height: 1fr; }
        #aside { height: auto; }
        #caveats { display: none; height: auto; margin-top: 1; }
        #center { height: 1fr; }
        #notes { height: auto; margin-top: 1; color: $muted; }
        Box:focus-within > .title { color: $best; }
        Box:nocolor:focus-within > .title { text-style: underline; }
        &.-all #caveats { display: block; }
        &.-all #outlook Sentences { height: 4; }
        &.-wide.-tall {
            #aside { dock: right; width: 74; padding-left: 4; Waterfall { max-height: 8; } }
        }
        &.-drawer.-wide.-tall {
            #aside { display: none; }
            &.-asks-aside { #aside { display: block; width: 1fr; dock: none; }
                #center { display: none; } }
        }
        &.-drawer.-normal, &.-drawer.-wide.-short {
            #left { display: none; }
            &.-asks-left { #left { display: block; } #views { display: none; } }
        }
        &.-several #notes { margin: 0; }
        &.-normal.-several {
            #left { display: none; }
            &.-tall {
                #looking, #moved { layout: horizontal; }
                #assumed { width: 46; }
                #moved Grid { width: 62; }
            }
            &.-drawer { #looking, #moved { layout: vertical; } #assumed, Grid { width: 1fr; } }
        }
        &.-narrow #body, &.-tiny #body { padding: 0 1; }
        &.-narrow, &.-tiny {
            #left { width: 40; padding-right: 1; }
            #big { padding-right: 1; }
            &.-alone #left { display: none; }
        }
        &.-short {
            #views-bar, #notes { margin: 0; }
            Head, View { margin-bottom: 0; }
            OutcomePanel { display: none; }
            &.-alone #left { display: none; }
            &.-several { Head, #notes { display: none; } .says { margin-bottom: 0; } }
            #outlook, #looking, #came, #ahead { height: 1fr; }
            #assumed { height: 21vh; }
            #promises, #sure { margin-top: 0; }
            #promises { height: auto; max-height: 4; }
            &.-lists { #aside, #scenarios, #scenarios Grid { height: 1fr; } }
        }
        &.-tiny #big, &.-tiny #promises { display: none; }
        &.-slim {
            #left, #notes { display: none; }
            View { height: 1fr; Grid, Waterfall { height: 1fr; } }
            #aside { height: 1fr; }
            &.-fields { #left { display: block; width: 1fr; } #views { display: none; } }
        }
    }
    """

    view = BreakEvenPanel.KEY
    """The view that has the focus or had it last; `fields` where these are one of their own."""

    def __init__(self) -> None:
        super().__init__()
        self._maker = ""
        """The maker chosen; empty for the one that the file is about."""
        self._calm: Timer | None = None
        self._is_due = False
        """Whether the outcome of a change is yet to be shown."""
        self._views: tuple[View, ...] = ()
        """Those in the middle, in the order of their names."""
        self._panels: tuple[View, ...] = ()
        """The outcome and the views."""

    @cached_property
    def state(self) -> CalculatorState:
        """The scenarios, on from what was typed before."""
        return CalculatorState(self.book, self.currency, *self.host.inputs)

    # What it shows.

    def head(self) -> Iterable[Widget]:
        """Finding, formula, names of the views."""
        yield Head(self.state)
        yield Choices(id="views-bar")

    def draw_head(self) -> None:
        """What comes of the assumptions, and what there is to see."""
        if self.has_class("-slim"):
            # They are to have the keys first.
            self.view = "fields"
        self.query_one(Head).show()
        self._name_views()

    def body(self) -> Iterable[Widget]:
        """Assumptions, views, the small print."""
        outcome, evens = OutcomePanel(self.state, id="outcome"), EvensPanel(self.state, id="evens")
        self._views = (*(view(self.state, id=key) for key, view in VIEWS.items()), evens)
        self._panels = (outcome, *self._views)
        with Row(id="work"):
            with Box(id="left"):
                with Box(id="entry"):
                    yield Static(id="fields-title", classes="title")
                    yield FieldList(id="fields")
                yield outcome
                yield Prose(id="caveats")
            with Box(id="views"):
                for place, aside in (("aside", True), ("center", False)):
                    with Box(id=place):
                        for view in self._views[:-1]:
                            if aside == view.ASIDE:
                                yield view
                yield evens
        yield Static(id="notes")

    @property
    def book(self) -> FactBook:
        """The facts, looked at from the maker chosen."""
        book = super().book
        return book.of(self._maker) if self._maker in book.makers else book

    def draw(self) -> None:
        """The scenarios on the facts and in the currency of now."""
        if self.state.book is not self.book:
            self.state.use(self.book)
        if self.state.currency != self.currency:
            self.state.show_in(self.currency)
        self._show_fields()
        self._show_outcome()
        self._turn_to(self.view)

    @on(Panel.Changed)
    def show_state(self) -> None:
        """After a change first the field itself, then what comes of it, so that keys are quick."""
        self._show_fields()
        if not self._is_due:
            self._is_due = True
            # Behind what the field has yet to do until it is painted.
            self.query_one("#fields").call_later(self.call_after_refresh, self._show_outcome)

    def _show_fields(self) -> None:
        if self.book is self.host.book:
            self.host.inputs = self.state.to_remember
        fields = self.query_one("#fields", FieldList)
        fields.contested, fields.rows = self.host.contested, self.state.entries

    def _show_outcome(self) -> None:
        """Finding, curve and tornado; the views beside them once it is calm."""
        self._is_due = False
        case = self.state.case
        self.query_one(Head).show()
        self._show_small_print()
        put(self.query_one("#fields-title", Static), titled("Assumptions", currencies(case)))
        for panel in self._panels:
            if panel.display and panel.AT_ONCE:
                panel.show()
        if self._calm is not None:
            self._calm.stop()
        self._calm = self.set_timer(CALM, self.show_beside)
        self.follow()

    def _show_small_print(self) -> None:
        """Below everything; where it is low, while a field is typed into, how that was read."""
        notes = self._asked.small_print
        if self.has_class("-short"):
            untold = self.query_one("#fields", FieldList).untold
            notes = untold or notes.partition("\n")[0]
        put_wrapped(self.query_one("#notes", Static), Content(notes))

    def show_beside(self) -> None:
        """The other views that are in sight, and the caveats."""
        for panel in self._panels:
            if panel.display and not panel.AT_ONCE:
                panel.show()
        self._show_small_print()
        self.query_one("#caveats", Prose).show(caveats(self._asked.case, self.state.test))

    # The views: the one that is asked for, and beside it those that there is room for.

    def fit(self, size: Size) -> None:
        """Where it is small the assumptions are a view of their own."""
        # Before the styles of the new size hide a field that is typed into, which closes it.
        stays = self.has_class("-slim") and self.query_one("#fields", FieldList).takes_keys
        self._turn_to("fields" if stays else self.view, size)
        # What is said takes as much room as the size leaves it, and the fields take the rest.
        self.call_after_refresh(self._show_outcome)

    def _turn_to(self, view: str, size: Size | None = None) -> None:
        """Show a view, and with it what there is room for."""
        self.view = view
        size, key = size or self.size, self._shown_view
        across, down, *_ = self.shape(size)
        wide = across == "-wide" and size.height >= ALL_ROWS
        shown = self._beside(key, wide=wide, tall=down == "-tall")
        for panel in self._views:
            panel.display = panel.KEY in shown
            if panel.display:
                panel.show()
        for place in self.query("#views > Box").exclude("View"):
            place.display = any(panel.display for panel in place.query(View))
        self.set_class(key != BreakEvenPanel.KEY, "-alone")
        self.set_class(key == ScenarioPanel.KEY, "-lists")
        self.set_class(VIEWS[key].SEVERAL, "-several")
        self.set_class(size.width >= BESIDE, "-beside")
        self.set_class(wide, "-all")
        self.set_class(view == "fields", "-fields")
        self._name_views()
        self._show_small_print()

    @staticmethod
    def _beside(key: str, *, wide: bool, tall: bool) -> set[str]:
        """A view and those that there is room for beside it."""
        shown, aside = {key}, VIEWS[key].ASIDE
        if wide:
            shown.update(name for name, view in VIEWS.items() if view.ASIDE)
        # The curve fills what a smaller view leaves empty, and the tornado goes with it.
        is_small = aside or key == SensitivityPanel.KEY
        if is_small and (wide or (tall and key != CrossPanel.KEY)):
            shown.add(BreakEvenPanel.KEY)
        if tall and (key == BreakEvenPanel.KEY or (aside and wide)):
            shown.add(SensitivityPanel.KEY)
        if key == CrossPanel.KEY or (wide and BreakEvenPanel.KEY in shown):
            shown.add(EvensPanel.KEY)
        return shown

    @property
    def _shown_view(self) -> str:
        return self.view if self.view in VIEWS else BreakEvenPanel.KEY

    @property
    def _names(self) -> dict[str, str]:
        """What the views are called; the assumptions are one where it is small."""
        first = {"fields": "Assumptions"} if self.has_class("-slim") else {}
        return first | {key: view.TITLE for key, view in VIEWS.items()}

    def _name_views(self) -> None:
        """The row of names; where it is narrow, from the view before the one shown on."""
        bar, names = self.query_one("#views-bar", Choices), list(self._names.items())
        here = next((n for n, (key, _) in enumerate(names) if key == self.view), 0)
        bar.choices = [Choice(name, key == self.view, name=key) for key, name in names]
        for _ in range(here):
            if bar.wanted_width() > self.size.width - 4:
                bar.choices = bar.choices[1:]

    @on(Choices.Picked, "#views-bar")
    def _picked(self, message: Choices.Picked) -> None:
        # A resize between the click and now may have room for the assumptions beside a view.
        if message.choice.name in self._names:
            self.action_open(message.choice.name)

    def action_view(self, by: int) -> None:
        """Another view, its block in focus."""
        views = list(self._names)
        at = views.index(self.view) if self.view in views else 0
        self.action_open(views[(at + by) % len(views)])

    def action_open(self, view: str) -> None:
        """Show a view and go there."""
        self._turn_to(view)
        if view == "fields":
            block: Widget = self.query_one("#fields")
        else:
            block = self.query_one(f"#{view}", View).target
        self._make_room(block)
        self.set_focus(block)

    def hidden_panels(self) -> Mapping[str, Callable[[], object]]:
        """All views, and the assumptions."""
        return {
            id: partial(self.action_open, "fields" if id == "entry" else id) for id in self.PANELS
        }

    def words(self) -> Mapping[str, str]:
        """What enter does in the assumptions or in the view at hand."""
        is_typed = isinstance(self.focused, FieldList)
        return {"choose": "Edit" if is_typed else self.panel.ENTER}

    def open_drawer(self, is_open: bool) -> None:
        """The drawer takes the place of a part that does not have the focus."""
        self._make_room(self.focused)
        super().open_drawer(is_open)

    def _make_room(self, wanted: Widget | None) -> None:
        """Beside an open drawer that part is to stay in which something is wanted."""
        inside = wanted.ancestors_with_self if wanted else ()
        for side in ("left", "aside"):
            self.set_class(self.query_one(f"#{side}") in inside, f"-asks-{side}")

    def action_back(self) -> None:
        """Out of the drawer or a view, back to the assumptions."""
        is_drawn = self.query_one(Drawer).is_open or self.maximized
        if self._shown_view == BreakEvenPanel.KEY or is_drawn:
            super().action_back()
        else:
            self._turn_to(BreakEvenPanel.KEY)
            self.query_one("#fields").focus()

    def action_sideways(self, by: int) -> None:
        """On the tornado an end of a row into B; on the bridge another first period."""
        self.panel.sideways(by)
        self.follow()

    # Typing over assumptions, undoing and taking that back, and changing the period.

    def action_undo(self) -> None:
        """Take back the last change."""
        self._gone(self.state.undo(), "Nothing to undo.")

    def action_redo(self) -> None:
        """Make the change again that was taken back last."""
        self._gone(self.state.redo(), "Nothing to redo.")

    def _gone(self, done: bool, otherwise: str) -> None:
        if done:
            self.show_state()
        else:
            self.host.say(otherwise)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a field is typed into, letters are letters."""
        if action in ("open", "load") and isinstance(self.focused, Input):
            return False
        return super().check_action(action, parameters)

    def action_edit(self) -> None:
        """Type over the field under the cursor; where that is not in a list of fields, the cars."""
        fields = next((each for each in self.query(FieldList) if each.has_focus), None)
        if fields is None:
            fields = self.query_one("#fields", FieldList)
            if not fields.region.width:
                self.action_open("fields")
            fields.go_to("deliveries")
        fields.action_choose()

    def action_reset(self) -> None:
        """The field under the cursor as published or preset; on the curve, the cars."""
        fields = self.query_one("#fields", FieldList)
        if fields.has_focus:
            self.state.reset(fields.key)
            self.show_state()
        else:
            self.panel.reset()

    def action_reset_all(self) -> None:
        """Everything as published; in the outlook, as preset."""
        self.panel.reset_all()

    def action_period(self, by: int) -> None:
        """The same assumptions about the period before or after, of the same kind."""
        self._go_to_period(self.state.neighbour(self.state.period, by))

    def _go_to_period(self, period: str) -> None:
        if self.state.knows(period):
            before = self.state.case.when
            left = self.state.go_to(period)
            if names := fmt.joined([item.label for item in FIELDS if item.key in left]):
                self.host.say(f"Left out, as amounts of {before} alone: {names}. u undoes.")
            self.show_state()
            self.show_beside()

    @on(FieldList.Typed)
    def _typed(self, message: FieldList.Typed) -> None:
        self.state.draft(self.state.sheet.typed(message.key, message.text))
        self.show_state()

    @on(FieldList.Left)
    def _left_field(self, message: FieldList.Left) -> None:
        if message.taken:
            self.state.commit()
        else:
            self.state.put_back()
        self.show_state()

    def on_screen_suspend(self) -> None:
        """Another tab or a dialog takes what stands in an open field."""
        for fields in self.query(FieldList):
            if fields.is_editing:
                self.set_focus(fields)

    @on(FieldList.Refused)
    def _refused(self, message: FieldList.Refused) -> None:
        self.host.say(f"{message.row.field.label}: {message.row.field.help}")

    @on(FieldList.Nudged)
    def _nudged(self, message: FieldList.Nudged) -> None:
        if message.key == "maker":
            at = self._makers.index(self.book.home.entity) + message.by
            self._go_to_maker(self._makers[at % len(self._makers)])
        elif message.key == "period":
            self.action_period(1 if message.by > 0 else -1)
        elif message.key == "hold":
            self._toggle_hold()
        else:
            entry = self.query_one("#fields", FieldList).row
            if move := stepped(entry, message.by) if entry else None:
                self.state.put(message.key, move)
                self.show_state()

    @on(FieldList.Opened)
    def _opened(self, message: FieldList.Opened) -> None:
        if message.key == "hold":
            self._toggle_hold()
            return
        if message.key == "maker":
            self._pick_maker()
            return
        periods = self.state.periods
        rows = [(fmt.period(period), period.kind) for period in periods]

        def done(picked: tuple[str, int] | None) -> None:
            if picked:
                self._go_to_period(periods[picked[1]].text)

        self.host.open_over(PickRow("Period", rows, self.state.place), done)

    @property
    def _makers(self) -> list[str]:
        """The makers on file, the one that the file is about first."""
        return list(super().book.makers)

    def _pick_maker(self) -> None:
        makers = [super(Calculator, self).book.entities[key] for key in self._makers]
        rows = [(maker.called, maker.perimeter) for maker in makers]

        def done(picked: tuple[str, int] | None) -> None:
            if picked:
                self._go_to_maker(makers[picked[1]].key)

        selected = self._makers.index(self.book.home.entity)
        self.host.open_over(PickRow("Maker", rows, selected), done)

    def _go_to_maker(self, maker: str) -> None:
        """The same assumptions about another maker."""
        self._maker = maker
        self.draw()

    def _toggle_hold(self) -> None:
        held = self.state.scenario.hold
        self.state.type({"hold": "margin" if held == "cost" else "cost"})
        self.show_state()

    # Scenarios: swap, store as A, save to the file, load from it.

    def action_swap(self) -> None:
        """A and B change places."""
        self.state.swap()
        self.show_state()

    def action_keep(self) -> None:
        """Scenario B becomes scenario A as well."""
        self.state.keep()
        self.show_state()
        self.host.say("B was copied to A.")

    def action_write(self) -> None:
        """Ask for a name and save scenario B under it."""
        if self.app.is_web:
            self.host.say(NOT_IN_A_BROWSER)
            return
        case = self.state.case
        assumed = ", ".join(assumed_words(case)) or "as reported"
        name = case.scenario.name or f"{case.when}, {assumed}"[:60]
        hint = f"enter saves it in {scenarios_path()}"
        self.host.open_over(AskName("Name of this scenario", name, hint), self._write)

    def _write(self, name: str | None) -> None:
        if name is None:
            return
        case = self.state.case
        scenario, expected = replace(case.scenario, name=name), case.account.result
        row = SavedScenario(name, self.state.period, scenario.texts)
        if case.is_forecast and expected:
            row = replace(row, kept=date.today().isoformat(), expected=expected.value)
        try:
            keep_scenario(scenarios_path(), row)
        except ScenariosError as error:
            self.host.say(str(error))
            return
        self.state.take(scenario)
        self.show_state()
        self.host.say(f"Saved as “{name}”.")

    def action_load(self) -> None:
        """Pick a scenario of the file; it becomes scenario B."""
        try:
            found = load_scenarios(scenarios_path())
        except ScenariosError as error:
            self.host.say(str(error))
            return
        if not found:
            self.host.say("No scenario is saved yet; w saves scenario B.")
            return
        rows = [(row.name, row.about(self.book)) for row in found]

        def done(picked: tuple[str, int] | None) -> None:
            if picked:
                self._loaded(found[picked[1]], picked[0])

        self.host.open_over(PickRow("Scenarios", rows, 0, drops=not self.app.is_web), done)

    def _loaded(self, row: SavedScenario, verb: str) -> None:
        if verb == "drop":
            try:
                drop_scenario(scenarios_path(), row.name)
            except ScenariosError as error:
                self.host.say(str(error))
            self.action_load()
        elif not self.state.knows(row.period):
            self.host.say(f"{row.period} is not on file; “{row.name}” needs it.")
        else:
            self.state.load(row.period, row.assumptions, row.name)
            self.show_state()

    def rows(self) -> Table | None:
        """The rows of the view that has the focus, else of the one that is asked for."""
        table = with_records(self._exported.exported())
        return table if table.rows else None

    def sheet(self) -> Sheet | None:
        """The same over cells of a workbook."""
        return self._exported.sheet() if self.rows() else None

    @property
    def file_name(self) -> str:
        """Also which of the views."""
        return f"{self.KEY}-{self._exported.KEY}"

    @property
    def _exported(self) -> View:
        inside = (view for view in self._views if view.has_focus_within)
        return next(inside, self._asked)

    @property
    def _asked(self) -> View:
        return self.query_one(f"#{self._shown_view}", View)

    # What the cursor is on, for the drawer.

    @on(DescendantFocus)
    def _focus_moved(self) -> None:
        """Where it is small, a field that is typed into is in sight."""
        fields = self.query_one("#fields", FieldList)
        if fields.takes_keys and self.has_class("-slim") and self.view != "fields":
            self._turn_to("fields")
        self._show_small_print()
        self.follow()

    @on(Selectable.Selected)
    @on(Grid.Moved)
    def _cursor_moved(self) -> None:
        self.follow()

    def action_drop(self) -> None:
        """No longer keep the scenario under the cursor."""
        scenarios = self.query_one(ScenarioPanel)
        place = scenarios.place() if self.panel is scenarios else None
        if place is None or place == 1:
            self.host.say("Put the cursor on a scenario other than B.")
        else:
            self.state.drop(place - (place > 1))
            self.show_state()

    @property
    def panel(self) -> Panel:
        """The panel that has the focus; that of the curve while it is elsewhere."""
        found = (panel for panel in self._panels if panel.has_focus_within)
        return next(found, self.query_one(BreakEvenPanel))

    @property
    def entry(self) -> FieldRow | None:
        """The field under the cursor while assumptions have the focus, but for maker and period."""
        fields = self.focused
        if isinstance(fields, FieldList) and fields.key not in ("maker", "period"):
            return fields.row
        return None

    def action_claim(self) -> None:
        """Ask for a published figure, and say whether it holds for the period as published."""
        from tui.ui.claim import ask

        ask(self.host, self.book, self.state.scenario.published, self.judged)

    def action_caveats(self) -> None:
        """What is to be known of the view, and the caveats, in the drawer."""
        self.open_drawer(True)
        asked, test = self._asked, self.state.test
        found = [*asked.noted(), *caveats(asked.case, test)]
        if test and asked.tells_errors:
            found += [TextBlock(), *explain_figure(self.book, test.mean)]
        self._show_story(None, found)
        self._read_if_covered()

    def subject(self) -> Figure | None:
        """The number under the cursor of the focused block; the big one otherwise."""
        return self.entry.figure if self.entry else self.panel.figure()

    def story(self) -> Sequence[TextBlock]:
        """Where the number comes from; with the result, its caveats."""
        if self.entry and self.entry.changed:
            return tuple(typed_over(self.book, self.state.latest, self.entry))
        if self.entry and self.entry.is_preset:
            return tuple(preset(self.entry))
        if self.focused is not self.query_one(Curve):
            return super().story()
        case, evens = self.state.case, self.state.evens
        return (*super().story(), *head_in_full(case, evens), *caveats(case, self.state.test))

    def beside(self) -> Sequence[Thing]:
        """The other end of a row of the tornado."""
        other = self.panel.other_end()
        return (other,) if other else ()

    def point_at(self, thing: Thing) -> bool:
        """Go to the period that a figure belongs to."""
        when = thing.period.text if isinstance(thing, Fact) and thing.period else ""
        if self.state.knows(when):
            self._go_to_period(when)
        return False
