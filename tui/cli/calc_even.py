"""Break-even on the calculator's page: as a range, on the last four quarters, and as a table."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from tui.cli.calc_bands import NEVER
from tui.cli.calc_inquiry import Inquiry
from tui.cli.page import Footnotes, cautions, page_text, sections, source_keys
from tui.economics.band import figure_band
from tui.economics.break_even import Past, Spot, delivered, spots, trailing
from tui.economics.caveats import FAR_OUTSIDE, SENTENCES, warnings
from tui.economics.parse import InputError
from tui.economics.scenario import Scenario
from tui.economics.solve import whole_cars
from tui.economics.wording import came_to, spread
from tui.facts import fmt
from tui.facts.figure import Figure
from tui.present.assumed import added, assumed_value, assumptions, fixed
from tui.present.break_even import break_even_table, each_of, even_range, legend
from tui.present.provenance import TextBlock
from tui.present.table import render


def volume(inquiry: Inquiry) -> Iterator[TextBlock]:
    """Break-even, unless just that was solved for, and the next car; what they take as fixed."""
    if inquiry.per_car is None or inquiry.base.missing:
        return
    if inquiry.unknown != "deliveries" or inquiry.target:
        yield from _break_even(inquiry)
    if adds := inquiry.contribution:
        what = f"{added(inquiry.told)}; commissions and warranty may reduce it"
        yield TextBlock(f"Each additional car adds {_added(adds, inquiry)}, {what}.")
    yield TextBlock(f"This treats {fixed(inquiry.told)} as fixed.")


def _break_even(inquiry: Inquiry) -> Iterator[TextBlock]:
    """As a range, with the point inside it, and the same on the last four quarters."""
    even, over = inquiry.break_even, even_range(inquiry.scenario, inquiry.span)
    detail = distance(inquiry, even.figure) if even.figure else ""
    if is_elsewhere(inquiry):
        says = f"{even.says[0].lower()}{even.says[1:]}".replace(".", f"{detail}.", 1)
        yield TextBlock(f"In the solved account: {says}")
        return
    if over is None:
        yield TextBlock(even.says.replace(".", f"{detail}.", 1))
        return
    yield TextBlock(f"Break-even {over.says}. {over.beyond(past_of(inquiry))}".rstrip())
    where = over.point[0].upper() + over.point[1:]
    if even.figure:
        far = f" {SENTENCES[FAR_OUTSIDE]}" if even.unlikely else ""
        yield TextBlock(f"{where}: {fmt.about(even.figure)}{detail}.{far}")
    else:
        yield TextBlock(f"{where}: {even.says}")
    year = trailing(inquiry.book, inquiry.scenario)
    if year and (whole := even_range(year, inquiry.span)):
        mixed = ", on different bases" if len(year.base.kinds) > 1 else ""
        when = f"The four quarters to {inquiry.asked}{mixed}"
        yield TextBlock(f"{when}: {whole.says}.")
    if over.is_preset:
        yield TextBlock(f"Preset range of the fixed share: {inquiry.span.says}.")


def is_elsewhere(inquiry: Inquiry) -> bool:
    """Whether the solved account has another break-even than the one asked about; what is solved
    for a volume has the same."""
    return inquiry.solved is not None and inquiry.unknown != "deliveries"


def past_of(inquiry: Inquiry) -> tuple[Past, ...]:
    """What was delivered in every period of the same length."""
    return delivered(inquiry.book, inquiry.published)


def table_page(inquiry: Inquiry) -> str:
    """Break-even by what is fixed of opex and of cost of sales, 80 cells wide. Raises
    InputError."""
    spots_of(inquiry)
    past, notes = past_of(inquiry), Footnotes(inquiry.book)
    scenario = _tabled(inquiry)
    table = render(break_even_table(scenario, past), "table").splitlines()
    assumed = assumptions(scenario)
    under = f" with {fmt.joined(assumed)}" if assumed else ""
    base, cars = inquiry.base, f"cars {each_of(inquiry.base)}".rstrip()
    names = {name: name.replace("_", " ") for name in base.account} | {"result": base.basis}
    inputs = [f"{names[name]} {notes.marked(base.get(name))}" for name in base.account]
    body = sections(
        [TextBlock(f"Break-even of {inquiry.asked}{under}, in {cars}.", "bold")],
        map(TextBlock, table),
        map(TextBlock, legend(past)),
        [TextBlock(f"From {', '.join(inputs)}.")],
        cautions(base),
    )
    return page_text(sections(list(body), notes.passages()))


def _tabled(inquiry: Inquiry) -> Scenario:
    """What holds for every cell of the table."""
    return inquiry.scenario.without("opex_fixed_share", "cost_fixed_share", "deliveries")


def table_record(inquiry: Inquiry) -> dict[str, object]:
    """The same for programs, a row for each pair of shares. Raises InputError."""
    rows = [
        {
            "opex_fixed_share_percent": fmt.plain(spot.opex_fixed_share),
            "cost_fixed_share_percent": fmt.plain(spot.cost_fixed_share),
            **{
                f"break_even_deliveries{key}": _cars(value, rounding)
                for key, value, rounding in (
                    ("", spot.volume, ROUND_CEILING),
                    ("_low", spot.low, ROUND_FLOOR),
                    ("_high", spot.high, ROUND_CEILING),
                )
            },
            "reached_in": spot.reached.period.text if spot.reached else None,
            "beyond_any_delivered": spot.is_beyond,
        }
        for row in spots_of(inquiry)
        for spot in row
    ]
    return {
        "period": inquiry.asked,
        "basis": inquiry.base.basis,
        "assumptions": list(assumptions(_tabled(inquiry))),
        "warns": list(warnings(inquiry.base)),
        "rows": rows,
        "sources": source_keys(*(inquiry.base.get(name) for name in inquiry.base.account)),
    }


def _cars(value: Decimal, rounding: str) -> str:
    return fmt.plain(fmt.to_step(value, Decimal(1), rounding)) if value.is_finite() else NEVER


def spots_of(inquiry: Inquiry) -> tuple[tuple[Spot, ...], ...]:
    """The cells of the table. Raises InputError where an input is missing."""
    found = spots(inquiry.scenario, past_of(inquiry))
    if not found:
        missing = ", ".join(inquiry.base.missing)
        raise InputError("table", f"No break-even of {inquiry.asked}: needs {missing}.")
    return found


def distance(inquiry: Inquiry, figure: Figure) -> str:
    """` a quarter (83,700 to 85,600), about 8,800 more than the 75,869 delivered`, for a solved
    volume."""
    each, cars = f" {each_of(inquiry.base)}".rstrip(), inquiry.account.deliveries
    text = f"{each}{fmt.between(figure)}"
    if cars is None or whole_cars(figure) == cars.value:
        return text
    which = "assumed" if assumed_value(inquiry.scenario, "deliveries") else "delivered"
    side = "more" if figure.value > cars.value else "fewer"
    gap = fmt.about(figure._replace(value=whole_cars(figure) - cars.value, unit=""))
    return f"{text}, {gap} {side} than the {fmt.number(cars.value)} {which}"


def _added(adds: Figure, inquiry: Inquiry) -> str:
    currency = inquiry.currency
    band = None if is_elsewhere(inquiry) else figure_band(inquiry.scenario, "contribution")
    if band and band.is_moved:
        low, high = inquiry.plain(band.low), inquiry.plain(band.high)
        return f"{fmt.about(adds, {})}, with the ranges {spread(low, high, currency)}"
    return came_to(adds) if adds.value < 0 else f"{fmt.about(adds, {})}{fmt.between(adds)}"
