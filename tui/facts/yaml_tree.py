"""YAML text to nested mappings, lists and text, with the position of every key and value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from tui.facts.diagnostics import Report
from tui.system.control_chars import BIDI, is_unsafe

_INVISIBLE = re.compile(
    rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff{BIDI}\ud800-\udfff]|\r(?!\n)"
)


def refuse_invisible(text: str, report: Report) -> None:
    """Report control characters, bidirectional controls and odd line ends."""
    line, line_start = 0, 0
    for match in _INVISIBLE.finditer(text):
        at = match.start()
        line += text.count("\n", line_start, at)
        line_start = text.rfind("\n", 0, at) + 1
        char = match[0]
        name = unicodedata.name(char, "")
        message = f"U+{ord(char):04X}{' ' + name if name else ''} is not allowed"
        advice = "remove it; it is invisible or breaks lines differently in editors"
        report.add((line, at - line_start), "control-char", message, advice, length=1)


_ODD_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_QUOTE = "quote values that start with % @ ` or a tab"


def explain_syntax(
    error: yaml.MarkedYAMLError, report: Report, wrapped: tuple[int, int, int] | None
) -> None:
    """Report a syntax error; `wrapped` is the last quoted text that spans lines: line and column
    of its begin, the line of its end."""
    mark = error.problem_mark or error.context_mark
    lines = report.lines
    line = min(mark.line, len(lines) - 1) if mark else 0
    column = min(mark.column, len(lines[line])) if mark else 0
    problem = error.problem or "this is not YAML"
    context = error.context or ""
    first = error.context_mark.line if error.context_mark else line
    if "escape" in problem or "expected hex" in problem:
        start = lines[line].rfind("\\", 0, column + 1)
        message = f"'{lines[line][start : start + 2]}' is not an escape"
        advice = r"write \\ for a backslash, or put the text in single quotes"
        report.add((line, start), "syntax", message, advice, length=2)
        return
    if _explain_quote(error, report, wrapped, line):
        return
    if _explain_spaces(report, range(max(0, line - 1), line + 1), line):
        return
    if _explain_marks(report) or _explain_rows(report, problem, first, line):
        return
    if _explain_colon(error, report, line) or _explain_bracket(error, report, line, column):
        return
    before = lines[line][:column]
    if block := re.search(r"(?:^|[:\-,\[{] +)([>|])[^>|]*$", before):
        message = '">" and "|" start a block of text'
        advice = "write the hedge as a word: over 300,000 cars"
        report.add((line, block.start(1)), "syntax", message, advice, length=1)
        return
    if "expected key" in problem and before.rstrip().endswith(("'", '"')):
        message = "a quoted value ends here, and more follows"
        report.add((line, column), "syntax", message, "quote all of it, or nothing")
        return
    message, advice = _words(problem, context, first, lines[line][column : column + 1])
    if lines[line][column:].startswith("- ") and "scalar" not in context:
        advice = "list items must line up"
    report.add((line, column), "syntax", message, advice)


_TAKEN_IN = re.compile(r" *(?:- +)*[a-zA-Z][\w.\-]*:(?: |$)| *- ")


def _explain_quote(
    error: yaml.MarkedYAMLError, report: Report, wrapped: tuple[int, int, int] | None, row: int
) -> bool:
    """Report a quote that is not closed: none follows, or the next one stands behind entries that
    the text has taken in."""
    lines = report.lines
    if "quoted scalar" in (error.context or "") and error.context_mark:
        line, column = error.context_mark.line, error.context_mark.column
    elif wrapped and wrapped[2] == row:
        line, column, _ = wrapped
        if not any(map(_TAKEN_IN.match, lines[line + 1 : row + 1])):
            return False
    else:
        return False
    advice = f"write {lines[line][column]} where the value ends"
    report.add((line, column), "syntax", "the quote is not closed", advice, length=1)
    return True


_MERGE_MARK = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?: .*)?\r?$")
_ENTRY = re.compile(r"(?P<indent> *(?:- +)*)(?P<key>[\w.\-]+):(?:\s+(?P<value>[^\s#].*))?\s*$")
_NO_BLANK_DASH = re.compile(r" *(?:- +)*-(?P<entry>[a-zA-Z][\w.\-]*:(?: .*)?)$")
_NO_BLANK = re.compile(r"(?P<indent> *(?:- +)*)(?P<key>[a-zA-Z][\w.\-]*):(?P<value>[^\s:/].*)$")


def _explain_marks(report: Report) -> bool:
    """Report what a merge of two versions has left."""
    found = [
        (row, mark) for row, text in enumerate(report.lines) if (mark := _MERGE_MARK.match(text))
    ]
    for row, mark in found:
        message, advice = f"a merge left '{mark[1]}' here", "keep one version, remove the marks"
        report.add((row, 0), "syntax", message, advice, length=len(mark[1]))
    return bool(found)


def _explain_rows(report: Report, problem: str, first: int, row: int) -> bool:
    """Report an entry without a blank behind its colon, or one that is not in line with others."""
    if "':'" in problem or "mapping values" in problem:
        for place in range(row, max(first, row - 3) - 1, -1):
            if found := _NO_BLANK.match(report.lines[place]):
                key, value = found["key"], found["value"].strip()
                message, advice = f"no space after '{key}:'", f"write {key}: {value}"
                report.add((place, found.start("value")), "syntax", message, advice)
                return True
    for place in (row, row - 1):
        if found := _NO_BLANK_DASH.match(report.lines[place]):
            advice = f"write - {found['entry'].strip()}"
            report.add((place, found.start("entry")), "syntax", "no space after '-'", advice)
            return True
    above = next((at for at in reversed(range(row)) if report.lines[at].strip(" -")), row)
    one, other = _ENTRY.match(report.lines[row]), _ENTRY.match(report.lines[above])
    if one is None or other is None or one["indent"].endswith("- "):
        return False
    off = len(one["indent"]) - len(other["indent"])
    is_off = "mapping values" in problem or "expected key" in problem
    deeper = is_off and off > 0 and bool(other["value"])
    if not deeper and not ("expected key" in problem and off == -1):
        return False
    blanks = f"{abs(off)} space{'s' if abs(off) > 1 else ''}"
    if deeper and (block := _block_left(report.lines[:above], one, other)):
        message = f"'{other['key']}' is not aligned with '{one['key']}' below it"
        advice = f"indent it under {block}: add {blanks} before it"
        report.add((above, other.start("key")), "syntax", message, advice)
        return True
    message = f"'{one['key']}' is not aligned with '{other['key']}' above it"
    advice = f"remove {blanks} before it" if deeper else f"add {blanks} before it"
    report.add((row, one.start("key")), "syntax", message, advice)
    return True


def _block_left(lines: Sequence[str], one: re.Match[str], other: re.Match[str]) -> str:
    """The key that a line belongs under, with the deeper one below it, though it is indented no
    more than the key; empty where there is none."""
    for text in reversed(lines):
        found = _ENTRY.match(text)
        if found is None or len(found["indent"]) >= len(one["indent"]):
            continue
        if not found["value"]:
            return found["key"] if len(found["indent"]) >= len(other["indent"]) else ""
        # Others may have been indented as little.
        if len(found["indent"]) != len(other["indent"]):
            return ""
    return ""


_NO_COLON = re.compile(
    r" *(?:- +)*(?P<key>[a-zA-Z][\w.\-]*)(?= (?!.*:(?: |$))| *$| +[{\[])",
)


def _explain_colon(error: yaml.MarkedYAMLError, report: Report, row: int) -> bool:
    """Report a name without its colon, which may show in a later line only."""
    lines, places = report.lines, [row]
    if "simple key" in (error.context or "") and error.context_mark:
        places = [error.context_mark.line]
    elif "mapping values" not in (error.problem or ""):
        return False
    elif above := [place for place in range(row) if lines[place].strip()]:
        # The line above may be the end of a text that is long, unless something begins with it.
        *_, before, one = ":", *(lines[place].strip() for place in above[-2:])
        places += above[-1:] if one.startswith("- ") or before.endswith(":") else []
    found = next(((place, m) for place in places if (m := _NO_COLON.match(lines[place]))), None)
    if found:
        place, name = found[0], found[1]["key"]
        message, advice = f"no ':' after '{name}'", f"write {name}:"
        report.add((place, found[1].end("key")), "syntax", message, advice, length=1)
    return found is not None


_BRACKET = re.compile(r"did not find expected ',' or '([\]}])'")
_TAIL = re.compile(r"\s*(?: #.*)?$")


def _explain_bracket(error: yaml.MarkedYAMLError, report: Report, row: int, column: int) -> bool:
    """Report a bracket that is not closed: in its line, else where the lines below it are no longer
    deeper."""
    found, lines = _BRACKET.match(error.problem or ""), report.lines
    if not found or not error.context_mark:
        return False
    first, opened = error.context_mark.line, error.context_mark.column
    if row > first:
        inside = lines[first][: len(lines[first]) - len(lines[first].lstrip(" "))] + " "
        below = (place for place in range(first + 1, row) if not lines[place].startswith(inside))
        row = next(below, row) - 1
        column = len(_TAIL.sub("", lines[row]))
    message = f"'{lines[first][opened]}' is not closed"
    report.add((row, column), "syntax", message, f"write {found[1]} here", length=1)
    return True


def _explain_spaces(report: Report, rows: range, problem_row: int) -> bool:
    """Report a tab in the indentation, or an odd space where only a normal one separates."""
    for row in reversed(rows):
        text = report.lines[row]
        indent = re.match(r"[ \-]*(?=\t)", text)
        if indent and row == problem_row:
            advice = "tabs cannot indent YAML; use spaces"
            report.add((row, indent.end()), "syntax", "tab in the indentation", advice, length=1)
            return True
        odd = _ODD_SPACE.search(text)
        if odd and re.fullmatch(r"[ \-]*(?:[\w.\-]+:)?", text[: odd.start()]):
            add_odd_space(report, row, odd)
            return True
    return False


def add_odd_space(report: Report, row: int, odd: re.Match[str]) -> None:
    """Report a space that separates nothing in YAML."""
    names = {"\u00a0": "NO-BREAK SPACE", "\u3000": "IDEOGRAPHIC SPACE"}
    name = names.get(odd[0], "SPECIAL SPACE")
    message = f"U+{ord(odd[0]):04X} {name} is not a space here"
    advice = "replace it with a normal space"
    report.add((row, odd.start()), "syntax", message, advice, length=1)


def _words(problem: str, context: str, first: int, char: str) -> tuple[str, str]:
    if "cannot start any token" in problem:
        return f"'{char}' cannot start a value", _QUOTE
    if "mapping values are not allowed" in problem:
        return problem, 'quote a value that contains ": "'
    if "block collection" in context or "block sequence" in context:
        where = f"{problem}, {context} from line {first + 1}"
        return where, "list items must line up"
    if "could not find expected ':'" in problem:
        return problem, "a field is written as name: value"
    where = f", {context} from line {first + 1}" if context else ""
    return f"{problem}{where}", "check the indentation, brackets and quotes above"


MAX_DEPTH = 16

Spot: TypeAlias = tuple[int, int]
"""Line and column, counted from 0."""


class Map(dict[str, Any]):
    """A mapping; `marks` has line and column of each key, then line and column of its value."""

    __slots__ = ("marks",)

    def __init__(self) -> None:
        self.marks: dict[str, tuple[int, int, int, int]] = {}

    def key_at(self, key: str) -> Spot:
        """Where a key stands."""
        return self.marks[key][:2]

    def value_at(self, key: str) -> Spot:
        """Where the value of a key begins."""
        return self.marks[key][2:]


class Seq(list[Any]):
    """A list; `marks` has line and column of each item."""

    __slots__ = ("marks",)

    def __init__(self) -> None:
        self.marks: list[Spot] = []


Node: TypeAlias = str | Map | Seq


def move(node: Node, lines: int) -> None:
    """Place a tree, with all below it, so many lines further down."""
    if isinstance(node, Map):
        marks = node.marks.items()
        node.marks = {key: (a + lines, b, c + lines, d) for key, (a, b, c, d) in marks}
        for inner in node.values():
            move(inner, lines)
    elif isinstance(node, Seq):
        node.marks = [(line + lines, column) for line, column in node.marks]
        for inner in node:
            move(inner, lines)


class _Abandoned(Exception):
    """The rest of the file cannot be made sense of."""


def parse(text: str, report: Report) -> Node | None:
    """Read the one document of a text; None when there is none or it cannot be read to its end."""
    builder = _Builder(text, report)
    try:
        return builder.document()
    except yaml.MarkedYAMLError as error:
        explain_syntax(error, report, builder.wrapped)
    except _Abandoned:
        pass
    return None


class _Builder:
    """Builds nodes from parser events and refuses what a facts file has no use for."""

    def __init__(self, text: str, report: Report) -> None:
        loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)(text)
        self.next_event: Callable[[], Any] = loader.get_event
        self.text = text
        self.report = report
        self.wrapped: tuple[int, int, int] | None = None

    def document(self) -> Node | None:
        """The root node of the first document, which must be the only one."""
        root: Node | None = None
        documents = 0
        while not isinstance(event := self.next_event(), StreamEndEvent):
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents == 2:
                    self.add(event, "multi-document", "a second document starts here", _DASHES)
                    raise _Abandoned
                root = self.value(self.next_event(), 0)
        return root

    def value(self, event: Any, depth: int) -> Node:
        """The node that an event begins."""
        kind = type(event)
        if kind is ScalarEvent:
            plain = event.tag is None and event.anchor is None and not event.style
            return str(event.value) if plain else self.odd_scalar(event)
        if kind is AliasEvent:
            self.add(event, "alias", f"alias *{event.anchor} is not allowed", "repeat the value")
            return ""
        self.refuse_properties(event)
        if depth >= MAX_DEPTH:
            self.add(event, "too-deep", f"nested deeper than {MAX_DEPTH} levels")
            raise _Abandoned
        return self.mapping(depth + 1) if kind is MappingStartEvent else self.sequence(depth + 1)

    def mapping(self, depth: int) -> Map:
        """The mapping whose start has just been read."""
        node = Map()
        marks, next_event, value = node.marks, self.next_event, self.value
        while (kind := type(event := next_event())) is not MappingEndEvent:
            if kind is not ScalarEvent:
                self.add(event, "complex-key", "a key must be plain text")
                self.skip(event, depth)
                self.skip(next_event(), depth)
                continue
            key = event.value
            start = event.start_mark
            if key == "<<" or event.tag is not None or event.anchor is not None or key in node:
                if self.refuse_key(event, node):
                    self.skip(next_event(), depth)
                    continue
            elif event.style:
                key = self.odd_scalar(event)
            after = next_event()
            mark = after.start_mark
            marks[key] = (start.line, start.column, mark.line, mark.column)
            if type(after) is ScalarEvent and not (after.style or after.tag or after.anchor):
                node[key] = after.value  # by far the most common, and worth a shortcut
            else:
                node[key] = value(after, depth)
        return node

    def sequence(self, depth: int) -> Seq:
        """The list whose start has just been read."""
        node = Seq()
        next_event, value = self.next_event, self.value
        while type(event := next_event()) is not SequenceEndEvent:
            mark = event.start_mark
            node.marks.append((mark.line, mark.column))
            node.append(value(event, depth))
        return node

    def skip(self, event: Any, depth: int) -> None:
        """Read past a node without keeping it."""
        if type(event) is not AliasEvent:
            self.value(event, depth)

    def odd_scalar(self, event: Any) -> str:
        """A scalar that is quoted, a block of text, tagged or anchored."""
        if not self.refuse_properties(event):
            return ""
        value = str(event.value)
        if event.style in ("|", ">"):
            return " ".join(value.split())
        start, end = event.start_mark, event.end_mark
        if start.line != end.line:
            self.wrapped = (start.line, start.column, end.line)
        if event.style == '"' and is_unsafe(value):
            self.refuse_escapes(event)
        return value

    def refuse_key(self, event: Any, node: Map) -> bool:
        """Report what is wrong with a key; False when the entry may still be kept."""
        key = event.value
        if key == "<<":
            self.add(event, "merge-key", "merge keys (<<) are not allowed", "repeat the fields")
        elif key in node:
            first = node.marks[key][0] + 1
            message = f"key '{key}' appears twice in this mapping"
            self.add(event, "duplicate-key", message, f"first on line {first}")
        else:
            return not self.refuse_properties(event)
        return True

    def refuse_properties(self, event: Any) -> bool:
        """Report an anchor or a tag; False when the value cannot be taken as plain text."""
        if event.anchor is not None:
            advice = "repeat the value where it is needed"
            self.add(event, "anchor", f"anchor &{event.anchor} is not allowed", advice)
        elif event.tag is not None:
            advice = "values are plain text"
            self.add(event, "tag", f"tag '{event.tag}' is not allowed", advice)
        return event.tag is None

    def refuse_escapes(self, event: Any) -> None:
        """Report the escape in double quotes that stands for an invisible character."""
        start, end = event.start_mark, event.end_mark
        for match in _ESCAPE.finditer(self.text, start.index, end.index):
            code = next((int(part, 16) for part in match.groups() if part), None)
            char = chr(code) if code is not None else _LETTERS.get(match[0][1])
            if char is None or not is_unsafe(char):
                continue
            before = self.text[start.index : match.start()]
            line = start.line + before.count("\n")
            column = match.start() - self.text.rfind("\n", 0, match.start()) - 1
            message = f"the escape for U+{ord(char):04X} is not allowed"
            advice = "it could control the terminal"
            self.report.add((line, column), "control-char", message, advice, length=len(match[0]))

    def add(self, event: Any, code: str, message: str, advice: str = "") -> None:
        """Report at the start of an event."""
        mark = event.start_mark
        self.report.add((mark.line, mark.column), code, message, advice)


_DASHES = 'remove the "---" line'
_ESCAPE = re.compile(r"\\(?:x(\w{2})|u(\w{4})|U(\w{8})|.)", re.DOTALL)
_LETTERS = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "e": "\x1b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
    "N": "\x85",
    "L": "\u2028",
    "P": "\u2029",
}
