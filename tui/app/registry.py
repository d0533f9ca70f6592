"""How each tab is made; its module is loaded on the first visit."""

from __future__ import annotations

from collections.abc import Callable

from tui.ui.chrome import TABS
from tui.ui.tab import Tab


def _timeline() -> Tab:
    from tui.tabs.timeline.screen import Timeline

    return Timeline()


def _models() -> Tab:
    from tui.tabs.models.screen import Models

    return Models()


def _finances() -> Tab:
    from tui.tabs.finances.screen import Finances

    return Finances()


def _calculator() -> Tab:
    from tui.tabs.calculator.screen import Calculator

    return Calculator()


def _disputes() -> Tab:
    from tui.tabs.disputes.screen import Disputes

    return Disputes()


OPENINGS = ("finances",)
"""Those that have something to show before the rest of them is built."""

SCREENS: dict[str, Callable[[], Tab]] = dict(
    zip(TABS, (_timeline, _models, _finances, _calculator, _disputes), strict=True)
)
