"""A plan: a reported quarter, and what is assumed of those after it, as people type it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property, lru_cache
from itertools import groupby, pairwise, product

from tui.economics import per_car
from tui.economics.account import Account, on_basis, quarters_with_cars
from tui.economics.behaviour import behaviour, fixed_share_span
from tui.economics.moves import (
    FAR_OFF,
    ZERO,
    Move,
    check_size,
    corners_of,
    no_cars,
    ranges_of,
    read_move,
    written,
)
from tui.economics.parse import InputError, unknown
from tui.economics.scenario import one_of_both, read_hold
from tui.economics.what_if import FULL, HOLDS
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.figure import Figure
from tui.facts.period import Period, parse_period, quarter_of, quarters_of

MOST_QUARTERS = 12

NAMES = {
    "deliveries": "deliveries",
    "price": "price",
    "asp": "price",
    "cost_per_car": "cost_per_car",
    "gross_margin": "gross_margin",
    "opex_drift": "opex_drift",
    "opex_fixed_share": "opex_fixed_share",
}
"""What can be assumed of the quarters ahead, by every word for it; and the cars of a year."""

_INSTEAD = {
    "opex": "opex_drift, by how much it grows a quarter, or opex_fixed_share",
    "cost_fixed_share": "cost_per_car or gross_margin",
    "cost_of_sales_fixed_share": "cost_per_car or gross_margin",
}
"""What to assume of the quarters ahead instead of what can only be assumed of one period."""

_TOTAL = re.compile(r"deliveries_([0-9]{4})")
_IN_A_YEAR = re.compile(r"(.+?)\s+(?:in|for|of)\s+(20[0-9]{2})", re.IGNORECASE)


@dataclass(frozen=True)
class Plan:
    """A reported quarter and what is assumed of those after it.

    A new amount holds from the first quarter on; a step and a share come again each quarter. The
    cars of a year, under `deliveries_2026`, less those delivered are spread over its other quarters
    alike. Cars that were delivered already stay as they are.
    """

    start: Account
    quarters: int
    delivered: Mapping[str, Figure]
    """Cars of every quarter of which they are known, by period."""
    moves: Mapping[str, Move]
    """What is assumed, in the place of `preset`."""
    preset: Mapping[str, Move]
    """What is taken of opex unless something else is assumed: what the quarters so far fit."""
    hold: str = HOLDS[0]
    """What stays when the price moves: the cost of sales per car, or the gross margin."""
    so_far: tuple[Account, ...] = ()
    """Every quarter of which the cars are known, in order of time."""
    fitted: tuple[Period, ...] = ()
    """The first and the last quarter that `preset` is fitted to; none where there are too few."""

    @property
    def taken(self) -> Mapping[str, Move]:
        """Everything that is assumed, preset or not."""
        return {**self.preset, **self.moves}

    @cached_property
    def ranges(self) -> Mapping[str, Move]:
        """The assumptions that are a range."""
        return ranges_of(self.taken)

    @cached_property
    def corners(self) -> tuple[Plan, ...]:
        """The same at every combination of the ends of its ranges; none without ranges."""
        return tuple(replace(self, moves=moves) for moves in corners_of(self.taken))

    @cached_property
    def bent(self) -> tuple[str, ...]:
        """The ranges that may lead furthest between their ends: cars that bring hardly more than
        their opex, and a fixed share where cars rise and fall."""
        least = min(end.value for end in _ends_of(self.taken["opex_fixed_share"]))
        found = [n for n in self.ranges if notation(n) == "deliveries" and least < FULL]
        if "opex_fixed_share" in self.ranges and any(plan._turns for plan in (self, *self.corners)):
            found.append("opex_fixed_share")
        return tuple(found)

    def between(self, name: str, depth: int) -> Iterator[Plan]:
        """The same at the middle of a range, the others at their ends; deeper at the middles of
        what is then left between these places."""
        move, (low, high) = self.taken[name], (end.value for end in self.taken[name].ends)
        for part in range(1, 2**depth, 2):
            at = low + (high - low) * part / 2**depth
            moves = {**self.taken, name: Move(at, move.kind, low=at, high=at)}
            for corner in corners_of(moves) if len(self.ranges) > 1 else (moves,):
                yield replace(self, moves=corner)

    @cached_property
    def rounded(self) -> tuple[Plan, ...]:
        """The same, then with the cars delivered so far at either end of their rounding."""
        used = {year.text for year in self.years}
        loose = [
            [(text, figure._replace(value=end)) for end in (figure.low, figure.high)]
            for text, figure in self.delivered.items()
            if text[:4] in used and text != str(self.start.period) and figure.core.width
        ]
        corners = product(*loose) if loose else ()
        at_corners = (replace(self, delivered={**self.delivered, **dict(one)}) for one in corners)
        return (self, *at_corners)

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The quarters ahead."""
        found = [self.start.period]
        while len(found) <= self.quarters and found[-1] and found[-1].end:
            found.append(quarter_of(found[-1].end))
        return tuple(period for period in found[1:] if period)

    @cached_property
    def before(self) -> tuple[Account, ...]:
        """The quarters before the start whose accounts are complete and on the same basis."""
        start = self.start
        return tuple(
            base
            for base in self.so_far
            if base.period
            and start.period
            and base.period.order < start.period.order
            and base.kind == start.kind
            and not base.missing
        )

    @cached_property
    def published(self) -> tuple[Account, ...]:
        """What is reported of the quarters ahead, of which only the cars are taken."""
        return tuple(base for base in self.so_far if base.period in self.periods)

    @cached_property
    def years(self) -> tuple[Period, ...]:
        """The calendar years that the quarters ahead are in."""
        return tuple(dict.fromkeys(parse_period(period.text[:4]) for period in self.periods))

    @cached_property
    def texts(self) -> dict[str, str]:
        """What to type for what is assumed, by name."""
        held = {"hold": self.hold} if self.hold != HOLDS[0] else {}
        return {name: written(move, notation(name)) for name, move in self.moves.items()} | held

    @property
    def left(self) -> Iterator[tuple[Period, tuple[Period, ...]]]:
        """The quarters whose cars are neither delivered nor part of a year's total, those in a row
        together, each time after the quarter before them: unless cars are assumed, as many."""
        before = self.start.period
        for is_told, group in groupby(self.periods, key=self._is_told):
            run = tuple(group)
            if not is_told and before:
                yield before, run
            before = run[-1]

    def _is_told(self, period: Period) -> bool:
        return period.text in self.delivered or f"deliveries_{period.text[:4]}" in self.moves

    def split(self, year: str) -> tuple[Mapping[str, Decimal], list[str]]:
        """The cars of each quarter of a year that is delivered, and its other quarters."""
        quarters = [part.text for part in quarters_of(parse_period(year))]
        known = {text: self.delivered[text].value for text in quarters if text in self.delivered}
        return known, [text for text in quarters if text not in known]

    def volumes(self, level: Decimal) -> list[Decimal]:
        """The cars of each quarter after one with so many. Raises InputError."""
        move, found = self.moves.get("deliveries"), []
        for period in self.periods:
            year = period.text[:4]
            if period.text in self.delivered:
                level = self.delivered[period.text].value
            elif total := self.moves.get(f"deliveries_{year}"):
                known, places = self.split(year)
                rest = total.value - sum(known.values(), ZERO)
                place, count = places.index(period.text), len(places)
                level = rest * (place + 1) // count - rest * place // count
            elif move:
                level = level_after(move, level, 1)
            cars = level.to_integral_value(ROUND_HALF_UP)
            if cars <= 0:
                raise no_cars("deliveries")
            found.append(cars)
        return found

    @property
    def _turns(self) -> bool:
        """Whether cars rise and fall on its path."""
        start = self.start.deliveries
        cars = [start.value, *self.volumes(start.value)] if start else []
        return len({before < after for before, after in pairwise(cars) if before != after}) > 1


