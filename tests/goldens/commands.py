"""The commands whose output is kept, by the file that keeps it."""

from __future__ import annotations

from collections.abc import Iterator

from tests.goldens.inputs import BAD, CASES
from tui.cli.main import TAKES

_TABLES = ("finances", "timeline", "models", "disputes", "facts", "sources")
_QUARTERS = (
    *(f"2024-Q{n}" for n in range(1, 5)),
    *(f"2025-Q{n}" for n in range(1, 5)),
    "2026-Q1",
    "2026-Q2",
)
_PERIODS = (
    "",
    *_QUARTERS,
    "2024-H2",
    "2025-H1",
    "2025-H2",
    "2024",
    "2025",
    "2025-Q1,2025-Q2",
    "2024-Q4,2025-Q1",
    "2024-Q2,2025-Q1",
    "2025,2026-Q1",
    "2025-q2",
)
_ASSUMED = (
    "deliveries=108,796",
    "deliveries=+5,000",
    "deliveries=-10%",
    "deliveries=0",
    "asp=240,000",
    "asp=-5%",
    "price=240,000",
    "price=+10,000",
    "price=-5%",
    "cost_per_car=180,000",
    "cost_per_car=-3%",
    "gross_margin=25%",
    "gross_margin=+1pt",
    "opex=3bn",
    "opex=-10%",
    "opex=+0.5bn",
    "opex_fixed_share=75%",
    "opex_fixed_share=0%",
    "cost_fixed_share=20%",
)
_TOGETHER = (
    "--set deliveries=108,796 --set opex_fixed_share=75%",
    "--set price=-5% --set deliveries=+20%",
    "--set price=-5% --hold margin",
    "--set price=-5% --hold cost",
    "--set gross_margin=25% --set opex=-10% --set deliveries=150,000",
    "--set cost_fixed_share=20% --set deliveries=+10,000",
    "--set deliveries=75,869 --set price=+0",
    "--set opex-fixed-share=50% --set cost-per-car=-1%",
)
_UNKNOWN = ("deliveries", "gross_margin", "price", "cost_per_car", "opex")
_CROSSINGS = (
    "2025-Q4 2026-Q1",
    "2025-Q1 2025-Q2",
    "2025-Q2 2025-Q3",
    "2024-Q4 2025-Q1",
    "2024-Q2 2024-Q3",
    "2025-Q3 2025-Q1",
    "2025-H1 2025-H2",
    "2024 2025",
    "2025-Q1 2025-Q1",
)
_IN_PRINT = (
    "2025-Q1 --against '$900 per car'",
    "2025-Q1 --against 'about 6,500 CNY'",
    "2025-Q1 --against 'a loss of 900 USD'",
    "2025-Q1 --against '-900 USD/car'",
    "2025-Q1 --against '1,000 USD'",
    "2025-Q1 --against '1,200 USD'",
    "2025-Q1 --against 'exactly 1,000 USD'",
    "2025-Q1 --against 'over 5,000 USD'",
    "2025-Q1 --against '900 USD profit'",
    "2025-Q1 --against '860 EUR' --currency EUR",
    "2025-Q3 --against 'a profit of 6,400 CNY'",
    "2026-Q1 --against 'about 38,000 CNY' --currency USD",
    "2025-Q1 --set deliveries=100,000 --against '900 USD'",
)


def _show() -> Iterator[tuple[str, list[str]]]:
    for table in _TABLES:
        currencies = ("CNY", "USD", "EUR") if table == "finances" else ("CNY", "USD")
        asked = [f" --currency {each}" for each in currencies if "currency" in TAKES[table]]
        lines = [
            f"show {table} --format {form}{currency}"
            for form in ("table", "csv", "json", "md")
            for currency in asked or [""]
        ]
        sample = [f"--facts sample.yaml show {table}", f"show {table} --facts sample.yaml"]
        yield f"show_{table}", [f"show {table}", *lines, *sample]
    views = [
        f"--facts peers.yaml show peers --view {view} --format {form}"
        for view in ("rank", "crossing", "quarters")
        for form in ("table", "csv")
    ]
    dollars = f"{views[0]} --currency USD --period 2025-Q1 --measure net"
    yield "show_peers", [*views, f"{views[0]} --format json", dollars, "show peers"]


def _costs() -> Iterator[tuple[str, list[str]]]:
    sample = "calc --costs --facts sample.yaml"
    yield "calc_costs", ["calc --costs", "calc --costs --json", sample, "calc 2025-Q1 --costs"]


