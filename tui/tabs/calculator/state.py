"""The state of the calculator: scenario B as it is worked on, scenario A beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from tui.economics.account import Account, base_of, full_quarters, leading_quarter
from tui.economics.backtest import backtest
from tui.economics.case import Case
from tui.economics.moves import NOTATIONS, Move
from tui.economics.parse import InputError
from tui.economics.scenario import Assumptions, Scenario, read_hold
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.period import Period, parse_period, quarters_of
from tui.tabs.calculator.fields import FieldRow, Unread, entries, shows_anyway


def periods_for(book: FactBook) -> tuple[Period, ...]:
    """Quarters in order of time, then halves and years that have a full account.

    A quarter is offered as soon as its deliveries or its revenue are known.
    """
    quarters: dict[str, Period] = {}
    longer: dict[str, Period] = {}
    for concept in ("deliveries", "revenue"):
        for period in book.periods_of(concept, "quarter"):
            quarters[period.text] = period
        for year in book.periods_of(concept, "year"):
            longer[year.text] = year
            quarters |= {part.text: part for part in quarters_of(year)}
    for year_text in sorted({period.text[:4] for period in quarters.values()}):
        for half in (f"{year_text}-H1", f"{year_text}-H2"):
            longer[half] = parse_period(half)
    found = sorted(quarters.values(), key=lambda period: period.order)
    return (*found, *(period for period in _ordered(longer) if _is_full(book, period)))


def _ordered(longer: Mapping[str, Period]) -> list[Period]:
    return sorted(longer.values(), key=lambda period: (period.kind, period.order))


def _is_full(book: FactBook, period: Period) -> bool:
    base = base_of(book, period)
    return not base.missing(*base.account)


MILLION = Decimal(10) ** 6


class Past(NamedTuple):
    """A period whose deliveries are marked under the curve."""

    cars: Decimal
    label: str


def past_of(bases: Iterable[Account], kind: str) -> tuple[Past, ...]:
    """Deliveries of the periods of one kind."""
    return tuple(
        Past(base.deliveries.value, fmt.period(base.period))
        for base in bases
        if base.deliveries and base.period and base.period.kind == kind
    )


def each(value: Decimal, currency: str, *, signed: bool = False) -> str:
    """An amount per car; in a few digits where it is millions, as at a handful of cars."""
    write = fmt.compact if abs(value) >= MILLION else fmt.money
    return write(value, currency, signed=signed)


class CalculatorState:
    """Scenario B is worked on, scenario A is what it is held against.

    `case` is the last one in which every field could be used, `latest` what the fields say now.
    """

    def __init__(
        self,
        book: FactBook,
        currency: str,
        period: str = "",
        typed: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.currency = currency
        self.kept: Scenario | None = None
        """Scenario A; None for B's period as published."""
        self._know(book)
        self.load(period, typed)

    def _know(self, book: FactBook) -> None:
        self.book = book
        self.periods = periods_for(book)
        """What can be chosen."""
        self.quarters = full_quarters(book)
        """Quarters with a full account."""
        self.test = backtest(book)
        """How the model did on the quarters that are known."""
        self._bases: dict[str, Account] = {}

    def use(self, book: FactBook) -> None:
        """Work on these facts; the scenarios stay as far as they know their periods."""
        self._know(book)
        kept, self.kept = self.kept, None
        if kept and kept.published.period and self.knows(kept.published.period.text):
            self.kept = kept.during(self.base(kept.published.period.text))
        self.load(self.period, self.texts, self.scenario.name)

    def load(self, period: str, typed: Mapping[str, str], name: str = "") -> None:
        """Work on a scenario as it was written; on the newest period where its own is unknown."""
        if not self.knows(period):
            period, typed, name = self._newest, {}, ""
        self.scenario = Scenario(self.base(period), name=name)
        """What the fields say."""
        self.unread: dict[str, Unread] = {}
        """What could not be read in them."""
        for key, text in typed.items():
            self._read(key, text)
        self.latest = self.case = Case(self.book, self.scenario, self.currency)

    @property
    def _newest(self) -> str:
        """The newest quarter with a full and firm account, else the newest period there is."""
        leading = leading_quarter(self.book)
        if leading and leading.period:
            return leading.period.text
        return self.periods[-1].text if self.periods else ""

    def _read(self, key: str, text: str) -> None:
        """Type over one field; what it shows anyway, or nothing, takes its typing back."""
        bare = text.strip()
        self.unread.pop(key, None)
        self.scenario = self.scenario.without(key)
        if key == "price" and bare[:1].isdigit():
            # The field asks for a change: without a sign it is a rise, not a new price.
            bare = f"+{bare}"
        try:
            if bare not in ("", fmt.MISSING) and key == "hold":
                self.scenario = replace(self.scenario, hold=read_hold(bare))
            elif bare not in ("", fmt.MISSING) and key in NOTATIONS:
                self._put(key, self.scenario.read(bare, key))
        except InputError as error:
            self.unread[key] = Unread(text, error.message)

    def _put(self, key: str, move: Move) -> None:
        idle = shows_anyway(self.scenario, key, move)
        self.scenario = self.scenario.without(key) if idle else self.scenario.put(key, move)

    @property
    def period(self) -> str:
        """The period that is worked on; empty where the facts have none."""
        period = self.scenario.published.period
        return period.text if period else ""

    @property
    def texts(self) -> dict[str, str]:
        """What the fields read that were typed over."""
        return self.scenario.texts | {key: field.text for key, field in self.unread.items()}

    def knows(self, period: str) -> bool:
        """Whether a period can be chosen."""
        return any(known.text == period for known in self.periods)

    @property
    def place(self) -> int:
        """Which of the periods is chosen."""
        return next((n for n, p in enumerate(self.periods) if p.text == self.period), 0)

    @property
    def period_before(self) -> str:
        """The period of the same kind before the chosen one; the chosen one where it is first."""
        kind = self.periods[self.place].kind if self.periods else ""
        names = [known.text for known in self.periods if known.kind == kind]
        at = names.index(self.period) if self.period in names else 0
        return names[max(at - 1, 0)] if names else self.period

    def base(self, period: str) -> Account:
        """The published account of a period."""
        if period not in self._bases:
            found = next((known for known in self.periods if known.text == period), None)
            base = base_of(self.book, found) if found else Account(currency=self.book.currency)
            self._bases[period] = base
        return self._bases[period]

    def past(self) -> tuple[Past, ...]:
        """Deliveries of the periods of the same kind, for the rail of the curve."""
        period = self.case.base.period
        kind = period.kind if period else ""
        if kind == "quarter":
            return past_of(self.quarters, kind)
        same = (known for known in self.periods if known.kind == kind)
        return past_of((self.base(known.text) for known in same), kind)

    def _settle(self) -> None:
        """Show what the fields say; where one cannot be used, the last good case stays."""
        self.latest = Case(self.book, self.scenario, self.currency)
        is_good = not self.unread and not self.scenario.errors
        if is_good or self.case.published is not self.scenario.published:
            self.case = self.latest

    @property
    def entries(self) -> tuple[FieldRow, ...]:
        """Every field as it stands."""
        return entries(self.latest, self.unread)

    @property
    def is_stale(self) -> bool:
        """Whether the case shown is an earlier one, since a field cannot be used."""
        return self.case is not self.latest

    def type(self, typed: Mapping[str, str]) -> None:
        """Type over fields; what one shows anyway, or nothing, takes its typing back."""
        for key, text in typed.items():
            self._read(key, text)
        self._settle()

    def put(self, key: str, move: Move) -> None:
        """Set one field, as its arrows and the curve do."""
        self.unread.pop(key, None)
        self._put(key, move)
        self._settle()

    def take(self, scenario: Scenario) -> None:
        """Work on another scenario."""
        self.unread.clear()
        self.scenario = scenario
        for key, move in scenario.moves.items():
            self._put(key, move)
        self._settle()

    def assume(self, change: Assumptions) -> None:
        """Work on the case that is shown under other assumptions."""
        self.take(self.case.scenario.assuming(change))

    def go_to(self, period: str) -> None:
        """The same assumptions about another period."""
        self.scenario = self.scenario.during(self.base(period))
        self._settle()

    def reset(self, *keys: str) -> None:
        """Fields as published; all of them without a name."""
        for key in keys or tuple(self.texts):
            self.unread.pop(key, None)
            self.scenario = self.scenario.without(key)
        self._settle()

    @property
    def other(self) -> Case:
        """Scenario A worked out: what was kept, else B's period as published."""
        kept = self.kept or Scenario(self.scenario.published)
        return Case(self.book, kept, self.currency)

    def keep(self) -> None:
        """Scenario B becomes scenario A too."""
        self.kept = self.case.scenario

    def swap(self) -> None:
        """A and B change places."""
        kept = self.kept or Scenario(self.scenario.published)
        self.kept = self.case.scenario
        self.take(kept)

    def show_in(self, currency: str) -> None:
        """Results in another currency."""
        self.currency = currency
        self.case = Case(self.book, self.case.scenario, currency)
        self._settle()
