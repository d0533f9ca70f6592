"""Lines of prose for drawers and detail panes, with what a line means but not how it looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tui.present.story import Subject


class Passage(NamedTuple):
    """One line before wrapping; `indent` in cells holds for all its lines.

    `role` is a colour name or `bold`; `lead` is a short mark in front, such as a footnote number;
    `about` is what it tells of, each with a source of its own.
    """

    text: str = ""
    role: str = ""
    indent: int = 0
    lead: str = ""
    lead_role: str = "best"
    about: tuple[Subject, ...] = ()
