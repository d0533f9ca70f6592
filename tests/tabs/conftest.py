"""What the walks go over."""

from __future__ import annotations

import pytest

from tui.facts.book import FactBook


@pytest.fixture
def walked(request: pytest.FixtureRequest, shipped: FactBook) -> FactBook:
    """The small facts that a walk names, or the shipped ones; see `walks`."""
    small: FactBook | None = request.param
    return small or shipped
