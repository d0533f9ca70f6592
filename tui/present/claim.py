"""Whether a published result per car holds: one sentence, with the figure and whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from tui.economics.account import BASES, KINDS, Account, base_of, full_quarters
from tui.economics.claim import Claim, Reconciled, hold, names_currency, read_claim
from tui.economics.parse import InputError
from tui.economics.per_car import PRINTED, result_per_car
from tui.economics.scenario import Scenario
from tui.economics.wording import came_to, period_of
from tui.facts import fmt
from tui.facts.book import Backing, FactBook
from tui.facts.convert import convert, rate_for
from tui.facts.currencies import SHOWN_CURRENCIES
from tui.facts.interval import ZERO
from tui.facts.model import Fact
from tui.facts.units import currency_of, one_of
from tui.present.asked import parted, read_base
from tui.present.empty_states import account_to_write, lacking

HOLDS, ONLY_IF, DOES_NOT = "holds", "only if", "does not"


class Verdict(NamedTuple):
    """What is to be said of a published figure: `answer` is one of the three words above."""

    answer: str
    says: str
    held: Reconciled
    """What it was held against, in its own currency."""
    printed: tuple[Fact, ...]
    """Who printed that figure, perhaps to more digits."""

    @property
    def sign(self) -> str:
        """The answer as a mark."""
        return {HOLDS: "✓", ONLY_IF: "≈", DOES_NOT: "✗"}[self.answer]


def no_rate(book: FactBook, base: Account, currency: str) -> str:
    """Which mean rates an account lacks, of its parts or else of the whole, and what to write."""
    without = {
        code: [p.text for p in base.spans if rate_for(book, code, p) is None]
        or [p.text for p in (base.period,) if p and rate_for(book, code, p) is None]
        for code in sorted({base.currency, currency} - {book.base})
    }
    lacks = {code: periods for code, periods in without.items() if periods}
    rates = fmt.joined([f"of {code} in {fmt.joined(periods)}" for code, periods in lacks.items()])
    pairs = fmt.joined([f"{book.base}/{code}" for code in lacks])
    return (
        f"No mean rate {rates}: give the figure in {base.currency}, or write under rates: "
        f"period, source and {pairs} with mean, low, high and end."
    )


class Understood(NamedTuple):
    """What a sentence is about: the facts looked at from its maker, the period, and the figure."""

    book: FactBook
    base: Account
    figure: str


def understand(
    book: FactBook, words: Sequence[str], base: Account | None = None, called: str = "claim"
) -> Understood:
    """A figure in a sentence that may name a maker, a period and a basis. Raises InputError.

    Without them it is about the maker looked at, and about `base` or else the newest full quarter.
    """
    text, period = parted(words)
    of, figure = _spoken_of(book, text)
    if base is None or period or of is not book:
        spans = ",".join(span.text for span in base.spans) if base else ""
        base = read_base(of, period or spans)[0]
    return Understood(of, *_on_named_basis(of, base, figure, called))


def _spoken_of(book: FactBook, text: str) -> tuple[FactBook, str]:
    """The facts looked at from the maker that a sentence names, and the sentence without it."""
    names = {
        name.casefold(): key
        for key, entity in book.makers.items()
        for name in (entity.called, entity.name, *entity.aliases)
    }
    names[book.called.casefold()] = book.home.entity
    found = re.search(rf"(?i)(?<!\w)({one_of(names)})(?:['’]s)?(?!\w)", text)
    if found is None:
        return book, text
    rest = f"{text[: found.start()]}{text[found.end() :]}"
    return book.of(names[found[1].casefold()]), " ".join(rest.split())


_BASES = {name.removesuffix(" result").casefold(): kind for kind, name in BASES.items()}
_NAMED_BASIS = rf"(?i)\b({one_of(_BASES)}) +(?=(?:loss|profit|result)\b)"
_NO_RESULT = r"(?i)\b(?:gross|revenue|prices?|costs?|margins?|opex|ASP)\b"


def _on_named_basis(book: FactBook, base: Account, text: str, called: str) -> tuple[Account, str]:
    """The account on the basis that a claim names, and the claim without it. Raises InputError."""
    if re.search(_NO_RESULT, text):
        asked = ",".join(span.text for span in base.spans)
        message = f"Only results per car are checked: calc {asked} tells revenue, costs and gross"
        raise InputError(called, f"{message} profit per car.")
    found = re.search(_NAMED_BASIS, text)
    if found is None:
        return base, text
    kind, spans = _BASES[found[1].casefold()], base.periods or base.period
    other = base_of(book, spans, kind) if spans else base
    if other.result is None:
        when = f"No {BASES[kind]} of {period_of(base)} is on file"
        message = f'{when}: leave out "{found[1]}" to check it against the {base.basis}.'
        raise InputError(called, message)
    return other, f"{text[: found.start()]}{text[found.end() :]}"


class Reading(NamedTuple):
    """One way to take a claim: as one about an account, in a currency and with a sign, and what it
    is held to then."""

    base: Account
    claim: Claim
    held: Reconciled

    @property
    def gap(self) -> Decimal:
        """How far apart the two are, as a share; zero within the digits that are printed."""
        computed, said = self.held.computed.value, self.held.published
        if not said.value or computed in said.core:
            return ZERO
        return abs(computed / said.value - 1)

    @property
    def currency(self) -> str:
        """The currency in a word, where there is one."""
        return fmt.NAMES.get(self.claim.currency, self.claim.currency)

    @property
    def only_in(self) -> str:
        """That a claim without a currency holds in that one."""
        return f"it is in {self.currency}"


def readings(
    book: FactBook, scenario: Scenario, text: str, currency: str, called: str = "claim"
) -> list[Reading]:
    """A figure in a currency, or where it names none in each that it may be in.

    Raises InputError, also without a rate for any.
    """
    own, base = scenario.account.result_per_car, scenario.base
    ways = [currency] if names_currency(text) else dict.fromkeys((currency, *SHOWN_CURRENCIES))
    loss = own is not None and own.value < 0
    claims = [read_claim(text, way, base.period, loss=loss, called=called) for way in ways]
    found = [
        Reading(base, claim, held)
        for claim in claims
        if (held := hold(book, scenario, claim.figure))
    ]
    if not found:
        raise InputError(called, no_rate(book, scenario.published, claims[0].currency))
    return found


def judge(book: FactBook, base: Account, text: str) -> Verdict:
    """Whether a figure such as `about 900 USD` is what a period comes to. Raises InputError.

    Without a currency it is tried in each. Where it does not hold as it stands, the other bases
    of the result and the other sign are tried as well. Of another period it is only told what it
    would be right for, behind what the period asked for came to.
    """
    if result_per_car(base) is None:
        needs = ", ".join(lacking(book, base)) or account_to_write(book)
        whose = f" of {book.called}" if book.maker else ""
        message = f"What a car{whose} earned in {period_of(base)} is not known: needs {needs}."
        raise InputError("claim", message)
    bare = not names_currency(text)
    direct = readings(book, Scenario(base), text, base.currency)
    if inside := [one for one in direct if one.held.inside]:
        # What is over 500 may be so in every currency.
        is_in_one = bare and len(inside) < len(direct)
        return _holds(book, inside[0], _terms(inside[0], bare=is_in_one))
    meant = [found for one in direct for found in _elsewhere(book, one)]
    hint = ""
    if meant:
        # Another basis before the other sign, that before another period; the nearest of those, and
        # of several that it may be a round number of the one with its sign.
        _, other, term = min(meant, key=lambda found: (found[0], found[1].gap))
        terms = [term, *_terms(other, bare=bare)]
        if other.base.period == base.period:
            return _holds(book, other, terms)
        hint = f" It holds {_condition(book, other, terms)}"
    return _does_not_hold(book, direct, hint, bare=bare)


def _does_not_hold(book: FactBook, direct: Sequence[Reading], hint: str, *, bare: bool) -> Verdict:
    """What the period came to instead: the first reading is said, and in which others it fails."""
    (base, claim, held), when = direct[0], period_of(direct[0].base)
    each = f" in {fmt.joined([one.currency for one in direct])}" if bare else ""
    said = f"{claim.size_words if bare else claim.words} per car{claim.read_as}"
    came = _came(base, *(one.held for one in direct))
    weak = "; the result comes from a single unsigned source" if _is_unsigned(base) else ""
    says = f"Does not hold{each}: {said} is outside {_owner(book)} result of {when}, {came}"
    says += f"{_whose(book, held)}{weak}.{hint}"
    if any(_is_total(book, one) for one in direct):
        says += f" That is the whole result of {when}; checked is the result per car."
    return Verdict(DOES_NOT, says, held, _printed(book, claim, held))


def _owner(book: FactBook) -> str:
    """Whose result it is, where it is not that of the maker that the file is about."""
    return f"{book.called}'s" if book.maker else "the"


def _is_total(book: FactBook, one: Reading) -> bool:
    """Whether a figure is what all cars together came to; a bound holds that as any other."""
    if one.claim.hedge.side:
        return False
    total = one.base.result and convert(book, one.base.result, one.claim.currency)
    return bool(total and total.core.meet(one.claim.figure.core))


def _is_unsigned(base: Account) -> bool:
    return base.backing == Backing.UNSIGNED


def _terms(one: Reading, *, bare: bool) -> list[str]:
    """On which terms a claim holds, before any other meaning is tried."""
    unsigned = "the single unsigned source of the result is right" * _is_unsigned(one.base)
    terms = (one.only_in * bare, one.claim.proviso(one.held.computed), unsigned)
    return [*filter(None, terms)]


def _elsewhere(book: FactBook, one: Reading) -> Iterator[tuple[int, Reading, str]]:
    """Of what else a claim would hold, how far-fetched that is, and in which words."""
    base, claim = one.base, one.claim
    bases = [base_of(book, base.period, kind) for kind in KINDS] if base.period else []
    kind = base.period.kind if base.period else ""
    periods = full_quarters(book)
    if kind != "quarter":
        of_its_length = (base_of(book, when) for when in book.periods_of("deliveries", kind))
        within = (q for q in periods if q.period and base.period and base.period.contains(q.period))
        periods = (*of_its_length, *within)
    elsewhen = [other for other in reversed(periods) if other.period != base.period]
    if claim.hedge.side:
        elsewhen = []  # what many periods are above says nothing
    others: Sequence[tuple[int, Account, Claim, str]] = (
        *((0, other, claim, f"it is about the {other.basis}") for other in bases),
        (1, base, claim.turned, f"it is a {claim.turned.side}"),
        *(
            (2, other, meant, f"it is about {period_of(other)}")
            for meant in (claim, claim.turned)
            for other in elsewhen
        ),
    )
    for rank, other, meant, term in others:
        if (held := hold(book, Scenario(other), meant.figure)) and held.inside:
            yield rank, Reading(other, meant, held), term


def _holds(book: FactBook, one: Reading, terms: Sequence[str]) -> Verdict:
    """A claim that holds, perhaps on some terms."""
    printed = _printed(book, one.claim, one.held)
    if terms:
        return Verdict(ONLY_IF, f"Holds {_condition(book, one, terms)}", one.held, printed)
    says = f"Holds: {one.claim.words} per car agrees with {_result_of(book, one)}"
    return Verdict(HOLDS, says, one.held, printed)


def _condition(book: FactBook, one: Reading, terms: Sequence[str]) -> str:
    """On which terms a claim holds, and what it agrees with then."""
    return f"only if {fmt.joined(terms)}: that gives {_result_of(book, one)}"


def _result_of(book: FactBook, one: Reading) -> str:
    """What a period came to per car, of what that is calculated, and whose figure it is."""
    base, claim, held = one
    own = f"{_came(base, held)}, {_owner(book)} {base.basis} of {period_of(base)} over its cars"
    return f"{own}{_whose(book, held)}{_printed_by(book, _printed(book, claim, held))}."


def _came(base: Account, *tried: Reconciled) -> str:
    """What a period came to per car, in each currency, and at which rate where that is another."""
    came = fmt.joined([came_to(held.computed) for held in tried])
    if currency_of(tried[-1].computed.unit) == base.currency:
        return came
    return f"{came} at the mean rate of {'each' if base.periods else 'the'} period"


_NAMED = 3
"""Publishers that are named where a year goes back to many."""


def _whose(book: FactBook, held: Reconciled) -> str:
    """Whose figures the result goes back to."""
    names = _publishers(book, held.computed.statements)
    if len(names) > _NAMED + 1:
        names = [*names[:_NAMED], f"{len(names) - _NAMED} others"]
    return f", which goes back to {fmt.joined(names)}" if names else ""


def _printed(book: FactBook, claim: Claim, held: Reconciled) -> tuple[Fact, ...]:
    """The statements of just that figure, perhaps to more digits: 903 of about 900; none of a range
    or a bound, within which many lie."""
    said, period = held.published, held.computed.period
    if not claim.is_number:
        return ()
    return tuple(
        fact
        for fact in (book.facts_of(PRINTED, period) if period else ())
        if (own := fact.quantity)
        and own.unit == said.unit
        and (own.value == said.value or own.value in said.core)
    )


def _printed_by(book: FactBook, printed: Sequence[Fact]) -> str:
    """Who printed a figure: first whom others copy."""
    names = _publishers(book, printed)
    copied = {
        book.publisher(root)
        for fact in printed
        for root in book.roots(fact.sources[:1])
        if book.publisher(root) != book.publisher(fact.sources[0])
    }
    first = [name for name in names if name in copied]
    if not first:
        return f"; published by {fmt.joined(names)}" if names else ""
    others = [name for name in names if name not in copied]
    return f"; published first by {fmt.joined(first)}, also by {fmt.joined(others)}"


def _publishers(book: FactBook, facts: Sequence[Fact]) -> list[str]:
    """Who published the first source of each statement, each once."""
    return list(dict.fromkeys(book.publisher(key) for fact in facts for key in fact.sources[:1]))
