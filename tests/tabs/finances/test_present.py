"""What is said of a period, whatever is known of it, and that sums and marks are right."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from tests.tabs.finances.accounts import BETTER, FULL, MAKER, RATES, Quarters, accounts, without
from tui.economics import per_car
from tui.economics.account import Account
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.figure import Figure
from tui.present.contested import UNCHECKED, contested_in
from tui.present.marks import legend
from tui.present.table import Table, aligned, widths_of
from tui.tabs.finances.notes import Note, marks, notes_of
from tui.tabs.finances.periods import KINDS, TRAILING, Span
from tui.tabs.finances.present import (
    FinancesView,
    Page,
    covering,
    next_bar,
    no_periods,
    page_of,
    sentence,
    unit_caption,
)
from tui.tabs.finances.table import (
    COLUMNS,
    PeriodColumn,
    finances_table,
    not_on_file,
    periods_table,
)
from tui.tabs.finances.widgets import result_bars


def view_of(quarters: Quarters, *, maker: str = "") -> FinancesView:
    """The newest period of a book."""
    page = page_of(accounts(quarters, maker=maker), "CNY", "quarter")
    return FinancesView(page, page.newest)


def named(page: Page, name: str) -> Span:
    return next(span for span in page.rows if span.name == name)


def place(page: Page, name: str) -> int:
    return [span.name for span in page.rows].index(name)


def texts(table: Table, row: int) -> dict[str, str]:
    headings = [column.heading for column in table.columns]
    return dict(zip(headings, (cell.text.strip() for cell in table.rows[row]), strict=True))


# The finding


def test_nothing_known_says_what_to_write() -> None:
    book = accounts({"2025-Q1": {"revenue": "2 billion CNY"}})
    assert not page_of(book, "CNY", "quarter").rows
    for part in ("facts:", "2025-Q4", "deliveries:", "operating_result:", "CNY"):
        assert part in no_periods(book)
    assert no_periods(book, "year").startswith("No full year has both cars delivered and a result.")


def test_one_quarter_is_compared_with_none() -> None:
    view = view_of({"2025-Q1": FULL})
    assert view.sentences[1] == "Maker of things lost about ¥10,000 on each car."


def test_the_maker_is_the_one_of_the_models() -> None:
    assert view_of({"2025-Q1": FULL}, maker=MAKER).sentences[1].startswith("Acme lost")


def test_gain_after_loss_names_both() -> None:
    view = view_of({"2025-Q1": FULL, "2025-Q2": BETTER})
    expected = "earned about ¥10,000 on each car, after losing about ¥10,000 the quarter before."
    assert view.sentences[1] == f"Maker of things {expected}"


def test_a_quarter_further_back_is_not_the_quarter_before() -> None:
    view = view_of({"2025-Q1": FULL, "2025-Q3": BETTER})
    assert view.sentences[1] == "Maker of things earned about ¥10,000 on each car."


@pytest.mark.parametrize("result", ["0.0 billion CNY", "0 CNY", "exactly 0 CNY"])
def test_zero_within_rounding_is_breaking_even(result: str) -> None:
    said = view_of({"2025-Q1": {**FULL, "operating_result": result}}).sentences[1]
    assert "broke even on each car, within rounding" in said


def test_after_breaking_even_no_share_is_made_up() -> None:
    zero = {**FULL, "operating_result": "0.00 billion CNY"}
    said = view_of({"2025-Q1": zero, "2025-Q2": BETTER}).sentences[1]
    assert said.endswith(
        "earned about ¥10,000 on each car, after breaking even the quarter before."
    )


def test_without_revenue_there_is_no_average_car_and_it_says_why() -> None:
    view = view_of({"2025-Q1": without(FULL, "revenue", "gross_margin")})
    assert view.sentences[1] == "Maker of things lost about ¥10,000 on each car."
    assert view.sentences[2] == "No average car for Q1 25: it needs revenue and gross margin."
    assert view.steps == ()


def test_a_quarter_of_which_only_revenue_is_known_is_shown_and_told() -> None:
    page = page_of(accounts({"2025-Q1": FULL, "2025-Q2": {"revenue": "24.9 billion CNY"}}), "CNY",
                   "quarter")  # fmt: skip
    span = named(page, "Q2 25")
    assert page.newest == 0
    assert sentence(span, None) == (
        "What a car earned or lost in Q2 25 is not known: it needs deliveries and result."
    )
    assert covering(span) == "Known: revenue ¥24.9bn."
    row = texts(periods_table(page.spans, "quarter"), 1)
    assert row["Revenue bn"] == "24.9"
    assert {row[name] for name in ("Cars", "Margin %", "Result m", "Per car", "±")} == {"–"}


def test_another_basis_is_said_with_the_comparison() -> None:
    adjusted = {**without(FULL, "operating_result"), "adjusted_net_result": "-0.20 billion CNY"}
    page = page_of(accounts({"2025-Q1": adjusted, "2025-Q2": FULL}), "CNY", "quarter")
    assert (
        "50% less than the quarter before (adjusted net result)."
        in FinancesView(page, 1).sentences[1]
    )
    assert unit_caption(page.spans[0]).endswith("on the adjusted net result")
    notes = notes_of(page.spans[0], None, page.spans)
    assert any("from Q2 25 on it is the operating result" in note.text for note in notes)


# Years, half-years, sums


def test_a_year_stands_with_and_without_its_start(pinned: FactBook) -> None:
    page = page_of(pinned, "CNY", "year")
    assert [span.name for span in page.spans] == ["2024", "Q2–Q4 24", "2025"]
    whole, rest, _ = page.spans
    assert whole.result_per_car
    assert round(whole.result_per_car.value) == -45304
    assert rest.result_per_car
    assert round(rest.result_per_car.value) == -29241
    assert (
        "lost about ¥45,300 on each car; about ¥29,000 without Q1 24"
        in FinancesView(page, 0).sentences[1]
    )
    assert FinancesView(page, 1).sentences[1] == (
        "Without Q1 24, before sales began, Xiaomi lost about ¥29,000 on each car: "
        "−¥4.0bn ÷ 136,794 cars."
    )
    assert page.before(2) is whole


def test_two_measures_are_not_held_against_each_other(shipped: FactBook) -> None:
    page = page_of(shipped, "CNY", "year")
    assert [span.base.kind for span in page.spans[:2]] == [
        "operating_result",
        "adjusted_net_result",
    ]
    assert FinancesView(page, 0).sentences[1] == "Xiaomi lost about ¥52,200 on each car."


def test_half_years_follow_from_quarters(shipped: FactBook) -> None:
    page = page_of(shipped, "CNY", "half")
    half = named(page, "H1 25").result_per_car
    assert half
    assert (round(half.low), round(half.value), round(half.high)) == (-5726, -5090, -4454)


def test_a_marked_range_is_the_sum_of_results_over_the_sum_of_cars(shipped: FactBook) -> None:
    page = page_of(shipped, "CNY", "quarter")
    first, last = place(page, "Q1 25"), place(page, "Q2 25")
    view = FinancesView(page, last, first)
    assert view.big
    assert round(view.big.value) == -5090
    assert view.sentences[1] == "Xiaomi lost about ¥5,100 on each car: −¥0.8bn ÷ 157,171 cars."
    assert view.span.name == "Q1–Q2 25"
    assert view.marked == {first, last}
    assert view.rows(years=False)[view.row].key == view.span.key
    assert FinancesView(page, first, last).big == view.big


def test_a_range_over_a_new_year_is_converted_quarter_by_quarter() -> None:
    book = accounts({"2025-Q1": FULL, "2025-Q2": BETTER}, more=RATES)
    page = page_of(book, "USD", "quarter")
    figure = page.pooled(0, 1).result_per_car
    assert figure is not None
    assert figure.unit == "USD/car"
    assert figure.value == (Decimal("-0.1e9") / 7 + Decimal("0.2e9") / 8) / 30_000


def test_a_year_without_its_start_takes_the_rate_of_the_year(shipped: FactBook) -> None:
    figure = page_of(shipped, "USD", "year").spans[1].result_per_car
    assert figure
    assert round(figure.value) == -4064


def test_going_to_other_periods_keeps_near(shipped: FactBook) -> None:
    quarters, years = (page_of(shipped, "CNY", kind) for kind in KINDS[:2])
    chosen = named(quarters, "Q3 24")
    assert years.spans[years.nearest(chosen)].name == "2024"
    assert quarters.spans[quarters.nearest(named(years, "2024"))].name == "Q4 24"


def test_years_below_the_quarters_mark_what_they_hold(shipped: FactBook) -> None:
    page = page_of(shipped, "CNY", "quarter")
    view = FinancesView(page, place(page, "2025"))
    assert [page.spans[n].name for n in sorted(view.marked)] == ["Q1 25", "Q2 25", "Q3 25", "Q4 25"]
    assert view.cursor is None


def test_steps_skip_what_cannot_be_added_up(pinned: FactBook, shipped: FactBook) -> None:
    years = page_of(pinned, "CNY", "year")
    assert next_bar(years, 0, 1) == 1
    assert next_bar(years, 0, 1, bars="summable") == 2
    assert next_bar(years, 2, 1) == 2
    for book, is_known in ((pinned, False), (shipped, True)):
        quarters = page_of(book, "CNY", "quarter")
        last = len(quarters.spans) - 1
        assert (quarters.spans[last].result_per_car is not None) is is_known
        assert not quarters.spans[last].counts
        assert next_bar(quarters, last - 1, 1, bars="known") == last - 1


# Notes and marks


def test_notes_stand_at_the_figures_they_are_about() -> None:
    notes = (Note("a", ("result",)), Note("b", ("revenue", "result")))
    assert marks(notes, "result") == "¹,²"
    assert marks(notes, "revenue") == "²"
    assert marks(notes, "deliveries") == marks(notes, "deliveries", plain=True) == ""
    assert marks(notes, "result", plain=True) == " (1,2)"


def test_what_is_second_hand_is_said_and_marked() -> None:
    page = page_of(accounts({"2025-Q1": FULL}, source="blog"), "CNY", "quarter")
    weak = notes_of(page.spans[0])[-1]
    assert weak.text.startswith("Deliveries, revenue, gross margin and the result rest on")
    assert set(weak.about) == {"deliveries", "revenue", "gross_margin", "result"}
    table = periods_table(page.spans, "quarter")
    assert texts(table, 0)["Cars"] == "10,000 r"
    assert legend(table)[0] == ("r second-hand",)
    own = page_of(accounts({"2025-Q1": FULL}), "CNY", "quarter")
    assert legend(periods_table(own.spans, "quarter")) == ((), ())


def test_an_axis_has_the_currency_of_its_bars_and_a_row_of_another_a_mark() -> None:
    book = accounts({"2025-Q1": FULL, "2025-Q2": BETTER}, more=RATES.rpartition("- source")[0])
    page = page_of(book, "USD", "quarter")
    assert page.currency == "USD"
    assert [bar.value and round(bar.value) for bar in result_bars(page)] == [-1429, None]
    table = periods_table(page.spans, "quarter")
    assert [texts(table, row)["Per car"] for row in (0, 1)] == ["−$1,429", "+¥10,000 ¤"]
    revenue = next(name for name in texts(table, 0) if name.startswith("Revenue"))
    assert [texts(table, row)[revenue].endswith("¤") for row in (0, 1)] == [False, True]
    assert "¤ as reported, no FX rate" in legend(table)[0]
    none = page_of(book, "EUR", "quarter")
    assert none.currency == "CNY"
    assert [bar.value for bar in result_bars(none)] == [-10_000, 10_000]
    assert legend(periods_table(page_of(book, "CNY", "quarter").spans, "quarter")) == ((), ())


def test_what_was_calculated_is_marked(pinned: FactBook) -> None:
    page = page_of(pinned, "CNY", "quarter")
    row = texts(periods_table(page.spans, "quarter"), place(page, "Q4 25"))
    assert row["Cars"] == "145,115 dr"
    note = next(n for n in notes_of(named(page, "Q4 25")) if "but calculated" in n.text)
    assert "2025 − 2025-Q1 − 2025-Q2 − 2025-Q3" in note.text


def test_in_another_currency_nothing_more_is_derived(shipped: FactBook) -> None:
    def found(currency: str) -> list[str]:
        page = page_of(shipped, currency, "quarter")
        rows = periods_table(page.spans, "quarter", 200).rows
        return ["".join(c for c in cell.text if c in "dr*") for row in rows for cell in row]

    assert found("CNY") == found("USD")


# The table


def test_show_finances_gives_the_quarters_of_which_something_is_known(shipped: FactBook) -> None:
    records = finances_table(shipped, "CNY").records
    assert [record["period"] for record in records] == [
        *("2024-Q2", "2024-Q3", "2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1"),
        "2026-Q2",
    ]
    assert records[3]["asp"] == "238300"
    years = finances_table(shipped, "CNY", "year")
    assert [record["period"] for record in years.records] == ["2024", "2025"]
    assert years.columns[0].heading == "Year"


@pytest.mark.parametrize("room", range(10, 130, 7))
def test_columns_fit_and_the_result_per_car_stays(shipped: FactBook, room: int) -> None:
    table = periods_table(page_of(shipped, "CNY", "quarter").rows, "quarter", room)
    headings = [column.heading for column in table.columns]
    assert {"Quarter", "Per car"} <= set(headings)
    texts = [[cell.text for cell in row] for row in table.rows]
    widths = widths_of(table.columns, texts, hang=1)
    assert len(headings) == 2 or 1 + sum(widths) + 2 * (len(widths) - 1) <= room
    if room >= 100:
        assert {"ASP", "EV bn"} <= set(headings)


def test_digits_stand_under_digits(pinned: FactBook) -> None:
    table = periods_table(page_of(pinned, "CNY", "quarter").spans, "quarter")
    cars = [row[1].text for row in table.rows]
    marked = max(len(text.partition(" ")[2]) for text in cars)
    assert marked == 2
    assert all(len(text.partition(" ")[2]) == marked for text in cars)


def test_programs_are_told_what_the_marks_say(shipped: FactBook) -> None:
    table = periods_table(
        page_of(shipped, "CNY", "quarter").spans, "quarter", 500, contested=contested_in(shipped)
    )
    keys = [column.key for column in COLUMNS if column.heading]
    said = {"≠": "disputed", "d": "calculated", "r": "second_hand", "?": "unsigned"}
    seen: set[str] = set()
    for row, record in zip(table.rows, table.records, strict=True):
        for key, cell in zip(keys, row[1:], strict=True):
            for mark, field in said.items():
                fields = record[field]
                assert isinstance(fields, list)
                # A rate of growth and a result per car say nothing of second-hand figures.
                if mark in cell.marks or key in ("deliveries", "revenue", "gross_margin", "asp"):
                    assert (mark in cell.marks) == (key in fields), (cell, record)
            seen |= {*cell.marks}
    assert seen >= said.keys()


def test_show_finances_fits_an_ordinary_terminal_without_the_share_of_opex(
    shipped: FactBook,
) -> None:
    table = finances_table(shipped, "CNY")
    wide, narrow = (aligned(table, room).splitlines() for room in (0, 80))
    assert ["Opex %" in lines[0] for lines in (wide, narrow)] == [True, False]
    assert len(narrow) == len(wide) == 2 + len(table.rows)
    assert max(map(len, narrow)) <= 80


@pytest.mark.parametrize(
    ("compute", "at_rate"),
    [(per_car.opex_per_car, True), (lambda base: base.gross_margin, False)],
)
def test_a_new_column_is_a_figure_that_is_told_in_the_currency_shown(
    shipped: FactBook,
    monkeypatch: pytest.MonkeyPatch,
    compute: Callable[[Account], Figure | None],
    at_rate: bool,
) -> None:
    new = PeriodColumn("new", "New", 7, lambda span, _: compute(span.base))
    monkeypatch.setattr("tui.tabs.finances.table.COLUMNS", (*COLUMNS, new))
    spans = page_of(shipped, "USD", "quarter").spans
    rows = periods_table(spans, "quarter").rows
    means = {rate.period: rate.mean for rate in shipped.rates if rate.currency == "USD"}
    assert len(rows) == len(spans) > 6
    for span, row in zip(spans, rows, strict=True):
        figure = compute(span.base)
        assert figure
        assert span.period
        told = figure._replace(value=figure.value / means[span.period]) if at_rate else figure
        assert row[-1].text.split()[0] == fmt.bare(told)


# Against the quarter before and the year before


def test_a_measure_is_held_against_the_quarter_before_and_the_year_before(
    shipped: FactBook,
) -> None:
    page = page_of(shipped, "CNY", "quarter")
    view = FinancesView(page, place(page, "Q1 26"))
    cars, moved, *_ = view.margin((), UNCHECKED)
    assert cars.text.startswith("Cars 80,856")
    assert moved.text == "▼ 44% QoQ  ▲ 7% YoY"
    formulas = [figure.formula for figure in moved.about if isinstance(figure, Figure)]
    assert formulas == ["Q1 26 ÷ Q4 25 − 1", "Q1 26 ÷ Q1 25 − 1"]
    opex = next(block for block in view.margin((), UNCHECKED) if block.text.startswith("Opex/"))
    assert opex.text.startswith("Opex/revenue 35.7%")
    year = page.find("2025")
    assert year is not None
    assert [word for word, _ in page.compared(year)] == ["YoY"]


def test_growth_and_opex_for_programs(shipped: FactBook) -> None:
    first, *_, last = finances_table(shipped, "CNY").records
    assert (first["deliveries_qoq"], first["deliveries_yoy"]) == (None, None)
    assert last["deliveries_qoq"] == "28.869843"
    assert last["deliveries_yoy"] == "28.162899"
    assert last["opex_share"] == "29.643445"


def test_trailing_twelve_months_end_with_each_quarter(shipped: FactBook) -> None:
    page = page_of(shipped, "CNY", TRAILING)
    names = ["to Q1 25", "to Q2 25", "to Q3 25", "to Q4 25", "to Q1 26", "to Q2 26"]
    assert [span.name for span in page.spans] == names
    newest, year = page[page.newest], page_of(shipped, "CNY", "year")
    assert newest.key == "ttm-2026-Q1"
    pooled = newest.result_per_car
    assert pooled
    assert round(pooled.value) == -3846
    calendar, stated = page[3].result_per_car, year[year.newest].result_per_car
    assert calendar
    assert stated
    assert calendar.core == stated.core
    before = page.before(page.newest)
    assert before
    assert before.name == "to Q1 25"
    assert "In the twelve months to Q1 26 Xiaomi lost about" in sentence(newest, before)
    assert "less than the twelve months before" in sentence(newest, before)
    assert "twelve months to Q1 26" in unit_caption(newest)


def test_a_column_that_no_row_has_is_told_and_left_out_on_the_screen(shipped: FactBook) -> None:
    """Commands keep it: what reads them expects the same columns of every maker."""
    rows = page_of(shipped.of("nio"), "CNY", "quarter").rows
    empty = not_on_file(rows, "quarter").removeprefix("not on file: ").split(", ")
    assert "ASP" in empty
    on_screen = {column.heading for column in periods_table(rows, "quarter", 200).columns}
    printed = {column.heading for column in periods_table(rows, "quarter").columns}
    assert on_screen.isdisjoint(empty)
    assert "ASP" in printed
    own = page_of(shipped, "CNY", "quarter").rows
    assert "ASP" not in not_on_file(own, "quarter")
