"""`xev-tui new`: a facts file, or a part of one, to fill in for another maker."""

from __future__ import annotations

import os
from datetime import date
from itertools import count
from pathlib import Path

import click

from tui.cli.common import refuse
from tui.system.files import write_absent

STARTER = Path(__file__).parent / "starter.yaml"
PART = Path(__file__).parent / "starter_part.yaml"
_DAY = "as_of: 2026-01-01"


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--part", is_flag=True, help="Write a file for one more maker, to include in a facts file."
)
def new(file: Path, *, part: bool) -> None:
    """Write a commented facts file for another maker.

    An existing file is never replaced.
    """
    text = (PART if part else STARTER).read_text(encoding="utf-8")
    text = text.replace(_DAY, f"as_of: {date.today()}")
    try:
        if file.is_dir():
            refuse(f"{file} is a folder. Name a file in it: xev-tui new {file / 'facts.yaml'}")
        if part:
            file.parent.mkdir(parents=True, exist_ok=True)
        write_absent(file, text.encode())
    except FileExistsError:
        refuse(f"{file} is there already. Choose another name, for example {_free(file)}.")
    except OSError as error:
        refuse(f"{file}: {error.strerror}")
    then = f"Fill it in, then: xev-tui --facts {file}"
    if part:
        name = "/".join(file.parts[-2:])
        then = f"Fill it in, and add it to the main facts file:\ninclude:\n- {name}"
    click.echo(f"Wrote {file}. {then}", err=True)


def _free(file: Path) -> Path:
    """A name beside this one that is not taken."""
    names = (file.with_name(f"{file.stem}-{number}{file.suffix}") for number in count(2))
    return next(name for name in names if not os.path.lexists(name))
