"""The JSON Schema holds for real files, and catches in the editor what the loader refuses."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests import SHIPPED
from tests.facts import SAMPLE_PATH
from tui.facts.load import load_facts
from tui.facts.schema import json_schema

Draft7Validator: Any = import_module("jsonschema").Draft7Validator


class CoreLoader(yaml.SafeLoader):
    """Types scalars by the YAML 1.2 core schema, as editors' language servers do."""


CoreLoader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+0123456789."),
    ("null", r"~|null|Null|NULL|", "~nN"),
):
    CoreLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(rf"^(?:{_pattern})$"), [*_first]
    )


@pytest.fixture(scope="module")
def validator() -> Any:
    schema = json_schema()
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def as_editors_see_it(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=CoreLoader)


@pytest.mark.parametrize("path", [SAMPLE_PATH, SHIPPED], ids=["sample", "shipped"])
def test_good_files_pass(path: Path, validator: Any) -> None:
    assert load_facts(path)
    assert [error.message for error in validator.iter_errors(as_editors_see_it(path))] == []


def test_editors_take_some_values_for_numbers() -> None:
    document = as_editors_see_it(SAMPLE_PATH)
    assert document["rates"][0]["CNY/USD"]["mean"] == 7.2748
    assert document["facts"][4]["decimals"] == -4
    assert document["concepts"]["deliveries"]["additive"] is True


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("facts", 0, "states", "deliveries"), "$70 million"),
        (("facts", 0, "states", "deliveries"), "75_869"),
        (("facts", 0, "states", "deliveries"), ""),
        (("facts", 0, "states", "deliveries"), {"value": "3 cars"}),
        (("facts", 0, "states", "deliveries"), []),
        (("facts", 0, "period"), "Q1 2025"),
        (("facts", 0, "period"), "30/06/2025"),
        (("facts", 0, "scenario"), "targt"),
        (("facts", 0, "valeu"), "1"),
        (("facts", 0, "source"), []),
        (("facts", 6, "duration"), "18h"),
        (("sources", "newswire", "tier"), "rumour"),
        (("calculations", 0, "per"), "deliveries"),
        (("calculations", 0), {"total": "revenue"}),
        (("disputes", 0, "preferred"), 0),
        (("concepts", "revenue", "additive"), "maybe"),
        (("rates", 0, "CNY/USD", "mean"), "about 7"),
        (("format",), "xev-facts/9"),
    ],
)
def test_slips_fail(path: tuple[str | int, ...], value: Any, validator: Any) -> None:
    document = as_editors_see_it(SAMPLE_PATH)
    node = document
    for part in path[:-1]:
        node = node[part]
    node[path[-1]] = value
    assert not validator.is_valid(document)


def test_it_says_which_draft_it_is() -> None:
    schema = json_schema()
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert "$defs" not in str(schema)
