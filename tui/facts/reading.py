"""What the parts of a file are read with: names that must be known, periods, quantities."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from tui.facts.model import Concept, Dims, Mark
from tui.facts.nodes import Map, Node, Seq, Spot
from tui.facts.period import Period, PeriodError, parse_period
from tui.facts.quantity import Quantity
from tui.facts.quantity_text import QuantityError, parse_quantity
from tui.facts.report import Report
from tui.facts.schema_fields import ID
from tui.facts.units import Units

_ID = re.compile(ID)
_SECTIONS = {
    "source": "sources",
    "concept": "concepts",
    "model": "models",
    "entity": "entities",
    "person": "people",
}

_DECLARE = {kind: f"declare it under {section}:" for kind, section in _SECTIONS.items()} | {
    "trim": "declare it under trims: of the model",
    "fact": "give the statement that is meant an id:",
}


def mark(spot: Spot) -> Mark:
    """The position as people count it."""
    return Mark(spot[0] + 1, spot[1] + 1)


class Reading:
    """One pass over a file: what it declares so far, and where findings go.

    The names that count as declared are those of the text, also where an entry is itself amiss, so
    that one slip gives one finding.
    """

    def __init__(self, root: Map, report: Report, ids: frozenset[str] = frozenset()) -> None:
        """`ids` are those that statements give themselves."""
        self.root = root
        self.report = report
        self.units = Units()
        self.concepts: Mapping[str, Concept] = {}
        self.as_of = parse_period("2200")
        self.today = date.max
        self.places: dict[str, Spot] = {}
        self.names = {kind: _keys(root, section) for kind, section in _SECTIONS.items()}
        self.trims = {key: _keys(node, "trims") for key, node in _entries(root, "models")}
        self.names["fact"] = ids
        self.cited: set[str] = set()
        self._good_sources: set[tuple[str, ...]] = set()
        self.home = next((key for key, _ in _entries(root, "entities")), "")
        self._periods: dict[str, Period] = {}
        self._quantities: dict[tuple[str, str, bool], Quantity] = {}
        self._dims: dict[tuple[str, ...], Dims] = {}

    def period(self, text: str, spot: Spot) -> Period | None:
        """A period; None when there is none or it is reported as unreadable."""
        if not text:
            return None
        found = self._periods.get(text)
        if found is None:
            try:
                found = parse_period(text)
            except PeriodError as error:
                self.inside(spot, text, error.offset, "bad-period", error)
                return None
            self._periods[text] = found
        return found

    def period_of(self, node: Map, key: str) -> Period | None:
        """The period in a field that may be left out."""
        text = node.get(key)
        return self._periods.get(text) or self.period(text, node.value_at(key)) if text else None

    def quantity(
        self, text: str, spot: Spot, *, decimals: str = "", exact: bool = False
    ) -> Quantity | None:
        """A quantity; None when it is reported as unreadable."""
        key = (text, decimals, exact)
        found = self._quantities.get(key)
        if found is None:
            try:
                found = parse_quantity(text, self.units, decimals=decimals or None, exact=exact)
            except QuantityError as error:
                self.inside(spot, text, error.offset, error.code, error)
                return None
            self._quantities[key] = found
        return found

    def inside(
        self, spot: Spot, text: str, offset: int, code: str, error: QuantityError | PeriodError
    ) -> None:
        """Report what a scalar is refused for, at the place inside it."""
        self.report.add_inside(spot, text, offset, code, error.message, error.advice)

    def sources(self, node: Map, ids: Sequence[str], key: str = "source") -> tuple[str, ...]:
        """The ids of sources, each of which must be declared and named once."""
        names = tuple(ids)
        if names in self._good_sources:
            return names
        for index, name in enumerate(names):
            self.known("source", name, listed_at(node, key, index))
        self.cited.update(names)
        distinct = set(names)
        if len(distinct) < len(names):
            self._refuse_repeated(node, names, key)
        elif distinct <= self.names["source"]:
            self._good_sources.add(names)
        return names

    def _refuse_repeated(self, node: Map, ids: Sequence[str], key: str) -> None:
        seen: set[str] = set()
        for index, name in enumerate(ids):
            if name in seen:
                message = f"source '{name}' is named twice"
                self.report.add(listed_at(node, key, index), "duplicate-source", message)
            seen.add(name)

    def known(self, kind: str, name: str, spot: Spot, names: Iterable[str] | None = None) -> bool:
        """Whether a name is declared, or left out; reported when it is not."""
        candidates = self.names[kind] if names is None else names
        if not name or name in candidates:
            return True
        advice = self.report.suggest(name, candidates, _DECLARE[kind])
        self.report.add(spot, f"unknown-{kind}", f"unknown {kind} '{name}'", advice)
        return False

    def speaker(self, name: str, spot: Spot) -> bool:
        """Whether somebody is among the people and entities; by key, though names help to find."""
        keys = self.names["person"] | self.names["entity"]
        if not name or name in keys:
            return True
        spoken = {
            alias.casefold(): key
            for section in ("people", "entities")
            for key, node in _entries(self.root, section)
            for alias in _spoken(key, node)
        }
        word = name.casefold()
        near = next((alias for alias in spoken if word in alias.split()), None)
        near = near or self.report.nearest(word, spoken)
        advice = f"did you mean '{spoken[near]}'?" if near else "declare who it is under people:"
        self.report.add(spot, "unknown-person", f"unknown person '{name}'", advice)
        return False

    def about(
        self, node: Map, entity: str, model: str, trim: str, market: str = "", duration: str = ""
    ) -> Dims:
        """What a figure is about; the first entity when none is named."""
        key = (entity, model, trim, market, duration)
        found = self._dims.get(key)
        if found is None:
            if not self._dims_known(node, entity, model, trim):
                return Dims(entity or self.home, model, trim, market, duration)
            found = self._dims[key] = Dims(entity or self.home, model, trim, market, duration)
        return found

    def _dims_known(self, node: Map, entity: str, model: str, trim: str) -> bool:
        fine = not entity or self.known("entity", entity, node.value_at("entity"))
        if model and not self.known("model", model, node.value_at("model")):
            return False
        if trim and not model:
            message = f"trim '{trim}' of which model?"
            self.report.add(node.key_at("trim"), "missing-field", message, "add model: <id>")
            return False
        if trim and model in self.trims:
            return self.known("trim", trim, node.value_at("trim"), self.trims[model]) and fine
        return fine

    def identifier(self, text: str, spot: Spot) -> None:
        """Report an id that is not written as ids are."""
        if text and not _ID.fullmatch(text):
            advice = 'lower case letters, digits, "-", "_", "."'
            self.report.add(spot, "bad-id", f"'{text}' is not a valid id", advice, length=len(text))


def listed_at(node: Map, key: str, index: int) -> Spot:
    """Where an item of a list stands, or the one value that is written without brackets."""
    value = node[key]
    return value.marks[index] if isinstance(value, Seq) else node.value_at(key)


def _keys(node: Node | None, section: str) -> frozenset[str]:
    found = node.get(section) if isinstance(node, Map) else None
    return frozenset(found.marks) if isinstance(found, Map) else frozenset()


def statement_ids(root: Map) -> frozenset[str]:
    """The ids that statements give themselves."""
    statements = root.get("facts")
    if not isinstance(statements, Seq):
        return frozenset()
    found = (node.get("id") for node in statements if isinstance(node, Map))
    return frozenset(key for key in found if isinstance(key, str) and key)


def _entries(root: Map, section: str) -> list[tuple[str, Any]]:
    found = root.get(section)
    return list(found.items()) if isinstance(found, Map) else []


def _spoken(key: str, node: Node) -> list[str]:
    names = [key]
    if isinstance(node, Map):
        names += [name for name in (node.get("name"), *node.get("aliases", ())) if name]
    return [name for name in names if isinstance(name, str)]
