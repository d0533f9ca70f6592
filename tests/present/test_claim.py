"""Whether a published figure holds, in one sentence that says how it was read and whose it is."""

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from tests.books import fact, rate, source
from tests.economics.quarters import BOOK
from tui.cli.main import cli
from tui.economics.account import base_of
from tui.economics.parse import InputError
from tui.economics.per_car import PRINTED
from tui.facts.book import FactBook
from tui.facts.period import parse_period
from tui.present.claim import DOES_NOT, HOLDS, ONLY_IF, judge, no_rate

RATES = (rate("2025-Q1", "7.2748", source="company"), rate("2025-Q4", "7.0912", source="company"))
DATED = replace(BOOK, rates=RATES)


def said(text: str, period: str = "2025-Q1") -> tuple[str, str]:
    verdict = judge(DATED, base_of(DATED, parse_period(period)), text)
    return verdict.answer, verdict.says


@pytest.mark.parametrize(
    "text",
    [
        *("about 900 USD", "$900 a car", "900 US dollars", "-900 USD", "a loss of 6,500 yuan"),
        *("¥6,590", "lost 900 dollars per car", "About 900 USD lost on every car"),
        *("made a $900 loss per car", "made -900 USD a car", "is making a loss of 900 USD"),
    ],
)
def test_a_figure_inside_what_the_rounding_allows_holds(text: str) -> None:
    answer, says = said(text)
    assert answer == HOLDS
    assert "(815 to 997)" in says or "(5,930 to 7,250)" in says
    assert "which goes back to company" in says


@pytest.mark.parametrize(
    ("text", "as_read"),
    [
        ("0.65万元", "a loss of 6,500 CNY"),
        ("亏损0.65万元", "a loss of 6,500 CNY"),
        ("每辆车亏损约6500元", "a loss of about 6,500 CNY"),
        ("900美元", "a loss of 900 USD"),
        ("6500元/辆", "a loss of 6,500 CNY"),
        ("￥6,590", "a loss of 6,590 CNY"),
        ("6.5K yuan", "a loss of 6,500 CNY"),
        ("RMB6,500", "a loss of 6,500 CNY"),
        ("minus 900 USD", "a loss of 900 USD"),
        ("($900)", "a loss of 900 USD"),
        ("is losing nearly $1,000 on every car", "a loss of nearly 1,000 USD"),
        ("about $900, at a loss", "a loss of about 900 USD"),
        ("7,000 yuan or less", "a loss of at most 7,000 CNY"),
        ("6,000 yuan or more", "a loss of at least 6,000 CNY"),
        ("每辆亏0.66万元", "a loss of 6,600 CNY"),
        ("approx. 900 USD", "a loss of about 900 USD"),
        (">6,000 yuan", "a loss of over 6,000 CNY"),
        ("no more than 7,000 yuan", "a loss of at most 7,000 CNY"),
        ("fewer than 7,000 yuan", "a loss of under 7,000 CNY"),
        ("between 6,000 and 7,000 yuan", "a loss of 6,000 to 7,000 CNY"),
        ("from 6 to 7k yuan", "a loss of 6,000 to 7,000 CNY"),
        ("$800-$950", "a loss of 800 to 950 USD"),
        ("6,500±500 yuan", "a loss of 6,000 to 7,000 CNY"),
    ],
)
def test_an_amount_is_read_as_people_write_it(text: str, as_read: str) -> None:
    answer, says = said(text)
    assert (answer, says.partition(" per car agrees")[0]) == (HOLDS, f"Holds: {as_read}")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        # The loss is about 6,590, and may be 5,931 to 7,249.
        *(("over 6,500 yuan", HOLDS), ("over 7,249 yuan", ONLY_IF), ("over 7,250 yuan", DOES_NOT)),
        *(("at least 6,590 yuan", HOLDS), ("at least 6,591 yuan", ONLY_IF)),
        *(("under 6,600 yuan", HOLDS), ("under 6,500 yuan", ONLY_IF)),
        *(("less than 5,931 yuan", DOES_NOT), ("up to 6,000 yuan", ONLY_IF)),
        *(("up to 5,000 yuan", DOES_NOT), ("at most 7,000 yuan", HOLDS)),
        *(("between 7,000 and 8,000 yuan", ONLY_IF), ("between 8,000 and 9,000 yuan", DOES_NOT)),
        *(("a profit of under 5,000 yuan", DOES_NOT), ("a profit of over 500 yuan", ONLY_IF)),
        *(("over 500", HOLDS), ("over 5,000", ONLY_IF)),
    ],
)
def test_a_bound_is_judged_as_one(text: str, answer: str) -> None:
    assert said(text)[0] == answer


