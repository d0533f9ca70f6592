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
    Term("≠", "Different things: both are right, about two things with one name.", (D,)),
    Term("§", "A source, among search results."),
    Term("#", "A figure, among search results."),
    Term("–", "No figure on file; it never means zero."),
    Term("★", "The statement in use, where several sources give the figure.", (T, F, C, P)),
    Term("★", "The best of its row, among cars measured in the same way; among sources, the "
         "statement in use.", (M,)),
    Term("★", "The statement in use.", (D,)),
    Term("✓", "A promise that was met; a source that agrees.", (T, M, F, P)),
    Term("✓", "A promise that would be met under the assumptions; a published figure that "
         "holds.", (C,)),
    Term("✓", "Explained: the file says why the sources differ, and which is right.", (D,)),
    Term("✗", "A promise that was missed, a forecast that was exceeded; a source that disagrees; "
         "in the first row, a facts file that cannot be read.", (T, M, F, P)),
    Term("✗", "A promise that would be missed, or a forecast that would be exceeded, under the "
         "assumptions; a published figure that does not hold.", (C,)),
    Term("✗", "Conflict: the figures cannot both be right, even in their widest sense.", (D,)),
    Term("≈", "A promise that was nearly met; a published figure that holds only under a "
         "condition.", (T, F, C)),
    Term("…", "A promise without an outcome; elsewhere, text that is cut short."),
    Term("!", "In the first row, how many errors and warnings the check finds; the key ! shows "
         "them.", (T, M, F, P)),
    Term("!", "In the first row, errors and warnings of the check; among the caveats, a "
         "warning about this period.", (C,)),
    Term("!", "Tension: both right only if one source is imprecise; in the first row, errors and "
         "warnings of the check.", (D,)),
    Term("~", "The date is approximate.", (T,)),
    Term("~", "A promise that is met at one end of the bounds and missed at the other.", (C,)),
    Term("~", "Barely consistent: the figures agree only at the edge of their ranges.", (D,)),
    Term("?", "The date is not certain.", (T,)),
    Term("?", "From a single unsigned source; nothing is compared with it.", (F,)),
    Term("?", "From a single unsigned source, or calculated from what is.", (C,)),
    Term("?", "From a single weak source, such as a blog or an unsigned page; nothing is compared "
         "with it.", (P,)),
    Term("?", "Undecided: not enough is known.", (D,)),
    Term("¤", "Money as reported, where no exchange rate is on file, beside money that is "
         "converted.", (F,)),
    Term("d", "Calculated from other figures; no source states it.", (F, P)),
    Term("r", "Second-hand: the source repeats another that is not on file.", (F, P)),
    Term("*", "Adjusted net result, where no operating result is known.", (F, P)),
    Term("*", "A quarter not yet delivered: its cars are assumed.", (C,)),
    Term("n", "Net result, where no operating result is known.", (F,)),
    Term("¹ ² ³", "The number of a source or note beside or below.", (F, C, P)),
    Term("▲", "Higher than in the period before.", (F,)),
    Term("▼", "Lower than in the period before.", (F,)),
    Term("▲", "More than the first car has.", (M,)),
    Term("▼", "Less than the first car has.", (M,)),
    Term("▲", "Below the curve, the break-even volume; in a table, more cars than ever "
         "delivered.", (C,)),
    Term("▼", "The column of the current volume; on the curve, how far it continues below.", (C,)),
    Term("▲", "A policy, a recall or an accident; on the map of months, where the cursor is.",
         (T,)),
    Term("▲ ▼", "A quarter with a profit, and one with a loss.", (P,)),
    Term("△ ▽", "The same, by another measure or from a single weak source: not counted.", (P,)),
    Term("├ ┤", "The quarterly volumes between which a maker turned from loss to profit, or back.",
         (P,)),
    Term("●", "The launch of a car.", (T,)),
    Term("●", "A car that is compared.", (M,)),
    Term("●", "A value that a source states.", (D,)),
    Term("●", "The rank of the maker that the file is about, among all makers.",
         (P,)),
    Term("○", "An event of the company.", (T,)),
    Term("○", "A value that is calculated, such as a sum of its parts.", (D,)),
    Term("•", "A car that is not compared.", (M,)),
    Term("■", "Quarterly or yearly results.", (T,)),
    Term("◇", "A promise made: a forecast, a target or a price announced in advance.", (T,)),
    Term("◇", "A car of another maker that is not compared.", (M,)),
    Term("◆", "A car of another maker that is compared.", (M,)),
    Term("◆", "The outcome of a promise, on the day it was due.", (T,)),
    Term("◆", "The current volume and result.", (C,)),
    Term("·", "One of several statements or caveats, in no order of rank.", (M, C, D)),
    Term("·", "The rank of another maker.", (P,)),
    Term("◂ ▸", "Continues beyond the edge.", (C, D, P)),
    Term("×", "Times: the factor between two figures."),
    Term("━ ─", "Thick: the range that is meant; thin: what cannot be excluded, or what "
         "assumed ranges add.", (C, D)),
    Term("░", "What assumed ranges add to the bounds.", (C,)),
    Term("━ ┄", "The price of a car, and that of another maker's.", (M,)),
    Term("│ ┊", "From a promise to its outcome, and of one that is still open.", (T,)),
    Term("┬ ┴", "At the end of a bar, the bounds of its figure.", (F, P)),
    Term("┊", "From the end of a bar to the one that goes on from there.", (F, C)),
    Term("╎", "The kind of result changes here, as named beside the line.", (F,)),
    Term("outlined bar", "From a single unsigned source.", (F,)),
    Term("outlined bar", "The second of two makers, on the same scale.", (P,)),
    Term("▾ ⇄", "A field with a list to choose from, and one with two settings.", (C,)),
    Term("↑ ↓ ‹ ›", "More rows or columns in that direction."),
)  # fmt: skip
"""Single characters, and signs of the same kind together."""

