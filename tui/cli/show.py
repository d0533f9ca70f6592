"""The tables that `show` prints, by name; each is built by the view of its tab."""

from __future__ import annotations

from collections.abc import Callable

from tui.facts.book import FactBook
from tui.present.table import Table


def _finances(book: FactBook, currency: str) -> Table:
    from tui.tabs.finances.table import finances_table

    return finances_table(book, currency)


def _timeline(book: FactBook, currency: str) -> Table:
    from tui.tabs.timeline.present import timeline_table

    return timeline_table(book, currency)


def _models(book: FactBook, currency: str) -> Table:
    from tui.tabs.models.present import models_table

    return models_table(book, currency)


def _disputes(book: FactBook, currency: str) -> Table:
    from tui.tabs.disputes.present import disputes_table

    return disputes_table(book, currency)


def _facts(book: FactBook, _: str) -> Table:
    from tui.present.facts_table import facts_table

    return facts_table(book)


def _sources(book: FactBook, _: str) -> Table:
    from tui.present.facts_table import sources_table

    return sources_table(book)


TABLES: dict[str, Callable[[FactBook, str], Table]] = {
    "finances": _finances,
    "timeline": _timeline,
    "models": _models,
    "disputes": _disputes,
    "facts": _facts,
    "sources": _sources,
}
