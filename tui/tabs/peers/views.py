"""What each view of the tab shows, for one quarter, measure and maker: rows, words, subjects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from textwrap import wrap

from tui.economics.crossing import Crossing, crossings
from tui.economics.peers import MEASURES, Measure, Peers, Standing
from tui.facts import fmt
from tui.facts.figure import Figure
from tui.facts.model import Entity
from tui.facts.period import Period
from tui.present.contested import Contested
from tui.present.provenance import TextBlock, terms
from tui.present.table import Table, widths_of
from tui.tabs.peers.present import (
    by_maker,
    footnotes,
    home_place,
    known_words,
    money,
    ordinal,
    origin_marks,
    place_text,
    quarter_cell,
    rank_table,
    role_of,
    scale_of,
    times,
    turned_words,
)
from tui.ui.charts.data import Bar, RankBar, StripMark, StripRow
from tui.ui.charts.glyphs import CURSOR

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_ROOM = Decimal("1.1")
"""How far the axis of cars goes beyond the most that the home maker has sold."""


_MARKS = {"d": "calculated", "r": "second-hand", "?": "a single weak source"}
_BESIDE_BARS = ("#", "Scope", "Notes")
"""Columns of the ranking that its bars have too."""
_SPARE = ("Cars %", "Net", "Gross")
"""Those that go where there is no room, the first one first."""


@dataclass(frozen=True)
class RankView:
    """One quarter and one measure."""

    peers: Peers
    period: Period
    measure: Measure
    is_whole: bool = False
    """Whether the scale takes in every bar."""
    is_plain: bool = False
    """Whether the numbers of notes stand in brackets, where there are no raised digits."""

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """The makers in the order of the rows: with a place, then those without one."""
        return self.peers.standings(self.period, self.measure.key)

    @property
    def ranked(self) -> tuple[Standing, ...]:
        """The makers with a place."""
        return tuple(standing for standing in self.standings if standing.is_ranked)

    @property
    def tabled(self) -> tuple[Standing, ...]:
        """The makers of whom anything is known by the car."""
        return tuple(s for s in self.standings if s.is_ranked or s.revenue_per_car or s.deliveries)

    @property
    def title(self) -> tuple[str, ...]:
        """The heading of the bars: what, when, and at which rate."""
        rates = {s.rate.unit: s.rate for s in self.ranked if s.rate}
        told = [fmt.period(self.period), *(_rate_words(rate) for rate in rates.values())]
        used = {mark for marks in self._marks.values() for mark in marks}
        marks = (f"{mark} {word}" for mark, word in _MARKS.items() if mark in used)
        return f"{_first_up(self.measure.name)} per car", ", ".join(told), *marks

    @cached_property
    def _marks(self) -> dict[str, str]:
        """The letters behind the result per car, by maker."""
        book, found = self.peers.book, [(s, s.per_car) for s in self.ranked]
        return {s.maker.key: origin_marks(book, f) + "?" * s.is_weak for s, f in found if f}

    def caption(self, standing: Standing) -> str:
        """Of the big number: `yuan per car, Q1 26, ± 618, on the operating result`."""
        unit = fmt.NAMES.get(self.peers.currency, self.peers.currency)
        figure = standing.per_car if standing.is_ranked else None
        bounds = fmt.plus_minus(figure) if figure else ""
        parts = [
            f"{unit} per car, {fmt.period(self.period)}",
            bounds,
            f"on the {self.measure.name}",
        ]
        return f"{standing.maker.called}, {', '.join(filter(None, parts))}"

    def table(self, contested: Contested, room: int) -> Table:
        """What is known by the car, without what stands beside the bars or has no room."""
        whole = rank_table(self.peers, self.tabled, contested)
        for more in range(len(_SPARE) + 1):
            left_out = (*_BESIDE_BARS, *_SPARE[:more])
            kept = [at for at, one in enumerate(whole.columns) if one.heading not in left_out]
            columns = tuple(whole.columns[at] for at in kept)
            rows = tuple(tuple(row[at] for at in kept) for row in whole.rows)
            widths = widths_of(columns, [[cell.text for cell in row] for row in rows], hang=1)
            if sum(widths) + 2 * len(widths) <= room:
                break
        return Table(whole.title, columns, rows, whole.records, whole.fields)

    @cached_property
    def limit(self) -> float:
        """The largest value of the scale."""
        if self.is_whole:
            return max((abs(float(s.per_car.value)) for s in self.ranked if s.per_car), default=0)
        return float(scale_of(self.ranked))

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """The footnotes, each once, in the order of the rows."""
        told = footnotes(self.peers, self.ranked).values()
        return tuple(dict.fromkeys(", ".join(notes) for notes in told if notes))

    @property
    def _tail(self) -> int:
        """The columns that the numbers of notes take."""
        return (3 if self.is_plain else 1) if self.notes else 0

    def bars(self) -> tuple[RankBar, ...]:
        """The rows of the ranking, then those of makers without a place."""
        told = footnotes(self.peers, self.ranked)
        strong = [s for s in self.ranked if not s.is_weak]
        home = next((s for s in strong if _is_home(self.peers, s)), None)
        ranked = [self._bar(s, told[s.maker.key], home) for s in self.ranked]
        return (*ranked, *(_apart(s) for s in self.standings if not s.is_ranked))

    def _bar(self, standing: Standing, notes: Sequence[str], home: Standing | None) -> RankBar:
        figure = standing.per_car
        if figure is None:
            return _apart(standing)
        note = ", ".join(notes)
        number = str(self.notes.index(note) + 1) if note else ""
        mark = f"({number})" if number and self.is_plain else number.translate(_RAISED)
        own = home.per_car if home else None
        other = home is not standing and not standing.is_weak
        alike = own and other and (own.value < 0) == (figure.value < 0)
        marks = self._marks[standing.maker.key].ljust(max(map(len, self._marks.values())))
        ratio = f"{times(standing, home)} ×" if alike and home else ""
        off = (f"{ratio} {home.maker.called}", ratio) if alike and home else ()
        return RankBar(
            place_text(standing),
            standing.maker.called,
            float(figure.value),
            f"{money(figure, self.peers.currency)}{mark.ljust(self._tail)} {marks}",
            role_of(figure),
            off,
            fmt.plus_minus(figure),
            standing.maker.perimeter,
            standing.is_weak,
        )

    def footing(self, width: int) -> tuple[str, ...]:
        """The notes in lines: `1 segment EBIT  2 wholesales  3 published to ¥0.1bn`."""
        return tuple(
            wrap("  ".join(f"{at} {note}" for at, note in enumerate(self.notes, 1)), width)
        )

    def margin(self) -> Iterator[TextBlock]:
        """The home maker's place by quarter, the measures, the notes."""
        if self.peers.home:
            first = "lowest" if self.measure.key == "gross" else "largest loss"
            yield TextBlock(f"{self.peers.home.called}'s rank, 1st: {first}", "bold")
            places = home_place(self.peers, self.measure.key)
            most = max((count for *_, count in places), default=0)
            for quarter, standing, count in places:
                place = ordinal(standing.place[0]) if standing.place else fmt.MISSING
                weak = "  weak" if standing.is_weak else ""
                at = standing.place[0] if standing.place else 0
                dots = "".join("●" if n == at else "·" for n in range(1, count + 1))
                told = f"{fmt.period(quarter)}  {dots:<{most}}  {place} of {count}{weak}"
                yield TextBlock(told, "bold" if quarter == self.period else "")
            yield TextBlock()
        yield TextBlock("Measure  m", "bold")
        for measure in MEASURES.values():
            here = measure == self.measure
            yield TextBlock(measure.name, "best" if here else "muted", indent=1)
        if self.notes:
            yield TextBlock()
            yield TextBlock("Notes", "bold")
            for at, note in enumerate(self.notes, 1):
                yield TextBlock(note, indent=2, lead=str(at), lead_role="best")

    def figures_of(self, standing: Standing) -> tuple[Figure, ...]:
        """What the source drawer tells of a maker: its result per car, else what is known; then
        its deliveries, where they are no part of that, and its revenue per car."""
        near = standing.nearest
        other = (near.per_car or near.result) if near else None
        first = standing.per_car if standing.is_ranked else other
        parts = terms(first) if first else ()
        more = (standing.deliveries, standing.revenue_per_car)
        return tuple(filter(None, (first, *(each for each in more if each not in parts))))


