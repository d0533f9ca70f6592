"""The whole store: every figure of facts.yaml, indexed, immutable."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import cached_property
from pathlib import Path

from tui.facts.diagnostics import Diagnostic
from tui.facts.figure import Figure, stated
from tui.facts.model import (
    Acknowledged,
    Calculation,
    Concept,
    Dims,
    Dispute,
    Entity,
    Event,
    Fact,
    Forecast,
    Mark,
    Model,
    Person,
    Rate,
    Source,
)
from tui.facts.period import Period
from tui.facts.source_text import file_in
from tui.facts.units import Units, currency_of

TIERS = (
    *("company", "regulator", "relay", "press", "analyst", "aggregator"),
    *("blog", "unsigned", "article"),
)
"""Kinds of sources, the most reliable first."""
_WEAK = TIERS.index("blog")
_DOCUMENTS = ("company", "regulator", "relay")
"""Texts of the company or an authority, also where others quote them."""


_Asked = tuple[str, Period | None, Dims | None, str | None]
"""A concept, a period, what it is about, and the currency."""


class Backing(IntEnum):
    """What carries a figure, the weakest first."""

    UNSIGNED = 0
    """A single unsigned source."""
    SINGLE = 1
    """A single source."""
    FIRM = 2
    """A text of the company or an authority, or several independent sources."""


@dataclass(frozen=True)
class FactBook:
    """Everything a facts file says. Mappings are keyed by the ids of the file, in its order."""

    title: str
    as_of: Period
    path: str = "facts.yaml"
    parts: tuple[str, ...] = ()
    """The included files, as `path` calls them."""
    maker: str = ""
    """The entity that the book is looked at from; empty for the first one."""
    currency: str = "CNY"
    """The currency the maker reports in."""
    units: Units = field(default_factory=Units)
    people: Mapping[str, Person] = field(default_factory=dict)
    entities: Mapping[str, Entity] = field(default_factory=dict)
    models: Mapping[str, Model] = field(default_factory=dict)
    concepts: Mapping[str, Concept] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()
    forecasts: tuple[Forecast, ...] = ()
    events: tuple[Event, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    calculations: tuple[Calculation, ...] = ()
    acknowledged: tuple[Acknowledged, ...] = ()
    rates: tuple[Rate, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()
    """What was found odd when the file was read, though it could be."""

    def __hash__(self) -> int:
        """Cheap, since what is calculated from a book is looked up by it."""
        return hash((self.path, self.title, self.as_of, self.maker, len(self.facts)))

    @cached_property
    def origin(self) -> str:
        """A digest of the files it was read from and of what read them, set by that; empty for a
        book that was made or changed otherwise."""
        return ""

    @cached_property
    def home(self) -> Dims:
        """What is meant where nothing is said: the maker looked at, no model or trim."""
        return Dims(entity=self.maker or next(iter(self.entities), ""))

    @cached_property
    def makers(self) -> Mapping[str, Entity]:
        """The makers on file by their ids: the one looked at, the first entity, its peers."""
        first = list(self.entities)[:1]
        peers = [key for key, entity in self.entities.items() if entity.is_maker]
        keys = dict.fromkeys((self.home.entity, *first, *peers))
        return {key: self.entities[key] for key in keys if key in self.entities}

    @property
    def called(self) -> str:
        """What the maker looked at is called: by its own entry, else by its first car."""
        entity = self.entities.get(self.home.entity)
        cars = () if self.maker or (entity and entity.maker) else self.models.values()
        named = [car.maker for car in cars] + [entity.called if entity else "The maker"]
        return named[0]

    @cached_property
    def _owners(self) -> Mapping[str, str]:
        """A maker of each file, by the name of the file; of the entrance the first entity."""
        files = {self.entities[key].mark.file: key for key in self.makers}
        return files | {"": next(iter(self.entities), "")}

    def maker_named(self, text: str) -> str:
        """The id of the maker that is called so, in whatever case; empty when there is none."""
        word = text.casefold()
        for key, entity in self.makers.items():
            names = (key, entity.called, entity.name, *entity.aliases)
            if word in map(str.casefold, names):
                return key
        return ""

    def of(self, maker: str) -> FactBook:
        """The same facts looked at from another maker: its figures are meant, in its currency."""
        if maker == self.home.entity:
            return self
        if maker not in self._views:
            currency = self.reports_in(maker)
            self._views[maker] = replace(self, maker=maker, currency=currency)
        return self._views[maker]

    @cached_property
    def _views(self) -> dict[str, FactBook]:
        return {}

    def maker_of(self, entity: str) -> str:
        """Whose an entity is: its own where it is a maker, else that of a maker of its file."""
        if entity in self.makers:
            return entity
        file = self.entities[entity].mark.file if entity in self.entities else ""
        return self._owners.get(file, entity)

    def is_about(self, entity: str, other: str) -> bool:
        """Whether an entry about an entity is about another one; without a name it is about all
        that stand in the facts file itself."""
        return entity == other if entity else self.maker_of(other) == self.maker_of("")

    def is_peer(self, entity: str) -> bool:
        """Whether it is, or belongs to, another maker than the one looked at."""
        return self.maker_of(entity) != self.home.entity

    def reports_in(self, entity: str) -> str:
        """The currency of an entity's figures."""
        return (entity in self.entities and self.entities[entity].currency) or self.currency

    @property
    def base(self) -> str:
        """The currency that all rates are in, per unit of another."""
        return self.rates[0].base if self.rates else self.currency

    @cached_property
    def _by_concept(self) -> dict[tuple[str, Dims], list[Fact]]:
        index: defaultdict[tuple[str, Dims], list[Fact]] = defaultdict(list)
        for fact in self.facts:
            index[fact.concept, fact.dims].append(fact)
        return dict(index)

    @cached_property
    def _superseded(self) -> frozenset[str]:
        return frozenset(fact.supersedes for fact in self.facts if fact.supersedes)

    def facts_of(
        self, concept: str, period: Period | None = None, dims: Dims | None = None
    ) -> tuple[Fact, ...]:
        """Every statement of a concept, of whatever scenario and rank, in the order of the file.

        Without `dims` those about the maker as a whole; without `period` those of any.
        """
        found = self._by_concept.get((concept, dims or self.home), ())
        if period is None:
            return tuple(found)
        span = period.span
        return tuple(fact for fact in found if fact.period and fact.period.span == span)

    def periods_of(self, concept: str, kind: str, dims: Dims | None = None) -> tuple[Period, ...]:
        """The periods of one kind (`quarter`, `year` ...) that have an actual figure, in order."""
        periods = {
            fact.period.span: fact.period
            for fact in self.facts_of(concept, dims=dims)
            if fact.period and fact.period.kind == kind and self.is_usable(fact)
        }
        return tuple(sorted(periods.values(), key=lambda period: period.order))

    def is_usable(self, fact: Fact) -> bool:
        """Whether it may stand for what happened: actual, not deprecated, not superseded."""
        current = not fact.key or fact.key not in self._superseded
        return fact.scenario == "actual" and fact.rank != "deprecated" and current

    def best(
        self,
        concept: str,
        period: Period | None = None,
        dims: Dims | None = None,
        currency: str | None = None,
    ) -> Figure | None:
        """The figure to use where one is needed; None when no usable one is stated.

        Preferred rank first, then a value over a mere bound, the better tier, more digits, and the
        order of the file. Money is taken in `currency` only (the maker's own when not given).
        """
        asked = concept, period, dims, currency
        if asked not in self._best:
            usable = filter(self.is_usable, self.facts_of(concept, period, dims))
            fact = self.pick(usable, currency)
            label = self.name_of(concept, fact.dims.entity) if fact else ""
            self._best[asked] = stated(fact, label) if fact else None
        return self._best[asked]

    @cached_property
    def _best(self) -> dict[_Asked, Figure | None]:
        return {}

    def pick(self, facts: Iterable[Fact], currency: str | None = None) -> Fact | None:
        """The best of several statements of one figure, by the order that `best` explains."""
        ranked = [
            ((fact.rank != "preferred", not q.support.bounded, self.tier(fact), q.core.width), fact)
            for fact in facts
            if (q := fact.quantity)
            and currency_of(q.unit) in (None, currency or self.reports_in(fact.dims.entity))
        ]
        return min(ranked, key=lambda pair: pair[0])[1] if ranked else None

    def tier(self, fact: Fact) -> int:
        """How reliable its best source is: 0 for the company's own text, more for weaker ones."""
        tiers = (TIERS.index(source.tier) for source in self.sources_of(fact.sources))
        return min(tiers, default=len(TIERS))

    def backing(self, figure: Figure) -> Backing:
        """What carries a figure: as much as the weakest of the statements it follows from."""
        return min(map(self._backing_of, figure.statements), default=Backing.FIRM)

    def _backing_of(self, fact: Fact) -> Backing:
        """What carries a statement: its sources, and those of all usable ones that agree."""
        same = self.facts_of(fact.concept, fact.period, fact.dims)
        agreeing = (f for f in same if self.is_usable(f) and _agree(f, fact))
        sources = dict.fromkeys(key for f in (fact, *agreeing) for key in f.sources)
        tiers = {source.tier for source in self.sources_of(sources)}
        if tiers.intersection(_DOCUMENTS) or len(self.roots(sources)) > 1:
            return Backing.FIRM
        return Backing.UNSIGNED if tiers == {"unsigned"} else Backing.SINGLE

    def is_weak(self, figure: Figure) -> bool:
        """Whether it rests on a single weak source, such as a blog."""
        return any(
            self.tier(fact) >= _WEAK and self._backing_of(fact) != Backing.FIRM
            for fact in figure.statements
        )

    def place(self, mark: Mark) -> str:
        """A position as people point to it: `facts.yaml:42`, `peers/nio.yaml:12`."""
        return f"{mark.file or Path(self.path).name}:{mark.line}"

    def file_of(self, mark: Mark) -> Path:
        """The file that a position is in, from where the user stands."""
        return file_in(self.path, mark.file)

    def car_of(self, dims: Dims) -> str:
        """What the trim or the model is called that a figure is about; empty where it is none."""
        model = self.models.get(dims.model)
        return model.trims.get(dims.trim, model.name) if model else ""

    def name_of(self, concept: str, entity: str = "") -> str:
        """What a concept is called of an entity, of the maker looked at unless another is named."""
        known = self.concepts.get(concept)
        if known is None:
            return concept
        maker = self.entities.get(self.maker_of(entity or self.home.entity))
        is_segment = maker is None or maker.perimeter in ("", "segment")
        return known.name if is_segment else known.elsewhere or known.name

    def sources_of(self, keys: Iterable[str]) -> tuple[Source, ...]:
        """Those of some sources that are on file, each once."""
        return tuple(self.sources[key] for key in dict.fromkeys(keys) if key in self.sources)

    def publisher(self, source: str) -> str:
        """Who published a source; its key where it is not on file."""
        return self.sources[source].publisher if source in self.sources else source

    def speaker(self, key: str) -> str:
        """The name of a person or company; the key of one that is not on file."""
        known = self.people.get(key) or self.entities.get(key)
        return known.name if known else key

    def roots(self, sources: Iterable[str]) -> frozenset[str]:
        """The independent sources behind some sources: what they derive from, to the end."""
        found: set[str] = set()
        waiting, seen = list(sources), set[str]()
        while waiting:
            key = waiting.pop()
            if key in seen:
                continue
            seen.add(key)
            parents = self.sources[key].derived_from if key in self.sources else ()
            waiting.extend(parents)
            if not parents:
                found.add(key)
        return frozenset(found)

    def rate(self, currency: str, period: Period) -> Rate | None:
        """The reference rate of a currency over exactly this period; None when there is none."""
        same = (r for r in self.rates if r.currency == currency and r.period.span == period.span)
        return next(same, None)


def _agree(one: Fact, other: Fact) -> bool:
    """Whether two statements of a figure leave room for one number in one unit."""
    p, q = one.quantity, other.quantity
    return bool(p and q and p.unit == q.unit and p.core.meet(q.core))