TERMS = (
    Term("accurate to", "How precise the figure per car is, since the total is published in few "
         "digits.", (F, C)),
    Term("adjusted net result", "The maker's own measure: net result without items that it "
         "treats as exceptional or non-cash, such as share-based pay.", (F, P)),
    Term("ASP", "Average selling price: revenue from cars ÷ cars delivered.", (F, C)),
    Term("barely consistent", "The figures agree only at the edge of their ranges.",
         (D,)),
    Term("break-even", "The number of cars at which the result is zero, everything else unchanged.",
         (C,)),
    Term("CLTC, WLTP, EPA", "Test cycles for range, the Chinese, the European and the American "
         "one; ranges by different cycles are never compared.", (M,)),
    Term("contribution", "Revenue of a car less all costs that vary with volume; not used for "
         "\"each additional car\" here, since no source gives the cost of selling.", (C,)),
    Term("conversion", "No exchange rate of the period gives the converted figure.", (D,)),
    Term("cost of sales", "The cost of building the cars sold: parts, labour, depreciation of "
         "the factory.", (F, C)),
    Term("deliveries", "Cars handed to customers; for some makers wholesales, cars sold to "
         "dealers.", (F, C, P)),
    Term("EBIT", "Earnings before interest and tax: the operating result.", (F, C, P)),
    Term("fixed share", "The part of a cost that does not vary with volume.", (C,)),
    Term("gross margin", "Gross profit in percent of revenue.", (F, C, P)),
    Term("gross profit", "Revenue less cost of sales.", (F, C, P)),
    Term("imprecise", "A figure was rounded very coarsely, or truncated instead of rounded.",
         (D,)),
    Term("independent source", "A source that copies no other; pages that copy each other count as "
         "one.", (F, D, P)),
    Term("mean rate", "Money of a period is converted at the mean of the daily reference rates of "
         "that period.", (F, C, P)),
    Term("operating result", "Revenue less cost of sales and opex, before interest and tax.",
         (F, C, P)),
    Term("opex", "Operating expenses: research, selling and administration; where not stated, "
         "gross profit less the operating result.", (F, C)),
    Term("price with a date", "The last price on file: it is over a year old, or the car is no "
         "longer on sale.", (M,)),
    Term("promise", "A forecast or target, compared with its outcome: met, nearly met, "
         "missed, open, or no outcome on file.", (T, F, C)),
    Term("pt", "Percentage points.", (F, C, D)),
    Term("QoQ, YoY, HoH", "The change on the previous quarter, on the same period a year earlier, "
         "and on the previous half-year.", (F,)),
    Term("result", "Profit if above zero, loss if below.", (F, C, P)),
    Term("scenario A, B", "Two sets of assumptions side by side; what is typed changes B.",
         (C,)),
    Term("second-hand", "Reported by a source that repeats another; the original was not seen.",
         (T, F, D, P)),
    Term("segment revenue", "Revenue of the whole division that builds the cars; more than that of "
         "the cars alone where the division sells other things too.", (F, C, P)),
    Term("TTM", "Trailing twelve months: the four quarters that end with the one named.", (F, C)),
    Term("unit error", "Wrong by a power of ten, for example where a unit was misread.", (D,)),
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
