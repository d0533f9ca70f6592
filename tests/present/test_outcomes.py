"""How promises and what came of them are told."""

import pytest

from tui.present.outcomes import days_text


@pytest.mark.parametrize(
    ("days", "told"), [(None, ""), (0, "the same day"), (1, "1 day later"), (83, "83 days later")]
)
def test_how_long_it_took(days: int | None, told: str) -> None:
    assert days_text(days) == told
