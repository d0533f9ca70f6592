"""A period as published and what is assumed about it, as people type it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from tui.economics import per_car
from tui.economics.account import Account
from tui.economics.moves import (
    MOST_FIXED,
    ZERO,
    Move,
    check_margin,
    check_size,
    corners_of,
    no_cars,
    ranges_of,
    read_move,
    tidied,
    written,
)
from tui.economics.parse import InputError, Written, read_cars, unknown
from tui.economics.what_if import CHANGES, HOLDS, Assumptions, WhatIf, start_of, unit_of
from tui.facts.book import Backing
from tui.facts.figure import Same

_FILLS = ("deliveries", "gross_margin", "opex")
"""Figures that fill a gap of the facts where there is one, and are changes where there is none."""


@dataclass(frozen=True)
class Scenario:
    """A period as published, and what is assumed about it.

    `moves` are keyed as `NOTATIONS` are; `hold` is what stays when the price moves.
    """

    published: Account
    moves: Mapping[str, Move] = field(default_factory=dict)
    hold: str = HOLDS[0]
    name: str = ""
    """What a reader keeps it under."""

    def read(self, raw: object, name: str, called: str = "") -> Move:
        """What was typed for one of its figures, which errors call `called`. Raises InputError."""
        margin = self.published.gross_margin
        now = margin.value if margin else None
        move = read_move(raw, name, self.published.currency, called, now)
        if name == "deliveries" and self.published.deliveries:
            for one in move.ends or (move,):
                check_size(one, name, self.published.deliveries.value, "cars")
        return move

    def put(self, name: str, move: Move) -> Scenario:
        """The same with another assumption."""
        return replace(self, moves={**self.moves, name: move})

    def without(self, *names: str) -> Scenario:
        """The same with some figures as published."""
        if not {"hold", *self.moves} & {*names}:
            return self  # with all that it has worked out
        left = {name: move for name, move in self.moves.items() if name not in names}
        return replace(self, moves=left, hold=HOLDS[0] if "hold" in names else self.hold)

    def during(self, published: Account) -> Scenario:
        """The same assumptions about another period."""
        return replace(self, published=published)

    def assuming(self, change: Assumptions) -> Scenario:
        """The same with other assumptions, such as those that the goal seek has found."""
        scenario = replace(self, hold=change.hold)
        for name in CHANGES:
            value: Move | Decimal | None = getattr(change, name)
            if value == getattr(self.change, name):
                continue
            if value is None:
                scenario = scenario.without(name)
            else:
                move = value if isinstance(value, Move) else Move(value)
                scenario = scenario.put(name, tidied(move.value, name, move.kind))
        return scenario

    @property
    def texts(self) -> dict[str, str]:
        """What to type for it, by name."""
        held = {"hold": self.hold} if self.hold != HOLDS[0] else {}
        return {name: written(move, name) for name, move in self.moves.items()} | held

    @cached_property
    def ranges(self) -> Mapping[str, Move]:
        """The moves that are a range."""
        return ranges_of(self.moves)

    @cached_property
    def corners(self) -> tuple[Scenario, ...]:
        """The same at every combination of the ends of its ranges; none without ranges."""
        return tuple(replace(self, moves=moves) for moves in corners_of(self.moves))

    @property
    def target(self) -> Decimal:
        """What a car is to earn, for the goal seek."""
        return self.moves["target"].value if "target" in self.moves else ZERO

    @property
    def base(self) -> Account:
        """The period with what is assumed of its inputs, or in place of those it lacks."""
        return self._given.base

    @property
    def change(self) -> Assumptions:
        """What is assumed on top of that."""
        return self._moved[0]

    @cached_property
    def errors(self) -> Mapping[str, InputError]:
        """The moves that cannot be made from this period, each with its reason; they are left out.

        An error calls a figure by its name in `NOTATIONS`.
        """
        errors = self._given.errors | self._moved[1]
        for moves in self._one_by_one:
            corner = replace(self, moves=moves)
            errors = {**corner._given.errors, **corner._moved[1], **errors}
        return errors

    @property
    def _one_by_one(self) -> Iterator[Mapping[str, Move]]:
        """Every combination of the ends of ranges that others start from, with the other end of one
        more range at most: whether a move can be made hangs on none but these."""
        first = {name: move.ends[0] for name, move in self.ranges.items()}
        later = {name: self.ranges[name] for name in first if name in self._given.changes}
        starts = {name: move for name, move in self.ranges.items() if name not in later}
        for start in corners_of(starts) if starts else [{}] * bool(first):
            yield {**self.moves, **first, **start}
            for name, move in later.items():
                yield {**self.moves, **first, **start, name: move.ends[1]}

    @cached_property
    def untargeted(self) -> Scenario:
        """The same without a target, which moves no figure, unless that is the only range."""
        found = self.without("target")
        return found if found.ranges else self

    @cached_property
    def still(self) -> Scenario:
        """The same without its volume, where that is no part of the facts, and without a target."""
        return (
            self if self.published.deliveries is None else self.without("deliveries")
        ).untargeted

    @cached_property
    def bare(self) -> Scenario:
        """The same without the result, where all of opex is assumed in its place."""
        is_given = self.change.gives_opex and self.published.result is not None
        found = self.without("result", "rounding") if is_given else self
        return found if found.ranges else self

    @cached_property
    def account(self) -> WhatIf:
        """The account of the period under all of it."""
        return WhatIf(self.base, self.change)

    @cached_property
    def _given(self) -> _Given:
        base, changes, errors = self.published, dict(self.moves), dict[str, InputError]()
        changes.pop("target", None)
        for name in ("revenue", "result", "rounding", *_FILLS):
            if name in changes and (name not in _FILLS or _fills(base, name, changes[name])):
                try:
                    base = _typed_over(Same(base), name, changes.pop(name))
                except InputError as error:
                    errors[name] = error
        return _Given(base, changes, errors)

    @cached_property
    def _moved(self) -> tuple[Assumptions, dict[str, InputError]]:
        found, errors, base = dict[str, Any](), dict[str, InputError](), Same(self.base)
        for name, move in self._given.changes.items():
            try:
                if name == "opex":
                    _check_opex(Same(self.published), move)
                value = _checked(base, name, move)
                found[name] = value.value if name in MOST_FIXED else value
            except InputError as error:
                errors[name] = error
        if {"gross_margin", "cost_per_car"} <= found.keys():
            del found["cost_per_car"]
            errors["cost_per_car"] = one_of_both()
        return Assumptions(hold=self.hold, **found), errors


class _Given(NamedTuple):
    """An account with inputs typed over, the moves that are changes of it, and what cannot be."""

    base: Account
    changes: Mapping[str, Move]
    errors: dict[str, InputError]


def _fills(base: Account, name: str, move: Move) -> bool:
    lacks = base.get(name) is None and (name != "opex" or base.result is None)
    return lacks and move.kind == "to"


# The corners of ranges have most of what they start from in common.
@lru_cache(maxsize=256)
def _typed_over(of: Same, name: str, move: Move) -> Account:
    """An account with one of its inputs replaced. Raises InputError."""
    base: Account = of.things[0]
    if name == "rounding":
        if base.result is None:
            raise InputError(name, "There is no result to round. Type the result first.")
        name, move = "result", Move(base.result.value, half=move.value)
    elif name == "result":
        # The reader's own has no source.
        base = base._replace(backing=Backing.FIRM)
    elif name == "opex":
        _not_below_zero(move.value, move)
    known, last = base.get(name), base.basis if name == "result" else name.replace("_", " ")
    unit, label = unit_of(base, name), known.label if known else last
    figure: dict[str, Any] = {name: Written(move.value, move.half).figure(unit, label, base.period)}
    return base._replace(**figure)


@lru_cache(maxsize=512)
def _checked(of: Same, name: str, move: Move) -> Move:
    """A move that can be made over an account; of cars the new number. Raises InputError."""
    base: Account = of.things[0]
    if name == "price":
        _check_price(base, move)
    if name == "price" or name in MOST_FIXED:
        return move
    now = start_of(base, name)
    if now is None and (name == "cost_per_car" or move.kind != "to"):
        when = f" for {base.period}" if base.period else ""
        message = f"There is no {name.replace('_', ' ')} on file{when} to start from."
        raise InputError(name, f"{message} Type a value.")
    value = move.over(now.value if now else ZERO)
    if name == "deliveries":
        value = value.to_integral_value(ROUND_HALF_UP)
        if value <= 0:
            raise no_cars(name)
        read_cars(value)
        return Move(value, low=value, high=value) if move.is_end else Move(value)
    if name == "opex":
        _not_below_zero(value, move)
    elif name == "gross_margin":
        check_margin(value, written(move, name))
    elif name == "cost_per_car" and now:
        if value < 0:
            message = f"Cost of sales per car must not be below zero (got {written(move, name)})."
            raise InputError(name, message)
        check_size(move, name, now.value, base.currency)
    return move


@lru_cache(maxsize=64)
def _check_opex(of: Same, move: Move) -> None:
    """Whether it can be meant beside the opex on file, whatever result is assumed. Raises
    InputError."""
    published: Account = of.things[0]
    if reported := per_car.opex(published):
        check_size(move, "opex", reported.value, published.currency)


def _not_below_zero(opex: Decimal, move: Move) -> None:
    if opex < 0:
        raise InputError("opex", f"Opex must not be below zero (got {written(move, 'opex')}).")


def _check_price(base: Account, move: Move) -> None:
    """Whether a price can be. Raises InputError."""
    price = per_car.price_per_car(base)
    if price is None and move.kind != "by":
        raise no_asp(base, "price")
    step = move.step(price.value if price else ZERO)
    if any(part.value + step < 0 for part in (price, per_car.revenue_per_car(base)) if part):
        message = f"The price must not be below zero (got {written(move, 'price')})."
        raise InputError("price", message)
    if price:
        check_size(move, "price", price.value, base.currency)


def one_of_both() -> InputError:
    """The error for a gross margin and a cost of sales assumed together."""
    message = "Gross margin and cost of sales per car imply each other. Give one of them."
    return InputError("cost_per_car", message)


def no_asp(base: Account, called: str) -> InputError:
    """The error for a price, or a share of it, where none is known."""
    when = f" for {base.period}" if base.period else " for this period"
    message = f"There is no ASP on file{when} to start from."
    return InputError(called, f"{message} Type the change per car, for example -12,000.")


NAMES = {
    "deliveries": "deliveries",
    "asp": "price",
    "price": "price",
    "cost_per_car": "cost_per_car",
    "gross_margin": "gross_margin",
    "opex": "opex",
    "opex_fixed_share": "opex_fixed_share",
    "cost_fixed_share": "cost_fixed_share",
    "volume": "deliveries",
    "cost_of_sales_per_car": "cost_per_car",
    "cost_of_sales_fixed_share": "cost_fixed_share",
    "hold": "hold",
}
"""What commands and files may assume, by every word for it."""


def read_scenario(
    published: Account, typed: Mapping[str, object], of_asp: Collection[str] = ("asp", "price")
) -> Scenario:
    """The scenario typed by the words of `NAMES`. Raises InputError, also for what cannot be.

    A price typed by a word in `of_asp` needs a stated ASP to start from.
    """
    scenario, words = Scenario(published), dict[str, str]()
    for word, raw in typed.items():
        if word not in NAMES:
            raise InputError(word, unknown(f"Unknown assumption {word}", word, NAMES))
        if word == "hold":
            scenario = replace(scenario, hold=read_hold(raw))
            continue
        move = scenario.read(raw, NAMES[word], word)
        if word in of_asp and published.asp is None and move.kind != "by":
            raise no_asp(published, word)
        if NAMES[word] in words:
            raise InputError(word, f"{words[NAMES[word]]} and {word} mean the same: give one.")
        scenario, words[NAMES[word]] = scenario.put(NAMES[word], move), word
    for name, error in scenario.errors.items():
        raise InputError(words[name], error.message)
    return scenario


def read_hold(raw: object) -> str:
    """What stays when the price moves. Raises InputError."""
    held = str(raw).strip().lower()
    if held not in HOLDS:
        raise InputError("hold", f'Could not read "{raw}". Write cost or margin.')
    return held
