"""The answer to a question that may have none."""

from __future__ import annotations

from dataclasses import dataclass

from tui.facts.figure import Figure


@dataclass(frozen=True, slots=True)
class Answer:
    """What was asked for, or why it does not exist; `says` is the whole answer in a sentence.

    `check` is the result per car that the answer leads to, computed anew from it. The upper bound
    of `figure` is infinite where the rounding of the inputs allows that there is no answer.
    """

    says: str
    figure: Figure | None = None
    check: Figure | None = None
    unlikely: bool = False
    """Whether it lies far outside anything observed."""

    @property
    def exists(self) -> bool:
        """Whether there is an answer."""
        return self.figure is not None
