"""Conflict, tension, strained, consistent: by the intervals of two wordings."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.books import UNITS
from tui.checks.verdict import VERDICTS, judge, judge_computed, snapped
from tui.facts.figure import Figure, assumed
from tui.facts.interval import INFINITY, Interval
from tui.facts.quantity import parse_quantity


def figure(text: str) -> Figure:
    q = parse_quantity(text, UNITS)
    return Figure(q.value, q.core, q.support, q.unit, "it")


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        ("18.6 billion CNY", "18.58 billion CNY", "consistent"),
        ("18.6 billion CNY", "18.60 billion CNY", "consistent"),
        ("20.6 billion CNY", "2.06 billion CNY", "conflict"),
        ("over 300,000 cars", "294,025 cars", "conflict"),
        ("over 255,000 cars", "258,021 cars", "tension"),
        ("over 157,000 cars", "157,171 cars", "consistent"),
        ("over 157,000 cars", "157,003 cars", "consistent"),
        ("23%", "23.48%", "consistent"),
        ("23%", "23.96%", "tension"),
        ("23%", "24%", "strained"),
        ("23%", "24.1%", "conflict"),
        ("about 900 USD/car", "about 905 USD/car", "consistent"),
        ("exactly 75,869 cars", "75,869 cars", "consistent"),
        ("75,869 cars", "75,870 cars", "consistent"),
        ("75,869 cars", "75,868 cars", "conflict"),
    ],
)
def test_two_wordings_of_one_figure(a: str, b: str, verdict: str) -> None:
    assert judge(figure(a), figure(b), whole=a.endswith("cars")) == verdict


def test_a_tie_counts_only_when_both_ends_are_closed() -> None:
    truncated = Figure(
        Decimal(5), Interval(Decimal(5), Decimal(6), False, True),
        Interval(Decimal(5), Decimal(6), False, True), "%", "it",
    )  # fmt: skip
    assert judge(truncated, assumed(6, "%", "it")) == "conflict"
    assert judge(truncated, assumed(5, "%", "it")) == "strained"


def test_counts_are_whole_numbers() -> None:
    half = Interval(Decimal("10.2"), Decimal("12.0"), False, True)
    assert snapped(half) == Interval(Decimal(11), Decimal(11))
    assert snapped(Interval(Decimal("3.2"), Decimal("3.8"))) == Interval(
        Decimal("3.2"), Decimal("3.8")
    )
    assert snapped(Interval(Decimal(300000), INFINITY, True)).lo == 300001


def test_what_is_known_from_one_side_decides_only_against() -> None:
    least = Figure(
        Decimal(10), Interval(Decimal(10), Decimal(11)), Interval(Decimal(10), INFINITY), "%", "it"
    )
    assert judge_computed(assumed(12, "%", "it"), least) == "undecided"
    assert judge_computed(assumed(9, "%", "it"), least) == "conflict"
    assert judge_computed(figure("nearly 10%"), least._replace(unit="%")) == "conflict"
    assert judge_computed(figure("over 8%"), least) == "tension"


WORDINGS = st.builds(
    "{}{} cars".format,
    st.sampled_from(["", "about ", "over ", "under ", "nearly ", "at least ", "exactly "]),
    st.integers(1, 10**7).map("{:,}".format),
)


@given(WORDINGS, WORDINGS)
def test_the_order_of_two_figures_does_not_matter(a: str, b: str) -> None:
    p, q = figure(a), figure(b)
    assert judge(p, q, whole=True) == judge(q, p, whole=True)


@given(WORDINGS)
def test_a_figure_agrees_with_itself(a: str) -> None:
    assert judge(figure(a), figure(a), whole=True) in ("consistent", "strained")


@given(WORDINGS, WORDINGS)
def test_a_conflict_means_that_no_number_fits_both(a: str, b: str) -> None:
    p, q = figure(a), figure(b)
    verdict = judge(p, q)
    assert verdict in VERDICTS
    assert (verdict == "conflict") == (p.support.meet(q.support) is None)
