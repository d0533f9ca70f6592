"""Colour themes of the user: themes/*.toml beside config.toml, each with a name and colours.

    name = "sepia"
    dark = false
    [colours]
    background = "#F4ECD8"
    loss = "#8A2B00"

Colours that are not given are those of the dark or the light theme.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from textual.color import Color, ColorParseError
from textual.theme import Theme

from tui.app.config import Lines
from tui.app.themes import DARK, LIGHT, THEMES

BASES = ("foreground", "background", "surface", "panel")
COLOURS = (*BASES, *DARK.variables)
_FIELDS = ("name", "dark", "colours", "colors")


def read_themes(folder: Path) -> tuple[list[Theme], list[str]]:
    """The themes that could be read, and one line for everything that could not."""
    themes: list[Theme] = []
    warnings: list[str] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            text = path.read_text(encoding="utf-8")
            found = tomllib.loads(text)
        except (OSError, ValueError) as error:
            warnings.append(f"{path.name}: {getattr(error, 'strerror', None) or error}")
            continue
        lines = Lines(path.name, text)
        warnings += _remarks(lines, found)
        themes.append(_theme(path.stem, found))
    return themes, warnings


def _remarks(lines: Lines, found: Mapping[str, object]) -> Iterator[str]:
    for key in found:
        if key not in _FIELDS:
            yield lines.unknown(key, _FIELDS[:3])
    if not isinstance(found.get("dark", True), bool):
        yield lines.say("dark", "is true or false")
    name = found.get("name", "x")
    if not isinstance(name, str) or name in {theme.name for theme in THEMES}:
        yield lines.say("name", "is a name of its own in quotes; the file's name is taken")
    for key, value in _given(found).items():
        if key not in COLOURS:
            yield lines.unknown(key, COLOURS)
        elif _colour(value) is None:
            yield lines.say(key, 'is a colour in quotes, such as "#FF8A1F"')


def _theme(stem: str, found: Mapping[str, object]) -> Theme:
    base = LIGHT if found.get("dark") is False else DARK
    given = {key: colour for key, value in _given(found).items() if (colour := _colour(value))}
    variables = {key: given.get(key, value) for key, value in base.variables.items()}
    name = found.get("name")
    taken = {theme.name for theme in THEMES}
    return Theme(
        name=name if isinstance(name, str) and name and name not in taken else f"my-{stem}",
        primary=variables["best"],
        secondary=variables["muted"],
        accent=variables["best"],
        warning=variables["loss"],
        error=variables["loss"],
        success=variables["profit"],
        foreground=given.get("foreground", base.foreground),
        background=given.get("background", base.background),
        surface=given.get("surface", base.surface),
        panel=given.get("panel", base.panel),
        dark=base.dark,
        variables=variables,
    )


def _given(found: Mapping[str, object]) -> Mapping[str, object]:
    colours = found.get("colours", found.get("colors", {}))
    return colours if isinstance(colours, dict) else {}


def _colour(value: object) -> str | None:
    """A colour that Textual can parse, as it is written."""
    if not isinstance(value, str):
        return None
    try:
        Color.parse(value)
    except ColorParseError:
        return None
    return value
