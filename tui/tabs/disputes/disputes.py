"""The list of figures and questions on which sources disagree, ordered and filtered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from tui.checks.dispute_items import Item, items_about, items_of
from tui.checks.dispute_remarks import KINDS, SIGNS, Remark
from tui.facts.book import FactBook
from tui.facts.model import Dispute, Fact
from tui.facts.units import noun
from tui.present import fmt
from tui.present.empty_states import no_disputes
from tui.present.table import Cell, Column, Table
from tui.tabs.disputes.words import explanation, preferred_text, values_of

ORDERS = ("topic", "time", "size", "severity")
"""What the list can be sorted by."""

_MOST_KINDS = 3
_NO_YEAR = "no date"
_SHORT = {
    "slip": "slip",
    "mistake": "err",
    "loose": "lse",
    "conversion": "fx",
    "sum": "sum",
    "definition": "def",
    "reading": "rdg",
    "revised": "rev",
    "open": "?",
}
"""The kinds for narrow screens."""


class Row(NamedTuple):
    """One line of the list: an item, led by a remark of a kind that is shown."""

    item: Item
    remark: Remark

    @property
    def sign(self) -> str:
        """The glyph of the class."""
        return SIGNS[self.remark.sign][0]

    @property
    def kind(self) -> str:
        """The kind in a word."""
        return KINDS[self.remark.kind][0]


class Section(NamedTuple):
    """Rows under a heading; the heading is empty where the order needs none."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Docket:
    """All that sources disagree on, worked out once for a book."""

    book: FactBook
    items: tuple[Item, ...]

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """Items with a remark of each kind; one with two kinds counts for both."""
        found = Counter(kind for item in self.items for kind in item.kinds)
        return {kind: found[kind] for kind in KINDS}

    @property
    def nothing(self) -> str:
        """What to say where no row is shown."""
        return no_disputes(self.book, hidden=bool(self.items))

    @property
    def findings(self) -> tuple[str, ...]:
        """What there is in a sentence, ever shorter.

        `Sources disagree on 31 points: 12 mistakes, 9 slips, 5 readings; 4 unresolved.`
        """
        total = len(self.items)
        if not total:
            return ("The sources agree on every figure on file.",)
        often = sorted((k for k in KINDS if self.counts[k]), key=lambda k: -self.counts[k])
        kinds = [f"{self.counts[k]} {KINDS[k][self.counts[k] > 1]}" for k in often[:_MOST_KINDS]]
        rest = sum(item.lead.sign in ("conflict", "undecided") for item in self.items)
        end = f"{rest or 'none'} unresolved"
        points = f"{total} {noun(total, 'points')}"
        return (
            f"Sources disagree on {points}: {', '.join(kinds)}; {end}.",
            f"{points} in dispute: {', '.join(kinds)}; {end}.",
            f"{points} in dispute: {', '.join(kinds[:2])}; {end}.",
            f"{points} in dispute, {end}.",
            f"{total} {noun(total, 'disputes')}, {end}.",
        )

    def item(self, key: str) -> Item | None:
        """The item with a key."""
        return next((item for item in self.items if item.key == key), None)

    def find(self, thing: object) -> Item | None:
        """The item that covers a written dispute, or in which a statement occurs."""
        if isinstance(thing, Dispute):
            return next((item for item in self.items if thing in item.written), None)
        return next(iter(items_about(self.items, thing)), None) if isinstance(thing, Fact) else None

    def sections(self, order: str, hidden: Collection[str] = ()) -> tuple[Section, ...]:
        """The items of the kinds that are not hidden, in one of ORDERS, under their headings."""
        rows = [
            Row(item, next(remark for remark in item.remarks if remark.kind not in hidden))
            for item in self.items
            if not item.kinds <= set(hidden)
        ]
        rows.sort(key=lambda row: self._place(row, order))
        found: dict[str, list[Row]] = {}
        for row in rows:
            found.setdefault(self._heading(row, order), []).append(row)
        return tuple(Section(heading, tuple(rows)) for heading, rows in found.items())

    def _place(self, row: Row, order: str) -> tuple[Any, ...]:
        item, gap = row.item, -row.remark.gap.factor
        when = (item.period is None, item.period.order if item.period else ())
        topic = (self._subjects.index(self._subject(item)), self._rank(item), *when, item.mark.line)
        places: dict[str, Callable[[], tuple[Any, ...]]] = {
            "topic": lambda: topic,
            "time": lambda: (*when, *topic),
            "size": lambda: (gap, *topic),
            "severity": lambda: (tuple(SIGNS).index(row.remark.sign), gap, *topic),
        }
        return places[order]()

    def _heading(self, row: Row, order: str) -> str:
        if order == "topic":
            return self._subject(row.item)
        if order == "severity":
            return SIGNS[row.remark.sign][1]
        if order == "size":
            return ""
        end = row.item.period.last if row.item.period else None
        return str(end.year) if end else _NO_YEAR

    def _rank(self, item: Item) -> int:
        concepts = tuple(self.book.concepts)
        return concepts.index(item.concept) if item.concept in concepts else len(concepts)

    def _subject(self, item: Item) -> str:
        if model := self.book.models.get(item.dims.model):
            return f"{model.maker} {model.name}"
        entity = self.book.entities.get(item.dims.entity)
        return entity.name if entity else "Other questions"

    @cached_property
    def _subjects(self) -> tuple[str, ...]:
        """What there can be items about, in the order of the file."""
        models = [f"{model.maker} {model.name}" for model in self.book.models.values()]
        entities = [entity.name for entity in self.book.entities.values()]
        return (*entities, *models, "Other questions")


