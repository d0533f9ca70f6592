"""Writes docs/xev-tui.1, the manual page, from the commands themselves: `make docs`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click

from tui.cli.main import cli

PAGE = Path(__file__).parent.parent / "docs" / "xev-tui.1"
NAME = "xev-tui"
_HEADING = re.compile(r"^(\w[\w ]*):$", re.MULTILINE)


def page() -> str:
    """The page in the language of man(7): the program, then each command."""
    top = click.Context(cli, info_name=NAME, help_option_names=["-h", "--help"])
    summary, _, rest = (cli.help or "").partition("\n\n")
    lines = [
        f'.TH {NAME.upper()} 1 "" "" "User commands"',
        *(".SH NAME", rf"{NAME} \- {_text(' '.join(summary.split()))}"),
        *(".SH SYNOPSIS", f".B {NAME}", _text(" ".join(cli.collect_usage_pieces(top)))),
        *(".SH DESCRIPTION", *_prose(rest)),
        *(".SH OPTIONS", *_options(top)),
        ".SH COMMANDS",
    ]
    for name, command in sorted(cli.commands.items()):
        inner = click.Context(command, info_name=name, parent=top)
        pieces = " ".join(command.collect_usage_pieces(inner))
        lines += [f".SS {_text(f'{name} {pieces}')}", *_prose(command.help or "")]
        lines += [*_options(inner), *_epilog(command.epilog or "", ".B")]
    return "\n".join([*lines, *_epilog(cli.epilog or "", ".SH")]) + "\n"


def _text(text: str) -> str:
    """A text in which nothing is taken for a command or for a typographic dash."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{escaped}" if escaped.startswith((".", "'")) else escaped


def _prose(text: str) -> Iterator[str]:
    """Paragraphs; those after a line with \\b keep their lines, as click prints them."""
    for paragraph in filter(None, text.split("\n\n")):
        yield ".PP"
        if paragraph.startswith("\b"):
            yield from _as_it_is(paragraph.strip("\b\n"))
        else:
            yield _text(" ".join(paragraph.split()))


def _as_it_is(text: str) -> list[str]:
    return [".nf", *map(_text, text.splitlines()), ".fi"]


def _options(context: click.Context) -> Iterator[str]:
    """Every option with what it does."""
    for parameter in context.command.get_params(context):
        record = parameter.get_help_record(context)
        if isinstance(parameter, click.Option) and record:
            yield from (".TP", rf"\fB{_text(record[0])}\fR", _text(" ".join(record[1].split())))


def _epilog(text: str, heading: str) -> Iterator[str]:
    """Examples and notes below a command: their headings, and their lines as they are."""
    for number, part in enumerate(_HEADING.split(f"\n{text.replace(chr(8), '')}")):
        if number % 2:
            yield f"{heading} {part.upper()}"
        elif part.strip():
            yield from _as_it_is(part.strip("\n"))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
