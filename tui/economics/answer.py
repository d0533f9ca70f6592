"""The answer to a question that may have none."""

from __future__ import annotations

from typing import NamedTuple

from tui.economics.what_if import WhatIf
from tui.facts.figure import Figure


class Answer(NamedTuple):
    """What was asked for, or why it does not exist; `says` is the whole answer in a sentence.

    The upper bound of `figure` is infinite where the rounding of the inputs allows that there is no
    answer. `outcome` is the account with the answer put in.
    """

    says: str
    figure: Figure | None = None
    outcome: WhatIf | None = None
    unlikely: bool = False
    """Whether it lies far outside anything observed."""

    @property
    def exists(self) -> bool:
        """Whether there is an answer."""
        return self.figure is not None

    @property
    def check(self) -> Figure | None:
        """The result per car that the answer leads to, computed anew from it."""
        return self.outcome.result_per_car if self.outcome else None
