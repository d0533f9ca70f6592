"""Text for terminals that know ASCII only: a stand-in for each sign, as wide as that."""

from __future__ import annotations

from functools import lru_cache
from typing import Final
from unicodedata import normalize

from tui.system.text_width import cell_width

STAND_INS: Final = str.maketrans(
    {
        **dict.fromkeys("█▓▀■", "#"),
        "▒": "%",
        **dict.fromkeys("░·…", "."),
        **dict.fromkeys("━╸╺╼╾═", "="),
        **dict.fromkeys("─╴╶┄╌−–—▔↔", "-"),
        **dict.fromkeys("│┃╷╵╿╽╹╻║▐▕", "|"),
        **dict.fromkeys("┊╎┆", ":"),
        **dict.fromkeys("╭╮╰╯┼├┤┬┴╋┿┯┷┏┓┗┛┌┐└┘╔╗╚╝┣┫┳┻╫╪╬╱╲†‡", "+"),
        **dict.fromkeys("◇◂‹←◀≤", "<"),
        **dict.fromkeys("◆▌▸›→▶≥", ">"),
        **dict.fromkeys("▲↑⇧", "^"),
        **dict.fromkeys("▼✓↓", "v"),
        **dict.fromkeys("≈±", "~"),
        # A raised digit would be one more of the number before it.
        **dict.fromkeys("⁰¹²³⁴⁵⁶⁷⁸⁹", " "),
        **dict.fromkeys("“”", '"'),
        **dict.fromkeys("∑§", "S"),
        "△": "n",
        "▽": "u",
        "●": "@",
        "○": "o",
        "•": ".",
        "★": "*",
        "✗": "x",
        "×": "x",
        "÷": "/",
        "≠": "!",
        "¤": "c",
        "¥": "Y",
        "€": "E",
        "£": "L",
        "’": "'",
    }
)


@lru_cache(4096)
def plain_char(char: str) -> str:
    """An ASCII character as wide as `char`; letters of other scripts stay what they are."""
    if char.isascii():
        return char
    for found in (char.translate(STAND_INS), normalize("NFKD", char)[:1]):
        if found.isascii() and len(found) == 1 and cell_width(char) == 1:
            return found
    return char if char.isalpha() or cell_width(char) != 1 else "?"


def plain_text(text: str) -> str:
    """A text of the same width in ASCII, except for letters of other scripts."""
    return text if text.isascii() else "".join(map(plain_char, text))
