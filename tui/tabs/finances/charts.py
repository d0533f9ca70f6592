"""What the charts of the Finances tab are given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from tui.facts.figure import Figure
from tui.present import fmt
from tui.tabs.finances.finances import Span
from tui.tabs.finances.finances import Step as Stage
from tui.ui.charts import Bar, Step
from tui.ui.charts.palette import Role


def result_bars(spans: Sequence[Span]) -> tuple[Bar, ...]:
    """Result per car with its bounds; a mark where its basis changes."""
    bars: list[Bar] = []
    kinds: tuple[str, ...] = ()
    for span in spans:
        now = span.base.kinds
        note = span.base.basis if kinds and now and now != kinds else ""
        kinds = now or kinds
        figure = span.result_per_car
        text = fmt.compact(figure.value, span.currency, signed=True) if figure else ""
        detail = f"{fmt.amount(figure, signed=True)} {fmt.plus_minus(figure)}" if figure else ""
        bars.append(_bar(span.name, figure, text, note=note, detail=detail))
    return tuple(bars)


def car_bars(spans: Sequence[Span]) -> tuple[Bar, ...]:
    """Cars delivered."""
    figures = [span.base.deliveries for span in spans]
    texts = [_thousands(figure.value) if figure else "" for figure in figures]
    return _neutral(spans, figures, texts)


def _thousands(value: Decimal) -> str:
    return f"{fmt.number(value / 1000)}k" if value >= 10_000 else fmt.number(value)


def gross_bars(spans: Sequence[Span]) -> tuple[Bar, ...]:
    """Gross margin in percent."""
    figures = [span.base.gross_margin for span in spans]
    texts = [f"{fmt.number(figure.value)}%" if figure else "" for figure in figures]
    return _neutral(spans, figures, texts)


def _neutral(
    spans: Sequence[Span], figures: Sequence[Figure | None], texts: Sequence[str]
) -> tuple[Bar, ...]:
    return tuple(
        _bar(span.name, figure, text, "neutral" if figure and figure.value >= 0 else None)
        for span, figure, text in zip(spans, figures, texts, strict=True)
    )


def _bar(
    label: str,
    figure: Figure | None,
    text: str,
    role: Role | None = None,
    *,
    note: str = "",
    detail: str = "",
) -> Bar:
    if figure is None:
        return Bar(label, None, "", note=note, detail=fmt.MISSING)
    low = float(figure.low) if figure.low.is_finite() else None
    high = float(figure.high) if figure.high.is_finite() else None
    return Bar(label, float(figure.value), text, low, high, role, note=note, detail=detail)


def waterfall(stages: Sequence[Stage], raised: Callable[[str], str]) -> tuple[Step, ...]:
    """The stages as steps, each label with the numbers of its notes."""
    return tuple(
        Step(
            stage.label + raised(stage.about),
            float(stage.start),
            float(stage.end),
            stage.text,
            _role(stage.role),
            stage.strong,
        )
        for stage in stages
    )


def _role(name: str) -> Role:
    roles: dict[str, Role] = {"profit": "profit", "loss": "loss"}
    return roles.get(name, "neutral")