def _apart(standing: Standing) -> RankBar:
    """The row of a maker without a place: what is known of it, and why it has none."""
    near = standing.nearest
    known = (near.per_car or near.result) if near else None
    role, why = role_of(known) if known else "muted", standing.why_not
    return RankBar("", standing.maker.called, None, known_words(standing), role, basis=why)


@dataclass(frozen=True)
class CrossingView:
    """At how many cars makers turned, and the quarter under the cursor."""

    peers: Peers
    period: Period | None = None

    @cached_property
    def rows(self) -> tuple[Crossing, ...]:
        """A row a maker."""
        return crossings(self.peers)

    @property
    def limit(self) -> float:
        """The right end of the axis of cars."""
        home = next((row for row in self.rows if _is_home(self.peers, row)), None)
        rows = [home] if home else list(self.rows)
        cars = [mark.cars.value for row in rows for mark in row.marks]
        return float(max(cars, default=Decimal(1)) * _ROOM)

    def strips(self) -> tuple[StripRow, ...]:
        """The rows of the chart."""
        return tuple(
            StripRow(
                row.maker.called,
                row.measure.short,
                tuple(
                    StripMark(
                        *(float(mark.cars.value), mark.sign > 0, row.counts(mark)),
                        is_chosen=mark.period == self.period,
                    )
                    for mark in row.marks
                ),
                _ends(row.bracket),
                turned_words(row),
            )
            for row in self.rows
        )

    def detail(self, row: Crossing) -> Iterator[TextBlock]:
        """Every quarter of one maker by its cars, with what a car lost or earned."""
        yield TextBlock(f"{row.maker.called}  {row.measure.name} per car by cars a quarter", "bold")
        for mark in row.marks:
            standing = self.peers.standing(row.maker, mark.period, mark.measure)
            cars = fmt.number(mark.cars.value).rjust(9)
            each = money(standing.per_car, self.peers.currency)
            verb = ("earned" if mark.sign > 0 else "lost") if each == fmt.MISSING else each
            why = "" if row.counts(mark) else f"  {_hollow(row, mark.measure)}"
            told = f"{fmt.period(mark.period):<6} {cars}  {verb.rjust(12)}{why}"
            lead = CURSOR if mark.period == self.period else ""
            role = "profit" if mark.sign > 0 else "loss"
            yield TextBlock(told, role, indent=1, lead=lead, lead_role="best")

    def figures_of(self, row: Crossing) -> tuple[Figure, ...]:
        """What the drawer tells of: the quarter chosen, then the last ones on either side of the
        turn."""
        chosen = (mark for mark in row.marks if mark.period == self.period)
        marks = dict.fromkeys((*chosen, *row.lost[-1:], *row.earned[:1]))
        return tuple(figure for mark in marks for figure in (mark.result, mark.cars))


