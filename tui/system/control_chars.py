"""Characters that are invisible, reorder what is read, or drive the terminal."""

from __future__ import annotations

import re

BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_OTHERS = rf"\x7f-\x9f\u2028\u2029\ufeff{BIDI}\ud800-\udfff"
_UNSAFE = rf"[\x00-\x1f{_OTHERS}]"
_UNSAFE_IN_LINES = rf"[\x00-\x08\x0b-\x1f{_OTHERS}]"


def is_unsafe(text: str) -> bool:
    """Whether a text holds one of them."""
    return re.search(_UNSAFE, text) is not None


def harmless(text: str) -> str:
    """A text of one line with U+FFFD in place of them."""
    return re.sub(_UNSAFE, "\N{REPLACEMENT CHARACTER}", text)


def harmless_lines(text: str) -> str:
    """A text of lines, perhaps with tabs, with U+FFFD in place of all others."""
    return re.sub(_UNSAFE_IN_LINES, "\N{REPLACEMENT CHARACTER}", text)
