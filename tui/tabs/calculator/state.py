"""The state of the calculator: scenario B as it is worked on, scenario A beside it."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, MutableSequence
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from tui.economics.account import Account, base_of, full_quarters, leading_quarter
from tui.economics.backtest import Backtest, backtest
from tui.economics.behaviour import fixed_share_span
from tui.economics.break_even import Past, trailing
from tui.economics.case import Case
from tui.economics.moves import NOTATIONS, Move
from tui.economics.plan import why_no_start
from tui.economics.scenario import Scenario
from tui.economics.what_if import Assumptions
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.period import Period, parse_period, quarters_of
from tui.present.break_even import EvenRange, even_range
from tui.tabs.calculator.ahead import Ahead
from tui.tabs.calculator.fields import Unread, entries
from tui.tabs.calculator.sheet import Sheet

_WHOLE = ("cars", "sum")
"""What is an amount of a whole period, by its kind in `NOTATIONS`."""
_EITHER = ("deliveries", "revenue")
"""A quarter is offered where either of these is known."""


@lru_cache(maxsize=4)
def periods_for(book: FactBook) -> tuple[Period, ...]:
    """Quarters in order of time, then halves and years that have a full account."""
    quarters = quarters_for(book)
    years = dict.fromkeys(year for concept in _EITHER for year in book.periods_of(concept, "year"))
    texts = sorted({period.text[:4] for period in quarters})
    halves = [parse_period(f"{text}-H{half}") for text in texts for half in (1, 2)]
    longer = sorted((*halves, *years), key=lambda period: (period.kind, period.order))
    return (*quarters, *(period for period in longer if not base_of(book, period).missing))


def quarters_for(book: FactBook) -> tuple[Period, ...]:
    """The quarters whose deliveries or revenue are known, in order of time."""
    found: dict[str, Period] = {}
    for concept in _EITHER:
        for year in book.periods_of(concept, "year"):
            found |= {part.text: part for part in quarters_of(year)}
        found |= {period.text: period for period in book.periods_of(concept, "quarter")}
    return tuple(sorted(found.values(), key=lambda period: period.order))


MILLION = Decimal(10) ** 6


def each(value: Decimal, currency: str, *, signed: bool = False) -> str:
    """An amount per car; in a few digits where it is millions, as at a handful of cars."""
    write = fmt.compact if abs(value) >= MILLION else fmt.money
    return write(value, currency, signed=signed)


class Evens(NamedTuple):
    """The break-even of a scenario and of the four quarters that end with its own, as ranges."""

    of: Scenario
    over: EvenRange | None
    year: EvenRange | None


MOST_KEPT = 5
"""Scenarios that are kept beside the one that is worked on."""
MOST_UNDONE = 500
"""Changes that can be undone."""


class CalculatorState:
    """Scenario B is worked on, scenario A is what it is held against; every change can be undone.

    `case` is the last one in which every field could be used, `latest` what the fields say now.
    """

    def __init__(
        self,
        book: FactBook,
        currency: str,
        period: str = "",
        typed: Mapping[str, str] = MappingProxyType({}),
        ahead: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.currency = currency
        self._done: deque[Sheet] = deque(maxlen=MOST_UNDONE)
        self._undone: deque[Sheet] = deque(maxlen=MOST_UNDONE)
        self._before: Sheet | None = None
        """What there was before the field that is typed into, or the mouse that drags."""
        self._know(book)
        # What was wrong when the program ended is not remembered.
        self.sheet = self._sheet_of(period, typed).sound._replace(ahead=Ahead(ahead))
        """What the fields say."""
        self.latest = self.case = self._taken = Case(book, self.scenario, currency)
        self.entries = entries(self.latest)
        """Every field as it stands."""

    def _know(self, book: FactBook) -> None:
        self.book = book
        self._bases: dict[str, Account] = {}
        self._even: Evens | None = None
        self._as_published: Case | None = None

    def _sheet_of(self, period: str, typed: Mapping[str, str], name: str = "") -> Sheet:
        """A scenario as it was written; the newest period where its own is unknown."""
        if not self.knows(period):
            period, typed, name = self._newest, {}, ""
        sheet = Sheet(Scenario(self.base(period), name=name))
        for key, text in typed.items():
            sheet = sheet.typed(key, text)
        return sheet

    @property
    def _newest(self) -> str:
        """The newest quarter with a full account, else the newest period there is."""
        leading = leading_quarter(self.book)
        if leading and leading.period:
            return leading.period.text
        return self.periods[-1].text if self.periods else ""

    def use(self, book: FactBook) -> None:
        """Work on these facts; the scenarios stay as far as they know their periods."""
        self.commit()
        self._know(book)
        self.sheet = self._on_these_facts(self.sheet)
        for sheets in (self._done, self._undone):
            moved = [self._on_these_facts(sheet) for sheet in sheets]
            sheets.clear()
            sheets.extend(moved)
        self._settle()

    def _on_these_facts(self, sheet: Sheet) -> Sheet:
        kept = tuple(scenario for old in sheet.kept if (scenario := self._again(old)))
        scenario = self._again(sheet.scenario)
        unread = sheet.unread if scenario else {}
        return Sheet(scenario or Scenario(self.base(self._newest)), unread, kept, sheet.ahead)

    def _again(self, scenario: Scenario) -> Scenario | None:
        period = scenario.published.period
        known = period and self.knows(period.text)
        return scenario.during(self.base(period.text)) if period and known else None

    @property
    def periods(self) -> tuple[Period, ...]:
        """What can be chosen."""
        return periods_for(self.book)

    @property
    def test(self) -> Backtest | None:
        """How the model did on the quarters that are known."""
        return backtest(self.book, self.case.change.opex_fixed_share)

    @property
    def scenario(self) -> Scenario:
        """Scenario B."""
        return self.sheet.scenario

    @property
    def unread(self) -> Mapping[str, Unread]:
        """What could not be read in the fields."""
        return self.sheet.unread

    @property
    def kept(self) -> Scenario | None:
        """Scenario A; None for B's period as published."""
        return self.sheet.kept[0] if self.sheet.kept else None

    @property
    def period(self) -> str:
        """The period that is worked on; empty where the facts have none."""
        period = self.scenario.published.period
        return period.text if period else ""

    @property
    def texts(self) -> dict[str, str]:
        """What the fields read that were typed over."""
        return self.sheet.texts

    @property
    def to_remember(self) -> tuple[str, Mapping[str, str], Mapping[str, str]]:
        """The period, and what was typed and taken of it and of the quarters after it: nothing
        wrong, nothing half typed."""
        sheet = self._before or self.sheet
        return self.period, sheet.sound.texts, sheet.ahead.texts

    @property
    def start(self) -> Account | None:
        """The quarter that an outlook starts from: the one that is worked on where its account is
        full, else the last one reported."""
        own = self.scenario.published
        return leading_quarter(self.book) if why_no_start(own) else own

    def with_ahead(self, start: Account, typed: Mapping[str, str]) -> Sheet:
        """The sheet with other assumptions about the quarters ahead, in place of what is under way:
        not what the characters so far came to, 1 quarter on the way to 1x."""
        ahead = (self._before or self.sheet).ahead
        for name, text in typed.items():
            ahead = ahead.typed(self.book, start, name, text)
        return self.sheet._replace(ahead=ahead)

    def type_ahead(self, start: Account, typed: Mapping[str, str]) -> None:
        """Type over what is assumed of the quarters ahead; nothing takes its typing back."""
        self.commit()
        self._change(self.with_ahead(start, typed))

    def knows(self, period: str) -> bool:
        """Whether a period can be chosen."""
        # Longer ones are added up, which takes long.
        found = (known for find in (quarters_for, periods_for) for known in find(self.book))
        return bool(period) and any(known.text == period for known in found)

    @property
    def place(self) -> int:
        """Which of the periods is chosen."""
        return next((n for n, p in enumerate(self.periods) if p.text == self.period), 0)

    def neighbour(self, period: str, by: int) -> str:
        """The period of the same kind some places later; the last one on that side at most."""
        kind = next((known.kind for known in self.periods if known.text == period), "")
        names = [known.text for known in self.periods if known.kind == kind]
        if period not in names:
            return period
        return names[min(max(names.index(period) + by, 0), len(names) - 1)]

    def base(self, period: str) -> Account:
        """The published account of a period."""
        if period not in self._bases:
            found = base_of(self.book, parse_period(period)) if period else None
            self._bases[period] = found or Account(currency=self.book.currency)
        return self._bases[period]

    def past(self) -> tuple[Past, ...]:
        """Deliveries of the periods of the same kind, for the rail of the curve."""
        period = self.case.base.period
        kind = period.kind if period else ""
        same = (self.base(known.text) for known in self.periods if known.kind == kind)
        bases = full_quarters(self.book) if kind == "quarter" else same
        return tuple(Past(b.deliveries.value, b.period) for b in bases if b.deliveries and b.period)

    @property
    def evens(self) -> Evens:
        """The break-even as a range, and that of the last four quarters; a step of the slider, in
        which the volume alone moves, finds them calculated."""
        scenario = self.case.scenario.still
        if self._even is None or self._even.of != scenario:
            year = trailing(self.book, scenario)
            # What the fixed share of opex may be where none is assumed.
            span = fixed_share_span(self.book)
            over = even_range(scenario, span)
            beside = even_range(year, span) if year and over else None
            self._even = Evens(scenario, over, beside)
        return self._even

    def _settle(self) -> None:
        """Show what the fields say; where one cannot be used, the last good case stays."""
        self.latest = Case(self.book, self.scenario, self.currency)
        self.entries = entries(self.latest, self.unread)
        is_good = not self.unread and not self.scenario.errors
        if is_good or self.case.published is not self.scenario.published:
            self.case = self.latest
        elif self._before is not None:
            # Not what the characters so far came to: 9 cars, on the way to 9x.
            self.case = self._taken

    @property
    def is_stale(self) -> bool:
        """Whether the case shown is an earlier one, since a field cannot be used."""
        return self.case is not self.latest

    # Changes, each of which can be undone.

    def _change(self, sheet: Sheet) -> None:
        self.commit()
        before, self.sheet = self.sheet, sheet.renamed(self.sheet)
        self._log(before)
        self._settle()

    def _log(self, before: Sheet) -> None:
        if before != self.sheet:
            self._done.append(before)
            self._undone.clear()

    def undo(self) -> bool:
        """Back to what there was before the last change; False if there was none."""
        return self._go(self._done, self._undone)

    def redo(self) -> bool:
        """Make the change again that was undone last; False if none was."""
        return self._go(self._undone, self._done)

    def _go(self, there: MutableSequence[Sheet], back: MutableSequence[Sheet]) -> bool:
        self.commit()
        if not there:
            return False
        back.append(self.sheet)
        self.sheet = there.pop()
        self._settle()
        return True

    def draft(self, sheet: Sheet) -> None:
        """Show a change that is under way, as while a field is typed into or the mouse drags."""
        if self._before is None:
            self._before, self._taken = self.sheet, self.case
        self.sheet = sheet.renamed(self.sheet)
        self._settle()

    def commit(self) -> None:
        """What is under way is a change now."""
        before, self._before = self._before, None
        if before is not None:
            self._log(before)

    def put_back(self) -> None:
        """What was there before what is under way."""
        self.sheet, self._before = self._before or self.sheet, None
        self._settle()

    def type(self, typed: Mapping[str, str]) -> None:
        """Type over fields; what one shows anyway, or nothing, takes its typing back."""
        sheet = self.sheet
        for key, text in typed.items():
            sheet = sheet.typed(key, text)
        self._change(sheet)

    def put(self, key: str, move: Move) -> None:
        """Set one field, as its arrows and the curve do."""
        self._change(self.sheet.put(key, move))

    def take(self, scenario: Scenario) -> None:
        """Work on another scenario."""
        self._change(self.sheet.taking(scenario))

    def load(self, period: str, typed: Mapping[str, str], name: str) -> None:
        """Work on a scenario as it was written."""
        sheet = self._sheet_of(period, typed, name)
        self._change(sheet._replace(kept=self.sheet.kept, ahead=self.sheet.ahead))

    def assume(self, change: Assumptions) -> None:
        """Work on the case that is shown under other assumptions."""
        self.take(self.case.scenario.assuming(change))

    def go_to(self, period: str) -> list[str]:
        """The same assumptions about another period; the names of amounts that are left out, since
        they are those of a whole period of another length."""
        before, scenario = self.scenario.published.period, self.scenario.during(self.base(period))
        left = []
        if before and parse_period(period).kind != before.kind:
            moves = scenario.moves.items()
            left = [n for n, m in moves if m.kind != "percent" and NOTATIONS[n].kind in _WHOLE]
        self._change(self.sheet._replace(scenario=scenario).without(*left))
        return left

    def reset(self, *keys: str) -> None:
        """Fields as published; all of them without a name."""
        self._change(self.sheet.without(*(keys or self.texts)))

    @property
    def as_published(self) -> Case:
        """B's period with nothing assumed, the same until the period or the currency changes."""
        asked, known = (self.scenario.published, self.currency), self._as_published
        if known is None or (known.published, known.wanted) != asked:
            known = self._as_published = Case(self.book, Scenario(asked[0]), self.currency)
        return known

    @property
    def side_by_side(self) -> tuple[Case, ...]:
        """Scenarios A and B calculated, then those that were kept before A."""
        kept = [Case(self.book, scenario, self.currency) for scenario in self.sheet.kept]
        first, *more = kept or [self.as_published]
        return (first, self.case, *more)

    def drop(self, place: int) -> None:
        """No longer keep one of the scenarios beside B, counted from 0 as A."""
        kept = self.sheet.kept[:place] + self.sheet.kept[place + 1 :]
        self._change(self.sheet._replace(kept=kept))

    def keep(self) -> None:
        """Scenario B becomes scenario A too; those that were kept before stay beside it."""
        now = self.case.scenario
        others = [scenario for scenario in self.sheet.kept if scenario != now]
        self._change(self.sheet._replace(kept=(now, *others)[:MOST_KEPT]))

    def swap(self) -> None:
        """A and B change places."""
        kept, now = self.kept or Scenario(self.scenario.published), self.case.scenario
        self._change(self.sheet.taking(kept)._replace(kept=(now, *self.sheet.kept[1:])))

    def show_in(self, currency: str) -> None:
        """Results in another currency."""
        self.currency = currency
        self.case = Case(self.book, self.case.scenario, currency)
        self._settle()