def notation(name: str) -> str:
    """The name in `NOTATIONS` by which an assumption is written: the cars of a year as cars."""
    return "deliveries" if _TOTAL.fullmatch(name) else name


def is_ahead(word: str) -> bool:
    """Whether a word is for an assumption about the quarters ahead."""
    return word in NAMES or bool(_TOTAL.fullmatch(word))


def named(word: str, raw: object) -> tuple[str, object]:
    """The word for an assumption and what was typed for it; cars `550,000 in 2026` are a year's.

    Raises InputError where the word is for another year.
    """
    of_year, own = _IN_A_YEAR.fullmatch(str(raw).strip()), _TOTAL.fullmatch(word)
    if of_year is None or (own is None and word != "deliveries"):
        return word, raw
    if own and own[1] != of_year[2]:
        message = f"{raw} are cars of {of_year[2]}, not of {own[1]}."
        raise InputError(word, f"{message} Write deliveries_{of_year[2]}={of_year[1]}.")
    return f"deliveries_{of_year[2]}", of_year[1]


def level_after(move: Move, now: Decimal, times: int) -> Decimal:
    """What a move makes of an amount after so many quarters."""
    if move.kind == "percent":
        return now * (1 + move.value / 100) ** times
    return move.value if move.kind == "to" else now + move.value * times


