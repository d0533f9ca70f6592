"""`python -m tui` and the `xev-tui` command."""

from __future__ import annotations

import signal
import sys

import click

from tui.cli_options import has_screen

EXIT_INTERRUPTED = 130
"""What shells report for a program that ctrl+c ended."""


def main() -> None:
    """Run the command line; a closed pipe and an interrupt end it without a word."""
    _end_with_the_reader()
    from tui.cli import cli

    try:
        sys.exit(cli(prog_name="xev-tui", standalone_mode=False))
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(EXIT_INTERRUPTED)


def _end_with_the_reader() -> None:
    """Let a closed pipe end a command as it ends any Unix tool; a screen has other pipes too."""
    if sys.platform != "win32" and not has_screen():
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)


if __name__ == "__main__":
    main()
