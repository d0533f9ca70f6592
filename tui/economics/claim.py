"""Whether a published per-car figure is what its inputs come to, within their rounding."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

from tui.economics.account import KINDS, Account, base_of
from tui.economics.case import rated
from tui.economics.parse import InputError, in_small_letters, refuse_one_point
from tui.economics.per_car import PRINTED
from tui.economics.scenario import Scenario
from tui.economics.wording import size_bounds
from tui.facts import fmt
from tui.facts.book import TIERS, FactBook
from tui.facts.convert import convert
from tui.facts.currencies import (
    CHINESE,
    CURRENCIES,
    CURRENCY_WORDS,
    SHOWN_CURRENCIES,
    currency_meant,
)
from tui.facts.figure import Figure, stated
from tui.facts.interval import INFINITY, ZERO, Interval
from tui.facts.model import Fact
from tui.facts.period import Period
from tui.facts.quantity import HEDGES, Hedge, QuantityError, parse_quantity
from tui.facts.slips import UNKNOWN_UNIT, unit_meant
from tui.facts.units import NUMBER, SCALES, Units, currency_of, one_of

_EXAMPLE = 'Write for example "900 USD".'
_PER_CAR = (
    r"(?i)\s*(?:/|\b(?:per|an?|(?:on |for )?(?:each|every))\s+)(?:car|vehicle|EV)\b"
    r"(?:\s+(?:sold|delivered)\b)?"
)
_SIDE = (
    r"(?i)\b(?:(?:is|are|was|at)\s+)*(?:an?\s+)?(?:(?P<loss>loss|lost|los(?:es?|ing))|profit|earn(?:s|ed|ing)?)"
    r"(?:\s+(?:of|is|was))?\b"
)
_MADE = r"(?i)\b(?:(?:is|are|was)\s+)?(?:made|mak(?:es?|ing))\b(?:\s+an?\b)?"
"""Beside the word for a loss or a profit it says nothing; alone it is a profit."""
_SIGN = r"(?<!\d)[-+−](?=\s*[\d$¥€])"
_HEDGED = rf"(?i)\b(?:{one_of(HEDGES)})(?= )"
_AMOUNT = rf"(?:(?:{one_of(HEDGES)}) ?)?{NUMBER}(?: ?± ?{NUMBER})?(?: ?(?:{one_of(SCALES)})\b)?"
_WORD = re.compile(r"[^\W\d_].*|20[0-9]{2}")
"""A word that may stand beside a figure; the other end of a range begins with digits."""
_WORDS = "|".join(
    word for word in (*CURRENCY_WORDS, *SHOWN_CURRENCIES) if word.isalpha() and word.isascii()
)
_CURRENCY = (
    rf"(?<![A-Za-z])(?i:US\s+)?((?i:{_WORDS})|{'|'.join(CURRENCIES)})(?![A-Za-z])"
    rf"|({one_of(CHINESE)})"
)
"""Codes in small letters may be words of the sentence: all, top."""
_MEANT = {
    **{word: hedge.told for hedge in Hedge for word in hedge.refused},
    **dict.fromkeys(("no more than", "not more than", "as much as", "<=", "≤"), "at most"),
    **dict.fromkeys(("no less than", "not less than", ">=", "≥"), "at least"),
    "fewer than": "under",
    "<": "under",
    ">": "over",
    "约": "about",
    "超过": "over",
    "低于": "under",
    "不到": "under",
    "至少": "at least",
    "最多": "at most",
    **dict.fromkeys(("minus", "negative", "亏损", "亏"), "loss"),
    **dict.fromkeys(("盈利", "赚"), "profit"),
}
"""Words and signs of a sentence that stand for others, which a file has."""
_TURNED = {
    r"(?i)(.+) or (?:less|fewer|under|below)\b": r"at most \1",
    r"(?i)(.+) or (?:more|over|above)\b": r"at least \1",
    r"^ *\(([^()]+)\) *$": r"loss \1",
}
"""A bound behind its number, and brackets as accounts have them around a loss."""
_CHINESE_CAR = r"[/每][卖出]*一?[辆台]车?|单车"
_BOTH_ENDS = (
    rf"(?:(?P<between>between)|from)? ?(?P<low>{NUMBER}) ?(?P<first>{one_of(SCALES)})?"
    rf" ?(?:[-–—~]|to|(?P<and>and)) ?(?P<high>{NUMBER}) ?(?P<scale>{one_of(SCALES)})?"
)


class Claim(NamedTuple):
    """A result per car as somebody printed it, signed."""

    figure: Figure
    hedge: Hedge

    @property
    def currency(self) -> str:
        """The currency that it is in."""
        return currency_of(self.figure.unit) or ""

    @property
    def words(self) -> str:
        """`a loss of about 900 USD`."""
        return f"{self.size_words} {self.currency}"

    @property
    def size_words(self) -> str:
        """`a loss of about 900`; a bound on a negative number is the other one on its size."""
        hedge = self.hedge.mirrored if self.side == "loss" else self.hedge
        is_range = hedge is Hedge.STATED
        ends = self._sizes if is_range else (abs(self.figure.value),)
        size = " to ".join(fmt.number(end, fmt.places_of(end)) for end in ends)
        return f"a {self.side} of {hedge.before(size)}"

    @property
    def side(self) -> str:
        """`loss` or `profit`."""
        return "loss" if self.figure.value < 0 else "profit"

    @property
    def is_number(self) -> bool:
        """Whether it is one number, not a range or a bound."""
        return not self.hedge.side and self.hedge is not Hedge.STATED

    @property
    def read_as(self) -> str:
        """How its digits are read: `, read as 5,950 to 6,050,`; empty for what says that itself."""
        is_read = self.is_number and self.figure.core.width > 1
        return f", read as {size_bounds(self.figure)}," if is_read else ""

    def proviso(self, computed: Figure) -> str:
        """What must be so for it to agree with a figure that may be what it is; empty where it does
        anyway."""
        said, found = self.figure.value, computed.value
        if self.hedge in (Hedge.ROUNDED, Hedge.ABOUT) and said not in computed.core:
            return f"it is a round number ({fmt.number(abs(said))} exactly is outside)"
        if self.is_number or found in self.figure.core:
            return ""
        if found * said < 0:
            return f"what is known to its rounding only is a {self.side}"
        end = "upper" if abs(found) <= self._sizes[0] else "lower"
        return f"the {self.side} is at the {end} end of its rounding"

    @property
    def _sizes(self) -> tuple[Decimal, Decimal]:
        """The least and the most that it says, without the sign."""
        least, most = sorted((abs(self.figure.low), abs(self.figure.high)))
        return least, most

    @property
    def turned(self) -> Claim:
        """The same with the other sign."""
        return Claim(self.figure.turned, self.hedge.mirrored)


def read_claim(
    text: str, currency: str, period: Period | None, *, loss: bool, called: str = "claim"
) -> Claim:
    """A figure such as `about $900` or `a loss of 900 USD per car`. Raises InputError.

    In a currency where none is written, and a loss or not where neither a word nor a sign says so.
    Digits are read as in the store: 900 is a figure rounded to hundreds, `exactly 900` is not.
    """
    if not text:
        raise InputError(called, f"A figure is missing. {_EXAMPLE}")
    side, is_loss, body = _sided(re.sub(_PER_CAR, "", _in_english(text)))
    code = _code_in(body)
    number = re.sub(_CURRENCY, "", re.sub(r"US\s*\$|[$¥€]", "", body)) if code else body
    number = re.sub(_HEDGED, lambda found: found[0].lower(), " ".join(number.split()))
    number = in_small_letters(number)
    refuse_one_point(number, called)
    try:
        quantity = parse_quantity(f"{_middled(number)} {code or currency}")
    except QuantityError as error:
        message = f'Could not read "{text}" as an amount per car'
        raise InputError(called, f"{message}{_why(number, code, side, error)}") from None
    unit = f"{currency_of(quantity.unit)}/car"
    label = "published result per car"
    core, support = quantity.core, quantity.support
    if quantity.hedge.side and (sized := support.meet(Interval(ZERO, INFINITY))):
        # A bound allows all on that side of it that is a loss, or a profit.
        core = support = sized
    figure = Figure(quantity.value, core, support, unit, label, period)
    claim = Claim(figure, quantity.hedge)
    return claim.turned if (loss if is_loss is None else is_loss) else claim


def _sided(text: str) -> tuple[str, bool | None, str]:
    """How a sentence says its side, `a loss of `, whether it is a loss, and the rest; None where
    neither a word nor a sign says so."""
    side, is_loss = "", None
    if found := re.search(_SIDE, text):
        is_loss = bool(found["loss"])
        side, text = f"a {'loss' if is_loss else 'profit'} of ", re.sub(_SIDE, "", text)
    elif found := re.search(_SIGN, text):
        is_loss = found[0] != "+"
    elif re.search(_MADE, text):
        side, is_loss = "a profit of ", False
    return side, is_loss, re.sub(_SIGN, "", re.sub(_MADE, "", text)).strip()


def _in_english(text: str) -> str:
    """A sentence with the words that are read for those of `_MEANT`."""
    plain = re.sub(_CHINESE_CAR, " per car ", unicodedata.normalize("NFKC", text))
    for word in sorted(_MEANT, key=len, reverse=True):
        if word[:1].isascii() and word[:1].isalpha():
            plain = re.sub(rf"(?i)\b{re.escape(word)}(?=[ \d$¥€])", f"{_MEANT[word]} ", plain)
        else:
            plain = plain.replace(word, f" {_MEANT[word]} ")
    for form, meant in _TURNED.items():
        plain = re.sub(form, meant, plain)
    return re.sub(r"[,;:.]+(?=\s|$)", "", " ".join(plain.split()))


def _middled(number: str) -> str:
    """A range by its ends, `between 6 and 7k`, as its middle and half its width."""
    found = re.fullmatch(_BOTH_ENDS, number)
    if found is None or bool(found["between"]) != bool(found["and"]):
        return number
    first, scale = found["first"] or found["scale"], found["scale"]
    low, high = (
        Decimal(found[end].replace(",", "")) * (SCALES[of] if of else 1)
        for end, of in (("low", first), ("high", scale))
    )
    return f"{(low + high) / 2:f}±{abs(high - low) / 2:f}" if low != high else number


def _why(number: str, code: str, side: str, error: QuantityError) -> str:
    """What is wrong with a figure without its sign, side and currency, and what to type."""
    found = re.search(_AMOUNT, number)
    if found is None:
        return f". {_EXAMPLE}"
    around = number[: found.start()].strip(), number[found.end() :].strip()
    if len(re.findall(rf"(?<!\w){NUMBER}", number)) > 1 and not re.search(r"\d \d", number):
        return ": two figures: give one, or a range such as between 6,000 and 7,000 CNY."
    meant = "" if code else unit_meant(around[1], Units())
    if meant in CURRENCIES:
        return f': did you mean "{side}{number[: found.end()]} {meant}"?'
    words = " ".join(around).split()
    is_attached = re.match(r"[^\W\d_]+\d", number[found.end() :])
    if words and not is_attached and all(map(_WORD.fullmatch, words)):
        left_out = fmt.joined([f'"{part}"' for part in around if part])
        return f': leave out {left_out}, and write "{f"{side}{found[0]} {code}".strip()}".'
    is_unit = error.code == UNKNOWN_UNIT
    reason = "after the number write a currency or nothing" if is_unit else str(error)
    return f": {reason}. {_EXAMPLE}"


def names_currency(text: str) -> bool:
    """Whether a figure is written with its currency."""
    return bool(_code_in(text))


def _code_in(text: str) -> str:
    """The currency that a text names by sign, code or word; empty when it names none."""
    signs = (code for code, symbol in fmt.SYMBOLS.items() if symbol in text)
    found = re.search(_CURRENCY, text)
    return next(signs, "") or (currency_meant(found[1] or found[2]) if found else "")


class Reconciled(NamedTuple):
    """A computed figure held against a published one in the same unit."""

    computed: Figure
    published: Figure
    inside: bool
    off: Decimal | None
    """Computed less published, in percent of published; None for a published zero."""
    basis: str = ""
    """The basis of both in words, where it is another than that of the period's account."""

    @property
    def says(self) -> str:
        """`The published 900 USD is within the rounding range.`"""
        where = "within" if self.inside else "outside"
        amount = fmt.coded(abs(self.published.value), currency_of(self.published.unit) or "")
        words = f"The published {amount} is {where} the rounding range"
        if self.inside or self.off is None:
            return f"{words}."
        if self.computed.value * self.published.value < 0:
            return f"{words}: the sign is wrong."
        side = "too low" if self.off > 0 else "too high"
        return f"{words}: {fmt.percent(abs(self.off))} {side}."


