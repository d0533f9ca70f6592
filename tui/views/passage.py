"""Lines of prose for drawers and detail panes, with what a line means but not how it looks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """One line before wrapping; `indent` in cells holds for all its lines.

    `role` is a colour name or `bold`; `lead` is a short mark in front, such as a footnote number.
    """

    text: str = ""
    role: str = ""
    indent: int = 0
    lead: str = ""
    lead_role: str = "best"
