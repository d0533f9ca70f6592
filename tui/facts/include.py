"""A facts file and the files that it includes, as one tree: its terms, and the sections of all."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from tui.facts.diagnostics import FactsError, Report, did_you_mean
from tui.facts.model import FORMAT, PART, File, names
from tui.facts.reading import SECTIONS, Reading, statement_ids
from tui.facts.source_text import MAX_BYTES, decode, file_in, read_bytes
from tui.facts.validate import validate
from tui.facts.yaml_tree import Map, Seq, Spot, move, parse, refuse_invisible

MAX_FILES = 64
_FEW = 3
"""Files of other kinds have some of the fields, too: a compose file has include and models."""
_ENDINGS = (".yaml", ".yml")
_ABSOLUTE = re.compile(r"[/~]|[A-Za-z]:")
_HEAD = re.compile(rb"^format *:", re.MULTILINE)
_USUAL = "facts.yaml"
_NOUNS = {section: kind for kind, section in SECTIONS.items()}


def read_tree(
    text: str, report: Report, path: Path, instead: Mapping[str, bytes], also: str = ""
) -> tuple[Reading | None, dict[str, bytes | None]]:
    """All that is written in a file and those that it includes, and what each of these holds.

    Included files are read from the disk but for those that `instead` has, by their names; `also`
    is one that counts as included. None where so much is amiss that nothing can be said about the
    rest.
    """
    root = _parsed(text, report, f"it starts with: format: {FORMAT}", names(File), _FEW)
    if root is None:
        return None, {}
    if _is_part(root):
        message = "this is a part of a facts file, which has title, units and concepts"
        advice = "name the file that has it under include:"
        report.add((0, 0), "part", message, advice, length=1)
        return None, {}
    ids, homes, parts = statement_ids(root), dict[str, str](), dict[str, bytes | None]()
    is_sound = validate(root, report)
    is_whole = True
    if also:
        names_of = root.setdefault("include", Seq())
        names_of.append(also)
        names_of.marks.append((0, 0))
    for file in _included(root, report, path, instead):
        parts[file.name] = file.content
        part = None if file.content is None else _part(file, report, path.name)
        is_whole = is_whole and part is not None
        if part is not None:
            ids |= statement_ids(part)
            homes |= {file.name: next(iter(found))} if (found := part.get("entities")) else {}
            _merge(root, part, report)
    is_whole = is_whole and len(parts) == len(root.get("include", ()))
    return Reading(root, report, ids, homes, is_whole=is_whole) if is_sound else None, parts


def _parsed(
    text: str, report: Report, holds: str, known: Collection[str] = (), least: int = 0
) -> Map | None:
    """The mapping that a text is; None, and reported, where it is none.

    What has no format and fewer than so many of the known fields is a file of another kind.
    """
    refuse_invisible(text, report)
    if report.has_errors:
        return None
    root = parse(text, report)
    if isinstance(root, Map) and root:
        if "format" in root or len(root.keys() & set(known)) >= least:
            return root
        report.add((0, 0), "no-facts", "this is not a facts file", holds, length=1)
        return None
    if root and not report.has_errors:
        kind = "a list" if isinstance(root, Seq) else "text"
        message = f"the file must be a mapping, found {kind}"
        report.add((0, 0), "not-a-mapping", message, holds, length=1)
    elif not report.has_errors:
        report.add((0, 0), "empty", "file has no facts", holds)
    return None


def _part(file: Included, report: Report, entrance: str) -> Map | None:
    """An included file, placed behind those before it; None where it cannot be read."""
    own, root = Report(str(file.path), "", file.name), None
    try:
        text = decode(file.content or b"", str(file.path))
    except FactsError as error:
        own.take(*error.diagnostics)
    else:
        own = Report(str(file.path), text, file.name)
        root = _parsed(text, own, "it starts with: entities:", PART, 1)
    if root is not None:
        fits = validate(root, own, entrance)
        move(root, report.length)
    report.join(own)
    return root if root is not None and fits else None


def _merge(root: Map, part: Map, report: Report) -> None:
    """Add the sections of a part to those of the file; an id may stand in one of them only."""
    for section, entries in part.items():
        whole = root.setdefault(section, type(entries)())
        root.marks.setdefault(section, part.marks[section])
        if isinstance(entries, Seq):
            whole.extend(entries)
            whole.marks.extend(entries.marks)
            continue
        for key, place in entries.marks.items():
            if key in whole.marks:
                where = report.told(whole.key_at(key), entries.key_at(key))
                message = f"{_NOUNS[section]} '{key}' is defined {where} too"
                report.add(entries.key_at(key), "duplicate-id", message)
            else:
                whole.marks[key] = place
                whole |= {key: entries[key]} if key in entries else {}


class Included(NamedTuple):
    """A file that stands under `include`."""

    name: str
    """As the entrance calls it: `peers/nio.yaml`."""
    path: Path
    content: bytes | None
    """None where it cannot be used."""


def _included(
    root: Map, report: Report, entrance: Path, instead: Mapping[str, bytes]
) -> Iterator[Included]:
    """The files that an entrance includes; what is wrong with their names is reported."""
    names, folder = root.get("include", Seq()), file_in(entrance, ".")
    if len(names) > MAX_FILES:
        message = f"{len(names)} files are included, the limit is {MAX_FILES}"
        report.add(names.marks[MAX_FILES], "include-limit", message, "put several makers in one")
    seen: dict[str, Spot | None] = {os.path.realpath(entrance): None}
    room = MAX_BYTES
    for name, spot in list(zip(names, names.marks, strict=True))[:MAX_FILES]:
        path = folder / name
        if refusal := _refusal(name, path, folder, entrance.name):
            report.add(spot, *refusal, length=len(name))
            continue
        real = os.path.realpath(path)
        if real in seen:
            first, message = seen[real], f"'{name}' cannot include itself"
            if first:
                message = f"'{name}' is included on line {first[0] + 1} already"
            report.add(spot, "include-twice", message, length=len(name))
            continue
        seen[real] = spot
        content = instead.get(name) or _content(name, path, spot, report)
        room -= len(content or b"")
        if content and room < 0:
            message = f"with '{name}' the files are larger than 64 MiB together"
            report.add(spot, "include-limit", message, length=len(name))
            content = None
        yield Included(name, path, content)


def _refusal(name: str, path: Path, folder: Path, entrance: str) -> tuple[str, str, str] | None:
    """Why a name is none of a file beside the entrance: code, message, and what to do."""
    if "\\" in name:
        return "include-name", f"'{name}' has a backslash", "write / between folder and file"
    inside = Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))
    if _ABSOLUTE.match(name) or ".." in name.split("/") or not inside:
        message = f"'{name}' leaves the folder of {entrance}"
        return "include-outside", message, "put it in that folder or below"
    if str(PurePosixPath(name)) != name:
        return "include-name", f"'{name}' has more than its path", f"write {PurePosixPath(name)}"
    if not name.endswith(_ENDINGS):
        return "include-name", f"'{name}' is not a YAML file", "its name ends in .yaml or .yml"
    return None


def _content(name: str, path: Path, spot: Spot, report: Report) -> bytes | None:
    try:
        return read_bytes(path)
    except FactsError as error:
        found = error.diagnostics[0]
        code, message, advice = f"include-{found.code}", f"'{name}': {found.message}", found.advice
        if found.code == "no-file":
            code, message, advice = "include-missing", f"there is no {name}", _near(name, path)
        report.add(spot, code, message, advice, length=len(name))
        return None


def _near(name: str, path: Path) -> str:
    """Advice that names the files beside a missing one that are most like it."""
    above = PurePosixPath(name).parent
    try:
        beside = [str(above / file.name) for file in path.parent.iterdir()]
    except OSError:
        return "list each file by its path; there are no patterns" if "*" in name else ""
    return did_you_mean(name, (file for file in beside if file.endswith(_ENDINGS)))


def entrance_of(path: Path) -> tuple[Path, str, bool]:
    """The file beside or above a part that includes it, how that calls it, and that it does so.

    Of a part that none includes yet the nearest that may; of what is no part of any the path itself
    and an empty name.
    """
    if _tree(path).get("format") is not None:
        return path, "", True
    real = Path(os.path.realpath(path))
    near: list[tuple[Path, str]] = []
    for folder in real.parents:
        name = real.relative_to(folder).as_posix()
        for file in sorted(folder.glob("*.y*ml"), key=lambda file: (file.name != _USUAL, file)):
            tree = _tree(file)
            if name in tree.get("include", ()):
                return file, name, True
            near += [(file, name)] if "format" in tree else []
    return (*near[0], False) if near and _is_part(_tree(path, PART)) else (path, "", True)


def _is_part(root: Map) -> bool:
    """Whether it has nothing but what an included file may have."""
    return bool(root) and root.keys() <= set(PART)


def _tree(path: Path, known: Collection[str] = ()) -> Map:
    """What a file says, as far as that can be read; nothing in one without a format, unless it has
    one of the `known` fields."""
    try:
        content = read_bytes(path)
        text = decode(content, str(path)) if known or _HEAD.search(content) else ""
    except FactsError:
        return Map()
    return _parsed(text, Report(str(path), text), "", known, min(len(known), 1)) or Map()
