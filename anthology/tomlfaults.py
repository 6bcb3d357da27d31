"""What is wrong with a TOML file's content, in plain sentences: table, key, what may stand there.

Takes the faults that msgspec finds, by their messages, and the schema; finds none itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import msgspec
from msgspec import inspect

Step = str | int

_STEP = re.compile(r"\.([A-Za-z0-9_-]+)|\[(\d+)\]")
_NAMED = re.compile(r"(?:unknown|missing required) field `([^`]+)`")
_WRONG_TYPE = re.compile(r"Expected `([^`]+)`, got `([^`]+)`")
_KINDS = {
    "str": "words in quotation marks",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "date": "a date such as 2026-01-31",
    "datetime": "a date with a time",
    "time": "a time of day",
    "array": "a list",
    "object": "a table",
    "null": "nothing",
}
_EXAMPLES = {"str": '"…"', "int": "1", "bool": "true", "date": "2026-01-31", "array": "[…]"}


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault: where (steps from the top of the file), what is wrong, the next step."""

    path: tuple[Step, ...]
    message: str
    hint: str


def explain(message: str, data: Any, schema: type[msgspec.Struct]) -> Fault:
    """The fault that a message of msgspec tells of, in `data` that does not fit `schema`."""
    said, _, where = message.partition(" - at ")
    steps = _STEP.findall(where)
    path: tuple[Step, ...] = tuple(int(index) if index else name for name, index in steps)
    kind = _type_at(inspect.type_info(schema), path)
    named = _NAMED.search(said)
    if named and "unknown" in said:
        return _unknown(path, named[1], kind)
    if named:
        return _missing(path, named[1], kind)
    if wrong := _WRONG_TYPE.match(said):
        return _wrong_type(path, wrong[1], wrong[2], kind)
    return _wrong_value(path, _value_at(data, path), kind, said)


def _unknown(path: tuple[Step, ...], name: str, kind: inspect.Type) -> Fault:
    known = sorted(field.encode_name for field in _fields(kind))
    near = get_close_matches(name, known, 1)
    hint = f"perhaps “{near[0]}”" if near else f"known there: {', '.join(known)}"
    return Fault((*path, name), f"unknown key “{name}”{_inside(path)}", hint)


def _missing(path: tuple[Step, ...], name: str, kind: inspect.Type) -> Fault:
    wanted = next(field.type for field in _fields(kind) if field.encode_name == name)
    item = wanted.item_type if isinstance(wanted, inspect.VarTupleType) else None
    if isinstance(item, inspect.StructType):
        hint = f"add a table: [[{name}]]"
    else:
        hint = f"add a line: {name} = {_EXAMPLES.get(_name(wanted), '…')}"
    return Fault(path, f"the key “{name}” is missing{_inside(path) or ' at the top'}", hint)


def _wrong_type(path: tuple[Step, ...], wanted: str, got: str, kind: inspect.Type) -> Fault:
    message = f"{_shown(path)} must be {_kind(wanted)}, not {_kind(got)}"
    name = _key(path)
    item = kind.item_type if isinstance(kind, inspect.VarTupleType) else None
    if isinstance(item, inspect.StructType):
        return Fault(path, message, f"write it as a table: [[{name}]]")
    if isinstance(kind, inspect.StructType) and not isinstance(path[-1], int):
        return Fault(path, message, f"write it as a table: [{name}]")
    if allowed := _allowed(kind):
        return Fault(path, message, allowed)
    example = _EXAMPLES.get(wanted, "…")
    so = f"each item so: {example}" if isinstance(path[-1], int) else f"it so: {name} = {example}"
    return Fault(path, message, f"write {so}")


def _wrong_value(path: tuple[Step, ...], value: Any, kind: inspect.Type, said: str) -> Fault:
    shown = f"“{value}”" if isinstance(value, str) else str(value)
    message = f"{_shown(path)} cannot be {shown}"
    if isinstance(kind, inspect.LiteralType):
        near = get_close_matches(str(value), [str(v) for v in kind.values], 1)
        perhaps = f"perhaps “{near[0]}”; " if near else ""
        return Fault(path, message, perhaps + _allowed(kind))
    if isinstance(kind, inspect.IntType | inspect.FloatType) and kind.ge is not None:
        return Fault(path, message, f"give {kind.ge} or more")
    if isinstance(kind, inspect.DateType):
        return Fault(path, message, "write a date as 2026-01-31")
    described = _described(kind)
    return Fault(path, message, described or said.replace("`", ""))


# --- The schema, and how its places are called ----------------------------------------------------


def _type_at(kind: inspect.Type, path: Sequence[Step]) -> inspect.Type:
    for step in path:
        kind = _bare(kind)
        if isinstance(kind, inspect.VarTupleType):
            kind = kind.item_type
        elif isinstance(kind, inspect.DictType):
            kind = kind.value_type
        else:
            kind = next((f.type for f in _fields(kind) if f.encode_name == step), kind)
    return kind if isinstance(kind, inspect.Metadata) else _bare(kind)


def _bare(kind: inspect.Type) -> inspect.Type:
    """A type without what is said of it; of one that may be left out, the type if it is there."""
    if isinstance(kind, inspect.UnionType):
        there = [one for one in kind.types if not isinstance(one, inspect.NoneType)]
        return _bare(there[0]) if len(there) == 1 else kind
    return _bare(kind.type) if isinstance(kind, inspect.Metadata) else kind


def _fields(kind: inspect.Type) -> tuple[inspect.Field, ...]:
    kind = _bare(kind)
    return kind.fields if isinstance(kind, inspect.StructType) else ()


def _described(kind: inspect.Type) -> str:
    """What the schema says of a value that has a form of its own."""
    extra = kind.extra_json_schema if isinstance(kind, inspect.Metadata) else None
    return str((extra or {}).get("description", ""))


def _allowed(kind: inspect.Type) -> str:
    if not isinstance(kind, inspect.LiteralType):
        return ""
    values = [f'"{v}"' if isinstance(v, str) else str(v) for v in kind.values]
    return f"allowed: {', '.join(sorted(values))}"


def _name(kind: inspect.Type) -> str:
    """The name by which msgspec calls a type in its messages."""
    names = {
        inspect.StrType: "str", inspect.IntType: "int", inspect.BoolType: "bool",
        inspect.DateType: "date", inspect.VarTupleType: "array", inspect.LiteralType: "str",
    }  # fmt: skip
    return names.get(type(_bare(kind)), "")


def _kind(name: str) -> str:
    parts = [part for part in name.split(" | ") if part != "null"] or ["null"]
    return " or ".join(_KINDS.get(part, part) for part in parts)


def _key(path: Sequence[Step]) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def _shown(path: Sequence[Step]) -> str:
    """A key with its table: `“level” in [[heading]]`."""
    if not path:
        return "the file"
    at = max(i for i, step in enumerate(path) if isinstance(step, str))
    which = f"item {int(path[-1]) + 1} of " if isinstance(path[-1], int) else ""
    return f"{which}“{path[at]}”{_inside(path[:at])}"


def _inside(path: Sequence[Step]) -> str:
    """The table at a path: ` in [[text]]`; empty at the top of the file."""
    names = list(_names(path))
    if not names:
        return ""
    opening, closing = ("[[", "]]") if isinstance(path[-1], int) else ("[", "]")
    return f" in {opening}{'.'.join(names)}{closing}"


def _names(path: Sequence[Step]) -> Iterator[str]:
    yield from (step for step in path if isinstance(step, str))


def _value_at(data: Any, path: Sequence[Step]) -> Any:
    for step in path:
        data = data[step]
    return data
