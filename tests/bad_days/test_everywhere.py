"""The same results in any locale, time zone and hash order, without warnings or the network."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests import ROOT
from tests.bad_days.terminal import XEV

EVERYTHING = (sys.executable, "-W", "error", "-m", "tests.bad_days.everything")
HERE = {"LC_ALL": "C", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "0"}
THERE = {
    "LC_ALL": "C.UTF-8",
    "LANGUAGE": "tr",
    "TZ": "America/Los_Angeles",
    "PYTHONHASHSEED": "4242",
    "PYTHONUTF8": "1",
}


@pytest.mark.nightly
def test_everything_is_the_same_everywhere_and_needs_no_network(environ: dict[str, str]) -> None:
    runs = [
        subprocess.Popen(
            [*EVERYTHING, *words],
            cwd=ROOT,
            env=environ | surroundings,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for surroundings, words in ((HERE, ["offline"]), (THERE, []))
    ]
    (here, error), (there, other_error) = (run.communicate() for run in runs)
    assert (error, other_error) == ("", "")
    assert here == there
    assert "tab 5" in here


def test_programs_get_the_same_bytes_in_every_locale(home: Path, environ: dict[str, str]) -> None:
    found = [
        subprocess.run(
            [*XEV, "show", "timeline"],
            cwd=home,
            env=environ | surroundings,
            capture_output=True,
            check=True,
        ).stdout
        for surroundings in ({}, {"PYTHONIOENCODING": "latin-1"}, {"PYTHONIOENCODING": "ascii"})
    ]
    assert len(set(found)) == 1
    assert not found[0].decode("utf-8").isascii()
