"""What to write into the facts file where a tab has nothing to show yet."""

from __future__ import annotations

from collections.abc import Sequence

from tui.economics.account import (
    FEW_CARS,
    INPUTS,
    KINDS,
    NEEDED,
    Account,
    base_of,
    leading_quarter,
)
from tui.facts import fmt
from tui.facts.book import Backing, FactBook
from tui.facts.period import Period, quarter_of, quarters_of
from tui.facts.units import currency_of


def no_entries(book: FactBook) -> str:
    """Said on a Timeline without rows."""
    return (
        "No events on file. Add under events: date, kind, title and source of what happened; "
        "under forecasts: said, by, title, expects and source of what was promised."
    )


def no_models(book: FactBook) -> str:
    """Said on the Models tab of a file without models."""
    return (
        "No cars on file. Add under models: name, maker and trims; under facts: for one model and "
        f"trim, price with an amount in {book.currency} and a range such as 480 km."
    )


def no_account(book: FactBook) -> str:
    """Said on the Calculator of a file without a quarter to start from."""
    why = why_none(book)
    return f"No quarter has figures yet{why}. {account_to_write(book)}; or type them here."


def no_full_quarter(book: FactBook) -> str:
    """Said by commands on a file without a quarter to start from."""
    none = "No quarter has deliveries, revenue, margin and result"
    return f"{none}{why_none(book)}. {account_to_write(book)}."


def why_none(book: FactBook) -> str:
    """What keeps the newest quarter that anything is stated of from an account."""
    facts = (fact for fact in book.facts if fact.concept in NEEDED and fact.dims == book.home)
    quarters = (fact.period for fact in facts if fact.period and fact.period.kind == "quarter")
    newest = max(quarters, key=lambda period: period.order, default=None)
    return f": {fmt.period(newest)} has {lack_of(book, newest) or NOTHING}" if newest else ""


NOTHING = "nothing on file"


def lack_of(book: FactBook, period: Period) -> str:
    """What keeps a period from a full account, as what it has: `no result on file`.

    It had hardly any cars, a figure is of no use as it is stated, one is not on file, or nobody
    signs the result or a single weak source has it. Empty where nothing of the account is known.
    """
    base = base_of(book, period)
    if base.few_cars:
        return f"fewer than {FEW_CARS:,} cars"
    lacks = [name for name in base.account if base.get(name) is None]
    for name in lacks:
        if only := _only(book, period, name):
            return f"{INPUTS[name]} {only}"
    if not lacks:
        unsigned = base.backing == Backing.UNSIGNED
        return "an unsigned result" if unsigned else "a result from a single weak source"
    if len(lacks) < len(base.account):
        return f"no {INPUTS[lacks[0]]} on file"
    without = (fmt.period(part) for part in quarters_of(period) if not lack_of(book, part))
    return next((f"no figures of {part} on file" for part in without), "")


def newer_left_out(book: FactBook) -> str:
    """Which results are newer than the quarter to start from, and what keeps each from being it."""
    leading = leading_quarter(book)
    if leading is None or leading.period is None:
        return ""
    told = (f.period for f in book.facts if f.concept in KINDS and f.dims == book.home and f.period)
    spans = {part.text: part for one in told for part in quarters_of(one) or (one,)}
    later = (span for span in spans.values() if span.order > leading.period.order)
    left = [
        f"{fmt.period(base.period)} ({base.result.label} {fmt.coded_amount(base.result)}) has "
        f"{lack_of(book, span)}"
        for span in sorted(later, key=lambda span: span.order)
        if span.kind == "quarter" and (base := base_of(book, span)).result
    ]
    chosen = f"{fmt.period(leading.period)} was chosen, though not the newest"
    return f"{chosen}: {fmt.joined(left)}." if left else ""


def lacking(book: FactBook, base: Account, names: Sequence[str] = ()) -> list[str]:
    """Which of these inputs, or without names of those of a full account, an account lacks:
    `revenue`, `result (on file only as a bound, over 0 CNY)`."""
    lacks = [name for name in names or base.account if base.get(name) is None]
    onlys = [base.period and _only(book, base.period, name) for name in lacks]
    return [
        f"{INPUTS[name]} (on file {only})" if only else INPUTS[name]
        for name, only in zip(lacks, onlys, strict=True)
    ]


def _only(book: FactBook, period: Period, name: str) -> str:
    """As what an input is on file that an account lacks: `only as a bound, over 0 CNY`, or `only as
    5 million EUR, not in CNY`; empty where it is not on file."""
    for key in KINDS if name == "result" else (name,):
        for fact in filter(book.is_usable, book.facts_of(key, period, book.home)):
            text = fmt.true_minus(fact.text)
            if fact.quantity and currency_of(fact.quantity.unit) in (None, book.currency):
                return f"only as a bound, {text}"
            return f"only as {text}, not in {book.currency}"
    return ""


def account_to_write(book: FactBook) -> str:
    """How a quarter's account is written."""
    return (
        f"Add under facts: for one, such as {example_quarter(book)}, deliveries, revenue, "
        f"gross_margin and operating_result, amounts in {book.currency}"
    )


def example_quarter(book: FactBook) -> str:
    """The quarter in which the file was last brought up to date, to show how one is written."""
    day = book.as_of.start
    return quarter_of(day).text if day else "2025-Q1"


def no_disputes(book: FactBook) -> str:
    """Said on a Disputes tab without rows."""
    if book.facts:
        return (
            "Sources that disagree on a figure are listed here automatically. Add other "
            "disagreements under disputes: topic, kind and claims."
        )
    return (
        "Add figures under facts: disagreements between sources are then listed here automatically."
    )


def other_makers(book: FactBook) -> str:
    """Said on a Peers tab with one maker at the most."""
    home = book.entities.get(book.home.entity)
    own = "" if home and home.is_maker else f"Give {book.home.entity} a perimeter; then: "
    return (
        f"Other makers are shown here beside yours. {own}type xev-tui new --part peers/other.yaml, "
        "and add the line that it prints under include: in your file."
    )
