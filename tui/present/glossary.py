"""What the marks and the terms of each tab mean, in one sentence each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tui.present.provenance import TextBlock

T, M, F, C, D, P = "timeline", "models", "finances", "calculator", "disputes", "peers"
EVERY = (T, M, F, C, D, P)


class Term(NamedTuple):
    """A mark or a term, and what it means on the tabs that have it, by their keys."""

    word: str
    means: str
    tabs: tuple[str, ...] = EVERY


MARKS = (
    Term("±", "How far the true figure may lie from the one shown, by rounding and by words such "
         "as about; not a margin of error with a probability."),
    Term("≠", "Sources still disagree on this figure; D leads to its disputes.", (T, M, F, C, P)),
    Term("≠", "Different things: both right, about two things under one name.", (D,)),
    Term("§", "A source, among what the search finds."),
    Term("–", "Nothing is on file; it never stands for zero."),
    Term("★", "The statement that is used where several sources give the figure.", (T, F, C, P)),
    Term("★", "The best of its row, among cars measured in the same way; among sources, the "
         "statement that is used.", (M,)),
    Term("★", "The statement that is used, from the better source.", (D,)),
    Term("✓", "Met, for a promise; for sources, in agreement.", (T, M, F, P)),
    Term("✓", "Would be met under the assumptions, for a promise; holds, for a figure that is "
         "checked.", (C,)),
    Term("✓", "Explained: the file says why the sources differ, and which of them holds.", (D,)),
    Term("✗", "Missed, for a promise; for sources, not in agreement; in the first row, a facts "
         "file that cannot be read.", (T, M, F, P)),
    Term("✗", "Would be missed under the assumptions, for a promise; does not hold, for a figure "
         "that is checked.", (C,)),
    Term("✗", "Conflict: even taken loosely the figures cannot both be right.", (D,)),
    Term("≈", "Nearly met, for a promise; for a figure that is checked, right only if meant "
         "loosely.", (T, F, C)),
    Term("…", "No outcome yet, for a promise; elsewhere, a text that goes on."),
    Term("!", "In the first row, how many errors and warnings the check finds; the key ! shows "
         "them.", (T, M, F, P)),
    Term("!", "In the first row, errors and warnings of the check; among the caveats, an "
         "assumption that cannot be.", (C,)),
    Term("!", "Tension: right only if one source wrote loosely; in the first row, errors and "
         "warnings of the check.", (D,)),
    Term("~", "The date is approximate.", (T,)),
    Term("~", "Met at one end of the bounds and missed at the other, for a promise.", (C,)),
    Term("~", "Barely consistent: the figures agree only at the very edge of their ranges.", (D,)),
    Term("?", "The date is not certain.", (T,)),
    Term("?", "One voice gives it and nobody signs it; nothing is compared with it.", (F, P)),
    Term("?", "Undecided: not enough is known to tell.", (D,)),
    Term("¤", "Money as it is reported, for want of an exchange rate, beside other money that is "
         "converted.", (F,)),
    Term("d", "Calculated from other figures; no source states it.", (F, P)),
    Term("r", "Second-hand: no source on file is nearer than one that repeats another.", (F, P)),
    Term("*", "Adjusted net result, where no operating result is known.", (F, P)),
    Term("*", "A quarter not yet delivered: its cars are assumed.", (C,)),
    Term("n", "Net result, where no operating result is known.", (F,)),
    Term("¹ ² ³", "The number of the source or note that stands beside or below.", (F, C, P)),
    Term("▲", "Higher than in the period before.", (F,)),
    Term("▼", "Lower than in the period before.", (F,)),
    Term("▲", "More than the first car has.", (M,)),
    Term("▼", "Less than the first car has.", (M,)),
    Term("▲", "Below the curve, the break-even volume; in a table, more cars than were ever "
         "delivered.", (C,)),
    Term("▼", "The column of the cars at hand; on the curve, how far it goes on below.", (C,)),
    Term("▲", "A policy, a recall or an accident; on the map of months, where the cursor is.",
         (T,)),
    Term("▲ ▼", "A quarter with a profit, and one with a loss.", (P,)),
    Term("△ ▽", "The same, by another measure or by one weak voice: it counts for nothing.", (P,)),
    Term("├ ┤", "The cars a quarter between which a maker went from loss to profit, or back.",
         (P,)),
    Term("●", "The launch of a car.", (T,)),
    Term("●", "A car that is compared.", (M,)),
    Term("●", "A value that a source states.", (D,)),
    Term("●", "The place of the maker that the file is about, among the dots of all makers.",
         (P,)),
    Term("○", "An event of the company.", (T,)),
    Term("○", "A value that is calculated, as a sum of its parts.", (D,)),
    Term("•", "A car that is not compared.", (M,)),
    Term("■", "Quarterly or yearly results.", (T,)),
    Term("◇", "A promise made: a forecast, a target or a price told beforehand.", (T,)),
    Term("◇", "A car of another maker that is not compared.", (M,)),
    Term("◆", "A car of another maker that is compared.", (M,)),
    Term("◆", "What came of a promise, on the day it came due.", (T,)),
    Term("◆", "The cars and the result at hand.", (C,)),
    Term("·", "One of several statements or caveats, with no rank among them.", (M, C, D)),
    Term("·", "The place of another maker.", (P,)),
    Term("◂ ▸", "It goes on beyond the edge.", (C, D, P)),
    Term("×", "Times: how many times as much."),
    Term("━ ─", "Thick is what is meant, thin what cannot be excluded, or what assumed ranges "
         "add.", (C, D)),
    Term("░", "What assumed ranges add to the bounds.", (C,)),
    Term("╎", "The result is another one from here on, as named beside the line.", (F,)),
    Term("outlined bar", "One voice gives it and nobody signs it.", (F,)),
    Term("outlined bar", "The second of two makers, on the same scale.", (P,)),
    Term("▾ ⇄", "A field with a list to choose from, and one with two settings.", (C,)),
    Term("↑ ↓ ‹ ›", "More rows or columns lie that way."),
)  # fmt: skip
"""Single characters, and signs of the same kind together."""

TERMS = (
    Term("accurate to", "The share of one car is known to this, since the total is printed in few "
         "digits.", (F, C)),
    Term("adjusted net result", "The maker's own measure: net result without what it counts as "
         "exceptional or as no cash, such as pay in shares.", (F, P)),
    Term("ASP", "Average selling price: revenue from cars ÷ cars delivered.", (F, C)),
    Term("barely consistent", "The figures agree only at the edge of what their words allow.",
         (D,)),
    Term("break-even", "The number of cars at which the result is zero, everything else unchanged.",
         (C,)),
    Term("CLTC, WLTP, EPA", "Test cycles for range, the Chinese, the European and the American "
         "one; ranges by different ones are never compared.", (M,)),
    Term("contribution", "What a car leaves after all costs that grow with cars; not used of "
         "\"each additional car\" here, since no source says what sales cost.", (C,)),
    Term("conversion", "No exchange rate of the period gives the converted figure.", (D,)),
    Term("cost of sales", "What it takes to build the cars sold: parts, labour, depreciation of "
         "the factory.", (F, C)),
    Term("deliveries", "Cars handed to customers; of some makers wholesales, cars sold to dealers.",
         (F, C, P)),
    Term("EBIT", "Earnings before interest and tax: the operating result.", (F, C, P)),
    Term("fixed share", "The part of a cost that stays when more or fewer cars are sold.", (C,)),
    Term("gross margin", "Gross profit in percent of revenue.", (F, C, P)),
    Term("gross profit", "Revenue less cost of sales.", (F, C, P)),
    Term("imprecise", "About was meant very loosely, or a figure was cut off instead of rounded.",
         (D,)),
    Term("mean rate", "Money of a period is converted at the mean of the daily reference rates of "
         "that period.", (F, C, P)),
    Term("operating result", "Revenue less cost of sales and opex, before interest and tax.",
         (F, C, P)),
    Term("opex", "Operating expenses: research, selling and administration; where not stated, "
         "gross profit less the operating result.", (F, C)),
    Term("promise", "What somebody said beforehand, held against what came of it: met, nearly met, "
         "missed, open, or no outcome on file.", (T, F, C)),
    Term("pt", "Percentage points.", (F, C, D)),
    Term("QoQ, YoY, HoH", "The change on the quarter before, on the same period a year before, "
         "and on the half-year before.", (F,)),
    Term("result", "Profit if above zero, loss if below.", (F, C, P)),
    Term("scenario A, B", "Two sets of assumptions beside each other; what is typed goes into B.",
         (C,)),
    Term("second-hand", "Told by one who repeats what another wrote, not seen in the original.",
         (T, F, D, P)),
    Term("segment revenue", "Revenue of the whole division that builds the cars; more than that of "
         "the cars alone where the division sells other things too.", (F, C, P)),
    Term("TTM", "Trailing twelve months: the four quarters that end with the one named.", (F, C)),
    Term("unit error", "Wrong by a power of ten, as where a unit was misread.", (D,)),
    Term("voice", "A source that copies no other one; pages that copy each other are one voice.",
         (F, D, P)),
)  # fmt: skip


def glossary(tab: str = "") -> Iterator[TextBlock]:
    """The marks and the terms of a tab; without one all, each with the tabs it is for.

    The marks that few tabs have come first on these.
    """
    marks = sorted(MARKS, key=lambda term: len(term.tabs)) if tab else MARKS
    for heading, terms in (("Marks", marks), ("Terms", TERMS)):
        found = [term for term in terms if not tab or tab in term.tabs]
        yield TextBlock(heading, "muted")
        room = max(len(term.word) for term in found) + 2 if found else 0
        for term in found:
            yield TextBlock(term.means + _where(term, tab), "", room, term.word, "best")
        yield TextBlock()


def _where(term: Term, tab: str) -> str:
    names: Sequence[str] = () if tab or term.tabs == EVERY else term.tabs
    return f" ({', '.join(name.capitalize() for name in names)})" if names else ""
