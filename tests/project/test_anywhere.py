"""The tests hold on any computer: a busy one, and in the background too."""

from __future__ import annotations

import subprocess
import sys
from time import sleep

from hypothesis import given, settings
from hypothesis import strategies as st

from tests import ROOT

IN_THE_BACKGROUND = """
import signal, subprocess, sys
for name in ("SIGINT", "SIGQUIT", "SIGHUP"):
    signal.signal(getattr(signal, name), signal.SIG_IGN)
import tests
subprocess.run([sys.executable, "-c", sys.argv[1]], check=True)
"""
IGNORED = "import signal as s; print([n for n in s.Signals if s.getsignal(n) == s.SIG_IGN])"
OF_PYTHON = "[<Signals.SIGPIPE: 13>, <Signals.SIGXFSZ: 25>]"


def test_what_tests_start_takes_the_signals_that_tests_in_the_background_ignore() -> None:
    done = subprocess.run(
        [sys.executable, "-c", IN_THE_BACKGROUND, IGNORED],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == OF_PYTHON


@settings(max_examples=1)
@given(st.just(0.3))
def test_an_example_may_take_as_long_as_it_likes(seconds: float) -> None:
    sleep(seconds)
