"""What the checks find on the shipped facts, pinned: a new finding is news, a lost one too."""

from decimal import Decimal
from typing import Any

import pytest
import yaml

from tests import DATA, SHIPPED
from tui.checks.finding import Finding, has_errors, listed
from tui.checks.issues import items_of
from tui.checks.run import run_checks
from tui.facts.load import load_facts

PINNED = DATA / "shipped_findings.txt"


def told(finding: Finding) -> str:
    """A finding without its line, which changes whenever a figure is added above it."""
    maker = finding.mark.file and finding.dims.entity
    dims = "/".join(part for part in (maker, finding.dims.model, finding.dims.trim) if part)
    period = finding.period.text if finding.period else ""
    known = " known" if finding.acknowledged else ""
    return f"{finding.check} {finding.verdict} {finding.concept} {period} {dims}".strip() + known


def test_the_findings_on_the_shipped_facts_are_the_pinned_ones() -> None:
    """To pin them anew after a change of facts.yaml: `make findings`."""
    findings = listed(run_checks(load_facts(SHIPPED)))
    assert sorted(map(told, findings)) == PINNED.read_text(encoding="utf-8").splitlines()


WRONG = [
    ("leapmotor", "gross_margin", "2024-Q3", "8.2%"),
    ("polestar", "net_result", "2025-Q2", "-1.03 billion USD"),
    ("lucid", "net_result", "2024", "-2,713.9 million USD"),
    ("nio", "net_per_car", "2024", "-100,911 CNY/car"),
]


@pytest.mark.parametrize(("maker", "concept", "when", "text"), WRONG)
def test_what_is_known_to_be_wrong_of_a_maker_is_found(
    maker: str, concept: str, when: str, text: str
) -> None:
    findings = run_checks(load_facts(SHIPPED))
    apart = [item for item in findings if item.verdict in ("conflict", "tension")]
    found = [item for item in apart if item.facts and item.facts[0].text == text]
    about = {(item.dims.entity, item.concept, str(item.period)) for item in found}
    assert about == {(maker, concept, when)}
    assert all(item.acknowledged for item in found)


PRINTED: list[dict[str, Any]] = yaml.safe_load(
    (DATA / "published_per_car.yaml").read_text(encoding="utf-8")
)["published"]
NOT_FOLLOWING = {
    row["id"]
    for row in PRINTED
    if row["agrees"] is False
    or row["id"]
    in (
        *("ford-2023q1-us", "ford-2023q2-us", "ford-2023q3-us", "ford-2024q2"),
        *("rivian-2024q1-round", "nio-fy2024"),
        *("byd-2022q3", "byd-2022q3-alt", "tesla-2022q3"),
    )
}
NO_MAKER = "western-evs-3y"


def test_printed_figures_per_car_are_on_file_and_in_disputes_where_they_do_not_follow() -> None:
    book = load_facts(SHIPPED)
    items = items_of(book)
    for row in PRINTED:
        value = Decimal(row["published_per_car"]) * (-1 if row["direction"] == "loss" else 1)
        stated = [
            fact
            for fact in book.facts
            if fact.concept.endswith("_per_car")
            and fact.quantity
            and (abs(fact.quantity.value), fact.quantity.unit)
            == (abs(value), f"{row['currency']}/car")
            and fact.period
            and fact.period.text == row["period"].removeprefix("FY")
            and fact.dims.entity != book.home.entity
        ]
        assert bool(stated) == (row["id"] != NO_MAKER), row
        apart = [item for item in items if any(fact in item.facts for fact in stated)]
        assert (row["id"] in NOT_FOLLOWING) <= bool(apart), row
        assert all(finding.reason for item in apart for finding in item.disagreements), row


def test_no_conflict_is_left_unexplained() -> None:
    assert not has_errors(run_checks(load_facts(SHIPPED)))


if __name__ == "__main__":
    lines = sorted(map(told, listed(run_checks(load_facts(SHIPPED)))))
    PINNED.write_text("\n".join(lines) + "\n", encoding="utf-8")
