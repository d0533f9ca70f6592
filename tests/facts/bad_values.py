"""Slips in what the file says, each a change to the sample; ¦ is where the finding belongs."""

from __future__ import annotations

from tests.facts.bad_syntax import CARS, Q1, Case
from tui.facts.quantity import Hedge

GROUPS = "thousands are groups of 3: 300,000; the decimal mark is a point"
WORDS = (hedge.told or hedge.words[0] for hedge in Hedge if hedge.words)
HEDGES = f"hedge words: {', '.join(WORDS)}"
TOTAL = 'period: "[2025-03-31..2025-05-28]"'


def cars(number: int, value: str, finding: str) -> Case:
    """A slip in the number of deliveries."""
    return Case(number, CARS, f"    deliveries: {value}\n", finding)


QUANTITIES = [
    cars(
        25,
        "75¦\u00a0869 cars",
        "no-break space (U+00A0) inside a quantity (write thousands as 300,000)",
    ),
    cars(26, "¦８5,869 cars", "non-ASCII digit '８' (U+FF18) (use 0-9)"),
    Case(
        27,
        "about 2.5 billion USD",
        "about ¦$2.5 billion",
        "currency sign '$' is ambiguous (put the ISO 4217 code after the number: 38 million EUR)",
    ),
    Case(28, "18.1 billion CNY", "¦18,1 billion CNY", f"malformed number '18,1' ({GROUPS})"),
    cars(29, "¦75.869.000 cars", f"malformed number '75.869.000' ({GROUPS})"),
    Case(
        30,
        "18.1 billion CNY",
        "¦18.1e9 CNY",
        "exponent notation hides the precision (write 18.6 billion)",
    ),
    cars(31, "75¦_869 cars", "'_' is not a thousands separator (write 75,869)"),
    cars(32, "¦18:30", "this looks like a time (durations are ISO 8601: PT18H)"),
    cars(33, "¦075869 cars", "leading zero in '075869'"),
    cars(34, "¦maybe 75,869 cars", f"expected a number, found 'maybe' ({HEDGES})"),
    cars(35, "75,869¦", "unit missing (e.g. 75,869 cars, 70 million USD, 23%)"),
    Case(40, CARS, "    deliveries:¦\n", "value is empty (e.g. about 70 million USD)"),
    cars(
        74,
        "75,¦\u200b869 cars",
        "zero width space (U+200B) inside a quantity (remove it; it is invisible)",
    ),
    cars(75, "75¦  869 cars", "a space is not a thousands separator (write 75,869)"),
    cars(43, "¦.inf", f"expected a number, found '.inf' ({HEDGES})"),
    cars(44, f"¦{'9' * 26} cars", "number has more than 25 digits"),
]

PERIODS = [
    Case(45, Q1, Q1.replace("Q1", "¦Q5"), "Q5 does not exist (quarters are Q1 to Q4)"),
    Case(46, Q1, Q1.replace("2025-Q1", "¦Q1 2025"), "'Q1 2025' is not a period (write 2025-Q1)"),
    Case(47, Q1, Q1.replace("2025-Q1", "¦2025-02-30"), "2025-02 has 28 days"),
    Case(
        48,
        Q1,
        Q1.replace("2025-Q1", "¦30/06/2025"),
        "'30/06/2025' is not a period (dates are YYYY-MM-DD)",
    ),
    Case(
        76,
        Q1,
        Q1.replace("2025-Q1", "2025-Q1¦\u200b"),
        "zero width space (U+200B) inside a period (remove it; it is invisible)",
    ),
    Case(
        49,
        Q1,
        Q1.replace("2025-Q1", "2025-06/¦2025-01"),
        "the end is before the start",
    ),
]

