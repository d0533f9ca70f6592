"""The user's settings from config.toml: theme, currency, ASCII and keys.

A wrong line is left out with a warning that names it; nothing in the file can stop the program."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from textual.color import Color, ColorParseError
from textual.theme import Theme

from tui.app.themes import DARK, LIGHT, THEMES
from tui.facts.currencies import SHOWN_CURRENCIES
from tui.system.files import read_text
from tui.system.paths import place

_OPTIONS = ("theme", "currency", "ascii", "keys")
_MOST = 20
"""Names listed when none is similar to an unknown one."""
_MANY = 500
"""Settings that are read at the most; there are fewer."""
_WIDEST = 1_000
"""Characters of a line at the most; nobody writes longer ones."""
_QUIT = "ctrl+q"
"""Always quits, whatever the settings say: nobody can be shut in."""
_KEY = r"(?:(?:ctrl|shift|alt|super)\+)*(?:\S|[a-z0-9_]+)"


class Config(NamedTuple):
    """The settings that could be read, and one warning for each that could not."""

    theme: str = ""
    currency: str = ""
    ascii_only: bool = False
    keys: Mapping[str, str] = MappingProxyType({})
    """Keys, separated by commas, by the name of the action: `go.models` is `f2,m`."""
    warnings: tuple[str, ...] = ()


class Lines(NamedTuple):
    """The text of a configuration file, to tell the line of a setting."""

    name: str
    text: str

    def say(self, key: str, message: str) -> str:
        """A warning about a key: `config.toml:3: currency is one of ...`."""
        return f"{self._place(key)}: {key} {message}."

    def unknown(self, key: str, known: Sequence[str]) -> str:
        """A warning about an unknown name, with the most similar one or all there are."""
        from difflib import get_close_matches

        near = get_close_matches(key, known, 1)
        if near:
            return self.say(key, f"is not known; the nearest is {near[0]}")
        some = "xev-tui keys lists all" if len(known) > _MOST else f"known: {', '.join(known)}"
        return self.say(key, f"is not known; {some}")

    def _place(self, key: str) -> str:
        last = re.escape(key.rpartition(".")[2])
        whole = re.compile(rf"""\s*(?:["']?{re.escape(key)}|[\w."']*\b{last})["']?\s*(?:=|\])""")
        for number, line in enumerate(self.text.splitlines(), 1):
            if whole.match(line.replace("[", "", 1)):
                return f"{self.name}:{number}"
        return self.name


def config_path() -> Path:
    """The path of config.toml in the user's configuration folder."""
    return place("config") / "config.toml"


def read_config(path: Path) -> Config:
    """The settings in the file; a missing file has none."""
    try:
        text = read_text(path)
    except (FileNotFoundError, NotADirectoryError):
        return Config()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8 text"
        return Config(warnings=(f"{path}: {reason}",))
    try:
        found = _parsed(text)
        keys = dict(_flat(found.pop("keys", {})))
        _refuse_many(len(found) + len(keys))
    except (ValueError, RecursionError) as error:
        return _unused(path, str(error))
    return _understood(Lines(path.name, text), found, keys)


def _parsed(text: str) -> dict[str, Any]:
    """What a TOML text holds. Raises ValueError, and RecursionError where it is nested too deep."""
    import tomllib

    for number, line in enumerate(text.splitlines(), 1):
        # A name of 60,000 parts takes the parser minutes.
        if len(line) > _WIDEST:
            raise ValueError(f"line {number} is longer than {_WIDEST:,} characters")
    return tomllib.loads(text)


def _unused(path: Path, reason: str) -> Config:
    return Config(warnings=(f"{path.name}: {reason}. The file is ignored.",))


def _refuse_many(count: int) -> None:
    """Raise ValueError for more settings than could be told about one by one."""
    if count > _MANY:
        raise ValueError(f"{count:,} settings are more than exist")


def _understood(lines: Lines, found: Mapping[str, object], given: Mapping[str, object]) -> Config:
    warnings = [lines.unknown(name, _OPTIONS) for name in found if name not in _OPTIONS]
    theme, currency, plain = (found.get(name) for name in ("theme", "currency", "ascii"))
    if not isinstance(theme, str | None):
        warnings.append(lines.say("theme", "must be the name of a theme in quotes"))
    code = currency.upper() if isinstance(currency, str) else currency
    if code is not None and code not in SHOWN_CURRENCIES:
        warnings.append(lines.say("currency", f"must be one of {', '.join(SHOWN_CURRENCIES)}"))
    if not isinstance(plain, bool | None):
        warnings.append(lines.say("ascii", "must be true or false"))
    keys: dict[str, str] = {}
    for name, value in given.items():
        wanted = _keys(value)
        if not name:
            warnings.append(lines.say("keys", "must be a table that begins with [keys]"))
        elif not wanted:
            warnings.append(lines.say(name, 'must be keys in quotes, such as "f5" or "ctrl+d"'))
        elif _QUIT in wanted:
            warnings.append(lines.say(name, f"cannot use {_QUIT}, which always quits"))
        else:
            keys[name] = ",".join(wanted)
    return Config(
        theme if isinstance(theme, str) else "",
        str(code) if code in SHOWN_CURRENCIES else "",
        plain is True,
        keys,
        tuple(warnings),
    )


def _flat(value: object, name: str = "") -> Iterator[tuple[str, object]]:
    """Names with dots, which TOML reads as nested tables, joined again."""
    if not isinstance(value, dict):
        yield name, value
        return
    for key, inner in value.items():
        yield from _flat(inner, f"{name}.{key}" if name else key)


def _keys(value: object) -> Sequence[str]:
    """Keys without spaces around them; none if one is no key."""
    keys = [key.strip() for key in value.split(",")] if isinstance(value, str) else []
    return keys if all(re.fullmatch(_KEY, key) for key in keys) else ()


BASES = ("foreground", "background", "surface", "panel")
COLOURS = (*BASES, *DARK.variables)
_FIELDS = ("name", "dark", "colours", "colors")


def read_themes(folder: Path) -> tuple[list[Theme], list[str]]:
    """The themes that could be read, and one warning for each that could not."""
    themes: list[Theme] = []
    warnings: list[str] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            text = read_text(path)
            found = _parsed(text)
            _refuse_many(len(found) + len(_given(found)))
        except (OSError, ValueError, RecursionError) as error:
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
        yield lines.say("dark", "must be true or false")
    name = found.get("name", "x")
    if not isinstance(name, str) or name in {theme.name for theme in THEMES}:
        yield lines.say("name", "must be an unused name in quotes; the file name is used instead")
    for key, value in _given(found).items():
        if key not in COLOURS:
            yield lines.unknown(key, COLOURS)
        elif _colour(value) is None:
            yield lines.say(key, 'must be a colour in quotes, such as "#FF8A1F"')


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
