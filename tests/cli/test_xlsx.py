"""`calc --xlsx`: a workbook whose formulas, worked out here, come to the figures of the engine."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

from tests import SHIPPED
from tests.economics.quarters import BOOK
from tui.cli.calc_inquiry import read_inquiry
from tui.cli.calc_xlsx import write_workbook
from tui.cli.main import cli

pytest.importorskip("xlsxwriter")

_NS = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


class Sheet:
    """The numbers and formulas of the first sheet, evaluated without the values kept beside."""

    def __init__(self, path: Path) -> None:
        with ZipFile(path) as file:
            root = ET.fromstring(file.read("xl/worksheets/sheet1.xml"))
        self._cells: dict[str, str] = {}
        self.kept: dict[str, float] = {}
        for cell in root.iterfind(".//x:c", _NS):
            place, formula, value = (
                cell.attrib["r"],
                cell.findtext("x:f", None, _NS),
                cell.findtext("x:v", None, _NS),
            )
            if cell.attrib.get("t") == "s":
                continue
            self._cells[place] = f"={formula}" if formula else str(value)
            if value is not None:
                self.kept[place] = float(value)

    def __call__(self, place: str) -> float:
        text = self._cells[place]
        if not text.startswith("="):
            return float(text)
        body = re.sub(r"ISBLANK\((B\d+)\)", lambda m: str(m[1] not in self._cells), text[1:])
        body = re.sub(r"\bB\d+\b", lambda m: f"s('{m[0]}')" if m[0] in self._cells else "0", body)
        names = {
            "s": self,
            "IF": lambda test, yes, no: yes if test else no,
            "ROUNDUP": lambda value, _: math.ceil(value - 1e-9),
        }
        found = eval(body, {"__builtins__": {}}, names)
        return float(found)


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"deliveries": "120,000"},
        {"price": "-5%", "deliveries": "120,000"},
        {"price": "-5%", "hold": "margin"},
        {"gross_margin": "24%", "cost_per_car": "-1%"},
        {"opex": "6bn", "opex_fixed_share": "75%", "deliveries": "+10%"},
        {"cost_fixed_share": "10%", "opex_fixed_share": "80%", "deliveries": "130,000"},
    ],
    ids=str,
)
def test_the_formulas_come_to_what_the_engine_does(
    typed: dict[str, object], tmp_path: Path
) -> None:
    inquiry, path = read_inquiry(BOOK, "2026-Q1", "CNY", typed), tmp_path / "a.xlsx"
    write_workbook(inquiry, path)
    sheet, account = Sheet(path), inquiry.account
    assert account.revenue
    assert account.opex
    assert account.result
    assert account.result_per_car
    assert account.contribution
    for place, figure in (
        ("B20", account.revenue),
        ("B23", account.opex),
        ("B24", account.result),
        ("B25", account.result_per_car),
        ("B27", account.contribution),
    ):
        assert sheet(place) == pytest.approx(float(figure.value), rel=1e-9)
        assert sheet.kept[place] == pytest.approx(float(figure.value), rel=1e-9)
        assert sheet.kept[place.replace("B", "C")] <= sheet(place) + abs(sheet(place)) * 1e-9
    even = inquiry.break_even.figure
    assert even
    assert sheet("B28") == math.ceil(float(even.value) - 1e-9)


def calc(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["calc", "--facts", str(SHIPPED), *arguments])


def test_the_command_writes_it_beside_the_page_with_linked_sources(tmp_path: Path) -> None:
    path = tmp_path / "what-if.xlsx"
    done = calc("2026-Q1", "--xlsx", str(path))
    assert done.exit_code == 0
    assert "Xiaomi lost about" in done.stdout
    with ZipFile(path) as file:
        links = file.read("xl/worksheets/_rels/sheet2.xml.rels").decode()
        assert "https://" in links


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    for arguments, says in (
        (("2026-Q1", "--xlsx", str(tmp_path / "no" / "a.xlsx")), "was not written"),
        (("2026-Q1", "--outlook", "2", "--xlsx", "a.xlsx"), "--outlook goes with"),
        (("--costs", "--xlsx", "a.xlsx"), "--costs stands alone"),
    ):
        done = calc(*arguments)
        assert done.exit_code == 2
        assert says in done.stderr
