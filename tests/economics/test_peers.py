"""Makers beside each other: the figures of the shipped facts, and the rules on small books."""

from decimal import Decimal
from typing import Any

import pytest

from tests.books import book, fact, source
from tui.economics.crossing import Crossing, crossing, crossings
from tui.economics.peers import MEASURES, Peers, Standing, peers_of, sign_of
from tui.facts.book import FactBook
from tui.facts.figure import Figure
from tui.facts.model import Dims, Entity, Fact
from tui.facts.period import parse_period


def _cars(figure: Figure | None) -> int:
    assert figure is not None
    return round(figure.value)


def _ranked(book: FactBook, when: str, measure: str, currency: str = "CNY") -> dict[str, int]:
    ranked = peers_of(book, currency).ranked(parse_period(when), measure)
    return {standing.maker.called: _cars(standing.per_car) for standing in ranked}


def _one(
    book: FactBook, maker: str, when: str, measure: str = "operating", currency: str = "CNY"
) -> Standing:
    standings = peers_of(book, currency).standings(parse_period(when), measure)
    return next(standing for standing in standings if standing.maker.called == maker)


RANKINGS = {
    ("2025-Q1", "operating"): {
        "Lucid": -1_618_988,
        "Ford Model e": -199_236,
        "NIO": -152_516,
        "Xiaomi": -6_590,
        "Li Auto": 2_926,
        "BYD": 8_418,
        "Tesla": 8_621,
    },
    ("2025-Q1", "net"): {
        "Lucid": -856_877,
        "Rivian": -455_517,
        "NIO": -160_355,
        "Polestar": -112_338,
        "XPeng": -7_021,
        "Zeekr Group": -6_692,
        "Leapmotor": -1_485,
        "Li Auto": 6_963,
    },
    ("2026-Q1", "operating"): {
        "Lucid": -2_217_313,
        "Rivian": -590_544,
        "Xiaomi": -38_340,
        "XPeng": -29_905,
        "NIO": -3_700,
        "Tesla": 18_199,
    },
    ("2026-Q1", "gross"): {
        "Lucid": -698_470,
        "XPeng": 42_835,
        "Xiaomi": 49_380,
        "NIO": 58_217,
        "Rivian": 79_496,
        "Tesla": 91_285,
    },
    ("2026-Q2", "operating"): {
        "Rivian": -462_415,
        "Xiaomi": -24_952,
        "NIO": -3_225,
        "Tesla": 5_638,
    },
}


@pytest.mark.parametrize(("when", "measure"), RANKINGS)
def test_makers_are_ranked_from_the_largest_loss(
    shipped: FactBook, when: str, measure: str
) -> None:
    found = _ranked(shipped, when, measure)
    assert list(found.items()) == list(RANKINGS[when, measure].items())


@pytest.mark.parametrize(
    ("maker", "low", "high"),
    [
        ("Lucid", -1_619_626, -1_618_351),
        ("Ford Model e", -202_621, -195_958),
        ("NIO", -152_516 - 119, -152_516 + 119),
        ("Xiaomi", -6_590 - 659, -6_590 + 659),
    ],
)
def test_bounds_are_those_of_the_roundings(
    shipped: FactBook, maker: str, low: int, high: int
) -> None:
    figure = _one(shipped, maker, "2025-Q1").per_car
    assert figure is not None
    assert (round(figure.low), round(figure.high)) == (low, high)


def test_a_ranking_in_dollars_takes_the_mean_rate_of_the_quarter(shipped: FactBook) -> None:
    nio = _one(shipped, "NIO", "2025-Q1", "net", "USD")
    assert _cars(nio.per_car) == round(-6_750_000_000 / 42_094 / 7.2748)
    assert nio.rate
    assert nio.rate.value == Decimal("7.2748")
    assert list(_ranked(shipped, "2025-Q1", "operating", "USD")) == list(
        RANKINGS["2025-Q1", "operating"]
    )


@pytest.mark.parametrize(("maker", "each"), [("Tesla", 8_837), ("BYD", 9_148)])
def test_what_goes_to_shareholders_is_shown_apart(shipped: FactBook, maker: str, each: int) -> None:
    apart = _one(shipped, maker, "2025-Q1", "net")
    assert (apart.place, apart.why_not) == (None, "net result not on file")
    assert apart.nearest
    assert apart.nearest.measure.key == "to-shareholders"
    assert _cars(apart.nearest.per_car) == each


@pytest.mark.parametrize(
    ("when", "place", "of"), [("2025-Q2", 4, 9), ("2025-Q3", 6, 8), ("2025-Q4", 5, 6)]
)
def test_the_place_of_xiaomi(shipped: FactBook, when: str, place: int, of: int) -> None:
    assert _one(shipped, "Xiaomi", when).place == (place, place)
    assert len(_ranked(shipped, when, "operating")) == of


def test_a_profit_alert_is_a_range(shipped: FactBook) -> None:
    figure = _one(shipped, "NIO", "2025-Q4").per_car
    assert figure
    assert round(figure.value) == 3_606
    assert (round(figure.low), round(figure.high)) == (1_602, 5_609)


