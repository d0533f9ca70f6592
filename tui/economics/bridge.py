"""Why the result per car moved between two periods: causes that add up exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

from tui.economics.account import Account
from tui.economics.per_car import result_per_car
from tui.facts.figure import Figure, derive
from tui.facts.period import Period


class Cause(NamedTuple):
    """One cause: its key in JSON, what it is called, and what it did per car, positive if good."""

    key: str
    name: str
    figure: Figure


class Bridge(NamedTuple):
    """From one result per car to another, all in one currency."""

    start: Figure
    causes: tuple[Cause, ...]
    """In the order of the account; the exchange rate last, where there is one."""
    end: Figure
    unpriced: tuple[Account, ...] = ()
    """The periods of which no selling price is known: revenue per car is then one cause."""
    uneven: tuple[Account, ...] = ()
    """The periods where they differ in length: opex per car is then one cause."""
    one_offs: tuple[Figure, ...] = ()
    """What the facts state that happened once, held by the result of either period."""
    sides: tuple[Account, ...] = ()
    """The accounts of both periods."""

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Start, the causes, and the end."""
        return (self.start, *(cause.figure for cause in self.causes), self.end)

    @property
    def change(self) -> Decimal:
        """By how much the result per car moved."""
        return self.end.value - self.start.value

    @property
    def moved(self) -> Figure:
        """The same with its bounds."""
        label, formula = "change of the result per car", "result per car after − before"
        return derive(label, formula, lambda b, a: b - a, (self.end, self.start), self.end.unit)

    @property
    def ranked(self) -> tuple[Cause, ...]:
        """The causes by what they did in the direction in which the result moved, largest first."""
        way = 1 if self.change >= 0 else -1
        return tuple(sorted(self.causes, key=lambda cause: -way * cause.figure.value))

    @property
    def largest(self) -> Cause | None:
        """The cause that did most of the change; None where that is within rounding."""
        return self.ranked[0] if self.start.core.meet(self.end.core) is None else None


class Money(Protocol):
    """Converts a figure at the rate of a period, by default its own; as it is without a rate."""

    def __call__(self, figure: Figure, at: Period | None = None) -> Figure: ...


def bridge(before: Account, after: Account, money: Money | None = None) -> Bridge | None:
    """The bridge between two periods; None when an input of either is missing.

    With p for the selling price, r and c for revenue and cost of sales per car, X for opex and N
    for deliveries: p₁ − p₀, (r₁ − p₁) − (r₀ − p₀), c₀ − c₁, −(X₁ − X₀) ÷ N₁ and
    X₀(1 ÷ N₀ − 1 ÷ N₁). The first two are one, r₁ − r₀, where no price is known of a period. The
    last two are one where the periods differ in length: twice the time takes twice the opex and
    makes twice the cars, and neither is a cause.

    In another currency each end is at the rate of its own period and these causes are at that of
    the later one; what the rate did to the earlier result is then a cause of its own. Where one of
    the periods has no rate, all stays in the currency of the accounts.
    """
    start, end = result_per_car(before), result_per_car(after)
    if start is None or end is None:
        return None
    if before.missing or after.missing:
        return None
    unpriced = tuple(base for base in (before, after) if not base.price)
    one_offs = tuple(dict.fromkeys((*before.one_offs, *after.one_offs)))
    uneven = (before, after) if _differ_in_length(before, after) else ()
    causes = tuple(_causes(before, after, is_priced=not unpriced, is_uneven=bool(uneven)))
    found = Bridge(start, causes, end, unpriced, uneven, one_offs, (before, after))
    return _converted(found, money) if money else found


def _differ_in_length(*bases: Account) -> bool:
    """Whether one is longer by more than a tenth; quarters differ by less."""
    lengths = [sum(span.days or 0 for span in base.spans) for base in bases]
    return max(lengths) > min(lengths) * 1.1


def _converted(found: Bridge, money: Money) -> Bridge:
    start, end = money(found.start), money(found.end)
    if start.unit != end.unit or start.unit == found.start.unit:
        return found
    causes = [cause._replace(figure=money(cause.figure)) for cause in found.causes]
    then_at_now = money(found.start, found.end.period)
    rate = derive(
        "exchange rate",
        "result per car before at the rate now − at the rate then",
        lambda now, then: now - then,
        (then_at_now, start),
        start.unit,
        end.period,
        jointly=True,
    )
    causes.append(Cause("exchange_rate", "FX rate", rate))
    return found._replace(start=start, causes=tuple(causes), end=end)


