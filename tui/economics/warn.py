"""What a reader of a per-car figure must know, as short codes with a sentence each."""

from __future__ import annotations

from tui.economics.basis import BASES, Base

SENTENCES: dict[str, str] = {
    "fewer than 1,000 cars": "Fewer than 1,000 cars: the per-car figure says little.",
    "basis": "The result is not the operating result, so it does not compare with one.",
    "pre-launch": "The period contains a quarter in which sales had hardly begun.",
    "mixed basis": "Results on different bases are added up.",
    "gross basis": "A gross result leaves out research, selling and administration.",
    "result above gross profit": "The result is above the gross profit: opex comes out below zero.",
    "margin of 100%": "A gross margin of 100% means that the cars cost nothing to make.",
}
"""Warnings in the order in which they are given."""

CAVEATS = (
    "Segment, not car: the result includes AI and other new initiatives and their research.",
    "Average, not marginal: one more car adds its contribution, not the average result.",
    "The range comes from rounding only; it says nothing about the future.",
    "Gross margin is not contribution margin: cost of sales contains factory depreciation.",
    "Revenue per car is not the average selling price: it includes services.",
)
"""What holds for every figure of the segment."""


def warnings(base: Base) -> tuple[str, ...]:
    """The codes that apply to a base, in the order of `SENTENCES`."""
    return tuple(code for code in SENTENCES if _applies(code, base))


def _applies(code: str, base: Base) -> bool:
    kinds = set(base.kinds or ((base.kind,) if base.kind else ()))
    if code == "fewer than 1,000 cars":
        return base.few_cars
    if code == "basis":
        return bool(kinds - {"operating_result", "gross_result"})
    if code == "pre-launch":
        return base.prelaunch
    if code == "mixed basis":
        return len(kinds) > 1
    if code == "gross basis":
        return "gross_result" in kinds
    if code == "margin of 100%":
        return base.gross_margin is not None and base.gross_margin.value == 100
    return _opex_is_negative(base)


def _opex_is_negative(base: Base) -> bool:
    account = base.known("revenue", "gross_margin", "result")
    if account is None:
        return False
    revenue, margin, result = account
    return revenue.value * margin.value / 100 < result.value


def basis_words(base: Base) -> str:
    """The basis of a result in words; all of them where several were pooled."""
    return " and ".join(BASES[kind] for kind in base.kinds) if base.kinds else base.basis
