"""`xev-tui export`: every row of the store, numbers as they are, written whole or not at all."""

from __future__ import annotations

import json
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests import ROOT
from tests.cli.makers import EMPTY, SMALL
from tests.cli.test_floors import loaded
from tests.facts.test_include import NIO, written
from tests.goldens.inputs import PINNED
from tui.checks.issues import items_of
from tui.checks.promises import resolve_forecasts
from tui.cli.database import APPLICATION_ID, write_database
from tui.cli.main import cli
from tui.facts.book import FactBook
from tui.facts.load import load_facts
from tui.facts.period import parse_period

PAGE = ROOT / "docs" / "database.md"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def refused(done: Result) -> str:
    """The one line that a command says that cannot do what it was asked."""
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("export") / "facts.sqlite"
    done = run("--facts", PINNED, "export", path)
    assert (done.exit_code, done.stdout) == (0, ""), done.output
    assert re.fullmatch(r"Wrote .*: \d+ figures from \d+ sources\n", done.stderr)
    return path


@pytest.fixture(scope="module")
def book() -> FactBook:
    return load_facts(PINNED)


@pytest.fixture
def database(file: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(file)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def count(database: sqlite3.Connection, table: str) -> int:
    found: int = database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    return found


def test_other_makers_have_their_own_periods_and_files(tmp_path: Path) -> None:
    part = NIO.replace("-6,750.0 million CNY", "-900.0 million USD")
    path = written(tmp_path, parts={"peers/nio.yaml": part})
    done = run("--facts", path, "export", tmp_path / "peers.sqlite")
    assert done.exit_code == 0, done.output
    with closing(sqlite3.connect(tmp_path / "peers.sqlite")) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        makers = connection.execute("SELECT name, perimeter, currency FROM makers").fetchall()
        assert makers == [("Xiaomi", None, "CNY"), ("NIO", "group", "USD")]
        files = connection.execute("SELECT DISTINCT file FROM figures WHERE entity_id = 'nio'")
        assert files.fetchall() == [("peers/nio.yaml",)]
        cars = "SELECT maker_id, value FROM measures WHERE name = 'deliveries' AND period_id = ?"
        assert ("nio", 42094.0) in connection.execute(cars, ["2025-Q1"]).fetchall()
        rows = connection.execute("SELECT maker, round(result) FROM peers_per_car").fetchall()
        assert rows[-1] == ("NIO", -21381.0)
        own = connection.execute("SELECT DISTINCT currency FROM per_car").fetchall()
        assert own == [("CNY",)]


def test_every_link_leads_somewhere_and_nothing_is_missing(
    database: sqlite3.Connection, book: FactBook
) -> None:
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    for table in ("entities", "people", "models", "concepts", "sources", "events", "rates"):
        assert count(database, table) == len(getattr(book, table)), table
    assert count(database, "figures") == len(book.facts)
    assert count(database, "figure_sources") == sum(len(fact.sources) for fact in book.facts)
    assert count(database, "promises") == len(book.forecasts)
    assert count(database, "claims") == sum(len(dispute.claims) for dispute in book.disputes)
    assert count(database, "disputes") == len(items_of(book))
    assert count(database, "dispute_remarks") == sum(len(i.remarks) for i in items_of(book))


def test_figures_are_exact_and_reals_are_their_nearest(
    database: sqlite3.Connection, book: FactBook
) -> None:
    rows = database.execute("SELECT * FROM figures ORDER BY id").fetchall()
    for fact, row in zip(book.facts, rows, strict=True):
        q = fact.quantity
        assert (row["text"], row["line"], row["rank"]) == (fact.text, fact.mark.line, fact.rank)
        if q is None:
            assert row["value"] is row["value_exact"] is row["core"] is None
            continue
        assert Decimal(row["value_exact"]) == q.value
        assert (row["value"], row["unit"], row["hedge"]) == (float(q.value), q.unit, q.hedge)
        for kind, interval in (("core", q.core), ("support", q.support)):
            low, high = (Decimal(end) for end in row[kind].strip("[]()").split(", "))
            assert (low, high) == (interval.lo, interval.hi)
            assert (row[kind][0] == "(", row[kind][-1] == ")") == (
                interval.lo_open,
                interval.hi_open,
            )
            ends = (row[f"{kind}_low"], row[f"{kind}_high"])
            assert ends == tuple(
                float(end) if end.is_finite() else None for end in (interval.lo, interval.hi)
            )


def test_one_statement_of_each_figure_is_chosen(
    database: sqlite3.Connection, book: FactBook
) -> None:
    chosen = database.execute(
        "SELECT line FROM figures WHERE concept_id = 'gross_margin' AND period = '2025-Q1'"
        " AND chosen"
    ).fetchall()
    figure = book.best("gross_margin", parse_period("2025-Q1"))
    assert figure is not None
    assert figure.origin is not None
    assert [row["line"] for row in chosen] == [figure.origin.mark.line]
    assert not database.execute("SELECT 1 FROM figures WHERE chosen AND NOT usable").fetchall()


def test_promises_have_their_outcomes(database: sqlite3.Connection, book: FactBook) -> None:
    rows = database.execute("SELECT * FROM promises ORDER BY id").fetchall()
    for promise, row in zip(resolve_forecasts(book), rows, strict=True):
        assert (row["verdict"], row["days"]) == (promise.verdict, promise.days)
        known = row["outcome"] is not None or row["outcome_date"] is not None
        assert known == (promise.outcome is not None)


def shown(*arguments: str) -> list[dict[str, str]]:
    done = run("--facts", PINNED, "show", "finances", "--format", "json", *arguments)
    found: list[dict[str, str]] = json.loads(done.stdout)
    return found


def test_the_view_of_the_finances_is_what_show_prints(database: sqlite3.Connection) -> None:
    rows = database.execute("SELECT * FROM finances").fetchall()
    assert rows
    for row, record in zip(rows, shown(), strict=True):
        for name, value in dict(row).items():
            told = record[name]
            if isinstance(value, float):
                assert value == pytest.approx(float(told), abs=1e-6), name
            else:
                assert value == told, name


def test_the_view_of_one_car_adds_up_to_what_show_prints(database: sqlite3.Connection) -> None:
    rows = database.execute("SELECT * FROM per_car").fetchall()
    for row, record in zip(rows, shown(), strict=True):
        if record["profit_per_car"] is None:
            assert row["result"] is row["result_low"] is None
            continue
        assert row["result"] == pytest.approx(float(record["profit_per_car"]), abs=1e-6)
        assert row["result_low"] == pytest.approx(float(record["profit_per_car_low"]), abs=1e-6)
        assert row["revenue"] - row["cost_of_sales"] == pytest.approx(row["gross_profit"])
        assert row["gross_profit"] - row["opex"] == pytest.approx(row["result"])


def test_a_measure_names_the_statements_it_rests_on(database: sqlite3.Connection) -> None:
    lines = database.execute(
        "SELECT figures.concept_id FROM measures"
        " JOIN measure_figures ON measure_id = measures.id JOIN figures ON figure_id = figures.id"
        " WHERE period_id = '2025-Q1' AND name = 'result_per_car'"
    ).fetchall()
    assert {row[0] for row in lines} == {"operating_result", "deliveries"}


@pytest.mark.parametrize("made", [EMPTY, SMALL], ids=["nothing yet", "another maker"])
def test_any_facts_file_can_be_exported(made: FactBook, tmp_path: Path) -> None:
    path = tmp_path / "facts.sqlite"
    write_database(path, made)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        rows = connection.execute("SELECT currency FROM finances").fetchall()
        assert {row[0] for row in rows} <= {made.currency}


def test_the_same_facts_give_the_same_bytes(file: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.sqlite"
    assert run("--facts", PINNED, "export", again).exit_code == 0
    assert again.read_bytes() == file.read_bytes()


def test_the_queries_of_the_page_run(database: sqlite3.Connection) -> None:
    queries = re.findall(r"^```sql\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.M | re.S)
    assert len(queries) == 3
    for query in queries:
        rows = list(map(tuple, database.execute(query).fetchall()))
        assert len(rows) > 3, query
        for column in zip(*rows, strict=True):
            assert any(value is not None for value in column), query


def test_the_page_names_every_table(database: sqlite3.Connection) -> None:
    tables = database.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
    page = PAGE.read_text(encoding="utf-8")
    assert [row[0] for row in tables if f"`{row[0]}`" not in page] == []


def test_it_loads_no_textual(tmp_path: Path) -> None:
    command = ["export", str(tmp_path / "facts.sqlite"), "--facts", str(PINNED)]
    code = f"from tui.cli.main import cli\ntry: cli({command})\n"
    code += "except SystemExit as end: assert not end.code"
    assert loaded(code, "textual", "rich") == "[]"


# The file


def test_an_earlier_export_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "facts.sqlite"
    assert run("--facts", PINNED, "export", path).exit_code == 0
    first = path.read_bytes()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM events")
    assert run("--facts", PINNED, "export", path).exit_code == 0
    assert path.read_bytes() == first
    assert list(tmp_path.iterdir()) == [path]
    assert int.from_bytes(first[68:72], "big") == APPLICATION_ID


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0" + bytes(100), b"my notes"])
def test_another_file_is_replaced_only_with_force(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "facts.sqlite"
    path.write_bytes(content)
    path.chmod(0o640)
    assert "--force" in refused(run("--facts", PINNED, "export", path))
    assert path.read_bytes() == content
    assert run("--facts", PINNED, "export", path, "--force").exit_code == 0
    assert path.stat().st_mode & 0o777 == 0o640


def test_the_facts_themselves_are_never_replaced(tmp_path: Path) -> None:
    facts = tmp_path / "facts.yaml"
    facts.write_bytes(PINNED.read_bytes())
    link = tmp_path / "link.sqlite"
    link.symlink_to(facts)
    for name in (facts, link):
        assert "contains the facts" in refused(run("--facts", facts, "export", name, "--force"))
    assert facts.read_bytes() == PINNED.read_bytes()


def test_what_is_no_regular_file_is_left_alone(tmp_path: Path) -> None:
    assert f"xev-tui export {tmp_path / 'facts.sqlite'}" in refused(
        run("--facts", PINNED, "export", tmp_path, "--force")
    )
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert "no regular file" in refused(run("--facts", PINNED, "export", pipe, "--force"))
    assert pipe.is_fifo()


def test_a_link_of_ones_own_stays_one_and_leads_to_a_file(tmp_path: Path) -> None:
    link, path = tmp_path / "link.sqlite", tmp_path / "facts.sqlite"
    link.symlink_to(path)
    assert f"xev-tui export {path}" in refused(run("--facts", PINNED, "export", link, "--force"))
    assert list(tmp_path.iterdir()) == [link]
    assert run("--facts", PINNED, "export", path).exit_code == 0
    first = path.stat().st_ino
    assert run("--facts", PINNED, "export", link).exit_code == 0
    assert link.is_symlink()
    assert path.stat().st_ino != first
    assert path.read_bytes().startswith(b"SQLite format 3\0")


def test_a_folder_that_is_not_there_is_made_by_hand(tmp_path: Path) -> None:
    told = refused(run("--facts", PINNED, "export", tmp_path / "none" / "facts.sqlite"))
    assert f"mkdir -p {tmp_path / 'none'}" in told
    assert not list(tmp_path.iterdir())


def test_a_folder_that_may_not_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    told = refused(run("--facts", PINNED, "export", tmp_path / "facts.sqlite"))
    assert "Permission denied" in told
    assert "xev-tui export ~/facts.sqlite" in told


def test_a_disk_that_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "facts.sqlite"
    assert run("--facts", PINNED, "export", path).exit_code == 0
    before = path.read_bytes()

    def no_room(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("tui.cli.database.write_database", no_room)
    for name in (path, tmp_path / "new.sqlite"):
        assert "database or disk is full" in refused(run("--facts", PINNED, "export", name))
    monkeypatch.undo()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    for name in (path, tmp_path / "new.sqlite"):
        assert "No space left on device" in refused(run("--facts", PINNED, "export", name))
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("ending", ["-wal", "-journal"])
def test_a_database_that_a_program_has_open_is_left_alone(tmp_path: Path, ending: str) -> None:
    path = tmp_path / "facts.sqlite"
    assert run("--facts", PINNED, "export", path).exit_code == 0
    Path(f"{path}{ending}").write_bytes(b"not yet in the database")
    assert "Close it" in refused(run("--facts", PINNED, "export", path))


def test_facts_with_an_error_are_not_exported(tmp_path: Path) -> None:
    facts = tmp_path / "facts.yaml"
    facts.write_text("format: xev-facts/1\nwheels: 4\n", encoding="utf-8")
    done = run("--facts", facts, "export", tmp_path / "facts.sqlite")
    assert done.exit_code == 2
    assert f"{facts}:2:1: error" in done.stderr
    assert list(tmp_path.iterdir()) == [facts]
