"""How the business does, by quarter and by car: one selected quarter drives everything."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Digits, Static

from tui.facts.figure import Figure
from tui.facts.model import Fact
from tui.screens.tab import Tab
from tui.views import words
from tui.views.finances import Span, caption, covering, measures, sentence, spans
from tui.views.finances import Step as Stage
from tui.views.finances_notes import notes
from tui.views.finances_table import table_of
from tui.views.passage import Passage
from tui.views.search import Thing
from tui.widgets.charts import Bar, BarTrend, Step, Waterfall
from tui.widgets.charts.palette import Role
from tui.widgets.charts.spark import spark
from tui.widgets.grid import Grid
from tui.widgets.prose import Prose

NOTHING = "No quarter has both a result and deliveries. State them under facts: for one period."


class Finances(Tab):
    """Profit or loss per car with its bounds, one average car, and the quarters."""

    KEY = "finances"
    AUTO_FOCUS = "#trend"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v", "view", "Table", id="finances.view", tooltip="Charts or table"),
    ]
    DEFAULT_CSS = """
    Finances {
        #body { padding: 1 2 0 2; layout: horizontal; }
        #main { width: 1fr; }
        #margin { width: 35; padding-left: 3; }
        #head { height: auto; min-height: 4; }
        #big { width: auto; min-width: 22; height: 3; padding-right: 4; }
        #said { width: 1fr; height: auto; max-height: 4; }
        #trend { height: 1fr; min-height: 6; }
        #car { height: auto; }
        #table { height: auto; max-height: 40%; }
        .title { height: 1; margin-top: 1; }
        #trend-title { margin-top: 0; }
        .-loss { color: $loss; }
        .-profit { color: $profit; }
        &.-narrow #margin, &.-tiny #margin, &.-short #margin { display: none; }
        &.-drawer.-normal #margin { display: none; }
        &.-narrow #body, &.-tiny #body { padding: 0 1; }
        &.-short .title { margin-top: 0; }
        &.-short #head { min-height: 3; max-height: 3; }
        &.-short #car { height: 5; }
        &.-short .tabled { display: none; }
        &.-short.-table .tabled { display: block; }
        &.-short.-table .charted, &.-table #trend, &.-table #trend-title { display: none; }
        &.-table #table { max-height: 1fr; height: 1fr; }
        &.-tiny #big { display: none; }
    }
    """

    selected: reactive[int] = reactive(-1, init=False)
    """The quarter shown, counted from the oldest."""

    _spans: tuple[Span, ...] = ()

    def body(self) -> Iterable[Widget]:
        """The big number and its sentence, trend, average car, table, and the margin."""
        with Vertical(id="main"):
            with Horizontal(id="head"):
                yield Digits("", id="big")
                yield Static(id="said")
            yield Static(id="trend-title", classes="title charted")
            yield BarTrend(id="trend", fmt=self._tick, classes="charted")
            yield Static(id="car-title", classes="title charted")
            yield Waterfall(id="car", classes="charted")
            yield Static(id="table-title", classes="title tabled")
            yield Grid(id="table", classes="tabled")
        yield Prose(id="margin")

    def _tick(self, value: float) -> str:
        return words.tick(value, self.currency)

    def draw(self) -> None:
        """The quarters of the book; the selected one stays selected by its name."""
        before = self._spans[self.selected].period.text if self._spans else ""
        self._spans = spans(self.book, self.currency)
        names = [span.period.text for span in self._spans]
        at = names.index(before) if before in names else len(names) - 1
        self.query_one("#trend", BarTrend).bars = tuple(map(_bar, self._marked()))
        self.query_one("#table", Grid).table = table_of(self._spans)
        self.set_reactive(Finances.selected, at)
        self._show()

    def _marked(self) -> list[tuple[Span, bool]]:
        """The quarters, with whether the basis of the result is another one from here on."""
        kinds = [span.base.kind for span in self._spans]
        changed = [n > 0 and kinds[n] != kinds[n - 1] for n in range(len(kinds))]
        return list(zip(self._spans, changed, strict=True))

    def watch_selected(self) -> None:
        """Another quarter: everything follows."""
        self._show()
        self.follow()

    def _show(self) -> None:
        if not self._spans:
            self.query_one("#said", Static).update(Content(NOTHING))
            return
        at = self.selected
        span, before = self._spans[at], self._spans[at - 1] if at else None
        self.query_one("#trend", BarTrend).selected = at
        self.query_one("#table", Grid).selected = at
        big = self.query_one("#big", Digits)
        figure = span.result_per_car
        big.update(words.digits(figure))
        big.set_classes("-loss" if figure and figure.value < 0 else "-profit")
        said = Content("\n").join(
            (
                Content.styled(caption(span), "$muted"),
                Content.styled(sentence(span, before), "bold"),
                Content.styled(covering(span), "$muted"),
            )
        )
        self.query_one("#said", Static).update(said)
        self.query_one("#car", Waterfall).steps = tuple(map(_row, span.steps))
        self._titles(span)
        self.query_one("#margin", Prose).show(self._margin())

    def _titles(self, span: Span) -> None:
        symbol = words.SYMBOLS.get(span.currency, span.currency)
        when = words.period(span.period)
        titles = {
            "#trend-title": ("Profit or loss per car", f"{symbol} by quarter, ± rounding"),
            "#car-title": ("One average car", f"{when}, {symbol}"),
            "#table-title": ("Quarters", "enter: source   * adjusted net result"),
        }
        for place, (title, more) in titles.items():
            text = Content.assemble((title, "bold"), (f"  {more}", "$muted"))
            self.query_one(place, Static).update(text, layout=False)

    def _margin(self) -> list[Passage]:
        lines: list[Passage] = []
        for measure in measures(self._spans, self.selected):
            lines += [
                Passage(measure.label, "muted"),
                Passage(f"{measure.text}  {measure.change}", "bold"),
                Passage(
                    spark([None if v is None else float(v) for v in measure.series]), "neutral"
                ),
                Passage(),
            ]
        return [*lines, *notes(self._spans, self.selected)]

    @on(BarTrend.Selected)
    @on(Grid.Selected)
    def _choose(self, message: BarTrend.Selected) -> None:
        if isinstance(message.chart, Waterfall):
            self.follow()
        else:
            self.selected = message.index

    @on(Grid.Moved)
    @on(Waterfall.Selected)
    def _tell(self) -> None:
        self.follow()

    @on(Grid.Chosen)
    @on(Waterfall.Chosen)
    @on(BarTrend.Chosen)
    def _ask(self) -> None:
        self.action_sources()

    def action_view(self) -> None:
        """Show the table instead of the charts, or the charts again."""
        self.toggle_class("-table")
        target = "#table" if self.has_class("-table") else "#trend"
        self.query_one(target).focus()

    def subject(self) -> Figure | None:
        """The number under the cursor of the focused block; the big one otherwise."""
        if not self._spans:
            return None
        focused = self.focused
        if isinstance(focused, Grid) and focused.cell and focused.cell.figure:
            return focused.cell.figure
        if isinstance(focused, Waterfall) and focused.selected is not None:
            return self._spans[self.selected].steps[focused.selected].figure
        return self._spans[self.selected].result_per_car

    def point_at(self, thing: Thing) -> bool:
        """Go to the quarter that a figure belongs to."""
        if not isinstance(thing, Fact) or thing.period is None:
            return False
        for place, span in enumerate(self._spans):
            if (span.period.start, span.period.end) == (thing.period.start, thing.period.end):
                self.selected = place
        return False


def _bar(marked: tuple[Span, bool]) -> Bar:
    span, changed = marked
    figure = span.result_per_car
    label = words.period(span.period)
    if figure is None:
        return Bar(label, None, words.MISSING)
    return Bar(
        label,
        float(figure.value),
        words.compact(figure.value, span.currency, signed=True),
        float(figure.low) if figure.low.is_finite() else None,
        float(figure.high) if figure.high.is_finite() else None,
        note=span.base.basis if changed else "",
        detail=f"{words.amount(figure, signed=True)} {words.plus_minus(figure)}",
    )


def _row(step: Stage) -> Step:
    role: Role = "neutral" if step.role == "neutral" else "loss"
    if step.role == "profit":
        role = "profit"
    return Step(step.label, float(step.start), float(step.end), step.text, role, step.strong)