def _ends_of(move: Move) -> tuple[Move, ...]:
    return move.ends or (move,)


def why_no_start(start: Account) -> str:
    """Why no outlook starts from an account; empty where one does."""
    if start.period is None or start.period.kind != "quarter":
        return "An outlook starts from one quarter, for example 2026-Q1."
    if missing := start.missing:
        return f"No outlook from {start.period}: it needs {fmt.joined(missing)}."
    if start.deliveries and not start.deliveries.value:
        return f"No outlook from {start.period}: no car was delivered in it."
    return ""


def read_plan(book: FactBook, start: Account, count: object, typed: Mapping[str, object]) -> Plan:
    """The plan typed by the words of `NAMES` and, for the cars of a year, `deliveries_2026`.

    Raises InputError, also for what cannot be.
    """
    if why := why_no_start(start):
        raise InputError("outlook", why)
    text = str(count)
    quarters = int(text) if re.fullmatch(r"[0-9]{1,4}", text) else 0
    if not 1 <= quarters <= MOST_QUARTERS:
        message = f"An outlook has 1 to {MOST_QUARTERS} quarters (got {text:.20})."
        raise InputError("outlook", message)
    moves, hold = _read_moves(typed, start)
    so_far = tuple(on_basis(book, base, start.kind) for base in quarters_with_cars(book))
    delivered = {str(base.period): base.deliveries for base in so_far if base.deliveries}
    preset, fitted = preset_of_opex(book), _fitted(book)
    plan = Plan(start, quarters, delivered, moves, preset, hold, so_far, fitted)
    _check_sizes(start, moves)
    for name in moves:
        if found := _TOTAL.fullmatch(name):
            _check_total(plan, found[1])
    if (move := moves.get("deliveries")) and not any(plan.left):
        cars = fmt.true_minus(written(move, "deliveries"))
        message = f"deliveries {cars} has no effect: every quarter ahead is delivered"
        raise InputError("deliveries", f"{message} or in a year with a total.")
    return plan


