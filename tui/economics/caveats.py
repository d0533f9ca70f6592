"""What a reader of a per-car figure must know, as short codes with a sentence each."""

from __future__ import annotations

from collections.abc import Callable

from tui.economics.account import Account
from tui.facts.book import Backing

FAR_OUTSIDE = "far outside"
"""The code for a solved volume that is many times the reported one; it is no matter of the base."""

SENTENCES: dict[str, str] = {
    "fewer than 1,000 cars": "Fewer than 1,000 cars: the per-car figure is not meaningful.",
    "basis": "The result is not an operating result and cannot be compared with one.",
    "pre-launch": "The period includes a quarter in which deliveries had barely started.",
    "mixed basis": "Results on different bases are added up.",
    "gross basis": "A gross result leaves out research, selling and administration.",
    "result above gross profit": "The result is above the gross profit: opex comes out below zero.",
    "margin of 100%": "A gross margin of 100% means that the cars cost nothing to make.",
    "unsigned": "The result comes from a single unsigned source.",
    "segment, not car": "The result is that of a whole segment, not of its cars alone.",
    "group, not car": "The result is that of the whole company, not of its cars alone.",
    FAR_OUTSIDE: "The volume is more than ten times that of the period.",
}
"""What each code means."""

AVERAGE = "Average, not marginal: an additional car adds its gross profit, not the average result."
GENERAL = (AVERAGE, "The range comes from rounding only; it says nothing about the future.")
"""What holds for every per-car figure."""

RANGED = (AVERAGE, "The range comes from rounding and from the ranges that were assumed.")
"""The same where ranges are assumed."""

CAVEATS = (
    *GENERAL,
    "Gross profit is not contribution: cost of sales includes factory depreciation, "
    "and whether it includes commissions and warranty is not known.",
    "Revenue per car is not the average selling price: it includes all other sales.",
)
"""What holds for every figure of an account per car."""


def warnings(*bases: Account) -> tuple[str, ...]:
    """The codes that apply to any of the bases, each once."""
    found = (code for base in bases for code, applies in _RULES.items() if applies(base))
    return tuple(dict.fromkeys(found))


def _opex_is_negative(base: Account) -> bool:
    account = base.known("revenue", "gross_margin", "result")
    if account is None:
        return False
    revenue, margin, result = account
    return revenue.value * margin.value / 100 < result.value


_RULES: dict[str, Callable[[Account], bool]] = {
    "fewer than 1,000 cars": lambda base: base.few_cars,
    "basis": lambda base: bool({*base.kinds} - {"operating_result", "gross_result"}),
    "pre-launch": lambda base: base.prelaunch,
    "mixed basis": lambda base: len(base.kinds) > 1,
    "gross basis": lambda base: "gross_result" in base.kinds,
    "result above gross profit": _opex_is_negative,
    "margin of 100%": lambda base: bool(base.gross_margin and base.gross_margin.value == 100),
    "unsigned": lambda base: base.backing == Backing.UNSIGNED,
    "segment, not car": lambda base: base.perimeter != "group" and bool(base.scope_note),
    "group, not car": lambda base: base.perimeter == "group",
}
