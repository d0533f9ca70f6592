"""`xev-tui calc --costs`: what people read, and what programs read."""

from __future__ import annotations

import json

from click.testing import CliRunner, Result

from tests import DATA
from tui.cli.main import cli
from tui.economics.behaviour import behaviour
from tui.facts.load import open_book

PINNED = DATA / "facts_pinned.yaml"


def costs(*arguments: str, facts: str = str(PINNED)) -> Result:
    return CliRunner().invoke(cli, ["calc", "--facts", facts, "--costs", *arguments])


def test_the_page_tells_share_drift_errors_and_the_step_that_decides() -> None:
    page = " ".join(costs().stdout.split())
    for told in (
        "fixed; regardless of volume it drifted up by 467m CNY a quarter",
        "Fixed share 80.2%, standard error 6.7 points",
        "in 90% of cases between 75.5% and 84.9%",
        "Drift +467m CNY a quarter, standard error 133m CNY",
        "Q1 26 has the most influence: without its step the fixed share is 101.1% and",
        "Cars rose 6 times, by 117,808 in all",
        "Cars fell once, by 64,259 in all; opex fell by 373m CNY",
        "Preset range of the fixed share: 75% to 100%; the lower end is the fitted 80%",
        "in Q2 24 and Q3 24 opex is implied by the adjusted net result",
    ):
        assert told in page, told
    stays = "Fitted as reported; figures stay in CNY."
    assert stays not in page
    assert stays in costs("--currency", "USD").stdout


def test_programs_read_what_the_engine_found() -> None:
    found, record = behaviour(open_book(PINNED)), json.loads(costs("--json").stdout)
    assert found
    assert record["fixed_share_percent"] == f"{found.fit.fixed_share.value:.6f}"
    assert record["without_it"]["drift"] == f"{found.without.drift.value:.6f}"
    assert record["preset_span"]["low"] == "75"
    steps = [row for row in record["quarters"] if row["opex_change"] is not None]
    assert len(steps) == record["steps"] == len(record["quarters"]) - 1
    left = [float(row["opex_change"]) - float(row["opex_change_fitted"]) for row in steps]
    assert abs(sum(left)) < 1  # Least squares with a constant leave nothing over in sum.


def test_too_few_quarters_are_told_and_refused() -> None:
    done = costs(facts=str(DATA / "sample.yaml"))
    assert (done.exit_code, done.stdout) == (2, "")
    assert "needs 5 quarters in a row" in done.stderr