def paired_bars(
    peers: Peers, measure: str, quarters: Sequence[Period], pair: Sequence[Entity]
) -> tuple[Bar, ...]:
    """The results per car of two makers, those of a quarter next to each other, the second hollow.

    Texts are in thousands, as in the table of quarters.
    """
    bars = []
    for quarter in quarters:
        standings = by_maker(peers, quarter, measure)
        for maker in pair:
            cell, is_first = quarter_cell(standings[maker.key]), maker == pair[0]
            figure = cell.figure if standings[maker.key].is_ranked else None
            bars.append(
                Bar(
                    fmt.period(quarter) if is_first else "",
                    float(figure.value) if isinstance(figure, Figure) else None,
                    cell.text if figure else "",
                    hollow=not is_first,
                    detail=f"{maker.called} {cell.text}",
                )
            )
    return tuple(bars)


def _hollow(row: Crossing, measure: Measure) -> str:
    return "a single weak source" if measure == row.measure else measure.name


def _ends(bracket: tuple[Figure, Figure] | None) -> tuple[float, float] | None:
    return (float(bracket[0].value), float(bracket[1].value)) if bracket else None


def _is_home(peers: Peers, row: Standing | Crossing) -> bool:
    home: Entity | None = peers.home
    return home is not None and row.maker.key == home.key


def _rate_words(rate: Figure) -> str:
    base, _, currency = rate.unit.partition("/")
    signs = fmt.SYMBOLS
    return f"{signs.get(base, base)} at {rate.value} per {signs.get(currency, currency)}"


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]
