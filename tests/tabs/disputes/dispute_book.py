"""A small book whose sources disagree in every way."""

from __future__ import annotations

from tests.books import book, fact, source
from tui.checks.issues import Item, items_of
from tui.facts.book import FactBook
from tui.facts.model import About, Claim, Dispute, Fact, Mark
from tui.facts.period import parse_period

RIGHT = fact("car_revenue", "20.6 billion CNY", "2025-Q2", source=("hk01", "wedoany"), line=10)
SLIPPED = fact(
    "car_revenue",
    "2.06 billion CNY",
    "2025-Q2",
    source="mitrade",
    rank="deprecated",
    reason="slipped decimal",
    line=11,
)
IN_EUROS = fact("car_revenue", "2.55 billion EUR", "2025-Q2", source="article", line=12)
TOP = fact("range_cltc", "835 km", source="maker", model="yu7", trim="max", line=20)
LOW = fact("range_cltc", "760 km", source="blog", model="yu7", trim="max", line=21)
DAY = fact("launch", "2025-06-26", source="maker", model="yu7", line=30)
OTHER_DAY = fact("launch", "2025-07-06", source="blog", model="yu7", line=31)
LOST = fact("profit_per_car", "under -5,000 USD/car", "2024", source="article", line=40)
LOST_MORE = fact("profit_per_car", "-6,250 USD/car", "2024", source="wedoany", line=41)
FITS = (
    fact("gross_margin", "23.2%", "2025-Q1", source="hk01", line=50),
    fact("gross_margin", "23.2%", "2025-Q1", source="wedoany", line=51),
)

COUNTED = Dispute(
    "What passed 500,000",
    "definition",
    About("deliveries_total"),
    (Claim("cars built", ("hk01",)), Claim("[cars] delivered", ("blog",))),
    1,
    "Cars built.",
    Mark(60),
)
LAUNCHED = Dispute(
    "When the YU7 went on sale",
    "superseded",
    About("launch", model="yu7"),
    (Claim("in July", ("blog",)), Claim("on 26 June", ("maker",))),
    2,
    "In June; the plan moved forward.",
    Mark(61),
)
WHO = Dispute(
    "Who is president",
    "unresolved",
    claims=(Claim("Lei Jun", ("article",)), Claim("Lu Weibing", ("hk01",))),
    verdict="Open.",
    mark=Mark(62),
)

SOURCES = (
    source("results", "2025-08-19", tier="company"),
    source("maker", "2025-06-26", tier="company"),
    source("hk01", "2025-08-19", ("results",)),
    source("wedoany", "2025-08-21", ("hk01",)),
    source("mitrade", "2025-08-19", tier="aggregator"),
    source("article", "2025-08-25", tier="article"),
    source("blog", tier="blog"),
)
FACTS = (RIGHT, SLIPPED, IN_EUROS, TOP, LOW, DAY, OTHER_DAY, LOST, LOST_MORE, *FITS)


def disputes(*more: Fact) -> FactBook:
    """The whole of it, and some more statements."""
    return book(*FACTS, *more, sources=SOURCES, disputes=(COUNTED, LAUNCHED, WHO))


BOOK = disputes()
ITEMS = items_of(BOOK)


def item(title: str, items: tuple[Item, ...] = ITEMS) -> Item:
    """The one with a title."""
    (found,) = [item for item in items if item.title == title]
    return found


def crowd(number: int) -> FactBook:
    """As many written questions as asked for."""
    asked = tuple(
        Dispute(
            f"Question {n}", "wrong", About("", parse_period(f"{2000 + n}")), verdict="Settled."
        )
        for n in range(number)
    )
    return book(disputes=asked)
