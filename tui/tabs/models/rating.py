"""Which of several cars is best, and how the others differ from the first one."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from tui.facts.figure import Figure, derive
from tui.present import fmt
from tui.present.spec_text import number_text, rounded
from tui.tabs.models.specs import Spec, Trim


class Row(NamedTuple):
    """One property of the cars in the columns."""

    key: str
    name: str
    unit: str
    """Unit and test cycle beside the name."""
    better: str
    specs: tuple[Spec, ...]

    @property
    def differs(self) -> bool:
        """Whether two of the cars are known to differ."""
        return len({spec.text for spec in self.specs} - {fmt.MISSING}) > 1


def rated(better: str, specs: tuple[Spec, ...]) -> tuple[Spec, ...]:
    """The cells with the length of their bars and a mark on the best of them.

    Only certain numbers in one unit compete. None is the best where better is a matter of taste,
    where all are equal, or where a mere bound leaves room for a better one; a tie has several.
    """
    rivals = [spec for spec in specs if spec.is_certain]
    best = best_value(better, specs)
    alike = better and len(rivals) > 1 and len({spec.unit for spec in rivals}) == 1
    top = max((abs(spec.value) for spec in rivals if spec.value), default=Decimal(0))
    return tuple(
        spec._replace(
            best=best is not None and spec.is_certain and spec.value == best,
            share=float(spec.value / top) if alike and spec in rivals and spec.value else 0.0,
        )
        for spec in specs
    )


def best_value(better: str, specs: Sequence[Spec]) -> Decimal | None:
    """The value that gets the star; None where none does."""
    rivals = [spec for spec in specs if spec.is_certain]
    values = {spec.value for spec in rivals if spec.value is not None}
    if not better or len(values) < 2 or len({spec.unit for spec in rivals}) > 1:
        return None
    best = min(values) if better == "lower" else max(values)
    for spec in specs:
        bound = spec.fact is not None and spec.fact.scenario == "actual" and not spec.is_certain
        if bound and spec.figure and _may_beat(better, spec.figure, best):
            return None
    return best


def _may_beat(better: str, figure: Figure, best: Decimal) -> bool:
    return figure.support.lo < best if better == "lower" else figure.support.hi > best


def from_first(row: Row, trims: Sequence[Trim]) -> Row:
    """The row with every column but the first as its difference from the first, without bars."""
    base = row.specs[0] if row.specs else Spec()
    others = [
        _difference(row, spec, base, trim, trims[0])
        for spec, trim in zip(row.specs[1:], trims[1:], strict=True)
    ]
    bare = tuple(spec._replace(share=0.0) for spec in (*row.specs[:1], *others))
    return row._replace(specs=bare)


def _difference(row: Row, spec: Spec, base: Spec, trim: Trim, first: Trim) -> Spec:
    mine, other = spec.figure, base.figure
    if mine is None or other is None or spec.value is None or base.value is None:
        same = spec.text == base.text and spec.text != fmt.MISSING
        return spec._replace(text="= same", role="muted") if same else spec
    alike = (spec.unit, spec.duration) == (base.unit, base.duration)
    if not (alike and spec.is_certain and base.is_certain):
        return spec
    label = f"{row.name} of the {trim.name} against the {first.name}"
    formula = f"{trim.name} − {first.name}"
    figure = derive(label, formula, lambda a, b: a - b, (mine, other), mine.unit, mine.period)
    change = spec.value - base.value
    if not change:
        return spec._replace(text="= same", figure=figure, role="muted")
    places = max(rounded(mine)[1], rounded(other)[1])
    size = number_text(abs(change), places, mine.unit)
    share = f"  {_percent(abs(change / base.value) * 100)}" if base.value else ""
    text = f"{'▲' if change > 0 else '▼'} {size}{share}"
    return spec._replace(text=text, figure=figure, role=_judged(row.better, change))


def _percent(size: Decimal) -> str:
    return f"{fmt.number(size)}%" if size >= 1 else "<1%"


def _judged(better: str, change: Decimal) -> str:
    if not better:
        return ""
    return "profit" if (change < 0) == (better == "lower") else "loss"
