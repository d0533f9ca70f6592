"""`xev-tui new`: a facts file to fill in for another maker."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import click

from tui.cli.common import refuse
from tui.system.files import write_absent

STARTER = Path(__file__).parent / "starter.yaml"
_DAY = "as_of: 2026-01-01"


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def new(file: Path) -> None:
    """Write a commented facts file for another maker; never over a file that is there."""
    text = STARTER.read_text(encoding="utf-8").replace(_DAY, f"as_of: {date.today()}")
    try:
        write_absent(file, text)
    except FileExistsError:
        refuse(f"{file} is there already. Choose another name, for example {_free(file)}.")
    except OSError as error:
        refuse(f"{file}: {error.strerror}")
    click.echo(f"Wrote {file}. Fill it in, then: xev-tui --facts {file}", err=True)


def _free(file: Path) -> Path:
    """A name beside this one that is not taken."""
    number = 2
    while os.path.lexists(found := file.with_name(f"{file.stem}-{number}{file.suffix}")):
        number += 1
    return found
