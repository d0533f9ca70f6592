"""A facts file and the files that it includes: one book, or every error of every file at once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from tests.facts import SAMPLE
from tui.checks.report import check_file
from tui.checks.run import run_checks
from tui.economics.account import base_of
from tui.economics.per_car import result_per_car
from tui.facts.book import FactBook
from tui.facts.cache import cache_path, read_cache
from tui.facts.convert import convert
from tui.facts.diagnostics import full
from tui.facts.include import MAX_FILES, entrance_of
from tui.facts.load import load_facts, open_book, read_facts_file
from tui.facts.model import Dims, Mark
from tui.facts.period import parse_period

NIO = """\
entities:
  nio: {name: NIO, perimeter: group, counts: deliveries, currency: USD, first_delivery: 2018-06}
sources:
  nio-25q1: {title: Results, publisher: NIO, tier: company}
facts:
- source: nio-25q1
  period: 2025-Q1
  states: {deliveries: "42,094 cars", operating_result: "-6,750.0 million CNY"}
events:
- {date: 2025-06-03, kind: result, title: First quarter, source: nio-25q1}
"""
BYD = NIO.replace("nio", "byd").replace("NIO", "BYD")


def written(
    folder: Path, include: str = "[peers/nio.yaml]", parts: Mapping[str, str] | None = None
) -> Path:
    """A facts file that includes others, NIO's unless others are given."""
    for name, text in (parts or {"peers/nio.yaml": NIO}).items():
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / name).write_text(text, encoding="utf-8")
    path = folder / "facts.yaml"
    path.write_text(SAMPLE.replace("currency: CNY\n", f"currency: CNY\ninclude: {include}\n", 1))
    return path


def told(path: Path) -> list[str]:
    """What is said of a file, with the folder left out."""
    loaded = read_facts_file(path)
    assert (loaded.book is None) == any(item.severity == "error" for item in loaded.diagnostics)
    return [str(item).removeprefix(f"{path.parent}/") for item in loaded.diagnostics]


def test_a_part_adds_to_the_sections_and_is_about_its_own_first_entity(tmp_path: Path) -> None:
    book = load_facts(written(tmp_path))
    maker = book.entities["nio"]
    assert (maker.is_maker, maker.currency, maker.fiscal_end) == (True, "USD", "december")
    assert book.home == Dims("segment")
    (fact,) = (fact for fact in book.facts if fact.dims.entity == "nio" and fact.text[0] == "4")
    assert fact.mark == Mark(8, 24, "peers/nio.yaml")
    assert book.place(fact.mark) == "peers/nio.yaml:8"
    assert book.file_of(fact.mark) == tmp_path / "peers/nio.yaml"
    assert book.events[-1].entity == "nio"
    assert {event.entity for event in book.events[:-1]} == {"segment"}
    assert book.parts == ("peers/nio.yaml",)


def test_a_book_can_be_looked_at_from_each_of_its_makers(tmp_path: Path) -> None:
    part = NIO.replace("-6,750.0 million CNY", "-900.0 million USD")
    book = load_facts(written(tmp_path, parts={"peers/nio.yaml": part}))
    quarter = parse_period("2025-Q1")
    assert list(book.makers) == ["segment", "nio"]
    assert [book.maker_named(name) for name in ("NIO", "nio", "Tesla")] == ["nio", "nio", ""]
    nio = book.of("nio")
    assert (nio.home, nio.currency, nio.is_peer("segment")) == (Dims("nio"), "USD", True)
    loss = nio.best("operating_result", quarter)
    assert loss
    assert (loss.value, loss.unit) == (Decimal(-900_000_000), "USD")
    assert book.best("operating_result", quarter, Dims("nio")) == loss
    yuan = convert(nio, loss, "CNY", quarter)
    assert yuan == convert(book, loss, "CNY", quarter)
    assert yuan
    assert yuan.unit == "CNY"
    assert nio.of("segment").best("deliveries", quarter) == book.best("deliveries", quarter)
    per_car = result_per_car(base_of(nio, quarter))
    assert per_car
    assert round(per_car.value) == -21_381


@pytest.mark.parametrize(("entity", "explained"), [("", True), ("segment", False)])
def test_an_acknowledgement_in_a_part_is_about_its_own_maker(
    tmp_path: Path, entity: str, explained: bool
) -> None:
    part = NIO + (
        "- {date: 2025-06-04, kind: result, title: Corrected, source: nio-25q1}\n"
        "acknowledge:\n- check: same-figure\n  concept: deliveries\n  expect: conflict\n"
        "  reason: one counts exports\n" + (f"  entity: {entity}\n" if entity else "")
    )
    again = "facts:\n- {source: nio-25q1, period: 2025-Q1, states: {deliveries: 50 cars}}\n"
    path = written(tmp_path, parts={"peers/nio.yaml": part.replace("facts:\n", again)})
    found = [item for item in run_checks(load_facts(path)) if item.dims.entity == "nio"]
    assert {item.acknowledged for item in found if item.check == "same-figure"} == {explained}


