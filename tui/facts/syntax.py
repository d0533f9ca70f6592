"""The parser's complaints in the words of somebody who writes a facts file."""

from __future__ import annotations

import re

import yaml

from tui.facts.report import Report

_ODD_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_QUOTE = "quote values that start with % @ ` or a tab"


def explain_syntax(
    error: yaml.MarkedYAMLError, report: Report, open_quote: tuple[int, int] | None
) -> None:
    """Report a syntax error; `open_quote` is where the last quote begins that spans lines."""
    mark = error.problem_mark or error.context_mark
    lines = report.lines
    line = min(mark.line, len(lines) - 1) if mark else 0
    column = min(mark.column, len(lines[line])) if mark else 0
    problem = error.problem or "this is not YAML"
    context = error.context or ""
    first = error.context_mark.line if error.context_mark else line
    if _explain_spaces(report, range(max(0, line - 1), line + 1), line):
        return
    before = lines[line][:column]
    if block := re.search(r"(?:^|[:\-,\[{] +)([>|])[^>|]*$", before):
        message = '">" and "|" start a block of text'
        advice = "write the hedge as a word: over 300,000 cars"
        report.add((line, block.start(1)), "syntax", message, advice, length=1)
        return
    message, advice = _words(problem, context, first, lines[line][column : column + 1])
    if lines[line][column:].startswith("- ") and "scalar" not in context:
        advice = "list items must line up"
    if "quoted scalar" in context and error.context_mark:
        line, column = first, error.context_mark.column
    elif open_quote is not None:
        line, column = open_quote
        message += f"; the quote opened on line {line + 1} runs over several lines"
        advice = "is its closing quote missing?"
    report.add((line, column), "syntax", message, advice)


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
    if "quoted scalar" in context:
        return f"the quote opened on line {first + 1} is never closed", "add the closing quote"
    if "block collection" in context or "block sequence" in context:
        where = f"{problem}, {context} from line {first + 1}"
        return where, "list items must line up"
    if "could not find expected ':'" in problem:
        return problem, "a field is written as name: value"
    where = f", {context} from line {first + 1}" if context else ""
    return f"{problem}{where}", "check the indentation, brackets and quotes above"
