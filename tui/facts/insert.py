"""Adding to a facts file as text: new lines in their place, every other byte as it was."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeAlias

from tui.facts.diagnostics import Report
from tui.facts.period import parse_period
from tui.facts.yaml_tree import Map, Node, Seq, Spot, parse

Values: TypeAlias = str | Sequence[str]
_BRACKETS = re.compile(r"[ ]*(?:\[[ ]*\]|\{[ ]*\})")
Fields: TypeAlias = Mapping[str, Values | Mapping[str, Values]]
"""The fields of a statement or a source, in the order in which they are written."""


class Addition(NamedTuple):
    """A statement to add, the source it needs if that is new, and the new day of the file."""

    statement: Fields | None = None
    source: tuple[str, Fields] | None = None
    """Its id and its fields."""
    as_of: str = ""


class Piece(NamedTuple):
    """Lines that are new, and the number of the first of them."""

    line: int
    text: str

    @property
    def place(self) -> str:
        """`line 3`, `lines 12 to 17`."""
        more = self.text.count("\n")
        return f"lines {self.line} to {self.line + more}" if more else f"line {self.line}"


class NoPlaceError(ValueError):
    """The file is written in a way that leaves no place to insert at."""


def insert(text: str, addition: Addition) -> tuple[str, tuple[Piece, ...]]:
    """A facts file, which must be one, with an addition, and what is new. Raises NoPlaceError.

    The new text is parsed again: it says what the file said before and what was added, no more.
    """
    body = text.removeprefix("\ufeff")
    file, edits = _File(body), list[_Edit]()
    wanted = _parsed(body)
    if addition.statement:
        edits.append(file.statement(addition.statement))
        statements = wanted.setdefault("facts", Seq())
        statements.insert(edits[0].place, _node(addition.statement))
    if addition.source:
        key, fields = addition.source
        edits.append(file.source(key, fields))
        wanted.setdefault("sources", Map())[key] = _node(fields)
    if addition.as_of:
        edits.append(file.as_of(addition.as_of))
        wanted["as_of"] = addition.as_of
    edits.sort()
    found, ends = "", 0
    spans = []
    for edit in edits:
        found += body[ends : edit.start]
        spans.append((len(found), edit.text))
        found, ends = found + edit.text, edit.end
    found += body[ends:]
    if _parsed(found) != wanted:
        raise NoPlaceError("its layout can only be edited by hand")
    bom = text[: len(text) - len(body)]
    return bom + found, tuple(_piece(found, start, new) for start, new in spans)


def _parsed(text: str) -> Map:
    report = Report("", text)
    root = parse(text, report)
    if not isinstance(root, Map) or report.has_errors:
        raise NoPlaceError("the file could not be read after the addition")
    return root


def _node(fields: Fields) -> dict[str, object]:
    """What the parser makes of fields."""
    found: dict[str, object] = {}
    for name, value in fields.items():
        if isinstance(value, Mapping):
            found[name] = {key: _read(inner) for key, inner in value.items()}
        else:
            found[name] = _read(value)
    return found


def _read(value: Values) -> Values:
    if isinstance(value, str):
        return value
    return value[0] if len(value) == 1 else list(value)


def _piece(text: str, start: int, new: str) -> Piece:
    """The whole lines that hold what is new."""
    begin = start + len(new) - len(new.lstrip("\r\n"))
    end = start + len(new.rstrip("\r\n"))
    begin = text.rfind("\n", 0, begin) + 1
    end = (text.find("\n", end) + 1 or len(text) + 1) - 1
    shown = text[begin:end].replace("\r", "")
    return Piece(text.count("\n", 0, begin) + 1, shown)


class _Edit(NamedTuple):
    """What is to stand in place of the characters from `start` to `end`."""

    start: int
    end: int
    text: str
    place: int = 0
    """Which item of its list it becomes."""


class _Group(NamedTuple):
    """What statements that stand together in the file have in common."""

    start: date | None
    end: date
    entity: str
    model: str
    trim: str


class _File:
    """A text and its tree, and where in it new lines go."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root = _parsed(text)
        self.lines = text.split("\n")
        self.home = next(iter(self.root["entities"]))

    def statement(self, fields: Fields) -> _Edit:
        """A statement in its place by time; one of a period that has none yet stands apart."""
        statements: Seq = self.root.get("facts", Seq())
        if not statements:
            return self._first("facts", _item(fields, ""))
        before, apart = self._before(fields)
        line, column = statements.marks[max(before, 0)]
        dash = self.lines[line][:column].rstrip()
        if dash.strip() != "-":
            raise NoPlaceError("its statements are not written as a list of lines")
        indent = dash[:-1]
        block = _item(fields, indent)
        if before < 0:
            while self.lines[line - 1].lstrip().startswith("#"):
                line -= 1
            return self._lines(line, [*block, ""], 0)
        end = self._end("facts", line, len(indent))
        return self._lines(end, ["", *block] if apart else block, before + 1)

    def _before(self, fields: Fields) -> tuple[int, bool]:
        """The statement that it follows, -1 for none; and whether its period is a new one.

        Within a period errors come last; a new period follows the latest that ended before it.
        """
        nodes: Seq = self.root["facts"]
        groups = [self._group(node) for node in nodes]
        group = self._group(fields)
        same = [n for n, other in enumerate(groups) if other == group]
        if same:
            right = [n for n in same if nodes[n].get("rank") != "deprecated"]
            return (same if fields.get("rank") == "deprecated" else right or same)[-1], False
        own = [n for n, other in enumerate(groups) if other.model == group.model]
        alike = own or [n for n, other in enumerate(groups) if bool(other.model)]
        earlier = [n for n in alike if groups[n].end <= group.end]
        if earlier:
            return max(earlier, key=lambda n: (groups[n].end, n)), True
        return (alike[0] - 1 if alike else len(groups) - 1), True

    def _group(self, fields: Mapping[str, object]) -> _Group:
        text = str(fields.get("period", ""))
        period = parse_period(text) if text else None
        entity, model, trim = (str(fields.get(key, "")) for key in ("entity", "model", "trim"))
        return _Group(
            period.start if period else None,
            (period.end if period else None) or date.max,
            entity or self.home,
            model,
            trim,
        )

    def source(self, key: str, fields: Fields) -> _Edit:
        """A source behind the last one."""
        sources: Map = self.root.get("sources", Map())
        if not sources:
            return self._first("sources", _entry(key, fields, "  "))
        line, column = max(map(sources.key_at, sources))
        indent = self.lines[line][:column]
        if indent.strip():
            raise NoPlaceError("its sources are not written in lines of their own")
        return self._lines(self._end("sources", line, column), _entry(key, fields, indent))

    def as_of(self, day: str) -> _Edit:
        """The day of the file."""
        old = self.root["as_of"]
        start = self._offset(self.root.value_at("as_of"))
        start = self.text.index(old, start)
        return _Edit(start, start + len(old), day)

    def _first(self, section: str, block: Sequence[str]) -> _Edit:
        """The first entry of a section, in place of the brackets that say it has none."""
        if section not in self.root:
            end = len(self.lines) - self.text.endswith("\n")
            return self._lines(end, ["", f"{section}:", *block])
        line = self.root.key_at(section)[0]
        start, end = self._offset((line, 0)), self._offset((line + 1, 0))
        old, newline = self.text[start:end], self._newline(start)
        head = _BRACKETS.sub("", old.rstrip("\r\n"), count=1)
        ending = newline if old.endswith("\n") else ""
        return _Edit(start, end, newline.join([head, *block]) + ending)

    def _lines(self, number: int, block: Sequence[str], place: int = 0) -> _Edit:
        """New lines before a line, or behind the last one, which may have no end."""
        at = self._offset((number, 0))
        newline = self._newline(at)
        if number >= len(self.lines):
            return _Edit(at, at, newline + newline.join(block), place)
        return _Edit(at, at, newline.join(block) + newline, place)

    def _newline(self, at: int) -> str:
        """How the line before a place ends, or the first one."""
        end = self.text.rfind("\n", 0, at)
        if end < 0:
            end = self.text.find("\n")
        return "\r\n" if self.text[max(end - 1, 0) : end] == "\r" else "\n"

    def _offset(self, spot: Spot) -> int:
        """The place of a line and column among the characters."""
        line, column = spot
        start = sum(len(text) + 1 for text in self.lines[:line])
        return min(start + column, len(self.text))

    def _end(self, section: str, start: int, column: int) -> int:
        """The line after the last one of an entry, whose lines are indented further than it."""
        below = self.root.key_at(section)[0]
        keys = (line for line, *_ in self.root.marks.values())
        stop = min((line for line in keys if line > below), default=len(self.lines))
        last = start
        for number in range(start + 1, stop):
            line = self.lines[number].rstrip("\r")
            written = line.lstrip(" ")
            if written and len(line) - len(written) > column:
                last = number
            elif written and not written.startswith("#"):
                break
        return last + 1


def _item(fields: Fields, indent: str) -> list[str]:
    """A statement as an item of a list."""
    first, *rest = _entry("", fields, indent)[1:]
    return [f"{indent}- {first.strip()}", *rest]


def _entry(key: str, fields: Fields, indent: str) -> list[str]:
    """A key with fields below it, those of a mapping further in."""
    found, inner = [f"{indent}{key}:"], f"{indent}  "
    for name, value in fields.items():
        if isinstance(value, Mapping):
            found += _entry(name, value, inner)
        else:
            found.append(f"{inner}{name}: {_written(value)}")
    return found


def _written(value: Values) -> str:
    """A text, in quotes where it needs them; several in brackets."""
    texts = [value] if isinstance(value, str) else value
    if len(texts) == 1:
        return texts[0] if _is_plain("{}", texts[0]) else _quoted(texts[0])
    return f"[{', '.join(t if _is_plain('[{}]', t) else _quoted(t) for t in texts)}]"


def _is_plain(around: str, text: str) -> bool:
    """Whether a text is read as itself without quotes."""
    line = f"key: {around.format(text)}"
    report = Report("", line)
    root: Node | None = parse(line, report)
    wanted = [text] if around == "[{}]" else text
    return not report.has_errors and root == {"key": wanted}


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
