"""What each view of the tab shows, for one quarter, measure and maker: rows, words, subjects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from tui.economics.crossing import Crossing, crossings
from tui.economics.peers import MEASURES, Measure, Peers, Standing
from tui.facts import fmt
from tui.facts.figure import Figure
from tui.facts.model import Entity
from tui.facts.period import Period
from tui.present.provenance import TextBlock
from tui.tabs.peers.present import (
    by_maker,
    footnotes,
    home_place,
    money,
    ordinal,
    place_text,
    quarter_cell,
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


@dataclass(frozen=True)
class RankView:
    """One quarter and one measure."""

    peers: Peers
    period: Period
    measure: Measure
    is_whole: bool = False
    """Whether the scale takes in every bar."""

    @property
    def ranked(self) -> tuple[Standing, ...]:
        """The makers with a place."""
        return self.peers.ranked(self.period, self.measure.key)

    @property
    def apart(self) -> tuple[Standing, ...]:
        """Those without one."""
        return self.peers.apart(self.period, self.measure.key)

    @property
    def title(self) -> tuple[str, str]:
        """The heading of the bars: what, when, and at which rate."""
        rates = {s.rate.unit: s.rate for s in self.ranked if s.rate}
        told = [fmt.period(self.period), *(_rate_words(rate) for rate in rates.values())]
        return f"{_first_up(self.measure.name)} per car", ", ".join(told)

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

    def bars(self) -> tuple[RankBar, ...]:
        """The rows of the ranking."""
        told = footnotes(self.peers, self.ranked)
        home = next((s for s in self.ranked if _is_home(self.peers, s)), None)
        return tuple(self._bar(s, told[s.maker.key], home) for s in self.ranked)

    def _bar(self, standing: Standing, notes: Sequence[str], home: Standing | None) -> RankBar:
        figure = standing.per_car
        if figure is None:
            return RankBar("", standing.maker.called, 0.0, fmt.MISSING, "muted")
        note = ", ".join(notes)
        mark = str(self.notes.index(note) + 1).translate(_RAISED) if note else ""
        own = home.per_car if home else None
        alike = own and home is not standing and (own.value < 0) == (figure.value < 0)
        off = f"{times(standing, home)} × {home.maker.called}" if alike and home else ""
        return RankBar(
            place_text(standing),
            standing.maker.called,
            float(figure.value),
            money(figure, self.peers.currency) + (mark or " " * bool(self.notes)),
            role_of(figure),
            off,
            fmt.half_width(figure),
            standing.maker.perimeter,
            standing.is_weak,
        )

    def footnote_words(self) -> str:
        """`1 segment EBIT  2 wholesales  3 published to ¥0.1bn`."""
        return "  ".join(f"{at} {note}" for at, note in enumerate(self.notes, 1))

    def apart_blocks(self, width: int) -> Iterator[TextBlock]:
        """Who is shown apart: two to a line with what is known of them, then the reasons."""
        told = [(s, self._known(s)) for s in self.apart]
        known = [f"{s.maker.called}  {words}" for s, words in told if words]
        wide = max(map(len, known), default=0)
        per_line = 2 if 2 * wide + 4 <= width else 1
        for at in range(0, len(known), per_line):
            line = "  ".join(text.ljust(wide) for text in known[at : at + per_line])
            yield TextBlock(line.rstrip(), indent=1)
        reasons: dict[str, list[str]] = {}
        for standing, words in told:
            if not words:
                reasons.setdefault(standing.why_not, []).append(standing.maker.called)
        if reasons:
            said = "; ".join(f"{', '.join(names)}: {why}" for why, names in reasons.items())
            yield TextBlock(said, "muted", indent=1)

    def _known(self, standing: Standing) -> str:
        near = standing.nearest
        if near is None or near.per_car is None:
            return ""
        bounds = fmt.plus_minus(near.per_car)
        amount = money(near.per_car, self.peers.currency)
        return f"{near.measure.short} {amount}{f' {bounds}' if bounds else ''}"

    def margin(self) -> Iterator[TextBlock]:
        """The home maker's place by quarter, the measures, the notes."""
        if self.peers.home:
            first = "lowest" if self.measure.key == "gross" else "most lost"
            yield TextBlock(f"{self.peers.home.called}'s place, 1st = {first}", "bold")
            for quarter, standing, count in home_place(self.peers, self.measure.key):
                place = ordinal(standing.place[0]) if standing.place else fmt.MISSING
                weak = "  weak" if standing.is_weak else ""
                told = f"{fmt.period(quarter)}  {place} of {count}{weak}"
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
        """What the source drawer tells of a maker: its result per car, else what is known."""
        near = standing.nearest.per_car if standing.nearest else None
        first = standing.per_car if standing.is_ranked else near
        found = (first, standing.deliveries, standing.revenue_per_car)
        return tuple(figure for figure in found if figure)


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
        """What the drawer tells of: the last quarters on either side of the turn."""
        marks = (*row.lost[-1:], *row.earned[:1])
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
    return "one weak voice" if measure == row.measure else measure.name


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