def _outlook() -> Iterator[tuple[str, list[str]]]:
    year = "calc 2026-Q1 --outlook 6 --set deliveries_2026=550,000"
    yield (
        "calc_outlook",
        [
            "calc --outlook 4",
            year,
            f"{year} --set price=-1%..0 --set cost_per_car=-1%",
            f"{year} --json",
            "calc --outlook 3 --facts sample.yaml",
            "calc --outlook 13",
            "calc --outlook 2 --solve deliveries",
        ],
    )


def _calc() -> Iterator[tuple[str, list[str]]]:
    periods = [f"calc {period}".strip() for period in _PERIODS]
    yield "calc_periods", periods
    yield "calc_periods_usd", [f"{line} --currency USD" for line in periods]
    yield (
        "calc_json",
        [
            *(f"{line} --json" for line in periods),
            *(f"calc {period} --json --currency USD" for period in ("2025-Q1", "2025", "2026-Q2")),
            "calc 2025-Q1 --json --currency EUR",
        ],
    )
    assumed = [f"--set {setting}" for setting in _ASSUMED]
    yield (
        "calc_set",
        [
            *(f"calc 2025-Q1 {setting}" for setting in (*assumed, *_TOGETHER)),
            *(f"calc 2026-Q1 {setting} --currency USD" for setting in (*assumed, *_TOGETHER)),
        ],
    )
    yield (
        "calc_set_json",
        [
            *(f"calc 2025-Q3 {setting} --json" for setting in (*assumed[::3], *_TOGETHER)),
            f"calc 2025-Q1 {_TOGETHER[0]} --json --currency USD",
        ],
    )
    yield (
        "calc_solve",
        [
            *(
                f"calc {period} --solve {unknown}"
                for period in ("2025-Q1", "2026-Q1", "2025-Q3", "2025")
                for unknown in _UNKNOWN
            ),
            *(f"calc 2026-Q1 --solve {unknown} --currency USD" for unknown in _UNKNOWN),
            *(f"calc 2026-Q1 --solve {unknown} --target 5,000" for unknown in _UNKNOWN),
            *(f"calc 2026-Q1 --solve {unknown} --json" for unknown in _UNKNOWN),
            "calc 2026-Q1 --solve price --hold margin",
            "calc 2026-Q1 --solve asp",
            "calc 2026-Q1 --solve volume",
            "calc 2026-Q1 --solve deliveries --target -10,000",
            "calc 2025-Q1 --solve deliveries --set opex_fixed_share=0%",
            "calc 2025-Q1 --solve deliveries --set opex_fixed_share=75% --set price=-2%",
            "calc 2026-Q1 --solve price --currency EUR",
            "calc 2026-Q2 --solve deliveries",
        ],
    )
    yield (
        "calc_bridge",
        [
            *(f"calc --bridge {crossing}" for crossing in _CROSSINGS),
            *(f"calc --bridge {crossing} --json" for crossing in _CROSSINGS),
        ],
    )
    cases = [f"calc --case cases/{case['id']}.yaml" for case in CASES]
    yield (
        "calc_case",
        [*cases, *(f"{line} --json" for line in cases), "calc --case - < cases/R01.yaml"],
    )
    yield (
        "calc_against",
        [
            *(f"calc {asked}" for asked in _IN_PRINT),
            *(f"calc {asked} --json" for asked in (_IN_PRINT[0], _IN_PRINT[5], _IN_PRINT[8])),
        ],
    )
    yield (
        "claim",
        [
            "claim --help",
            "claim 'about 900 USD' 2025-Q1",
            "claim 900 2025-Q1",
            "claim '6,500 yuan' 2025-Q1 --json",
            "claim '2,500 USD' 2025-Q1",
            "claim '6,434 yuan' 2025-Q2",
            "claim '$900 a car in Q1 2025'",
            "claim often 2025-Q1",
        ],
    )
    yield (
        "calc_sample",
        [
            "calc 2025-Q1 --facts sample.yaml",
            "calc 2025-Q1 --facts sample.yaml --json",
            "calc 2025-Q1 --facts sample.yaml --solve deliveries",
            "calc 2025-Q1 --facts sample.yaml --set price=-5%",
            "calc --facts sample.yaml",
        ],
    )


