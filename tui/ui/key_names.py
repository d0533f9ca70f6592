"""Keys as people write them."""

from __future__ import annotations

from textual.keys import format_key

_SHOWN = {
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "escape": "esc",
    "pageup": "pgup",
    "pagedown": "pgdn",
    "space": "space",
    "enter": "enter",
    "ctrl": "^",
}


def key_text(key: str) -> str:
    """A key as people write it: `shift+left` is `shift+←`, `ctrl+p` is `^p`."""
    parts = [_SHOWN.get(part) or format_key(part) for part in key.split("+")]
    return "+".join(parts).replace("^+", "^")