def reconcile(computed: Figure, published: Figure) -> Reconciled:
    """Whether two figures in one unit can both be right: whether their bounds meet.

    A mere bound in print (`over 5,000`) is held to all that it allows. Raises ValueError for
    different units.
    """
    if computed.unit != published.unit:
        raise ValueError(f"{published.unit} is not {computed.unit}")
    allowed = published.core if published.support.bounded else published.support
    off = (computed.value / published.value - 1) * 100 if published.value else None
    return Reconciled(computed, published, computed.core.meet(allowed) is not None, off)


def on_its_basis(book: FactBook, base: Account, said: Figure) -> Account:
    """The account to hold a published figure to: on the basis of the result that the same source
    states, where that is another than the account's own."""
    fact = said.origin
    if not isinstance(fact, Fact) or fact.period is None or len(base.kinds) != 1:
        return base
    roots = book.roots(fact.sources)
    kinds = [
        kind
        for kind in KINDS
        for other in book.facts_of(kind, fact.period)
        if book.is_usable(other) and roots & book.roots(other.sources)
    ]
    if not kinds or base.kind in kinds:
        return base
    other = base_of(book, fact.period, kinds[0])
    same = base.result and other.result and base.result.core == other.result.core
    return base if same else other


def hold(book: FactBook, scenario: Scenario, said: Figure) -> Reconciled | None:
    """A published figure against the result per car of a scenario, at the mean rates of its
    periods; None without a rate. What its source states on another basis is held to the period as
    published on that one."""
    base, currency = scenario.base, currency_of(said.unit) or ""
    other = on_its_basis(book, base, said)
    of = scenario if other is base else Scenario(other)
    own = rated(book, of, currency).account.result_per_car
    computed = convert(book, own, currency) if own else None
    if computed is None:
        return None
    return reconcile(computed, said)._replace(basis="" if other is base else other.basis)


def published(book: FactBook, period: Period, currency: str) -> tuple[Figure, ...]:
    """Every result per car that the store has in print for a period, in one currency.

    Those of the articles first, which are what is to be checked; then in the order of the file.
    """
    facts = [fact for fact in book.facts_of(PRINTED, period) if book.is_usable(fact)]
    facts.sort(key=lambda fact: book.tier(fact) != TIERS.index("article"))
    figures = (stated(fact, "published result per car") for fact in facts if fact.quantity)
    return tuple(figure for figure in figures if figure.unit == f"{currency}/car")
