"""What volume does: where a car breaks even, how far that is, and what one more car adds."""

from __future__ import annotations

from collections.abc import Iterator

from tui.cli.calc_inquiry import Inquiry
from tui.cli.calc_words import amount, bounds, size_bounds
from tui.economics.change import NONE
from tui.economics.solve_volume import whole_cars
from tui.economics.wording import signed_per_car
from tui.facts.figure import Figure
from tui.present import fmt
from tui.present.passage import Passage


def volume(inquiry: Inquiry) -> Iterator[Passage]:
    """Break-even, unless just that was solved for, and one more car; what they take as fixed."""
    if inquiry.result_per_car is None or inquiry.base.missing(*inquiry.base.account):
        return
    even, adds = inquiry.break_even, inquiry.money(inquiry.account.contribution)
    if inquiry.unknown != "deliveries" or inquiry.target:
        detail = distance(inquiry, even.figure) if even.figure else ""
        yield Passage(even.says.replace(".", f"{detail}.", 1))
    if adds:
        yield Passage(f"One more car adds {_added(adds, inquiry.currency)}.")
    change = inquiry.change
    fixed = f"{fmt.plain(change.opex_fixed_share)}% of opex"
    if change.cost_fixed_share != NONE:
        fixed += f" and {fmt.plain(change.cost_fixed_share)}% of cost of sales"
    yield Passage(f"This takes {fixed} as fixed.")


def distance(inquiry: Inquiry, figure: Figure) -> str:
    """` (83,796 to 85,567), 8,812 more than the 75,869 delivered`, for a solved volume."""
    text = f" ({bounds(figure)})" if figure.high.is_finite() else ""
    cars = inquiry.account.deliveries
    if cars is None or whole_cars(figure) == cars.value:
        return text
    gap = whole_cars(figure) - cars.value
    which = "assumed" if inquiry.change.deliveries else "delivered"
    side = "more" if gap > 0 else "fewer"
    return f"{text}, {fmt.number(abs(gap))} {side} than the {fmt.number(cars.value)} {which}"


def _added(adds: Figure, currency: str) -> str:
    if adds.value < 0:
        return f"{signed_per_car(adds.value, currency)} ({size_bounds(adds)})"
    return f"{amount(adds)} ({bounds(adds)})"