def test_a_bound_says_at_which_end_of_the_rounding_it_holds() -> None:
    assert said("over 7,000 yuan")[1].startswith(
        "Holds only if the loss is at the upper end of its rounding: that gives a loss of about"
    )
    assert "the lower end of its rounding" in said("between 5,000 and 6,000 yuan")[1]
    outside = said("over 7,250 yuan")[1]
    assert "read as" not in outside
    assert "It holds only if" not in outside
    # Who printed 6,500 did not print a bound.
    assert "published" not in said("under 7,000 yuan")[1]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("900", "it is in dollars"),
        ("6590", "it is in yuan"),
        ("1,000 USD", "it is a round number (1,000 exactly is outside)"),
        ("a profit of 900 USD", "it is a loss"),
        ("made $900 a car", "it is a loss"),
    ],
)
def test_a_figure_that_holds_on_some_terms_only_says_which(text: str, term: str) -> None:
    answer, says = said(text)
    assert answer == ONLY_IF
    assert says.startswith(f"Holds only if {term}: that gives a ")


@pytest.mark.parametrize(
    ("text", "period", "own", "hint"),
    [
        ("10,040 yuan", "2025-Q1", "6,600 CNY (5,930 to 7,250)", "it is about Q4 24"),
        ("38,300", "2025-Q1", "6,600 CNY (5,930", "it is about Q1 26 and it is in yuan"),
        ("a profit of 1,060 USD", "2025-Q1", "910 USD (815 to 997)", "it is about Q4 25"),
        # Without a sign it is first looked for as what the period itself was.
        ("6,500±200 yuan", "2026-Q1", "38,300 CNY (37,", "it is about Q1 25: that gives a loss"),
        ("6,434 yuan", "2025-Q2", "3,700 CNY (3,", "it is about Q3 25: that gives a profit"),
    ],
)
def test_a_figure_of_another_period_is_first_told_what_the_period_asked_for_came_to(
    text: str, period: str, own: str, hint: str
) -> None:
    answer, says = said(text, period)
    assert answer == DOES_NOT
    result, _, other = says.partition(". It holds only if ")
    assert own in result
    assert "which goes back to company" in result
    assert other.startswith(hint)


def test_a_figure_that_does_not_hold_says_what_the_period_comes_to_in_each_reading() -> None:
    answer, says = said("2,500 USD")
    assert answer == DOES_NOT
    assert says.startswith("Does not hold: a loss of 2,500 USD per car, read as 2,450 to 2,550,")
    assert "outside the result of Q1 25, a loss of about 910 USD (815 to 997)" in says
    answer, says = said("2500")
    assert answer == DOES_NOT
    assert says.startswith("Does not hold in yuan and dollars: a loss of 2,500 per car")
    assert (
        "a loss of about 6,600 CNY (5,930 to 7,250) and a loss of about 910 USD (815 to 997)"
        in says
    )