def test_the_order_of_the_parts_means_nothing(tmp_path: Path) -> None:
    parts = {"peers/nio.yaml": NIO, "peers/byd.yaml": BYD}
    one = load_facts(written(tmp_path, "[peers/nio.yaml, peers/byd.yaml]", parts))
    other = load_facts(written(tmp_path, "[peers/byd.yaml, peers/nio.yaml]", parts))
    assert set(one.facts) == set(other.facts)
    assert one.home == other.home


@pytest.mark.parametrize(
    ("include", "says"),
    [
        (
            "[../x.yaml]",
            "error[include-outside]: '../x.yaml' leaves the folder of facts.yaml "
            "(put it in that folder or below)",
        ),
        (
            "[peers/nio.yml]",
            "error[include-missing]: there is no peers/nio.yml (did you mean 'peers/nio.yaml'?)",
        ),
        (
            "[peers/*.yaml]",
            "error[include-missing]: there is no peers/*.yaml (did you mean 'peers/nio.yaml'?)",
        ),
        ("[/etc/x.yaml]", "error[include-outside]: '/etc/x.yaml' leaves the folder of facts.yaml "
         "(put it in that folder or below)"),
        ("[~/x.yaml]", "error[include-outside]: '~/x.yaml' leaves the folder of facts.yaml "
         "(put it in that folder or below)"),
        ('["C:x.yaml"]', "error[include-outside]: 'C:x.yaml' leaves the folder of facts.yaml "
         "(put it in that folder or below)"),
        ("[link.yaml]", "error[include-outside]: 'link.yaml' leaves the folder of facts.yaml "
         "(put it in that folder or below)"),
        ("[peers]", "error[include-name]: 'peers' is not a YAML file "
         "(its name ends in .yaml or .yml)"),
        ("['peers\\nio.yaml']", "error[include-name]: 'peers\\nio.yaml' has a backslash "
         "(write / between folder and file)"),
        ("[./peers/nio.yaml]", "error[include-name]: './peers/nio.yaml' has more than its path "
         "(write peers/nio.yaml)"),
        ("[pipe.yaml]", "error[include-not-a-file]: 'pipe.yaml': this is not a regular file "
         "(name a file on disk)"),
        ("[facts.yaml]", "error[include-twice]: 'facts.yaml' cannot include itself"),
    ],
)  # fmt: skip
def test_a_name_that_cannot_be_included(tmp_path: Path, include: str, says: str) -> None:
    folder = tmp_path / "own"
    path = written(folder)
    (tmp_path / "x.yaml").write_text(NIO)
    (folder / "link.yaml").symlink_to(tmp_path / "x.yaml")
    os.mkfifo(folder / "pipe.yaml")
    written(folder, include)
    assert told(path) == [f"facts.yaml:6:11: {says}"]


def test_a_file_may_be_included_once_by_whatever_name(tmp_path: Path) -> None:
    path = written(tmp_path, "\n- peers/nio.yaml\n- peers/nio.yaml\n- peers/same.yaml")
    (tmp_path / "peers/same.yaml").symlink_to(tmp_path / "peers/nio.yaml")
    assert told(path) == [
        "facts.yaml:8:3: error[include-twice]: 'peers/nio.yaml' is included on line 7 already",
        "facts.yaml:9:3: error[include-twice]: 'peers/same.yaml' is included on line 7 already",
    ]


def test_more_files_than_anybody_has_makers(tmp_path: Path) -> None:
    parts = {f"peers/m{n}.yaml": NIO.replace("nio", f"m{n}") for n in range(MAX_FILES + 1)}
    path = written(tmp_path, f"[{', '.join(parts)}]", parts)
    (only,) = told(path)
    assert f"error[include-limit]: {MAX_FILES + 1} files are included, the limit is 64" in only


def test_a_part_sets_no_terms(tmp_path: Path) -> None:
    terms = "currency: CNY\nrates: []\ninclude: [other.yaml]\n"
    assert told(written(tmp_path, parts={"peers/nio.yaml": terms + NIO})) == [
        f"peers/nio.yaml:{line}:1: error[entrance-only]: '{name}' belongs in facts.yaml only "
        "(move it there)"
        for line, name in enumerate(("currency", "rates", "include"), 1)
    ]


