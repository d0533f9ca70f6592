"""What to write into the facts file where a tab has nothing to show yet."""

from __future__ import annotations

from tui.facts.book import FactBook

HIDDEN = "Nothing to show."
"""Said where there is something, and the reader has hidden it."""


def no_entries(book: FactBook) -> str:
    """Said on a Timeline without rows."""
    if book.events or book.forecasts:
        return HIDDEN
    return (
        "Nothing has happened yet. Write under events: date, kind, title and source of what did; "
        "under forecasts: said, by, title, expects and source of what was promised."
    )


def no_cars(book: FactBook) -> str:
    """Said on the Models tab of a file without models."""
    return (
        "No car yet. Write under models: name, maker and trims; under facts: for one model and "
        f"trim, price with an amount in {book.currency} and a range such as 480 km."
    )


def no_disputes(book: FactBook, *, hidden: bool) -> str:
    """Said on a Disputes tab without rows; `hidden` when the reader has hidden them."""
    if hidden:
        return HIDDEN
    if book.facts:
        return (
            "Two sources that differ on a figure show up here by themselves. What no arithmetic "
            "finds goes under disputes: topic, kind and claims."
        )
    return "Write figures under facts: where two sources differ, it shows here by itself."
