"""`python -m tui` and the `xev-tui` command."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line; a closed pipe and an interrupt end it without a word."""
    from tui.cli import cli

    try:
        cli(prog_name="xev-tui")
    except BrokenPipeError:
        # The reader went away; keep the interpreter from complaining once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)


if __name__ == "__main__":
    main()
