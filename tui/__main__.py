"""`python -m tui` and the `xev-tui` command."""

import sys

if __name__ == "__main__" and not sys.flags.safe_path:
    # `python -m` looks for every module in the current folder first, which may be anybody's.
    sys.path.pop(0)

import errno
import gc
import os
import signal
from contextlib import suppress

from tui import __version__

EXIT_INTERRUPTED = 130
"""What shells report for a program that ctrl+c ended."""
EXIT_PIPE = 141
"""What shells report for a program whose reader went away."""


def main() -> None:
    """Run the command line; whatever happens is told in one line, never with a traceback."""
    try:
        code = _run()
    except KeyboardInterrupt:
        code = EXIT_INTERRUPTED
    # From here on there is nothing left to stop.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.exit(code)


def _run() -> int:
    """Run what was asked for; returns the exit code."""
    from tui.cli.common import has_screen
    from tui.system.stdio import prepare_streams

    opens = has_screen()
    if sys.platform != "win32" and not opens:
        # A closed pipe ends a command as it ends any Unix tool; a screen has other pipes too.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    prepare_streams()
    # Nothing that is built at the start becomes garbage; the app turns the collector on again.
    gc.disable()
    try:
        if sys.argv[1:] == ["--version"]:
            # Asked by scripts and package managers; the libraries of the commands take longer.
            print(f"xev-tui {__version__}", flush=True)
            return 0
        return _open() if opens and len(sys.argv) == 1 else _command()
    except Exception as error:
        return _told(error)


def _open() -> int:
    """Open the program as most people do, without what reads options."""
    from tui.cli.run import start

    return start()


def _command() -> int:
    """Do what the command line says."""
    import click

    from tui.cli.main import cli

    code: int
    try:
        code = cli(prog_name="xev-tui", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except click.Abort:
        code = EXIT_INTERRUPTED
    return code


def _told(error: Exception) -> int:
    """Say what stopped a command; returns the exit code."""
    from tui.cli.common import EXIT_CANNOT
    from tui.economics.parse import InputError
    from tui.system.crash_report import report

    if isinstance(error, InputError):
        print(error.message, file=sys.stderr)
        return EXIT_CANNOT
    if isinstance(error, BrokenPipeError):
        code = EXIT_PIPE
    elif isinstance(error, OSError) and error.filename is None:
        why = "it is closed" if error.errno == errno.EBADF else error.strerror
        with suppress(OSError):
            print(f"The output could not be written: {why}.", file=sys.stderr)
        code = EXIT_CANNOT
    else:
        print(report(error), file=sys.stderr)
        return EXIT_CANNOT
    # What could not be written shall not be tried once more when the interpreter ends.
    for stream in (1, 2):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
    return code


if __name__ == "__main__":
    main()
