"""The first lines of the page: what was found, in a sentence, and under which assumptions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from tui.cli.calc_inquiry import Inquiry, price_per_car
from tui.cli.calc_volume import distance
from tui.cli.calc_words import RANGE, amount, bounds, magnitude, magnitude_range
from tui.economics.change import FULL, NONE, Change
from tui.economics.solve import solve
from tui.economics.solve_volume import whole_cars
from tui.economics.wording import headline, signed_per_car, total
from tui.facts.figure import Figure
from tui.present import fmt
from tui.present.passage import Passage
from tui.tabs.finances.finances import maker_of

_EVEN = Decimal("0.5")
"""A result per car smaller than this is none, in whole units."""


def finding(inquiry: Inquiry) -> Iterator[Passage]:
    """What a car earned or lost, would have, or what was to be solved for."""
    if inquiry.answer:
        yield from _solved(inquiry)
        return
    figure, maker = inquiry.result_per_car, maker_of(inquiry.book)
    if figure is None:
        yield Passage(_unknown(inquiry), "bold")
        return
    yield Passage(_earned(figure, maker, inquiry), "bold")
    yield from _price_share(inquiry)
    if inquiry.wanted != inquiry.currency:
        pair = f"{inquiry.currency} to {inquiry.wanted}"
        yield Passage(
            f"No average rate for {pair} in {inquiry.when}; figures stay in {inquiry.currency}."
        )


def _unknown(inquiry: Inquiry) -> str:
    missing = _listed(inquiry.base.missing(*inquiry.base.account))
    if not missing:
        return f"No cars were delivered in {inquiry.when}, so a per-car figure does not exist."
    return f"What a car earned or lost in {inquiry.when} is not available: needs {missing}."


def _earned(figure: Figure, maker: str, inquiry: Inquiry) -> str:
    when, changed = inquiry.when, inquiry.is_changed
    under = f"With {_listed(assumptions(inquiry))}, " if changed else ""
    if headline(figure) not in ("loss per car", "profit per car"):
        verb = "would have broken" if changed else "broke"
        return f"{under}{maker} {verb} even on each car in {when}, within rounding."
    verb = "earned" if figure.value > 0 else "lost"
    verb = f"would have {verb}" if changed else verb
    return (
        f"{under}{maker} {verb} {magnitude(figure)} on each car in {when}{magnitude_range(figure)}."
    )


def _solved(inquiry: Inquiry) -> Iterator[Passage]:
    answer = inquiry.answer
    if answer is None:
        return
    yield Passage(f"{inquiry.when}: {answer.says}", "bold")
    if answer.figure:
        label = answer.figure.label
        needed = _needed(inquiry, answer.figure)
        yield Passage(f"{label[0].upper()}{label[1:]}: {needed}; {RANGE}.")
    if answer.check:
        even = abs(answer.check.value) < _EVEN
        made = signed_per_car(answer.check.value, inquiry.base.currency)
        yield Passage(f"Check: there a car {'comes out even' if even else f'makes {made}'}.")
    if answer.exists and inquiry.unknown == "price" and inquiry.change.gross_margin is None:
        other = "margin" if inquiry.change.hold == "cost" else "cost"
        held = inquiry.change._replace(hold=other)
        yield Passage(
            f"The other question: {solve(inquiry.base, 'price', inquiry.target, held).says}"
        )
    if inquiry.is_changed:
        yield Passage(f"Assumed: {_listed(assumptions(inquiry))}.")
        yield from _price_share(inquiry)


def _needed(inquiry: Inquiry, figure: Figure) -> str:
    """A solved figure with its bounds, in the currency shown too."""
    if inquiry.unknown == "deliveries":
        return f"{fmt.counted(whole_cars(figure), 'cars')}{distance(inquiry, figure)}"
    if figure.unit == "%":
        value, *ends = (fmt.number(v, 2) for v in (figure.value, figure.low, figure.high))
        return f"{value}% ({' to '.join(ends)})"
    shown = inquiry.money(figure) or figure
    if "/" in figure.unit:
        return f"{amount(shown)} ({bounds(shown)})"
    ends = [amount(shown._replace(value=end)) for end in (shown.low, shown.high)]
    return f"{amount(shown)} ({' to '.join(ends)})"


def assumptions(inquiry: Inquiry) -> tuple[str, ...]:
    """What is assumed, in words, as it was read."""
    change, currency = inquiry.change, inquiry.base.currency
    found = [
        f"deliveries of {fmt.counted(change.deliveries, 'cars')}" if change.deliveries else "",
        _moved("price", change.price, currency),
        _moved("cost", change.unit_cost, currency),
        _percent("a gross margin of {}", change.gross_margin),
        _opex(change, currency),
        _percent("{} of opex fixed", change.opex_fixed_share, FULL),
        _percent("{} of cost of sales fixed", change.cost_fixed_share, NONE),
        "the gross margin held" if change.hold == "margin" else "",
    ]
    return tuple(text for text in found if text)


def _moved(name: str, step: Decimal | None, currency: str) -> str:
    if step is None:
        return ""
    side = "higher" if step > 0 else "lower"
    return f"a {name} per car {fmt.number(abs(step))} {currency} {side}"


def _opex(change: Change, currency: str) -> str:
    if change.opex is None:
        return ""
    return f"opex of {total(change.opex, currency)}"


def _percent(text: str, value: Decimal | None, usual: Decimal | None = None) -> str:
    return "" if value is None or value == usual else text.format(f"{fmt.plain(value)}%")


def _price_share(inquiry: Inquiry) -> Iterator[Passage]:
    """What a change of price comes to as a share, and of what."""
    step, price = inquiry.change.price, price_per_car(inquiry.book, inquiry.base)
    if step is None or price is None or not price.value:
        return
    share = fmt.number(step / price.value * 100, 1, signed=True)
    none = "" if inquiry.base.asp else "; there is no ASP in facts"
    yield Passage(f"The price changes by {share}% of the {price.label}, {amount(price)}{none}.")


def _listed(parts: Sequence[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
