"""The starter of another maker, as it is and filled in, for what must hold for any maker."""

from __future__ import annotations

import re

from tests.books import loaded
from tui.cli.new import STARTER


def filled_in(text: str) -> str:
    """The starter with every example in use, as its head says to do it."""
    head, start, rest = text.partition("format:")
    rest = rest.replace("sources: {}", "sources:").replace("facts: []", "facts:")
    return head + start + re.sub(r"^# ", "", rest, flags=re.MULTILINE)


EMPTY = loaded(STARTER.read_text(encoding="utf-8"))
SMALL = loaded(filled_in(STARTER.read_text(encoding="utf-8")))
"""A maker of ten thousand cars a quarter, who reports in dollars."""