def _check() -> Iterator[tuple[str, list[str]]]:
    forms = ("text", "full", "json", "sarif")
    yield (
        "check",
        [
            "check",
            "check facts.yaml",
            *(f"check --format {form}" for form in forms),
            "check --only same-figure",
            "check --only same-figure,scale-slip --format json",
            "check --facts sample.yaml",
            "check sample.yaml --format json",
        ],
    )
    yield (
        "check_bad",
        [
            *(f"check bad/{name}" for name in BAD),
            *(
                f"check bad/{name} --format {form}"
                for name in ("syntax.yaml", "fields.yaml", "values.yaml", "doubts.yaml")
                for form in forms[1:]
            ),
            "check bad/many.yaml --format full",
            "check bad",
            "check none.yaml",
            "check none.yaml --format json",
        ],
    )


_REFUSED = (
    "--tab wheels",
    "--currency XYZ",
    "show",
    "show wheels",
    "show finances --format xml",
    "show finances --currency XYZ",
    "show finances --facts none.yaml",
    "show finances --facts bad",
    *(f"show finances --facts bad/{name}" for name in BAD),
    "calc 2023-Q1",
    "calc FY2025",
    "calc 2025-Q5",
    "calc 2025-Q1,2025-H1",
    "calc 2025-Q1,",
    "calc 2025-Q1 --set deliveries",
    "calc 2025-Q1 --set wheels=4",
    "calc 2025-Q1 --set deliveries=1.5",
    "calc 2025-Q1 --set deliveries=many",
    "calc 2025-Q1 --set deliveries=",
    "calc 2025-Q1 --set deliveries=-5",
    "calc 2025-Q1 --set gross_margin=120%",
    "calc 2025-Q1 --set gross_margin=1",
    "calc 2025-Q1 --set opex_fixed_share=150%",
    "calc 2025-Q1 --set opex=lots",
    "calc 2025-Q1 --set asp=10,00",
    "calc 2026-Q1 --set asp=-5%",
    "calc 2025-Q1 --set gross_margin=25% --set cost_per_car=180,000",
    "calc 2025-Q1 --hold water",
    "calc 2025-Q1 --solve wheels",
    "calc 2025-Q1 --solve price --target x",
    "calc 2025-Q1 --target 0",
    "calc 2025-Q1 --against much",
    "calc 2026-Q2 --against '900 USD'",
    "calc 2025-Q1 --against '900 JPY'",
    "calc 2025-Q1 --currency XYZ",
    "calc --bridge 2025-Q1",
    "calc --bridge 2025-Q1 2026-Q2",
    "calc --bridge 2023-Q1 2025-Q1",
    "calc --bridge 2025-Q1 soon",
    "calc 2025-Q1 --bridge 2025-Q1 2025-Q2",
    "calc 2025-Q1 --case cases/R01.yaml",
    "calc --case cases/R01.yaml --bridge 2025-Q1 2025-Q2",
    "calc --case none.yaml",
    "calc --case cases/none.yaml",
    "calc --case cases/no-inputs.yaml",
    "calc --case cases/mode.yaml",
    "calc --case cases/mode-twice.yaml",
    "calc --case cases/unfinished.yaml",
    "calc --case cases/cases.yaml",
    "calc --case - < bad/latin1.yaml",
    "calc 2023-Q1 --json",
    "calc 2025-Q1 --set wheels=4 --json",
    "calc 2025-Q1 --set gross_margin=120% --json",
    "calc 2025-Q1 --solve wheels --json",
    "calc 2025-Q1 --against much --json",
    "calc --bridge 2025-Q1 2026-Q2 --json",
    "calc --case cases/mode.yaml --json",
    "calc 2025-Q1 2025-Q2",
    "calc 2025-Q1 --facts none.yaml",
    "check --only wheels",
    "check --format xml",
    "check facts.yaml sample.yaml",
    "keys wheels",
    "schema wheels",
    "new",
    "new facts.yaml",
    "new none/mine.yaml",
    "completion",
    "completion csh",
    "web --port 70000",
    "web --port wheels",
)

GOLDENS: dict[str, list[str]] = {
    **dict(_show()),
    **dict(_costs()),
    **dict(_outlook()),
    **dict(_calc()),
    **dict(_check()),
    "refused": list(_REFUSED),
    "help": [
        "--help",
        *(
            f"{command} --help"
            for command in (
                "add",
                "calc",
                "check",
                "completion",
                "export",
                "keys",
                "new",
                "paths",
                "schema",
                "show",
                "web",
            )
        ),
    ],
    "bare": ["", "--currency USD"],
    "schema": ["schema"],
    "new": ["new mine.yaml", "new mine.yaml", "check mine.yaml", "--facts mine.yaml show finances"],
    "keys": ["keys"],
}
"""Command lines by the name of the file that keeps what they print."""
