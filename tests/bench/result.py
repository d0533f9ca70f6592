"""A measured ratio beside its budget; all of them as a table or as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Result:
    """What was measured, what it is held against, both in the same unit, and the budget.

    `budget` is the highest ratio of the two that still is good.
    """

    name: str
    measured: float
    against: str
    reference: float
    budget: float
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        """How many times the reference it takes."""
        return self.measured / self.reference if self.reference else float("inf")

    @property
    def holds(self) -> bool:
        """Whether the budget is kept."""
        return self.ratio <= self.budget


def held(
    name: str,
    measured: Sequence[float],
    against: str,
    reference: Sequence[float],
    budget: float,
    unit: str = "ms",
) -> Result:
    """The medians of two series, seconds as milliseconds and bytes of memory as MiB."""
    scale = {"ms": 1e3, "MiB": 2.0**-20}.get(unit, 1.0)
    return Result(name, median(measured) * scale, against, median(reference) * scale, budget, unit)


def as_table(results: Sequence[Result]) -> str:
    """One row a ratio; a miss is marked."""
    rows = [("", "measured", "against", "", "ratio", "budget", "")]
    rows += [
        (
            item.name,
            f"{item.measured:,.1f} {item.unit}",
            item.against,
            f"{item.reference:,.1f} {item.unit}",
            f"{item.ratio:.2f}",
            f"{item.budget:.2f}",
            "" if item.holds else "✗ missed",
        )
        for item in results
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    left = (True, False, True, False, False, False, True)
    return "\n".join(
        "  ".join(
            text.ljust(width) if is_left else text.rjust(width)
            for text, width, is_left in zip(row, widths, left, strict=True)
        ).rstrip()
        for row in rows
    )


def as_json(results: Sequence[Result]) -> str:
    """A list of objects with ratio and verdict."""
    rows = [asdict(item) | {"ratio": item.ratio, "holds": item.holds} for item in results]
    return json.dumps(rows, ensure_ascii=False, indent=2)
