"""What the tab says of makers beside each other, and the tables that `show` prints."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from tui.economics.crossing import Crossing, Mark, crossings
from tui.economics.parse import InputError
from tui.economics.peers import FLAGS, MEASURES, Peers, Standing, peers_of, sign_of
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.figure import Figure
from tui.facts.model import Entity, Fact
from tui.facts.period import Period
from tui.facts.quantity import Hedge
from tui.facts.units import currency_of
from tui.present.contested import UNCHECKED, Contested, contested_in
from tui.present.marks import aligned, is_derived, is_second_hand, tail_of
from tui.present.placed import in_words, largest
from tui.present.table import Cell, Column, Table

VIEWS = ("rank", "crossing", "quarters")
"""What the tab and `show peers` can show, in the order in which a key goes through them."""
_FAR = 10
"""From this factor on a loss is far less than another."""


def peers_table(
    book: FactBook,
    currency: str,
    period: Period | None = None,
    measure: str = "operating",
    view: str = VIEWS[0],
) -> Table:
    """One of VIEWS as rows: of the quarter to open on, unless another is asked for.

    Raises InputError where nobody has a figure for that.
    """
    peers, contested = peers_of(book, currency), contested_in(book)
    if view == "crossing":
        return crossing_table(crossings(peers), contested)
    if view == "quarters":
        return quarters_table(peers, measure, contested=contested)
    when = period or peers.latest(measure)
    if when is None:
        return Table("Peers", (), (), (), FIELDS)
    standings = peers.standings(when, measure)
    if not any(standing.deliveries or standing.result for standing in standings):
        on_file = ", ".join(map(str, peers.quarters(measure)))
        message = f"No maker has a figure for {when}. Quarters that can be ranked: {on_file}."
        raise InputError("period", message)
    return rank_table(peers, standings, contested)


# One quarter.


def rank_table(
    peers: Peers, standings: Sequence[Standing], contested: Contested = UNCHECKED
) -> Table:
    """Makers of one quarter by one measure, as they come: with a place, or without one and why."""
    notes, measure = footnotes(peers, standings), standings[0].measure
    name = measure.short[:1].upper() + measure.short[1:]

    def bare(heading: str, get: Callable[[Standing], Figure | None]) -> tuple[Column, list[Cell]]:
        return Column(heading), [_bare(get(s), contested) for s in standings]

    ranked = [_ranked_figure(standing) for standing in standings]
    columns = [
        (Column("#"), [Cell(place_text(s), _ranked_figure(s)) for s in standings]),
        (Column("Maker", numeric=False), [Cell(s.maker.called, s.per_car) for s in standings]),
        (Column("Scope", numeric=False), [Cell(s.maker.perimeter) for s in standings]),
        bare("Cars", lambda s: s.deliveries),
        bare("Cars %", lambda s: s.cars_share),
        bare("Revenue", lambda s: s.revenue_per_car),
        *([] if measure.key == "gross" else [bare("Gross", lambda s: s.gross_per_car)]),
        (Column(name), [_per_car_cell(peers, s, contested) for s in standings]),
        (Column("±"), [Cell(fmt.half_width(f) if f else fmt.MISSING, f) for f in ranked]),
    ]
    if measure.key == "operating":
        net = [peers.standing(s.maker, s.period, MEASURES["net"]) for s in standings]
        cells = [_bare(standing.per_car, contested, signed=True) for standing in net]
        columns.append((Column("Net"), cells))
    columns.append((Column("Notes", numeric=False), [Cell(_said(s, notes)) for s in standings]))
    return Table(
        f"{name} per car, {fmt.period(standings[0].period)}",
        tuple(column._replace(tail=tail_of(cells)) for column, cells in columns),
        tuple(zip(*(aligned(cells) for _, cells in columns), strict=True)),
        tuple(record_of(peers, standing, contested) for standing in standings),
        FIELDS,
    )


def _ranked_figure(standing: Standing) -> Figure | None:
    return standing.per_car if standing.is_ranked else None


def _said(standing: Standing, notes: Mapping[str, Sequence[str]]) -> str:
    return why_words(standing) if standing.why_not else ", ".join(notes[standing.maker.key])


def _per_car_cell(peers: Peers, standing: Standing, contested: Contested) -> Cell:
    """The result per car of a maker with a place, with its sign; a dash for one without."""
    cell = _bare(_ranked_figure(standing), contested, signed=True)
    if cell.figure is None:
        return cell
    weak = "?" if standing.is_weak else ""
    return cell._replace(marks=origin_marks(peers.book, cell.figure) + weak + cell.marks)


def _bare(figure: Figure | None, contested: Contested, *, signed: bool = False) -> Cell:
    """A figure in whole units; a result with its sign and colour."""
    if figure is None:
        return Cell(fmt.MISSING)
    role = role_of(figure) if signed else ""
    text = fmt.number(figure.value, signed=signed)
    return Cell(text, figure, role=role, marks=contested.mark(_whole(figure)))


def _whole(figure: Figure) -> Figure:
    """What is divided by cars."""
    return _whole(figure.inputs[0]) if "/" in figure.unit and figure.inputs else figure


def origin_marks(book: FactBook, figure: Figure) -> str:
    """Whether a result or the cars that it is divided by are calculated, or second-hand."""
    derived = is_derived(_whole(figure)) or (figure.inputs and is_derived(figure.inputs[-1]))
    return ("d" if derived else "") + ("r" if is_second_hand(book, figure) else "")


def role_of(figure: Figure) -> str:
    """The colour of a result."""
    return "loss" if figure.value < 0 else "profit"


def place_text(standing: Standing) -> str:
    """`4`, `3–4` where bounds overlap, a dash without a place."""
    if standing.place is None:
        return fmt.MISSING
    best, worst = standing.place
    return str(best) if best == worst else f"{best}–{worst}"


def money(figure: Figure | None, currency: str, *, signed: bool = True) -> str:
    """A result per car: `−¥6,590`; a dash where it is missing."""
    return fmt.money(figure.value, currency, signed=signed) if figure else fmt.MISSING


def why_words(standing: Standing) -> str:
    """Why a maker has no place, and what is known of it: `net −455,517; not …`."""
    known = known_words(standing)
    return f"{known}; {standing.why_not}" if known else standing.why_not


def known_words(standing: Standing) -> str:
    """What is known of a maker without a place: `net −¥455,517 ± 421`, `net +¥0.2bn in H1 26`."""
    near = standing.nearest
    if near is None:
        return ""
    figure = near.per_car
    if figure:
        bounds = fmt.plus_minus(figure)
        amount = fmt.money(figure.value, currency_of(figure.unit) or "", signed=True)
        return f"{near.measure.short} {amount} {bounds}".rstrip()
    total = fmt.total(near.result, signed=True) if near.result else ""
    when = f" in {fmt.period(near.period)}" if near.period != standing.period else ""
    return f"{near.measure.short} {total}{when}"


def footnotes(peers: Peers, standings: Sequence[Standing]) -> dict[str, tuple[str, ...]]:
    """What a reader must know of each maker with a place, by its key."""
    return {
        standing.maker.key: tuple(_note(peers, standing, flag) for flag in standing.flags)
        for standing in standings
    }


def _note(peers: Peers, standing: Standing, flag: str) -> str:
    """A flag in the words of the file where it has any."""
    result = standing.result
    if flag == "named":
        return standing.maker.operating
    if flag == "vendor" and result:
        by = (fact.by for fact in result.statements)
        notes = (peers.book.entities[key].note for key in by if key in peers.book.entities)
        return next(filter(None, notes), FLAGS[flag])
    if flag == "rounded" and result and isinstance(result.origin, Fact):
        quantity = result.origin.quantity
        is_range = quantity is not None and quantity.hedge is Hedge.STATED
        return "known as a range" if is_range else f"published to {fmt.total_step(result)}"
    return FLAGS[flag]


FIELDS = (
    *("maker", "name", "perimeter", "counts", "period", "measure", "ranked", "place"),
    *("deliveries", "result", "result_currency"),
    *("profit_per_car", "profit_per_car_low", "profit_per_car_high"),
    *("revenue_per_car", "gross_margin", "cars_share", "currency", "rate", "flags", "why_not"),
    *("sources", "disputed", "second_hand"),
)


def record_of(
    peers: Peers, standing: Standing, contested: Contested = UNCHECKED
) -> dict[str, object]:
    """For programs: decimal strings in full units, a missing figure null."""
    each, maker = standing.per_car, standing.maker
    bounded = each if each and each.support.bounded else None
    known = {
        "deliveries": standing.deliveries,
        "result": standing.result,
        "gross_margin": standing.gross_margin,
    }
    return {
        "maker": maker.key,
        "name": maker.called,
        "perimeter": maker.perimeter,
        "counts": maker.counts,
        "period": standing.period.text,
        "measure": standing.measure.key,
        "ranked": standing.is_ranked,
        "place": place_text(standing) if standing.is_ranked else None,
        "deliveries": fmt.recorded(standing.deliveries),
        "result": fmt.recorded(standing.result),
        "result_currency": standing.result.unit if standing.result else None,
        "profit_per_car": fmt.recorded(each),
        "profit_per_car_low": fmt.known(bounded.low, ROUND_FLOOR) if bounded else None,
        "profit_per_car_high": fmt.known(bounded.high, ROUND_CEILING) if bounded else None,
        "revenue_per_car": fmt.recorded(standing.revenue_per_car),
        "gross_margin": fmt.recorded(standing.gross_margin),
        "cars_share": fmt.recorded(standing.cars_share),
        "currency": peers.currency,
        "rate": fmt.recorded(standing.rate),
        "flags": list(standing.flags),
        "why_not": standing.why_not or None,
        "sources": list(standing.sources),
        "disputed": [name for name, figure in known.items() if figure in contested],
        "second_hand": [n for n, figure in known.items() if is_second_hand(peers.book, figure)],
    }


# What is found in one quarter.


def findings(peers: Peers, period: Period, measure: str, maker: Entity) -> tuple[str, ...]:
    """The two sentences above a ranking, about the maker under the cursor."""
    standings = peers.standings(period, measure)
    about = next((s for s in standings if s.maker.key == maker.key), None)
    home = next((s for s in standings if peers.home and s.maker.key == peers.home.key), None)
    if about is None:
        return ("No maker is on file.",)
    when = fmt.period(period)
    if not about.is_ranked:
        return (f"{maker.called} is not ranked in {when}: {about.why_not}.", _nearest(peers, about))
    if about.is_weak:
        voice = f"{maker.called}'s {about.measure.name} of {when} rests on a single weak source,"
        return (f"{voice} so it is not compared with others.", _lead(standings))
    if home is None or about.maker.key == home.maker.key:
        return (_among(peers, about, standings), _lead(standings, about))
    return (_against(peers, about, home), _apart_words(peers, about, standings))


def _among(peers: Peers, home: Standing, standings: Sequence[Standing]) -> str:
    """`In Q1 26 Xiaomi lost more on each car than XPeng and NIO, and far less than Lucid.`"""
    own = home.per_car
    others = [s for s in standings if s.is_ranked and not s.is_weak and s is not home]
    if own is None:
        return ""
    lost = own.value < 0
    same = [s for s in others if s.per_car and (s.per_car.value < 0) == lost]
    more, alike, less, far = [], [], [], []
    for other in same:
        figure = other.per_car
        if figure is None:
            continue
        size = abs(figure.value) / abs(own.value) if own.value else Decimal(0)
        if figure.core.meet(own.core):
            alike.append(other)
        elif size < 1:
            more.append(other)
        elif lost and size >= _FAR:
            far.append(other)
        else:
            less.append(other)
    told = [
        f"{word} {_names(group)}"
        for word, group in (
            ("more on each car than", more),
            ("about as much as", alike),
            ("less than", less),
            ("far less than", far),
        )
        if group
    ]
    verb = "lost" if lost else "earned"
    start = f"{_when(home)} {home.maker.called} {verb}"
    if not told:
        return f"{start} {money(own, peers.currency, signed=False).lstrip(fmt.MINUS)} on each car."
    return f"{start} {', and '.join((', '.join(told[:-1]), told[-1])) if told[1:] else told[0]}."


def _lead(standings: Sequence[Standing], home: Standing | None = None) -> str:
    """`Third largest loss of the six makers with a net result; of these only Tesla earned.`"""
    ranked = [s for s in standings if s.is_ranked and not s.is_weak]
    name = ranked[0].measure.name if ranked else ""
    earned = [s for s in ranked if s.per_car and s.per_car.value >= 0]
    lost = [s for s in ranked if s not in earned]
    if not ranked:
        return ""
    few, did = (earned, "earned") if len(earned) <= len(lost) else (lost, "lost")
    end = f"{'only ' if len(few) == 1 else ''}{_names(few)} {did}" if few else f"none {did}"
    better = " from better sources" if any(s.is_weak and s.is_ranked for s in standings) else ""
    makers = f"{in_words(len(ranked))} makers with {with_article(name)}{better}"
    if home in lost and (told := largest(home, ranked)):
        return f"{told} of the {makers}; of these {end}."
    return f"{makers.capitalize()}; of these {end}."


def with_article(name: str) -> str:
    """`an operating result`, `a net result`."""
    return f"{'an' if name[0] in 'aeo' else 'a'} {name}"


def _against(peers: Peers, about: Standing, home: Standing) -> str:
    """`In Q1 25 NIO lost 23 times as much on each car as Xiaomi, by the same measure: …`"""
    when, own, other = _when(about), about.per_car, home.per_car
    told = f"{when} {_did(peers, about)} on each car"
    if own is None or other is None or not home.is_ranked or home.is_weak:
        return f"{told}; {home.maker.called} is not compared with it."
    if (own.value < 0) != (other.value < 0):
        return f"{told}, where {_did(peers, home)}."
    verb = "lost" if own.value < 0 else "earned"
    first, second = (about, home) if abs(own.value) >= abs(other.value) else (home, about)
    ratio = times(first, second)
    larger, smaller = sorted((own, other), key=lambda figure: -abs(figure.value))
    both = f"{money(larger, peers.currency)} against {money(smaller, peers.currency)}"
    if own.core.meet(other.core) or ratio == "1":
        names = f"{about.maker.called} and {home.maker.called}"
        return f"{when} {names} {verb} about as much on each car: {both}."
    return (
        f"{when} {first.maker.called} {verb} {ratio} times as much on each car as "
        f"{second.maker.called}, by the same measure: {both}."
    )


def _when(standing: Standing) -> str:
    """`In Q1 25`; of a gross profit that it is one."""
    gross = ", before opex," if standing.measure.key == "gross" else ""
    return f"In {fmt.period(standing.period)}{gross}"


def times(one: Standing, other: Standing) -> str:
    """How many times another result one is, to two digits."""
    if one.per_car is None or other.per_car is None or not other.per_car.value:
        return ""
    return fmt.significant(abs(one.per_car.value / other.per_car.value), 2)


def _did(peers: Peers, standing: Standing) -> str:
    figure = standing.per_car
    verb = "lost" if figure and figure.value < 0 else "earned"
    amount = fmt.money(abs(figure.value), peers.currency) if figure else fmt.MISSING
    return f"{standing.maker.called} {verb} {amount}"


def _nearest(peers: Peers, standing: Standing) -> str:
    """`Its net result was −¥455,517 a car, which is never ranked with these.`"""
    near = standing.nearest
    if near is None or near.per_car is None:
        return ""
    amount = money(near.per_car, peers.currency)
    return f"Its {near.measure.name} was {amount} a car: another measure, not ranked here."


def _apart_words(peers: Peers, about: Standing, standings: Sequence[Standing]) -> str:
    """`Rivian's −¥455,517 is a net result, not ranked here.`"""
    own = about.per_car
    near = [s for s in standings if not s.is_ranked and s.nearest and s.nearest.per_car]

    def gap(standing: Standing) -> Decimal:
        figure = standing.nearest.per_car if standing.nearest else None
        return abs(figure.value - own.value) if figure and own else Decimal("Infinity")

    closest = min(near, key=gap, default=None)
    if closest is None or closest.nearest is None:
        return ""
    amount, name = money(closest.nearest.per_car, peers.currency), closest.nearest.measure.name
    return f"{closest.maker.called}'s {amount} is {with_article(name)}, not ranked here."


def _names(standings: Sequence[Standing]) -> str:
    return fmt.joined([standing.maker.called for standing in standings])


def home_place(peers: Peers, measure: str) -> tuple[tuple[Period, Standing, int], ...]:
    """Each quarter with the standing of the home maker and how many have a place."""
    found = []
    for quarter in peers.quarters(measure):
        ranked = peers.ranked(quarter, measure)
        own = next((s for s in ranked if peers.home and s.maker.key == peers.home.key), None)
        if own:
            found.append((quarter, own, len(ranked)))
    return tuple(found)


_ENDS = {1: "st", 2: "nd", 3: "rd"}


def ordinal(number: int) -> str:
    """`1st`, `4th`."""
    return f"{number}{_ENDS.get(number % 10, 'th') if number // 10 != 1 else 'th'}"


# At how many cars they turned.


def crossing_table(rows: Sequence[Crossing], contested: Contested = UNCHECKED) -> Table:
    """Every maker with the cars between which it turned from loss to profit."""
    names = ("Maker", "Result", "Max at loss", "Min at profit", "Turned between")
    columns = tuple(Column(name, name in ("Max at loss", "Min at profit")) for name in names)
    return Table(
        "Quarterly volume at which makers turned profitable",
        columns,
        tuple(tuple(_crossing_cells(row, contested)) for row in rows),
        tuple(_mark_record(row, mark) for row in rows for mark in row.marks),
        _MARK_FIELDS,
    )


def _crossing_cells(row: Crossing, contested: Contested) -> Iterator[Cell]:
    yield Cell(row.maker.called)
    yield Cell(row.measure.short)
    for marks in (row.lost[-1:], row.earned[:1]):
        figure = marks[0].cars if marks else None
        text = fmt.number(figure.value) if figure else fmt.MISSING
        yield Cell(f"{text} {contested.mark(figure)}".rstrip(), figure)
    yield Cell(turned_words(row))


def turned_words(row: Crossing) -> str:
    """`81,302 and 108,796`, `never, at up to 14,183`, `no one volume`."""
    if row.bracket:
        return " and ".join(fmt.number(end.value) for end in row.bracket)
    if row.lost and row.earned:
        return "no single volume"
    if row.lost:
        return f"never, at up to {fmt.number(row.lost[-1].cars.value)}"
    return f"always, from {fmt.number(row.earned[0].cars.value)}" if row.earned else ""


_MARK_FIELDS = (
    *("maker", "name", "measure", "period", "deliveries", "result", "result_currency", "sign"),
    *("counts", "most_lost", "fewest_earned", "turned", "sources"),
)


def _mark_record(row: Crossing, mark: Mark) -> dict[str, object]:
    return {
        "maker": row.maker.key,
        "name": row.maker.called,
        "measure": mark.measure.key,
        "period": mark.period.text,
        "deliveries": fmt.recorded(mark.cars),
        "result": fmt.recorded(mark.result) if mark.result.support.bounded else None,
        "result_currency": mark.result.unit,
        "sign": "profit" if mark.sign > 0 else "loss",
        "counts": row.counts(mark),
        "most_lost": fmt.recorded(row.lost[-1].cars) if row.lost else None,
        "fewest_earned": fmt.recorded(row.earned[0].cars) if row.earned else None,
        "turned": row.bracket is not None,
        "sources": list(dict.fromkeys((*mark.cars.sources, *mark.result.sources))),
    }


def crossing_findings(rows: Sequence[Crossing], home: Entity | None) -> tuple[str, ...]:
    """What the home maker needed, and at how many cars the others first earned."""
    own = next((row for row in rows if home and row.maker.key == home.key), None)
    first = sorted(
        ((row.first_earned.cars.value, row.maker.called) for row in rows if row.first_earned),
        key=lambda item: item[0],
    )
    others = [(cars, name) for cars, name in first if not home or name != home.called]
    told = [_own_crossing(own)] if own else []
    if others:
        most = others[-1][0]
        near = [item for item in others if item[0] * 2 >= most]
        apart = [item for item in others if item[0] * 2 < most]
        ends = f"{fmt.number(near[0][0])} to {fmt.number(most)}" if near[1:] else fmt.number(most)
        names = fmt.joined([name for _, name in near])
        rest = "".join(f"; {name} at {fmt.number(cars)}" for cars, name in apart)
        told.append(f"{names} first earned at {ends} cars a quarter{rest}.")
    return tuple(told)


def _own_crossing(row: Crossing) -> str:
    name = row.maker.called
    if row.bracket:
        most, fewest = (fmt.number(end.value) for end in row.bracket)
        return (
            f"{name} earned in the {_quarters(len(row.earned))} with {fewest} cars or more, and "
            f"lost in the {_quarters(len(row.lost))} with {most} or fewer."
        )
    if row.lost and row.earned:
        return f"{name} has no single volume at which it turned profitable."
    return f"{name} {'lost' if row.lost else 'earned'} in every quarter on file."


def _quarters(number: int) -> str:
    return "one quarter" if number == 1 else f"{in_words(number)} quarters"


# All quarters.


def quarters_table(
    peers: Peers, measure: str, shown: Sequence[Period] = (), contested: Contested = UNCHECKED
) -> Table:
    """Makers by quarters, in thousands of the currency; those that are never ranked left out."""
    quarters = tuple(shown) or peers.quarters(measure)
    grid = {quarter: by_maker(peers, quarter, measure) for quarter in quarters}
    makers = ordered_makers(peers, measure)
    rows = tuple(
        (
            Cell(maker.called),
            *(quarter_cell(grid[quarter][maker.key], contested) for quarter in quarters),
        )
        for maker in makers
    )
    records = tuple(
        record_of(peers, standing, contested)
        for quarter in quarters
        for standing in peers.standings(quarter, measure)
    )
    name = MEASURES[measure].name
    heads = (Column("Maker", numeric=False), *(Column(fmt.period(quarter)) for quarter in quarters))
    return Table(f"{name[:1].upper()}{name[1:]} per car, thousands", heads, rows, records, FIELDS)


def by_maker(peers: Peers, quarter: Period, measure: str) -> dict[str, Standing]:
    """The standings of a quarter by maker."""
    return {standing.maker.key: standing for standing in peers.standings(quarter, measure)}


def ordered_makers(peers: Peers, measure: str) -> tuple[Entity, ...]:
    """Makers with a place in any quarter, those first that lose the most in the mean of theirs."""
    known: dict[str, list[Decimal]] = {}
    for quarter in peers.quarters(measure):
        for standing in peers.ranked(quarter, measure):
            if standing.per_car:
                known.setdefault(standing.maker.key, []).append(standing.per_car.value)
    means = {key: sum(values) / len(values) for key, values in known.items()}
    makers = [maker for maker in peers.makers if maker.key in means]
    return tuple(sorted(makers, key=lambda maker: means[maker.key]))


def quarter_cell(standing: Standing, contested: Contested = UNCHECKED) -> Cell:
    """`−152.5`, `+1.6…5.6` where it is known to no better, `+1.6…` without an upper end, `*` for
    another measure."""
    figure = standing.per_car
    near = standing.nearest
    if figure is None or not standing.is_ranked:
        adjusted = near and near.per_car and near.measure.key.startswith("adjusted")
        shown = Cell("*", near.per_car if near else None, marks="*")
        return shown if adjusted else Cell(fmt.MISSING)
    vague = figure.core.width * 2 > abs(figure.value)
    text = _thousands(figure.value)
    if vague and sign_of(figure):
        low, high = sorted((figure.low, figure.high), key=abs)
        end = _thousands(high).lstrip("+" + fmt.MINUS) if high.is_finite() else ""
        text = f"{_thousands(low)}…{end}"
    marks = ("?" if standing.is_weak else "") + contested.mark(standing.result)
    return Cell(text + marks, figure, role=role_of(figure), marks=marks)


def _thousands(value: Decimal) -> str:
    return fmt.number(value / 1000, 0 if abs(value) >= 100_000 else 1, signed=True)


def quarters_findings(peers: Peers, measure: str, maker: Entity) -> tuple[str, ...]:
    """The maker under the cursor against the home maker, a year apart; and what is missing."""
    home = peers.home
    quarters = peers.quarters(measure)
    told = []
    if home and maker.key != home.key:
        pairs = [
            (by_maker(peers, q, measure)[maker.key], by_maker(peers, q, measure)[home.key])
            for q in quarters
        ]
        both = [
            (one, other)
            for one, other in pairs
            if one.is_ranked and other.is_ranked and not one.is_weak and not other.is_weak
        ]
        told = [_against(peers, one, other) for one, other in both[-1:]]
        earlier = [pair for pair in both[:-1] if pair[0].period.order < both[-1][0].period.order]
        if earlier:
            back = earlier[max(len(earlier) - 4, 0)]
            told.insert(0, _against(peers, *back))
    counts = [(q, len(peers.ranked(q, measure))) for q in quarters]
    if counts:
        most = max(counts, key=lambda item: item[1])
        last = counts[-1]
        makers = (
            f"{in_words(most[1]).capitalize()} makers have {with_article(MEASURES[measure].name)}"
        )
        told.append(
            f"{makers} in {fmt.period(most[0])}, {in_words(last[1])} in {fmt.period(last[0])}; "
            "the blanks are not on file."
        )
    return tuple(told)


def scale_of(standings: Sequence[Standing]) -> Decimal:
    """The largest magnitude that is at most five times the median; 0 without any."""
    sizes = sorted(abs(s.per_car.value) for s in standings if s.is_ranked and s.per_car)
    if not sizes:
        return Decimal(0)
    median = sizes[(len(sizes) - 1) // 2]
    return max((size for size in sizes if size <= median * 5), default=sizes[-1])