@pytest.mark.parametrize(
    ("text", "period", "reason"),
    [
        ("often", "2025-Q1", 'Could not read "often" as an amount per car. Write for example'),
        ("9 apples", "2025-Q1", 'leave out "apples", and write "9"'),
        (
            "Audi earned about 900 dollars on each car there",
            "2025-Q1",
            'leave out "Audi" and "there", and write "a profit of about 900 USD"',
        ),
        ("900 dolars lost", "2025-Q1", 'did you mean "a loss of 900 USD"'),
        ("900 apples 5", "2025-Q1", "two figures: give one, or a range such as between 6,000 and"),
        ("over 6,000 but under 7,000 yuan", "2025-Q1", "two figures: give one, or a range such as"),
        ("loss narrowed to 3,700 yuan", "2025-Q1", 'leave out "narrowed to", and write "a loss'),
        ("1e3 USD", "2025-Q1", "exponent notation"),
        (
            "900 EUR",
            "2025-Q1",
            "No mean rate of EUR in 2025-Q1: give the figure in CNY, or write under rates: "
            "period, source and CNY/EUR with mean, low, high and end.",
        ),
        ("1.500", "2025-Q1", "1.500"),
        ("900 USD", "2026-Q3", "is not known: needs deliveries"),
    ],
)
def test_what_cannot_be_judged_says_why(text: str, period: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason.replace(".", r"\.")):
        said(text, period)


def test_rates_are_missed_by_the_pairs_that_a_file_can_have() -> None:
    base = base_of(DATED, parse_period("2025-Q2"))._replace(currency="USD")
    told = "No mean rate of EUR in 2025-Q2 and of USD in 2025-Q2: give the figure in USD, or write"
    assert no_rate(DATED, base, "EUR").startswith(told)
    assert "source and CNY/EUR and CNY/USD with mean" in no_rate(DATED, base, "EUR")
    assert no_rate(DATED, base, "CNY").startswith("No mean rate of USD in 2025-Q2: give")
    # Each part has a rate, but not all that was reported of the whole is known of each part.
    parts = (parse_period("2025-Q1"), parse_period("2025-Q4"))
    pool = base._replace(currency="CNY", period=parse_period("2025"), periods=parts)
    assert no_rate(DATED, pool, "USD").startswith("No mean rate of USD in 2025: give the figure in")


