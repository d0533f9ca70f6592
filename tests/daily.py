"""Which cases are tried whenever the tests run: all others are tried at night only."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from _pytest.mark import ParameterSet


def by_day(every: Iterable[object], *daily: object) -> list[ParameterSet]:
    """All cases of a test, tuples or not; those that are not daily are marked for the night."""
    return [
        pytest.param(
            *(case if isinstance(case, tuple) else (case,)),
            marks=() if case in daily else pytest.mark.nightly,
        )
        for case in every
    ]
