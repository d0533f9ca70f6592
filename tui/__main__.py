"""`python -m tui` and the `xev-tui` command."""

from __future__ import annotations

import gc
import os
import signal
import sys

from tui import __version__

EXIT_INTERRUPTED = 130
"""What shells report for a program that ctrl+c ended."""
EXIT_PIPE = 141
"""What shells report for a program whose reader went away."""


def main() -> None:
    """Run the command line; whatever happens is told in one line, never with a traceback."""
    if sys.argv[1:] == ["--version"]:
        # Asked by scripts and package managers; the libraries of the commands take longer.
        print(f"xev-tui {__version__}")
        return
    import click

    from tui.streams import prepare_streams

    _end_with_the_reader()
    prepare_streams()
    # Nothing that is built at the start becomes garbage; the app turns the collector on again.
    gc.disable()
    try:
        from tui.cli import cli

        code = cli(prog_name="xev-tui", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        code = EXIT_INTERRUPTED
    except Exception as error:
        code = _told(error)
    sys.exit(code)


def _told(error: Exception) -> int:
    """Say what stopped a command; returns the exit code."""
    from tui.cli_options import EXIT_CANNOT
    from tui.guard import report

    if isinstance(error, BrokenPipeError):
        code = EXIT_PIPE
    elif isinstance(error, OSError) and error.filename is None:
        print(f"The output could not be written: {error.strerror}.", file=sys.stderr)
        code = EXIT_CANNOT
    else:
        print(report(error), file=sys.stderr)
        return EXIT_CANNOT
    # What could not be written shall not be tried once more when the interpreter ends.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return code


def _end_with_the_reader() -> None:
    """Let a closed pipe end a command as it ends any Unix tool; a screen has other pipes too."""
    from tui.cli_options import has_screen

    if sys.platform != "win32" and not has_screen():
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)


if __name__ == "__main__":
    main()