SHAPES = [
    Case(
        36,
        "18.1 billion CNY",
        "18.1 billion ¦EURO",
        "error[unknown-unit]: unknown unit 'EURO' (did you mean 'EUR'?)",
    ),
    Case(
        37,
        "18.1 billion CNY",
        "18.1 ¦milliard CNY",
        "error[unknown-unit]: unknown unit 'milliard CNY' (write 18.1 billion CNY)",
    ),
    Case(
        10,
        "- source: launch-report\n  model: yu7\n",
        "- source: launch-report\n  id: ¦q1-loss\n  model: yu7\n",
        "error[duplicate-id]: statement id 'q1-loss' is used twice (first on line <>)",
        "id: q1-loss\n",
    ),
    Case(
        38,
        "gross_margin: 23.0%",
        "gross_margin: ¦23 cars",
        "error[unit-mismatch]: gross_margin is percent, 'cars' is not (e.g. 23%)",
    ),
    cars(
        39,
        "¦75,869 orders",
        "error[unit-mismatch]: deliveries is counted in cars, not orders",
    ),
    cars(
        41,
        "\n      ¦about: 75,869 cars",
        "error[wrong-type]: deliveries must be text, found a mapping "
        '(quote a value that holds ": " or starts with {)',
    ),
    cars(
        42,
        "¦-75,869 cars",
        "error[negative]: deliveries cannot be negative (a loss is a negative operating_result)",
    ),
    Case(
        50,
        TOTAL,
        "period: ¦[2025-03-31..2025-05-28]",
        "error[wrong-type]: period must be text, found a list "
        '(quote it: "[2025-06-30..2025-08-31]")',
    ),
    Case(
        51,
        TOTAL,
        "period: ¦2025-Q2",
        "error[period-type]: deliveries_total is measured at an instant, 2025-Q2 is a duration "
        "(give the day: 2025-06-30, or [2025-04-01..2025-06-30] when the day is not known)",
    ),
    Case(
        52,
        Q1,
        Q1.replace("2025-Q1", "¦2027-Q2"),
        "error[future-actual]: an actual figure for 2027-Q2 lies in the future "
        "(set scenario: forecast)",
    ),
    Case(
        53,
        "duration: PT18H",
        "duration: ¦18h",
        "error[bad-duration]: '18h' is not an ISO 8601 duration (18 hours is PT18H)",
    ),
    Case(
        106,
        CARS,
        "  ¦deliveries: 75,869 cars\n",
        "error[unknown-field]: unknown field 'deliveries' (indent it under states)",
    ),
    Case(
        54,
        Q1,
        Q1.replace("period", "¦perod"),
        "error[unknown-field]: unknown field 'perod' (did you mean 'period'?)",
    ),
    Case(
        55,
        "- source: results-2025q1\n  at: page 12\n",
        "- ¦at: page 12\n",
        "error[missing-field]: field 'source' is missing in this statement",
    ),
    Case(
        56,
        "- source: results-2025q1\n  at: page 12\n",
        "- source: ¦[]\n  at: page 12\n",
        "error[empty-value]: source is empty (fill it in or remove it)",
    ),
    Case(
        57,
        "- source: [newswire, translation]",
        "- source: [newswire, ¦translatoin]",
        "error[unknown-source]: unknown source 'translatoin' (did you mean 'translation'? "
        "if it is new, add it under sources:)",
    ),
    Case(
        58,
        "    gross_margin: 23.0%",
        "    ¦gross_margn: 23.0%",
        "error[unknown-concept]: unknown concept 'gross_margn' (did you mean 'gross_margin'?)",
    ),
    Case(
        59,
        "by: lu-weibing",
        "by: ¦lu",
        "error[unknown-person]: unknown person 'lu' (did you mean 'lu-weibing'?)",
    ),
    Case(
        60,
        "- said: 2025-06-03\n  by: lei-jun\n  title: The car",
        "- said: 2025-06-03\n  title: ¦The car",
        "error[by-missing]: target 'The car business turns profitable in the second half of 2025' "
        "does not say who made it (add by: <person or company>)",
    ),
    Case(
        61,
        "scenario: rumour",
        "scenario: ¦targt",
        "error[bad-value]: scenario cannot be 'targt' (did you mean 'target'?)",
    ),
    Case(
        62,
        "  rank: deprecated\n  reason: the translation rounds it\n",
        "  rank: ¦deprecated\n",
        "error[reason-missing]: a deprecated statement needs a reason "
        "(e.g. reason: superseded by the company report)",
    ),
    Case(
        63,
        "over 250,000 cars",
        "¦over 255,123 cars",
        "error[excess-digits]: decimals -4 says 'over 255,123 cars' is rounded further than it is "
        "written (remove decimals or lower the digits)",
    ),
    Case(
        64,
        "supersedes: q1-loss",
        "supersedes: ¦q1-los",
        "error[unknown-fact]: unknown fact 'q1-los' (did you mean 'q1-loss'?)",
    ),
    Case(
        65,
        "supersedes: q1-loss",
        "supersedes: ¦q1-loss-again",
        "error[supersedes-cycle]: 'q1-loss-again' supersedes itself (name the older statement)",
    ),
    Case(
        66,
        "gross_margin: 23.0%",
        "gross_margin: ¦230%",
        "warning[percent-range]: 230% for a share (write +230% for growth)",
    ),
    Case(
        67,
        "at: page 12",
        f"at: ¦{'x' * 241}",
        "error[too-long]: at has 241 characters, the limit is 240 (say it in fewer words)",
    ),
    Case(
        71,
        "format: xev-facts/1",
        "format: ¦xev-facts/9",
        "error[bad-value]: format cannot be 'xev-facts/9' (did you mean 'xev-facts/1'?)",
    ),
    Case(
        72,
        "url: https://example.com/q1.pdf",
        "url: ¦javascript:alert(1)",
        "error[bad-url]: 'javascript:alert(1)' is not a valid url (an http(s) address)",
    ),
    Case(
        73,
        "id: q1-loss-again",
        "id: ¦Q1 loss",
        'error[bad-id]: \'Q1 loss\' is not a valid id (lower case letters, digits, "-", "_", ".")',
    ),
]


def _coded(code: str, cases: list[Case]) -> list[Case]:
    return [case._replace(finding=f"error[{code}]: {case.finding}") for case in cases]


CASES = [*_coded("bad-quantity", QUANTITIES), *_coded("bad-period", PERIODS), *SHAPES]