def test_the_command_prints_the_sentence_or_the_parts_of_it() -> None:
    run = CliRunner().invoke(cli, ["claim", "about 900 USD", "2025-Q1"])
    assert run.stdout.startswith("✓ Holds: a loss of about 900 USD per car agrees with")
    assert all(len(line) <= 80 for line in run.stdout.splitlines())
    run = CliRunner().invoke(cli, ["claim", "900", "2025-Q1", "--json"])
    record = json.loads(run.stdout)
    assert (record["answer"], record["currency"]) == ("only if", "USD")
    assert record["profit_per_car_low"] == "-996.499928"
    assert "carnewschina-2025-05-28" in record["sources"]
    assert record["published_in"][0] == "carnewschina-2025-05-28"
    address = "https://carnewschina.com/2025/05/28/xiaomi-loses-900-usd-for-every-car-sold"
    assert record["urls"]["carnewschina-2025-05-28"].startswith(address)
    run = CliRunner().invoke(cli, ["claim", "much", "2025-Q1"])
    assert (run.exit_code, run.stdout) == (2, "")
    run = CliRunner().invoke(cli, ["claim", "much", "2025-Q1", "--json"])
    assert (run.exit_code, json.loads(run.stdout)["error"]["field"]) == (2, "claim")
    run = CliRunner().invoke(cli, ["claim", "-900 USD", "2025-Q1"])
    assert run.stdout.startswith("✓ Holds: a loss of 900 USD per car agrees with")
    run = CliRunner().invoke(cli, ["claim", "570 USD", "ttm-2026-Q1"])
    assert run.stdout.startswith("✓ Holds: a loss of 570 USD per car agrees with")
    assert "the operating result of TTM to Q1 26 over its cars" in " ".join(run.stdout.split())


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ("900 USD 2025-Q1", "✓ Holds: a loss of 900 USD"),
        ("about 900 USD Q1 25", "✓ Holds: a loss of about 900 USD"),
        ("-900 USD", "✗ Does not hold: a loss of 900 USD per car"),
        ("570 USD ttm to Q1 26", "✓ Holds: a loss of 570 USD"),
        ("$900 a car in Q1 2025", "✓ Holds: a loss of 900 USD"),
        ("Xiaomi lost about $900 on each car in Q1 2025", "✓ Holds: a loss of about 900 USD"),
        ("In Q1 2025 xiaomi loses 900 USD for every car sold", "✓ Holds: a loss of 900 USD"),
        ("Xiaomi's loss per EV was $900 in Q1 2025", "✓ Holds: a loss of 900 USD"),
        ("In 2025-Q1, lost about 900 dollars per car", "✓ Holds: a loss of about 900 USD"),
        ("$900 for Q1 2025 per car", "✓ Holds: a loss of 900 USD"),
        ("$900 (Q1 2025)", "✓ Holds: a loss of 900 USD"),
        ("900 USD per car, Q1 2025.", "✓ Holds: a loss of 900 USD"),
        ("In Q1 2025: about 900 USD", "✓ Holds: a loss of about 900 USD"),
        ("$900 [Q1 2025]", "✓ Holds: a loss of 900 USD"),
        ("$900 (2025)", "✗ Does not hold: a profit of 900 USD per car, read as"),
        ("$900 in Q1 2025 2025-Q1", "✓ Holds: a loss of 900 USD"),
        ("$900 per car in the first quarter of 2025", "✓ Holds: a loss of 900 USD"),
        ("$900 in Q1 of 2025", "✓ Holds: a loss of 900 USD"),
        ("NIO lost 44,000 yuan per car in 2025", "✓ Holds: a loss of 44,000 CNY"),
        ("a loss of 2000 USD in 2025", "✗ Does not hold: a loss of 2,000 USD"),
        ("a loss of 2000 USD", "✗ Does not hold: a loss of 2,000 USD"),
    ],
)
def test_a_claim_needs_no_quotes_and_may_hold_its_period(words: str, start: str) -> None:
    for given in (words.split(), [words]):
        assert CliRunner().invoke(cli, ["claim", *given]).stdout.startswith(start)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["900", "2025-Q9"], "Q9 does not exist"),
        (["900 USD", "soon"], "'soon' is not a period"),
        (["$900 a car in Q9 2025"], 'leave out "in Q9 2025"'),
        (["Xiaomi lost $900 there"], 'Could not read "lost $900 there" as'),
        (["900", "apples"], 'leave out "apples"'),
        (["900", "--foo"], "No such option"),
        (["Tesla"], "A figure is missing. Write for example"),
        (["$900 in Q1 2025", "2025-Q2"], "Two periods, Q1 2025 and 2025-Q2: give one."),
        (
            ["gross profit of 56,000 yuan", "2025-Q1"],
            "Only results per car are checked: calc 2025-Q1",
        ),
        (
            ["net loss of 900 USD", "2025-Q1"],
            'No net result of Q1 25 is on file: leave out "net"',
        ),
        (["EBIT loss of 900 USD", "2025-Q1"], 'No EBIT of Q1 25 is on file: leave out "EBIT"'),
        (["$900 (2025)", "2025-Q1"], "Two periods, 2025 and 2025-Q1: give one."),
        (["In 2025 it was $900 in Q1 2025"], "Two periods, 2025 and Q1 2025: give one."),
        ([], "Missing argument"),
    ],
)
def test_what_is_no_period_of_a_claim_is_told(words: list[str], says: str) -> None:
    done = CliRunner().invoke(cli, ["claim", *words])
    assert done.exit_code == 2
    assert says in done.stderr


