"""The state of the calculator: scenario B as it is being typed, scenario A beside it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from tui.economics.backtest import Backtest, backtest
from tui.economics.basis import Base
from tui.economics.change import Change
from tui.economics.quarter import base_of, full_quarters
from tui.facts.book import FactBook
from tui.facts.period import Period
from tui.tabs.calculator.calculator import Case
from tui.tabs.calculator.charts import Past, past_of
from tui.tabs.calculator.fields import same_as_default, typed_text
from tui.tabs.calculator.inputs import Setting, periods_for, read_setting

_SLOTS = {
    "deliveries": "deliveries",
    "gross_margin": "gross_margin",
    "price": "price",
    "cost_per_car": "unit_cost",
    "opex": "opex",
    "opex_fixed_share": "opex_fixed_share",
    "cost_fixed_share": "cost_fixed_share",
}
"""Fields and the parts of a change they set."""


class Desk:
    """Scenario B is worked on, scenario A is what it is held against.

    `case` is the last one that could be read as a whole, `latest` what the fields say now.
    """

    def __init__(self, book: FactBook, currency: str, setting: Setting | None = None) -> None:
        self.book = book
        self.currency = currency
        self._bases: dict[str, Base] = {}
        self._other: Case | None = None
        self.kept: Setting | None = None
        """Scenario A; None for B's period as published."""
        self.setting = setting if setting and self.knows(setting.period) else self._first()
        self.latest = self.case = self.work_out(self.setting)

    def _first(self) -> Setting:
        """The newest quarter with a full account; else the newest period there is."""
        if self.quarters and (period := self.quarters[-1].period):
            return Setting(period.text)
        return Setting(self.periods[-1].text if self.periods else self.book.as_of.text)

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """What can be chosen."""
        return periods_for(self.book)

    @cached_property
    def quarters(self) -> tuple[Base, ...]:
        """Quarters with a full account."""
        return full_quarters(self.book)

    @cached_property
    def test(self) -> Backtest | None:
        """How the model did on the quarters that are known."""
        return backtest(self.book)

    def knows(self, period: str) -> bool:
        """Whether a period can be chosen."""
        return any(known.text == period for known in self.periods)

    @property
    def place(self) -> int:
        """Which of the periods is chosen."""
        return next((n for n, p in enumerate(self.periods) if p.text == self.setting.period), 0)

    @property
    def period_before(self) -> str:
        """The period of the same kind before the chosen one; the chosen one where it is first."""
        kind = self.periods[self.place].kind if self.periods else ""
        names = [known.text for known in self.periods if known.kind == kind]
        at = names.index(self.setting.period) if self.setting.period in names else 0
        return names[max(at - 1, 0)] if names else self.setting.period

    def base(self, period: str) -> Base:
        """The published account of a period."""
        if period not in self._bases:
            found = next((known for known in self.periods if known.text == period), None)
            base = base_of(self.book, found) if found else Base(currency=self.book.currency)
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

    def work_out(self, setting: Setting) -> Case:
        """A setting as a case."""
        reported = self.base(setting.period)
        read = read_setting(reported, setting.typed)
        return Case(self.book, setting, reported, read, self.currency)

    def take(self, setting: Setting) -> None:
        """Work on another setting; what cannot be read leaves the last good case in place."""
        self.setting = setting
        self.latest = self.work_out(setting).moved(self.case)
        other_period = self.case.setting.period != setting.period
        if other_period or not self.latest.read.errors:
            self.case = self.latest

    @property
    def is_stale(self) -> bool:
        """Whether the case shown is an earlier one, since a field cannot be read."""
        return self.case is not self.latest

    def type(self, typed: Mapping[str, str]) -> None:
        """Type over fields; what one shows anyway, or nothing, takes its typing back."""
        setting = self.setting
        for key, text in typed.items():
            idle = same_as_default(self.latest, key, text)
            setting = setting.without(key) if idle else setting.put(key, text)
        self.take(setting)

    def tidy(self, key: str) -> None:
        """Group the digits of a plain number, as people write it into the file of scenarios."""
        text = self.setting.typed.get(key, "").strip()
        if text.isdecimal() and text.isascii():
            self.type({key: f"{int(text):,}"})

    def go_to(self, period: str) -> None:
        """The same assumptions about another period."""
        self.take(self.setting.during(period))

    def reset(self, *keys: str) -> None:
        """Fields as published; all of them without a name."""
        self.take(self.setting.without(*(keys or tuple(self.setting.typed))))

    def assume(self, change: Change) -> None:
        """Type what leads to another change, such as an end of the tornado."""
        before, typed = self.case.change, dict(self.setting.typed)
        for key, slot in _SLOTS.items():
            value = getattr(change, slot)
            if value == getattr(before, slot):
                continue
            if value is None:
                typed.pop(key, None)
            elif slot == "unit_cost":
                typed[key] = f"{value:+,.0f}"
            else:
                typed[key] = typed_text(key, value)
        self.setting = Setting(self.setting.period, {}, self.setting.name)
        self.type(typed)

    @property
    def other(self) -> Case:
        """Scenario A worked out: what was kept, else B's period as published."""
        setting = self.kept or Setting(self.setting.period)
        if self._other is None or self._other.setting != setting:
            self._other = self.work_out(setting)
        return self._other

    def keep(self) -> None:
        """Scenario B becomes scenario A too."""
        self.kept = self.case.setting

    def swap(self) -> None:
        """A and B change places."""
        kept = self.kept or Setting(self.setting.period)
        self.kept = self.case.setting
        self.take(kept)

    def show_in(self, currency: str) -> None:
        """Results in another currency."""
        self.currency = currency
        self._other = None
        self.latest = self.case = self.work_out(self.case.setting)
        self.take(self.setting)

    def on(self, book: FactBook) -> Desk:
        """The same scenarios on other facts, as far as these know their periods."""
        desk = Desk(book, self.currency, self.setting)
        desk.kept = self.kept if self.kept and desk.knows(self.kept.period) else None
        return desk
