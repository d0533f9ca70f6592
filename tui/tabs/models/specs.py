"""Which statement stands for a property of a car, and how it reads in a column."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import NamedTuple

from tui.facts.book import FactBook
from tui.facts.figure import Figure, derive, stated
from tui.facts.model import Concept, Fact
from tui.facts.rates import convert
from tui.facts.units import CURRENCIES
from tui.present import fmt
from tui.present.spec_text import hedged, is_bound, rounded, seconds, worded

FACTORS = {
    ("PS", "kW"): Decimal("0.73549875"),
    ("min", "s"): Decimal(60),
    ("h", "s"): Decimal(3600),
}
"""Units turned into that of the concept; a metric horsepower is 75 kgf·m/s (DIN 66036)."""


class Trim(NamedTuple):
    """A car as it is sold, one column of the comparison."""

    model: str
    trim: str
    """Empty for a model without trims."""
    name: str
    """How a heading reads; a rival's begins with its maker."""
    maker: str
    rival: bool = False

    @property
    def key(self) -> str:
        """The same in every run, for picks and the cursor: `su7/max`."""
        return f"{self.model}/{self.trim}"

    @property
    def short(self) -> str:
        """The heading without the maker, where room is short."""
        return self.name.removeprefix(f"{self.maker} ")


class Spec(NamedTuple):
    """One property of one car, as shown and as compared."""

    text: str = fmt.MISSING
    figure: Figure | None = None
    fact: Fact | None = None
    value: Decimal | None = None
    """The number as the text gives it, in the unit of `figure`; None where there is none."""
    best: bool = False
    share: float = 0.0
    """Length of its bar, 1 for the largest of the row."""
    role: str = ""

    @property
    def unit(self) -> str:
        """The unit of its number; empty where there is none."""
        return self.figure.unit if self.figure else ""

    @property
    def duration(self) -> str:
        """Over how long it was counted, where the statement says that."""
        return self.fact.dims.duration if self.fact else ""

    @property
    def is_certain(self) -> bool:
        """Whether it is a number to hold against others: no rumour, estimate or mere bound."""
        if self.value is None or self.fact is None:
            return self.value is not None
        return self.fact.scenario == "actual" and not is_bound(self.fact)


def all_trims(book: FactBook) -> tuple[Trim, ...]:
    """Every trim of every model in the order of the file; the first maker's are no rivals."""
    home = next((model.maker for model in book.models.values()), "")
    found = []
    for model in book.models.values():
        rival = model.maker != home
        for key, name in (model.trims or {"": model.name}).items():
            heading = f"{model.maker} {name}" if rival else name
            found.append(Trim(model.key, key, heading, model.maker, rival))
    return tuple(found)


class Specs:
    """The statements about cars that still hold, found by concept, model and trim."""

    def __init__(self, book: FactBook, currency: str) -> None:
        self.book = book
        self.currency = currency
        gone = {fact.supersedes for fact in book.facts if fact.supersedes}
        found: defaultdict[tuple[str, str, str], list[Fact]] = defaultdict(list)
        for fact in book.facts:
            stands = fact.rank != "deprecated" and fact.key not in gone
            if fact.dims.model and not fact.dims.market and stands:
                found[fact.concept, fact.dims.model, fact.dims.trim].append(fact)
        self._found = dict(found)

    def fact(self, concept: Concept, trim: Trim) -> Fact | None:
        """The statement to show: what is before what is said to come, the trim's own before one
        about all trims of the model. A bound on all trims says nothing about one of them.
        """
        own = self._found.get((concept.key, trim.model, trim.trim), [])
        every = self._found.get((concept.key, trim.model, ""), []) if trim.trim else []
        shared = [fact for fact in every if fact.dims.duration or not is_bound(fact)]
        groups = [
            [fact for fact in facts if (fact.scenario == "actual") == actual]
            for actual in (True, False)
            for facts in (own, shared)
        ]
        return next((self._best(concept, facts) for facts in groups if facts), None)

    def spec(self, concept: Concept, trim: Trim) -> Spec:
        """One cell: the statement for a trim, its figure in the concept's unit and our currency."""
        fact = self.fact(concept, trim)
        if fact is None:
            return Spec()
        role = "" if fact.scenario == "actual" else "forecast"
        word = "" if fact.scenario == "actual" else f" {fact.scenario}"
        if fact.quantity is None:
            return Spec(worded(concept, fact) + word, fact=fact, role=role)
        figure = self.figure(concept, fact, trim)
        return Spec(hedged(fact, figure) + word, figure, fact, rounded(figure)[0], role=role)

    def figure(self, concept: Concept, fact: Fact, trim: Trim) -> Figure:
        """What a fact states, in the concept's unit and in our currency where there is a rate."""
        label = f"{concept.name} of the {trim.name}"
        figure = stated(fact, label)
        factor = FACTORS.get((figure.unit, concept.unit))
        if factor is not None:
            formula = f"{concept.name} in {figure.unit} × {factor}"
            figure = derive(label, formula, lambda x: x * factor, (figure,), concept.unit)
        return convert(self.book, figure, self.currency) or figure

    def _best(self, concept: Concept, facts: list[Fact]) -> Fact:
        """Preferred ones first; of several days the latest, of several durations the longest."""
        preferred = [fact for fact in facts if fact.rank == "preferred"] or facts
        if concept.period == "duration":
            longest = max(seconds(fact.dims.duration) for fact in preferred)
            preferred = [f for f in preferred if seconds(f.dims.duration) == longest]
        elif concept.period == "instant":
            latest = max((f.period.order for f in preferred if f.period), default=None)
            preferred = [f for f in preferred if not f.period or f.period.order == latest]
        order = (self.book.currency, *sorted(CURRENCIES - {self.book.currency}))
        picked = (self.book.pick(preferred, currency) for currency in order)
        return next(filter(None, picked), None) or min(preferred, key=self._text_rank)

    def _text_rank(self, fact: Fact) -> tuple[int, int]:
        """The better source first, then the text that says more."""
        return self.book.tier(fact), -len(fact.text)
