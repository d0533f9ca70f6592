"""`xev-tui export`: the whole store as one SQLite database."""

from __future__ import annotations

import os
from pathlib import Path

import click

from tui.cli.common import load_book, refuse
from tui.cli.options import facts_option

_HEAD = b"SQLite format 3\0"
_ID = slice(68, 72)
"""Where the head of a SQLite database holds its application id."""
_ELSEWHERE = "Choose another place, for example: xev-tui export ~/facts.sqlite"


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace FILE even if it is not an export.")
@facts_option
def export(file: Path, force: bool, facts_path: str | None) -> None:
    """Write all facts as one SQLite database.

    DuckDB, Datasette, pandas and others read it. An earlier export of the same name is replaced;
    any other file only with --force.
    """
    import sqlite3

    from tui.facts.load import find_facts
    from tui.system.files import filling, filling_absent, own_file

    facts = find_facts(facts_path)
    book = load_book(str(facts))
    from tui.cli.database import write_database

    try:
        target = own_file(file)
        _refuse_wrong(target, file, facts, force=force)
        written = filling if target.exists() else filling_absent
        with written(target) as path:
            write_database(path, book)
    except sqlite3.Error as error:
        refuse(f"{file} was not written: {error}. {_ELSEWHERE}")
    except OSError as error:
        refuse(_why(error, file))
    click.echo(
        f"Wrote {file}: {len(book.facts):,} figures from {len(book.sources):,} sources", err=True
    )


def _refuse_wrong(target: Path, file: Path, facts: Path, *, force: bool) -> None:
    """End where a file would be replaced that is no export, or that another program has open."""
    from tui.cli.database import APPLICATION_ID
    from tui.system.files import open_regular

    for left in (f"{target}-wal", f"{target}-journal"):
        if os.path.lexists(left):
            refuse(f"{left} belongs to a program that has {file} open. Close it, then try again.")
    if not target.exists():
        if file.is_symlink():
            refuse(
                f"{file} is a link to {target}, which does not exist. Try: xev-tui export {target}"
            )
        return
    if facts.exists() and target.samefile(facts):
        refuse(f"{file} contains the facts. Choose another name, for example facts.sqlite.")
    with open_regular(target) as old:
        head = old.read(_ID.stop)
    ours = head.startswith(_HEAD) and int.from_bytes(head[_ID], "big") == APPLICATION_ID
    if not ours and not force:
        refuse(f"{file} is not an export of this program. Choose another name, or add --force.")


def _why(error: OSError, file: Path) -> str:
    """Why a file cannot be written, and what to type instead."""
    if isinstance(error, IsADirectoryError):
        return f"{file} is a folder. Name a file in it: xev-tui export {file / 'facts.sqlite'}"
    if isinstance(error, FileNotFoundError) and not file.parent.is_dir():
        return (
            f"There is no folder {file.parent}. Make it (mkdir -p {file.parent}), then try again."
        )
    return f"{file} was not written: {error.strerror or error}. {_ELSEWHERE}"