def test_a_single_weak_source_is_ranked_and_marked(shipped: FactBook) -> None:
    assert _one(shipped, "Xiaomi", "2026-Q2").is_weak
    assert not _one(shipped, "Xiaomi", "2026-Q1").is_weak


def test_who_is_not_ranked_says_why_and_what_comes_nearest(shipped: FactBook) -> None:
    apart = _one(shipped, "Li Auto", "2026-Q1")
    assert (apart.place, apart.why_not) == (None, "operating result not on file")
    assert apart.nearest
    assert apart.nearest.measure.key == "net"
    assert _cars(apart.nearest.per_car) == -23_922


def test_every_maker_without_a_place_has_a_reason(shipped: FactBook) -> None:
    peers = peers_of(shipped, "CNY")
    for quarter in peers.quarters():
        for standing in peers.standings(quarter):
            assert standing.is_ranked != bool(standing.why_not)
            assert not standing.is_ranked or (standing.per_car and standing.sources)


def test_it_opens_on_the_latest_quarter_with_five_makers(shipped: FactBook) -> None:
    assert peers_of(shipped, "CNY").latest() == parse_period("2026-Q1")


def test_shares_of_shareholders_are_never_net_results(shipped: FactBook) -> None:
    """Neither of whole makers nor of the quarters that only such a figure is known of."""
    told = {
        (fact.dims.entity, fact.period.text if fact.period else "")
        for fact in shipped.facts
        if fact.concept == "net_result"
    }
    assert not {entity for entity, _ in told} & {"tesla", "byd", "seres", "geely-auto"}
    quarters = [("lucid", "2024-Q1"), ("lucid", "2024-Q2"), ("lucid", "2025-Q2")]
    assert not told & {("nio", "2025-Q4"), *quarters}


def test_a_quarter_whose_sign_cannot_be_told(shipped: FactBook) -> None:
    li = _one(shipped, "Li Auto", "2025-Q4", "net").result
    assert li
    assert li.value == Decimal(-19_500_000)
    assert round(li.core.width / 2 / 1_000_000) == 51
    assert sign_of(li) == 0
    row = _row(shipped, "Li Auto")
    assert parse_period("2025-Q4") not in {mark.period for mark in row.marks}


def _row(book: FactBook, maker: str) -> Crossing:
    return next(row for row in crossings(peers_of(book, "CNY")) if row.maker.called == maker)


@pytest.mark.parametrize(
    ("maker", "measure", "most_lost", "fewest_earned"),
    [
        ("Xiaomi", "operating", 81_302, 108_796),
        ("NIO", "operating", 107_658, 124_807),
        ("XPeng", "net", 116_007, 116_249),
        ("Leapmotor", "net", 87_552, 120_863),
    ],
)
def test_where_makers_turned(
    shipped: FactBook, maker: str, measure: str, most_lost: int, fewest_earned: int
) -> None:
    row = _row(shipped, maker)
    assert row.measure.key == measure
    assert row.bracket
    assert tuple(map(_cars, row.bracket)) == (most_lost, fewest_earned)


@pytest.mark.parametrize(
    ("maker", "most_lost", "fewest_earned"),
    [("Tesla", 95_356, 88_496), ("Li Auto", 95_142, 14_464), ("Zeekr Group", 140_195, 130_866)],
)
def test_makers_without_one_volume(
    shipped: FactBook, maker: str, most_lost: int, fewest_earned: int
) -> None:
    row = _row(shipped, maker)
    assert row.bracket is None
    assert (_cars(row.lost[-1].cars), _cars(row.earned[0].cars)) == (most_lost, fewest_earned)


def test_another_measure_and_a_weak_source_count_for_nothing(shipped: FactBook) -> None:
    row = _row(shipped, "Xiaomi")
    hollow = {mark.period.text for mark in row.marks if not row.counts(mark)}
    assert hollow == {"2024-Q2", "2024-Q3", "2026-Q2"}
    assert len(row.lost) == 4


# On small books.

_MAKERS = {
    "segment": Entity("segment", "the segment", maker="Home", perimeter="segment"),
    "ann": Entity("ann", "Ann", perimeter="group"),
    "bob": Entity("bob", "Bob", perimeter="group", currency="USD"),
    "old": Entity("old", "Old", perimeter="group"),
    "new": Entity("new", "New", perimeter="group", replaces="old"),
}
_WHEN = parse_period("2025-Q1")


def _of(entity: str, **stated: str) -> list[Fact]:
    figures = [fact(concept, text, "2025-Q1") for concept, text in stated.items()]
    return [figure._replace(dims=Dims(entity)) for figure in figures]


def _makers(*facts: Fact, **parts: Any) -> Peers:
    return Peers(book(*facts, entities=_MAKERS, **parts), "CNY")


def _places(peers: Peers, measure: str = "operating") -> dict[str, tuple[int, int] | None]:
    return {s.maker.called: s.place for s in peers.ranked(_WHEN, measure)}


def _why(peers: Peers, maker: str, measure: str = "operating") -> str:
    standings = peers.standings(_WHEN, measure)
    return next(s.why_not for s in standings if s.maker.called == maker)


