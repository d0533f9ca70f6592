"""Slips in the YAML itself, each a change to the sample; ¦ is where the finding belongs."""

from __future__ import annotations

from typing import NamedTuple

CARS = "    deliveries: 75,869 cars\n"
Q1 = "  at: page 12\n  period: 2025-Q1\n"


class Case(NamedTuple):
    """One bad input: its number, what is replaced by what, and the line it earns."""

    number: int
    old: str
    new: str
    finding: str
    first: str = ""
    """What stands on the line that the finding also names, as <>."""


CASES = [
    Case(
        1,
        CARS,
        "¦\tdeliveries: 75,869 cars\n",
        "error[syntax]: tab in the indentation (tabs cannot indent YAML; use spaces)",
    ),
    Case(
        2,
        CARS,
        "    deliveries: ¦>300,000 cars\n",
        'error[syntax]: ">" and "|" start a block of text '
        "(write the hedge as a word: over 300,000 cars)",
    ),
    Case(
        3,
        CARS,
        '    deliveries: "¦>300,000 cars"\n',
        "error[bad-quantity]: comparison sign '>' is not a hedge "
        "(use words: over, at least, under, at most)",
    ),
    Case(
        4,
        "gross_margin: 23.0%",
        "gross_margin: ¦%23",
        "error[syntax]: '%' cannot start a value (quote values that start with % @ ` or a tab)",
    ),
    Case(
        5,
        "at: page 12",
        "at: page 12¦: the table",
        "error[syntax]: mapping values are not allowed in this context "
        '(quote a value that contains ": ")',
    ),
    Case(
        6,
        "at: page 12\n",
        "at: ¦'page 12\n",
        "error[syntax]: the quote is not closed (write ' where the value ends)",
    ),
    Case(
        7,
        'states: {locked_orders: "over 240,000 orders"}',
        "states: {locked_orders: over 240,¦000 orders}",
        "error[unknown-concept]: unknown concept '000 orders' "
        "(a comma inside { } splits values: quote the value or use block style)",
    ),
    Case(
        8,
        "- source: newswire\n  period: 2025-Q1\n  versus",
        " ¦- source: newswire\n  period: 2025-Q1\n  versus",
        "error[syntax]: did not find expected key, while parsing a block mapping from line 2 "
        "(list items must line up)",
    ),
    Case(
        9,
        CARS,
        f"{CARS}    ¦deliveries: 75,868 cars\n",
        "error[duplicate-key]: key 'deliveries' appears twice in this mapping (first on line <>)",
        CARS,
    ),
    Case(
        11,
        "title: What one car maker earns and loses",
        "title: ¦&a [x, x]",
        "error[anchor]: anchor &a is not allowed (repeat the value where it is needed)",
    ),
    Case(
        12,
        CARS,
        "    deliveries: ¦*p\n",
        "error[alias]: alias *p is not allowed (repeat the value)",
    ),
    Case(
        13,
        CARS,
        f"    ¦<<: *p\n{CARS}",
        "error[merge-key]: merge keys (<<) are not allowed (repeat the fields)",
    ),
    Case(
        14,
        CARS,
        "    deliveries: ¦!!python/object/apply:os.system 'true'\n",
        "error[tag]: tag 'tag:yaml.org,2002:python/object/apply:os.system' is not allowed "
        "(values are plain text)",
    ),
    Case(
        15,
        "facts:\n",
        "¦---\nfacts:\n",
        'error[multi-document]: a second document starts here (remove the "---" line)',
    ),
    Case(
        16,
        CARS,
        "    deliveries: " + 12 * "[" + "¦" + 4988 * "[" + "\n",
        "error[too-deep]: nested deeper than 16 levels",
    ),
    Case(
        17,
        CARS,
        "    ? ¦[deliveries]\n    : 75,869 cars\n",
        "error[complex-key]: a key must be plain text",
    ),
    Case(
        20,
        CARS,
        "    deliveries: 75,869¦\0 cars\n",
        "error[control-char]: U+0000 is not allowed "
        "(remove it; it is invisible or breaks lines differently in editors)",
    ),
    Case(
        21,
        "title: First quarter results",
        'title: "First ¦\\e[31mquarter results"',
        "error[control-char]: the escape for U+001B is not allowed (it could control the terminal)",
    ),
    Case(
        22,
        "title: First quarter results",
        "title: First ¦\u202equarter results",
        "error[control-char]: U+202E RIGHT-TO-LEFT OVERRIDE is not allowed "
        "(remove it; it is invisible or breaks lines differently in editors)",
    ),
    Case(
        23,
        "title: First quarter results",
        "title: First¦\u2028quarter results",
        "error[control-char]: U+2028 LINE SEPARATOR is not allowed "
        "(remove it; it is invisible or breaks lines differently in editors)",
    ),
    Case(
        24,
        CARS,
        "    deliveries:¦\u00a075,869 cars\n",
        "error[syntax]: U+00A0 NO-BREAK SPACE is not a space here (replace it with a normal space)",
    ),
    Case(
        80,
        "title: First quarter results",
        'title: "First ¦\\quarter results"',
        "error[syntax]: '\\q' is not an escape "
        "(write \\\\ for a backslash, or put the text in single quotes)",
    ),
    Case(
        81,
        "title: First quarter results",
        'title: "The year 20¦\\x5"',
        "error[syntax]: '\\x' is not an escape "
        "(write \\\\ for a backslash, or put the text in single quotes)",
    ),
    Case(
        82,
        "title: First quarter results",
        'title: "First" ¦quarter results',
        "error[syntax]: a quoted value ends here, and more follows (quote all of it, or nothing)",
    ),
    Case(
        83,
        Q1,
        Q1.replace("  period", "   ¦period"),
        "error[syntax]: 'period' is not aligned with 'at' above it (remove 1 space before it)",
    ),
    Case(
        84,
        Q1,
        Q1.replace("  period", " ¦period"),
        "error[syntax]: 'period' is not aligned with 'at' above it (add 1 space before it)",
    ),
    Case(
        85,
        CARS,
        f"      ¦{CARS.lstrip()}",
        "error[syntax]: 'deliveries' is not aligned with 'operating_result' above it "
        "(remove 2 spaces before it)",
    ),
    Case(
        86,
        CARS,
        "    deliveries:¦75,869 cars\n",
        "error[syntax]: no space after 'deliveries:' (write deliveries: 75,869 cars)",
    ),
    Case(
        87,
        Q1,
        Q1.replace("at: ", "at:¦"),
        "error[syntax]: no space after 'at:' (write at: page 12)",
    ),
    Case(
        88,
        Q1,
        Q1.replace("period: ", "period:¦"),
        "error[syntax]: no space after 'period:' (write period: 2025-Q1)",
    ),
    Case(
        89,
        "facts:\n",
        "¦<<<<<<< HEAD\nfacts:\n",
        "error[syntax]: a merge left '<<<<<<<' here (keep one version, remove the marks)",
    ),
    Case(
        90,
        CARS,
        f"{CARS}¦=======\n",
        "error[syntax]: a merge left '=======' here (keep one version, remove the marks)",
    ),
    Case(
        91,
        CARS,
        f"{CARS}¦>>>>>>> theirs\n",
        "error[syntax]: a merge left '>>>>>>>' here (keep one version, remove the marks)",
    ),
    Case(
        92,
        "  deliveries:\n    name",
        "  deliveries¦\n    name",
        "error[syntax]: no ':' after 'deliveries' (write deliveries:)",
    ),
    Case(
        93,
        "  gross_margin: {",
        "  gross_margin¦ {",
        "error[syntax]: no ':' after 'gross_margin' (write gross_margin:)",
    ),
    Case(
        94,
        "title: What",
        "title¦ What",
        "error[syntax]: no ':' after 'title' (write title:)",
    ),
    Case(
        95,
        "- source: newswire\n  period: 2025-Q1\n  versus",
        "- source¦ newswire\n  period: 2025-Q1\n  versus",
        "error[syntax]: no ':' after 'source' (write source:)",
    ),
    Case(
        96,
        "stores: [store]",
        "stores: [store¦",
        "error[syntax]: '[' is not closed (write ] here)",
    ),
    Case(
        97,
        "period: duration}\n  revenue_growth",
        "period: duration¦  # ratio\n  revenue_growth",
        "error[syntax]: '{' is not closed (write } here)",
    ),
    Case(
        98,
        "trims: {max: YU7 Max}}",
        "trims: {max: YU7 Max}¦",
        "error[syntax]: '{' is not closed (write } here)",
    ),
    Case(
        99,
        "aliases: [雷军]}",
        "aliases: [雷军¦}",
        "error[syntax]: '[' is not closed (write ] here)",
    ),
    Case(
        100,
        CARS,
        '    deliveries: ¦"75,869 cars\n',
        'error[syntax]: the quote is not closed (write " where the value ends)',
    ),
    Case(
        101,
        "at: page 12\n",
        'at: ¦"page 12\n',
        'error[syntax]: the quote is not closed (write " where the value ends)',
    ),
    Case(
        102,
        "- source: newswire\n  period: 2025-Q1\n  versus",
        "-¦source: newswire\n  period: 2025-Q1\n  versus",
        "error[syntax]: no space after '-' (write - source: newswire)",
    ),
    Case(
        103,
        "facts:\n- source:",
        "facts:\n-¦source:",
        "error[syntax]: no space after '-' (write - source: results-2025q1)",
    ),
    Case(
        104,
        "    gross_margin: 23.0%\n",
        "  ¦gross_margin: 23.0%\n",
        "error[syntax]: 'gross_margin' is not aligned with 'operating_result' below it "
        "(indent it under states: add 2 spaces before it)",
    ),
    Case(
        105,
        '    price: "329,900 CNY"\n',
        '¦price: "329,900 CNY"\n',
        "error[syntax]: 'price' is not aligned with 'range_cltc' below it "
        "(indent it under states: add 4 spaces before it)",
    ),
]