def test_an_id_stands_in_one_file(tmp_path: Path) -> None:
    double = BYD.replace("byd-25q1:", "nio-25q1:").replace("byd-25q1", "nio-25q1")
    parts = {"peers/nio.yaml": NIO, "peers/byd.yaml": double}
    assert told(written(tmp_path, "[peers/nio.yaml, peers/byd.yaml]", parts)) == [
        "peers/byd.yaml:4:3: error[duplicate-id]: source 'nio-25q1' is defined in "
        "peers/nio.yaml:4 too"
    ]


def test_all_errors_of_all_files_come_at_once_each_with_its_file(tmp_path: Path) -> None:
    parts = {
        "peers/nio.yaml": NIO.replace("42,094 cars", "$3").replace("tier: company", "tier: compny"),
        "peers/byd.yaml": BYD.replace("facts:", "facts: ["),
        "peers/latin.yaml": "",
    }
    include = "[peers/nio.yaml, peers/byd.yaml, peers/latin.yaml, peers/none.yaml]"
    path = written(tmp_path, include, parts)
    (tmp_path / "peers/latin.yaml").write_bytes(b"entities:\n  # Citro\xebn\n")
    path.write_text(path.read_text().replace("23.0%", "$23"))
    found = told(path)
    assert [item.split(": ")[1] for item in found] == [
        "error[include-missing]",
        "error[bad-quantity]",
        "error[bad-value]",
        "error[bad-quantity]",
        "error[syntax]",
        "error[encoding]",
    ]
    places = [item.split(":")[0] for item in found]
    assert places == ["facts.yaml"] * 2 + ["peers/nio.yaml"] * 2 + [
        "peers/byd.yaml",
        "peers/latin.yaml",
    ]


def test_a_file_that_cannot_be_read_makes_no_other_name_unknown(tmp_path: Path) -> None:
    path = written(tmp_path, parts={"peers/nio.yaml": NIO.replace("facts:", "facts: [")})
    path.write_text(path.read_text().replace("entity: group", "entity: nio", 1))
    (only,) = told(path)
    assert only.startswith("peers/nio.yaml:")


def test_the_full_form_shows_the_line_of_the_part(tmp_path: Path) -> None:
    path = written(tmp_path, parts={"peers/nio.yaml": NIO.replace("42,094 cars", "$3")})
    printed = full(read_facts_file(path).diagnostics)
    assert f"--> {tmp_path}/peers/nio.yaml:8:25" in printed
    assert '8 |   states: {deliveries: "$3"' in printed


def test_the_cache_holds_for_the_files_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = written(tmp_path)
    first = open_book(path)

    def kept() -> FactBook | None:
        return read_cache(cache_path(path), path.read_bytes(), str(path))

    assert kept() == first
    part = tmp_path / "peers/nio.yaml"
    part.write_text(NIO.replace("42,094", "42,095"))
    assert kept() is None
    assert "42,095 cars" in {fact.text for fact in open_book(path).facts}
    part.unlink()
    assert kept() is None


def test_a_part_alone_is_checked_by_way_of_its_entrance(tmp_path: Path) -> None:
    path = written(tmp_path, parts={"peers/nio.yaml": NIO.replace("42,094 cars", "$3")})
    part = tmp_path / "peers/nio.yaml"
    assert entrance_of(part) == (path, "peers/nio.yaml", True)
    assert entrance_of(path) == (path, "", True)
    path.write_text(path.read_text().replace("23.0%", "$23"))
    outcome = check_file(part, "text")
    assert outcome.text.startswith(f"{part}:8:25: error[bad-quantity]")
    assert "\n" not in outcome.text
    assert outcome.exit_code == 1


def test_a_part_is_checked_with_the_facts_file_near_it_before_that_includes_it(
    tmp_path: Path,
) -> None:
    path = written(tmp_path)
    part = tmp_path / "peers/byd.yaml"
    part.write_text(BYD.replace("42,094 cars", "42,094 CNY"), encoding="utf-8")
    assert entrance_of(part) == (path, "peers/byd.yaml", False)
    (wrong, advice) = check_file(part, "text").text.splitlines()[::-1]
    assert wrong.startswith(f"{part}:8:24: error[unit-mismatch]: deliveries is counted in cars")
    assert advice == (
        f"{part}:1:1: warning[not-included]: facts.yaml does not include it "
        "(write - peers/byd.yaml under include: there)"
    )
    part.write_text(BYD, encoding="utf-8")
    outcome = check_file(part, "text")
    assert outcome.exit_code == 0
    assert outcome.summary.startswith("0 errors, 1 warning,")


def test_a_part_that_no_facts_file_is_near_to_is_told_to_be_one(tmp_path: Path) -> None:
    part = tmp_path / "byd.yaml"
    part.write_text(BYD, encoding="utf-8")
    assert told(part) == [
        "byd.yaml:1:1: error[part]: this is a part of a facts file, which has title, units and "
        "concepts (name the file that has it under include:)"
    ]