def test_places_widen_where_bounds_overlap() -> None:
    peers = _makers(
        *_of("segment", operating_result="-0.5 billion CNY", deliveries="50,001 cars"),
        *_of("ann", operating_result="-0.52 billion CNY", deliveries="50,001 cars"),
        *_of("new", operating_result="-2.00 billion CNY", deliveries="50,001 cars"),
    )
    assert _places(peers) == {"New": (1, 1), "Ann": (2, 3), "Home": (2, 3)}


def test_no_rate_no_rank() -> None:
    sold = _of("bob", operating_result="-0.5 billion USD", deliveries="50,001 cars")
    assert _places(_makers(*sold)) == {"Bob": (1, 1)}
    without = _makers(*sold, rates=())
    assert (_places(without), _why(without, "Bob")) == ({}, "no rate for 2025-Q1")


def test_a_segment_has_no_net_result() -> None:
    peers = _makers(*_of("segment", net_result="-0.5 billion CNY", deliveries="50,001 cars"))
    assert (_places(peers, "net"), _why(peers, "Home", "net")) == (
        {},
        "a segment has no net result",
    )


def test_two_perimeters_of_one_maker_are_never_in_one_ranking() -> None:
    old = _of("old", operating_result="-0.5 billion CNY", deliveries="50,001 cars")
    new = _of("new", operating_result="-0.9 billion CNY", deliveries="90,001 cars")
    assert _places(_makers(*old)) == {"Old": (1, 1)}
    both = _makers(*old, *new)
    assert (_places(both), _why(both, "Old")) == ({"New": (1, 1)}, "part of New")


@pytest.mark.parametrize(
    ("stated", "why"),
    [
        ({}, "no figures on file"),
        ({"deliveries": "50,001 cars"}, "operating result not on file"),
        ({"operating_result": "-0.5 billion CNY"}, "deliveries not on file"),
        (
            {"operating_result": "over 0 CNY", "deliveries": "50,001 cars"},
            "only the sign of its operating result is known",
        ),
        (
            {"operating_result": "-1 million CNY", "deliveries": "61 cars"},
            "fewer than 1,000 cars",
        ),
    ],
)
def test_what_is_missing_is_told(stated: dict[str, str], why: str) -> None:
    assert _why(_makers(*_of("ann", **stated)), "Ann") == why


def test_a_half_year_is_never_halved() -> None:
    half = [
        fact("operating_result", "-0.5 billion CNY", "2025-H1")._replace(dims=Dims("ann")),
        fact("deliveries", "50,001 cars", "2025-H1")._replace(dims=Dims("ann")),
    ]
    assert _why(_makers(*half), "Ann") == "half-year only"


def test_a_quarter_follows_from_its_half_year_and_says_so() -> None:
    later = [
        fact("operating_result", "-0.2 billion CNY", "2025-Q2")._replace(dims=Dims("ann")),
        fact("operating_result", "-0.5 billion CNY", "2025-H1")._replace(dims=Dims("ann")),
    ]
    standing = _makers(*_of("ann", deliveries="50,001 cars"), *later).ranked(_WHEN)[0]
    assert standing.result
    assert standing.result.value == Decimal(-300_000_000)
    assert standing.flags == ("rounded", "derived")


def test_who_else_counts_what_is_told() -> None:
    sold = _of("ann", operating_result="-0.53 billion CNY", deliveries="50,001 cars")
    vendor = Entity("vendor", "A vendor")
    ann = _MAKERS["ann"]._replace(counts="wholesales", operating="segment EBIT")
    entities = _MAKERS | {"ann": ann, "vendor": vendor}
    sources = [source("press", tier="blog")]
    told = [figure._replace(by="vendor") for figure in sold]
    peers = Peers(book(*told, entities=entities, sources=sources), "CNY")
    assert peers.ranked(_WHEN)[0].flags == ("named", "wholesales", "vendor", "weak")


def test_sure_signs_make_a_bracket_and_unsure_ones_do_not() -> None:
    quarters = {
        "2024-Q1": ("10,001 cars", "-0.3 billion CNY"),
        "2024-Q2": ("20,001 cars", "-0.1 billion CNY"),
        "2024-Q3": ("30,001 cars", "0.0 billion CNY"),
        "2024-Q4": ("40,001 cars", "over 0 CNY"),
    }
    facts = [
        fact(concept, text, when)._replace(dims=Dims("ann"))
        for when, texts in quarters.items()
        for concept, text in zip(("deliveries", "operating_result"), texts, strict=True)
    ]
    row = crossing(_makers(*facts), _MAKERS["ann"])
    assert row is not None
    assert [_cars(mark.cars) for mark in row.marks] == [10_001, 20_001, 40_001]
    assert row.bracket
    assert tuple(map(_cars, row.bracket)) == (20_001, 40_001)
    assert row.first_earned
    assert row.first_earned.period.text == "2024-Q4"


def test_every_measure_has_a_name_of_its_own() -> None:
    assert len({measure.name for measure in MEASURES.values()}) == len(MEASURES)