_Inputs = Mapping[str, Any]
"""The inputs of one period by name, as Decimals or as Intervals."""


def _causes(
    before: Account, after: Account, *, is_priced: bool, is_uneven: bool
) -> Iterator[Cause]:
    jointly = _counted_apart(before, after)

    def cause(
        key: str,
        name: str,
        formula: str,
        used: tuple[tuple[str, ...], tuple[str, ...]],
        compute: Callable[[_Inputs, _Inputs], Any],
    ) -> Cause:
        """A cause over inputs of both periods, dated in the later one."""
        old, new = (tuple(dict.fromkeys(names)) for names in used)
        leaves = (*(before.known(*old) or ()), *(after.known(*new) or ()))

        def of_both(*values: Any) -> Any:
            was, now = values[: len(old)], values[len(old) :]
            return compute(dict(zip(old, was, strict=True)), dict(zip(new, now, strict=True)))

        label, when = name[0].lower() + name[1:], after.period
        figure = derive(label, formula, of_both, leaves, after.per_car, when, jointly=jointly)
        return Cause(key, name, figure)

    revenue, account = ("revenue", "deliveries"), (before.account, after.account)
    if is_priced:
        yield cause(
            "asp",
            "Average selling price",
            "average selling price − the same before",
            (before.price, after.price),
            lambda was, now: _price(now) - _price(was),
        )
        yield cause(
            "other_revenue",
            "Other revenue per car",
            "revenue ÷ deliveries − average selling price − the same before",
            ((*before.price, *revenue), (*after.price, *revenue)),
            lambda was, now: _revenue(now) - _price(now) - (_revenue(was) - _price(was)),
        )
    else:
        yield cause(
            "revenue",
            "Revenue per car",
            "revenue ÷ deliveries − the same before",
            (revenue, revenue),
            lambda was, now: _revenue(now) - _revenue(was),
        )
    cost = ("revenue", "gross_margin", "deliveries")
    yield cause(
        "unit_cost",
        "Cost of sales per car",
        "cost of sales per car before − the same now",
        (cost, cost),
        lambda was, now: _cost(was) - _cost(now),
    )
    if is_uneven:
        yield cause(
            "opex_per_car",
            "Opex per car",
            "opex before ÷ deliveries before − opex now ÷ deliveries now",
            account,
            lambda was, now: _opex(was) / was["deliveries"] - _opex(now) / now["deliveries"],
        )
        return
    yield cause(
        "opex_spend",
        "Opex",
        "−(opex now − opex before) ÷ deliveries now",
        (account[0][1:], account[1]),
        lambda was, now: (_opex(was) - _opex(now)) / now["deliveries"],
    )
    yield cause(
        "volume",
        "Volume",
        "opex before ÷ deliveries before − opex before ÷ deliveries now",
        (account[0], ("deliveries",)),
        lambda was, now: _opex(was) / was["deliveries"] - _opex(was) / now["deliveries"],
    )


def _counted_apart(before: Account, after: Account) -> bool:
    """Whether a cause may go back to what both periods rest on, and have exact bounds.

    It goes one way in each stated figure then. Not so where the same uncertain count of cars is
    part of both periods, as of a year and its last quarter.
    """
    cars = [base.deliveries for base in (before, after) if base.deliveries]
    if any(count.support.is_point for count in cars):
        return True
    return not set(cars[0].facts).intersection(cars[1].facts)


def _revenue(at: _Inputs) -> Any:
    return at["revenue"] / at["deliveries"]


def _price(at: _Inputs) -> Any:
    return at["asp"] if "asp" in at else at["car_revenue"] / at["deliveries"]


def _cost(at: _Inputs) -> Any:
    return at["revenue"] * (1 - at["gross_margin"] / 100) / at["deliveries"]


def _opex(at: _Inputs) -> Any:
    """As given, else as implied."""
    return at["opex"] if "opex" in at else at["revenue"] * at["gross_margin"] / 100 - at["result"]