def test_another_maker_is_named_in_the_verdict() -> None:
    done = CliRunner().invoke(cli, ["claim", "NIO lost 44,000 yuan per car in 2025"])
    assert "NIO's operating result of 2025 over its cars" in " ".join(done.stdout.split())
    assert done.stdout.rstrip().endswith("and 5 others.")
    same = CliRunner().invoke(cli, ["claim", "44,000 yuan", "2025", "--maker", "nio"])
    assert same.stdout == done.stdout
    done = CliRunner().invoke(cli, ["claim", "NIO lost 4,000 yuan per car in 2025"])
    assert "is outside NIO's result of 2025" in " ".join(done.stdout.split())


def test_a_net_result_is_checked_against_a_net_result() -> None:
    done = CliRunner().invoke(cli, ["claim", "Xpeng's net loss was 7,000 yuan per car in Q1 2025"])
    assert "XPeng's net result of Q1 25 over its cars" in " ".join(done.stdout.split())


def test_of_a_year_its_quarters_are_tried_too(shipped: FactBook) -> None:
    says = judge(shipped, base_of(shipped, parse_period("2025")), "a loss of 903 USD").says
    assert "a profit of about 300 USD (287 to 322)" in says
    assert "It holds only if it is about Q1 25: that gives a loss of about 910 USD" in says


def test_a_total_is_told_as_one() -> None:
    answer, says = said("a loss of 0.5bn yuan")
    assert answer == DOES_NOT
    assert says.endswith("That is the whole result of Q1 25; checked is the result per car.")
    assert "the whole result" not in said("over 40,000 yuan")[1]


def test_a_figure_that_rests_on_one_unsigned_source_holds_only_if_that_is_right(
    shipped: FactBook,
) -> None:
    base = base_of(shipped, parse_period("2026-Q2"))
    verdict = judge(shipped, base, "25,000 yuan")
    assert verdict.answer == ONLY_IF
    only_if = "Holds only if the single unsigned source of the result is right: that gives a loss"
    assert verdict.says.startswith(only_if)
    told = "the result comes from a single unsigned source"
    assert told not in verdict.says
    assert told in judge(shipped, base, "90,000 USD").says
    firm = base_of(shipped, parse_period("2026-Q1"))
    assert judge(shipped, firm, "38,340 yuan").answer == HOLDS


def test_whom_others_copy_is_told_as_the_first_who_printed_a_figure() -> None:
    printed = [
        fact(PRINTED, f"{text} USD/car", "2025-Q1", source=name)
        for name, text in {"copy": "-900", "root": "-903", "apart": "-905", "off": "-500"}.items()
    ]
    sources = (source("copy", derived_from=("root",)), source("root"), source("apart"))
    of_all = replace(
        DATED,
        facts=(*(f for f in DATED.facts if f.concept != PRINTED), *printed),
        sources={**DATED.sources, **{item.key: item for item in sources}},
    )
    base = base_of(of_all, parse_period("2025-Q1"))
    verdict = judge(of_all, base, "about 900 USD")
    assert verdict.says.endswith("; published first by root, also by copy and apart.")
    assert [item.sources for item in verdict.printed] == [("copy",), ("root",), ("apart",)]
    assert judge(of_all, base, "905 USD").says.endswith("; published by apart.")


def test_a_converted_result_says_at_which_rate() -> None:
    assert "910 USD (815 to 997) at the mean rate of the period, the operating" in said("$900")[1]
    assert "(815 to 997) at the mean rate of the period, which goes back" in said("2,500 USD")[1]
    assert "at the mean rate" not in said("6,590 yuan")[1]


def test_the_rate_of_several_currencies_is_told_once(shipped: FactBook) -> None:
    says = judge(shipped, base_of(shipped, parse_period("2025-Q1")), "1").says
    assert says.startswith("Does not hold in yuan, dollars and euros")
    assert says.count("at the mean rate of the period") == 1
