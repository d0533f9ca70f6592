"""Random damage to a text, the same for the same seed."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

_SNIPPETS = [
    *"\t\n:#-[]{},&*!|>'\"%@`~?.0",
    ": ",
    "- ",
    "\u00a0",
    "\u3000",
    "\r\n",
    "<<: *a",
    "&a ",
    "!!str ",
    "---\n",
    "...\n",
    "? ",
    "null",
    "亿",
    "🚗",
    "e\u0301",
    "$",
    "-",
    "±",
    '"\\u202e"',
    '"\\x1b"',
    "\\",
    "\r",
    "\u2028",
    "\u0085",
    "\ufeff",
    "99999999999999999999999999999",
    "2025-Q7",
    "[..]",
    "/",
]


def damaged(text: str, random: Random) -> str:
    """The text with one to three kinds of damage."""
    for _ in range(random.randint(1, 3)):
        text = random.choice(_KINDS)(text, random)
    return text


def _cut(text: str, random: Random) -> str:
    start = random.randrange(len(text) + 1)
    return text[:start] + text[start + random.randrange(1, 60) :]


def _insert(text: str, random: Random) -> str:
    at = random.randrange(len(text) + 1)
    snippet: str = random.choice(_SNIPPETS)
    return text[:at] + snippet + text[at:]


def _swap_words(text: str, random: Random) -> str:
    words = text.split(" ")
    a, b = random.randrange(len(words)), random.randrange(len(words))
    words[a], words[b] = words[b], words[a]
    return " ".join(words)


def _move_line(text: str, random: Random) -> str:
    lines = text.split("\n")
    line = random.choice(lines)
    lines.insert(random.randrange(len(lines) + 1), line)
    return "\n".join(lines)


def _drop_line(text: str, random: Random) -> str:
    lines = text.split("\n")
    del lines[random.randrange(len(lines))]
    return "\n".join(lines)


def _indent(text: str, random: Random) -> str:
    lines = text.split("\n")
    at = random.randrange(len(lines))
    lines[at] = f"  {lines[at]}" if random.random() < 0.5 else lines[at][1:]
    return "\n".join(lines)


def _truncate(text: str, random: Random) -> str:
    return text[: random.randrange(len(text) + 1)]


_KINDS: list[Callable[[str, Random], str]] = [
    _cut,
    _insert,
    _insert,
    _swap_words,
    _move_line,
    _drop_line,
    _indent,
    _truncate,
]
