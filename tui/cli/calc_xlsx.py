"""What a command prints as an Excel workbook, too."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

from tui.cli.calc_bridge import BridgeInquiry
from tui.cli.calc_even import past_of
from tui.cli.calc_inquiry import Inquiry
from tui.economics.case import Case
from tui.economics.outlook import Outlook
from tui.economics.parse import InputError
from tui.economics.scenario import Scenario
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.present.workbook import INSTALL, Sheet, written
from tui.tabs.calculator.workbook import (
    break_even_sheet,
    bridge_sheet,
    costs_sheet,
    goal_sheet,
    outlook_sheet,
    scenario_sheet,
)


def write_workbook(sheets: Sequence[Sheet], book: FactBook, path: Path) -> str:
    """Write sheets and their sources to a file, and say so. Raises InputError, also without
    XlsxWriter."""
    if path.suffix.lower() != ".xlsx":
        message = f"{path} would not open as a workbook. End its name in .xlsx, as in quarter.xlsx."
        raise InputError("xlsx", message)
    try:
        path.write_bytes(written(sheets, book))
    except ImportError:
        raise InputError("xlsx", INSTALL) from None
    except OSError as error:
        raise InputError("xlsx", f"{path} was not written: {error.strerror or error}.") from None
    return f"Wrote {path}: the sheets {fmt.joined([*(sheet.name for sheet in sheets), 'Sources'])}"


Found: TypeAlias = Inquiry | BridgeInquiry | Outlook | None
"""What is found of a period, of two, of the quarters ahead; none of how costs behaved."""


def sheets_of(book: FactBook, found: Found, *, is_table: bool) -> list[Sheet]:
    """What was found over cells of a workbook. Raises InputError."""
    match found:
        case BridgeInquiry():
            return [bridge_sheet(book, found.before, found.after, found.wanted)]
        case Outlook():
            return [outlook_sheet(book, found.plan)]
        case Inquiry() if is_table:
            return [break_even_sheet(found, past_of(found))]
        case Inquiry() if found.unknown:
            account = what_if_sheet(found)
            return [goal_sheet(found), account] if found.solved else [goal_sheet(found)]
        case Inquiry():
            return [what_if_sheet(found)]
        case None:
            return [costs_sheet(book)]


def what_if_sheet(inquiry: Inquiry) -> Sheet:
    """A period as published and under what is assumed or solved for. Raises InputError."""
    base = inquiry.base
    if missing := base.missing:
        raise InputError("xlsx", f"A workbook needs complete figures: {', '.join(missing)}.")
    published = Case(inquiry.book, Scenario(inquiry.published), inquiry.wanted)
    told = Case(inquiry.book, inquiry.told, inquiry.wanted)
    head = "solved" if inquiry.solved else "as assumed"
    return scenario_sheet((published, told), ("as reported", head))
