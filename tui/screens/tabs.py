"""How each tab is made; its module is loaded on the first visit."""

from __future__ import annotations

from collections.abc import Callable

from tui.screens.tab import Tab
from tui.widgets.nav import TABS


def _timeline() -> Tab:
    from tui.screens.timeline import Timeline

    return Timeline()


def _models() -> Tab:
    from tui.screens.models import Models

    return Models()


def _finances() -> Tab:
    from tui.screens.finances import Finances

    return Finances()


def _calculator() -> Tab:
    from tui.screens.calculator import Calculator

    return Calculator()


def _disputes() -> Tab:
    from tui.screens.disputes import Disputes

    return Disputes()


OPENINGS = ("finances",)
"""Those that have something to show before the rest of them is built."""

SCREENS: dict[str, Callable[[], Tab]] = dict(
    zip(TABS, (_timeline, _models, _finances, _calculator, _disputes), strict=True)
)