def docket(book: FactBook) -> Docket:
    """Run the checks and put what they find with what the file tells of its disputes."""
    return Docket(book, items_of(book))


def kind_words(counts: Mapping[str, int]) -> Iterator[tuple[tuple[str, ...], int]]:
    """The kinds with their counts, ever shorter, and the columns to leave between them."""
    yield tuple(f"{one} {counts[kind]}" for kind, (one, _) in KINDS.items()), 2
    yield tuple(f"{one} {counts[kind]}" for kind, (one, _) in KINDS.items()), 1
    yield tuple(f"{_SHORT[kind]} {counts[kind]}" for kind in KINDS), 1
    yield tuple(_SHORT[kind] for kind in KINDS), 1
    yield tuple(_SHORT[kind][0] for kind in KINDS), 1


def disputes_table(book: FactBook, currency: str) -> Table:
    """All disputes as rows: class, figure, kind, gap, what holds, why.

    The currency changes nothing: what sources say is shown as they write it.
    """
    names = ("Class", "Disputed", "Kind", "Gap", "Holds", "Why")
    columns = tuple(Column(name, name == "Gap") for name in names)
    rows = [row for section in docket(book).sections("topic") for row in section.rows]
    return Table(
        "Where sources disagree",
        columns,
        tuple(_cells(row) for row in rows),
        tuple(_record(book, row) for row in rows),
        FIELDS,
    )


def _cells(row: Row) -> tuple[Cell, ...]:
    item = row.item
    name = SIGNS[row.remark.sign][1]
    role = "muted" if row.remark.sign == "explained" else ""
    return (
        Cell(f"{row.sign} {name}", role=role),
        Cell(item.title),
        Cell(row.kind),
        Cell(row.remark.gap.text),
        Cell(preferred_text(item) or fmt.MISSING, fact=item.preferred),
        Cell(explanation(row.remark)),
    )


FIELDS = (
    *("topic", "kind", "verdict", "period", "values", "preferred", "explanation", "sources"),
    "line",
)


def _record(book: FactBook, row: Row) -> Mapping[str, object]:
    item = row.item
    return {
        "topic": item.title,
        "kind": row.remark.kind,
        "verdict": row.remark.sign,
        "period": item.period.text if item.period else None,
        "values": list(values_of(book, item)),
        "preferred": preferred_text(item) or None,
        "explanation": explanation(row.remark),
        "sources": list(item.sources),
        "line": item.mark.line,
    }
