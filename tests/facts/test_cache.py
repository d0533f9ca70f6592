"""The kept store: equal to what the text gives, ignored whenever it is anything else."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.facts import SAMPLE
from tui.facts import cache, model
from tui.facts.book import FactBook
from tui.facts.cache import cache_path, codecs, pack, read_cache, unpack, write_cache
from tui.facts.diagnostics import FactsError
from tui.facts.interval import Interval
from tui.facts.load import find_facts, load_text, open_book
from tui.facts.period import parse_period
from tui.facts.quantity import Hedge, Quantity, bounds

CONTENT = SAMPLE.encode()


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    """A facts file that has never been read."""
    path = tmp_path / "facts.yaml"
    path.write_bytes(CONTENT)
    return path


@pytest.fixture
def kept(facts: Path) -> Path:
    """The cache file of a facts file that was read once."""
    open_book(facts)
    return cache_path(facts)


def sample(path: Path) -> FactBook:
    return load_text(SAMPLE, str(path)).required()


def same(one: object, other: object) -> bool:
    """Equal, and to the last digit: 1.0 equals 1.00 but says something else."""
    return one == other and repr(one) == repr(other)


def test_what_is_kept_is_what_the_text_says(facts: Path) -> None:
    first, second = open_book(facts), open_book(facts)
    assert same(first, sample(facts))
    assert same(second, first)
    assert second.facts_of("deliveries") == first.facts_of("deliveries") != ()


def test_the_shipped_facts_are_kept_whole() -> None:
    path = find_facts()
    assert same(open_book(path), open_book(path))
    assert same(open_book(path), load_text(path.read_text(encoding="utf-8"), str(path)).required())


def test_the_second_time_neither_parser_nor_validator_is_loaded(facts: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from tui.facts.load import open_book;"
        f"open_book(Path({str(facts)!r}));"
        "print(*({'yaml', 'pydantic'} & set(sys.modules)))"
    )
    run = [sys.executable, "-c", code]
    first, second = (
        subprocess.run(run, capture_output=True, text=True, check=True).stdout.split()
        for _ in range(2)
    )
    assert sorted(first) == ["pydantic", "yaml"]
    assert second == []


def test_another_text_is_read_anew(facts: Path, kept: Path) -> None:
    facts.write_text(SAMPLE.replace("title: ", "title: Another ", 1), encoding="utf-8")
    assert open_book(facts).title.startswith("Another ")
    assert len(list(kept.parent.iterdir())) == 1, "one cache a file, however often it is saved"


def test_the_path_is_the_one_it_was_opened_by(
    facts: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(facts.parent)
    assert open_book(Path("facts.yaml")).path == "facts.yaml"
    assert cache_path(Path("facts.yaml")) == kept


def test_another_program_does_not_count(
    kept: Path, facts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read_cache(kept, CONTENT, str(facts))
    monkeypatch.setattr(cache, "__version__", "99")
    assert read_cache(kept, CONTENT, str(facts)) is None


@given(st.data())
def test_a_changed_byte_anywhere_is_noticed(data: st.DataObject) -> None:
    good = _good_cache()
    at = data.draw(st.integers(0, len(good) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != good[at]))
    assert _read(good[:at] + bytes([other]) + good[at + 1 :]) is None


@given(st.integers(0, 10**6))
def test_a_file_cut_short_is_noticed(length: int) -> None:
    good = _good_cache()
    assert _read(good[: length % len(good)]) is None


@given(st.binary(max_size=200))
def test_foreign_content_is_noticed(content: bytes) -> None:
    assert _read(content) is None


def test_a_sound_envelope_around_something_else_is_noticed() -> None:
    for body in (b"{}", b"[]", b"null", b"\xff", b'{"title": 1}', b"[" * 100_000):
        head = cache._head(CONTENT, {}, body)
        assert _read(head + b"\n" + body) is None
    good = _good_cache()
    head, _, body = good.partition(b"\n")
    assert _read(good) == sample(Path("facts.yaml"))


def test_periods_and_numbers_that_are_none_are_noticed() -> None:
    body = _good_cache().partition(b"\n")[2]
    for old, new in ((b'"2025-11-21"', b'"2025-11-31"'), (b'"7.2272"', b'"seven"')):
        spoilt = body.replace(old, new)
        assert spoilt != body
        assert _read(cache._head(CONTENT, {}, spoilt) + b"\n" + spoilt) is None


def test_a_broken_file_is_not_kept(facts: Path) -> None:
    facts.write_text("format: nothing\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(FactsError):
            open_book(facts)
    assert not cache_path(facts).exists()


def test_a_folder_that_cannot_be_written_is_no_error(
    facts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert same(open_book(facts), sample(facts))
    assert not write_cache(cache_path(facts), CONTENT, sample(facts), {})


def test_a_cache_that_is_a_folder_is_no_error(facts: Path, kept: Path) -> None:
    kept.unlink()
    kept.mkdir()
    assert same(open_book(facts), sample(facts))


def test_two_programs_at_once_leave_one_whole_cache(facts: Path) -> None:
    found: list[FactBook] = []
    threads = [threading.Thread(target=lambda: found.append(open_book(facts))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(same(book, sample(facts)) for book in found)
    assert [path.name for path in cache_path(facts).parent.iterdir()] == [cache_path(facts).name]
    assert read_cache(cache_path(facts), CONTENT, str(facts))


def test_another_process_reads_while_this_one_is_busy(facts: Path) -> None:
    done: list[str] = []
    assert same(open_book(facts, lambda: done.append("first")), sample(facts))
    assert same(open_book(facts, lambda: done.append("second")), sample(facts))
    assert done == ["first"], "with a cache there is nothing to wait for"


def test_a_broken_file_is_told_here_though_another_process_read_it(
    facts: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    facts.write_text("format: nothing\n", encoding="utf-8")
    with pytest.raises(FactsError):
        open_book(facts, lambda: None)
    assert capfd.readouterr() == ("", "")


DECIMALS = st.decimals(allow_nan=False, allow_infinity=False)
WORDS = st.text(max_size=12)
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31)).map(lambda day: parse_period(str(day)))
PERIODS = DAYS | st.sampled_from(
    ["2025-Q2", "2025-H1~", "2025?", "../2025-06-30", "2025-01/..", "[2025-01-01..2025-02-03]"]
).map(parse_period)
HEDGES = st.sampled_from(Hedge)


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    number = draw(st.decimals(-(10**9), 10**9, places=draw(st.integers(0, 4))))
    step = draw(st.sampled_from([Decimal("0.10"), Decimal(1), Decimal("1E+3")]))
    hedge = draw(HEDGES)
    core, support = bounds(number, step, hedge)
    return Quantity(draw(WORDS), number, draw(WORDS), hedge, step, core, support)


MARKS = st.builds(model.Mark, st.integers(0, 10**6), st.integers(0, 10**3))
SOURCES = st.lists(WORDS, max_size=3).map(tuple)
FACTS = st.builds(
    model.Fact,
    concept=WORDS,
    dims=st.builds(model.Dims, WORDS, WORDS, WORDS, WORDS, WORDS),
    period=st.none() | PERIODS,
    text=WORDS,
    quantity=st.none() | quantities(),
    sources=SOURCES,
    versus=st.none() | PERIODS,
    note=WORDS,
    mark=MARKS,
)
CLAIMS = st.lists(st.builds(model.Claim, WORDS, SOURCES), max_size=3).map(tuple)
ABOUT = st.builds(model.About, WORDS, st.none() | PERIODS, WORDS)
RECORDS = {
    model.Fact: FACTS,
    model.Forecast: st.builds(
        model.Forecast, PERIODS, WORDS, WORDS, FACTS, WORDS, SOURCES, mark=MARKS
    ),
    model.Dispute: st.builds(
        model.Dispute, WORDS, WORDS, ABOUT, CLAIMS, st.integers(0, 9), WORDS, mark=MARKS
    ),
    model.Rate: st.builds(
        model.Rate, WORDS, WORDS, PERIODS, DECIMALS, DECIMALS, DECIMALS, DECIMALS, SOURCES
    ),
    model.Model: st.builds(
        model.Model, WORDS, WORDS, WORDS, trims=st.dictionaries(WORDS, WORDS, max_size=3)
    ),
    Interval: quantities().map(lambda quantity: quantity.support),
}


@given(st.data())
def test_records_come_back_as_they_were(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(list(RECORDS)))
    items = data.draw(st.lists(RECORDS[kind], max_size=5))
    assert same(unpack(kind, json.loads(json.dumps(pack(kind, items)))), items)


def test_columns_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="length"):
        unpack(model.Mark, [[1, 2], [3], ["", ""]])
    with pytest.raises(ValueError, match="zip"):
        unpack(model.Mark, [[1, 2], [1, 2]])


def test_every_field_of_the_store_is_kept() -> None:
    assert [name for name, _ in codecs(FactBook)] == [field.name for field in fields(FactBook)]


def _good_cache() -> bytes:
    """A whole cache of the sample, made once."""
    if not _GOOD:
        body = json.dumps(pack(FactBook, [sample(Path("facts.yaml"))])).encode()
        _GOOD.append(cache._head(CONTENT, {}, body) + b"\n" + body)
    return _GOOD[0]


_GOOD: list[bytes] = []


def _read(content: bytes) -> FactBook | None:
    """What comes of a cache file with this content."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "cache.json"
        path.write_bytes(content)
        return read_cache(path, CONTENT, "facts.yaml")