def _read_moves(typed: Mapping[str, object], start: Account) -> tuple[dict[str, Move], str]:
    """What is assumed by name, and what stays when the price moves. Raises InputError."""
    moves, words, hold = dict[str, Move](), dict[str, str](), HOLDS[0]
    margin = start.gross_margin.value if start.gross_margin else None
    for word, raw in (named(*pair) for pair in typed.items()):
        if word == "hold":
            hold = read_hold(raw)
            continue
        name = NAMES.get(word) or (word if _TOTAL.fullmatch(word) else "")
        if word in _INSTEAD:
            message = f"An outlook does not take {word}. Set {_INSTEAD[word]} instead."
            raise InputError(word, message)
        if not name:
            known = (*NAMES, "deliveries_2026")
            raise InputError(word, unknown(f"Unknown assumption {word}", word, known))
        if name in words:
            raise InputError(word, f"{words[name]} and {word} mean the same: give one.")
        words[name] = word
        moves[name] = read_move(raw, notation(name), start.currency, word, margin)
    if "gross_margin" in moves and "cost_per_car" in moves:
        raise one_of_both()
    return moves, hold


def _check_sizes(start: Account, moves: Mapping[str, Move]) -> None:
    """Whether new amounts can be meant. Raises InputError."""
    known = {
        "deliveries": start.deliveries,
        "price": per_car.price_per_car(start),
        "cost_per_car": per_car.cost_of_sales_per_car(start),
        "opex_drift": per_car.opex(start),
    }
    for name, now in known.items():
        move = moves.get(name)
        if move is None or now is None:
            continue
        for one in _ends_of(move):
            if name == "opex_drift":
                _check_drift(one.value, now)
            else:
                check_size(one, name, now.value, "cars" if name == "deliveries" else start.currency)


def _check_drift(drift: Decimal, opex: Figure) -> None:
    if drift and abs(drift) * FAR_OFF**3 < abs(opex.value):
        message = (
            f"{fmt.counted(drift, opex.unit)} a quarter would be less than a millionth of the "
            f"opex on file, {fmt.coded_amount(opex)}."
        )
        raise InputError("opex_drift", f"{message} Write for example 400m.")


def _check_total(plan: Plan, year: str) -> None:
    """The cars of a year must leave some for the quarters that are still to come. Raises
    InputError."""
    name = f"deliveries_{year}"
    move = plan.moves[name]
    if move.kind != "to":
        raise InputError(name, f"Write the cars of all {year}, for example 550,000.")
    if year not in map(str, plan.years):
        raise InputError(name, f"None of the quarters ahead is in {year}.")
    known, rest = plan.split(year)
    ahead = {period.text for period in plan.periods}
    if unknown := [text for text in rest if text not in ahead and text <= plan.periods[0].text]:
        message = f"The cars of {fmt.joined(unknown)} are not known, so {year} cannot be split."
        raise InputError(name, message)
    if not rest:
        raise InputError(name, f"All quarters of {year} are delivered already.")
    least, done = move.low or move.value, sum(known.values(), ZERO)
    if least - done < len(rest):
        message = f"{fmt.joined([*known])} already had {fmt.number(done)} cars"
        raise InputError(name, f"{message}, so {fmt.number(least)} in {year} is too few.")


@lru_cache(maxsize=4)
def preset_of_opex(book: FactBook) -> Mapping[str, Move]:
    """Opex as it has behaved: the fit to whole percent and ten millions, with its standard error;
    the fixed share over its preset span."""
    found, span = behaviour(book), fixed_share_span(book)
    if found is None:
        return {"opex_drift": Move(ZERO), "opex_fixed_share": Move(FULL)}
    drift, error = (
        fmt.to_step(value, Decimal(10) ** 7, ROUND_HALF_UP)
        for value in (found.fit.drift.value, found.fit.drift_error)
    )
    share = fmt.to_step(found.fit.fixed_share.value, Decimal(1), ROUND_HALF_UP)
    share = min(max(share, span.low), span.high)
    return {
        "opex_drift": Move(drift, low=drift - error, high=drift + error),
        "opex_fixed_share": Move(share, low=span.low, high=span.high),
    }


def _fitted(book: FactBook) -> tuple[Period, ...]:
    found = behaviour(book)
    ends = (found.steps[0].before, found.steps[-1].after) if found else ()
    return tuple(quarter.base.period for quarter in ends if quarter.base.period)
