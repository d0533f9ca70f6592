"""What lies between two figures, as a figure itself: growth, points, the rest of a whole."""

from __future__ import annotations

from tui.facts.figure import Figure, derive


def change_of(now: Figure, before: Figure, names: tuple[str, str]) -> Figure | None:
    """Points between two percentages, else growth in percent, of losses as of gains.

    None where one is a loss and the other a gain, or where the one before may be zero. `names`
    tell the two apart in the formula, the later one first.
    """
    label, (later, earlier) = f"change of {now.label}", names
    if now.unit != before.unit:
        return None
    if now.unit == "%":
        return derive(
            label, f"{later} − {earlier}, in points", lambda a, b: a - b, (now, before), "%"
        )
    if before.may_be_zero or (now.value < 0) != (before.value < 0):
        return None
    formula = f"{later} ÷ {earlier} − 1"
    return derive(label, formula, lambda a, b: (a / b - 1) * 100, (now, before), "%")


def rest_of(whole: Figure, part: Figure) -> Figure | None:
    """What is left of a whole without a part, in percent of it; None of what may be zero."""
    if whole.unit != part.unit or whole.may_be_zero:
        return None
    label, formula = f"rest of {whole.label}", f"1 − {part.label} ÷ {whole.label}"
    return derive(label, formula, lambda a, b: (1 - b / a) * 100, (whole, part), "%")
