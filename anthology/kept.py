"""Work on one edition that was done before, kept in a folder by name, with what it was made of.

Never trusts what it finds: what is torn, foreign, of other content or of another program counts as
missing, and what a file may bring back to life are values of ours and nothing that runs.
"""

from __future__ import annotations

import hashlib
import io
import pickle
import re
import sys
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import anthology
from anthology.whole import write_whole

Result = TypeVar("Result")
_NAME = re.compile(r"[a-z0-9-]+\.[a-z]+")
_DIGEST = hashlib.sha256().digest_size
_OTHERS: dict[tuple[str, str], type] = {
    ("builtins", "frozenset"): frozenset,
    ("builtins", "set"): set,
    ("collections", "Counter"): Counter,
    ("datetime", "date"): date,
}
"""The types that are not ours and that results may hold besides plain values."""


class _Slot(NamedTuple):
    """A result as it is kept: with the questions asked while it was made, and their answers."""

    result: Any
    answers: dict[str, bool]


class Kept:
    """Results, each in a file of its name; with `folder` None none is found and none kept."""

    def __init__(self, folder: Path | None = None) -> None:
        """`folder` need not be there before `save`."""
        self._folder = folder
        self._new: dict[str, bytes] = {}
        self._digests: dict[str, bytes] = {}

    def made(self, name: str, content: Iterable[str | bytes], make: Callable[[], Result]) -> Result:
        """What `make` makes, or made before of the same `content`.

        `name` is that of a file: `two-words.kind`. `content` must be all that the result depends
        on besides the program.
        """
        return self.asked(name, content, (), lambda _: make())

    def asked(
        self,
        name: str,
        content: Iterable[str | bytes],
        known: Container[str],
        make: Callable[[Container[str]], Result],
        next_time: Callable[[Result], Iterable[str | bytes]] | None = None,
    ) -> Result:
        """The same for a result that depends on some words' being `known`, too.

        Those that `make` asks for are kept with it: as long as the answers are the same, so is the
        result (a verifying trace: Mokhov and others, Build Systems à la Carte, 2018, 4.2.2).
        `next_time` tells from a result the content by which it will be asked for, if making it
        changes that.
        """
        if self._folder is None:
            return make(known)
        mark = _mark(content)
        slot = self._find(name, mark)
        if slot and all((word in known) is said for word, said in slot.answers.items()):
            result: Result = slot.result
            return result
        witness = _Witness(known)
        result = make(witness)
        self._keep(name, _mark(next_time(result)) if next_time else mark, result, witness.answers)
        return result

    def find(self, name: str, content: Iterable[str | bytes]) -> Any:
        """The result kept by a name, of this content; None if there is none."""
        slot = self._find(name, _mark(content)) if self._folder else None
        return slot.result if slot else None

    def keep(self, name: str, content: Iterable[str | bytes], result: object) -> None:
        """Keep a result in place of any other by this name; for those that grow."""
        if self._folder:
            self._keep(name, _mark(content), result, {})

    def _keep(self, name: str, mark: bytes, result: object, answers: dict[str, bool]) -> None:
        payload = _dump(_Slot(result, answers))
        self._digests[name] = digest = hashlib.sha256(payload).digest()
        self._new[name] = mark + digest + payload

    def digest(self, name: str) -> bytes:
        """The result asked for by a name, in one number: content for what is made of it.

        Empty where nothing is kept.
        """
        return self._digests.get(name, b"")

    def save(self, *, whole: bool = False) -> None:
        """Write what was made anew, each file whole.

        `whole`: all texts were asked for, so the files of others (by the word before the point)
        are of texts that are gone.
        """
        if self._folder is None or not self._digests:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        for name, data in self._new.items():
            write_whole(self._folder / name, data)
        self._new.clear()
        texts = {_text_of(name) for name in self._digests}
        for path in self._folder.iterdir() if whole else ():
            if _NAME.fullmatch(path.name) and _text_of(path.name) not in texts:
                path.unlink(missing_ok=True)

    def _find(self, name: str, mark: bytes) -> _Slot | None:
        if self._folder is None:
            return None
        try:
            data = (self._folder / name).read_bytes()
        except FileNotFoundError:
            return None
        made_of, digest, payload = data[:_DIGEST], data[_DIGEST : 2 * _DIGEST], data[2 * _DIGEST :]
        if made_of != mark or hashlib.sha256(payload).digest() != digest:
            return None
        try:
            found = _Loader(io.BytesIO(payload)).load()
        except pickle.UnpicklingError:
            return None
        if not isinstance(found, _Slot):
            return None
        self._digests[name] = digest
        return found


class _Witness(Container[str]):
    """Answers as another does, and remembers each answer."""

    def __init__(self, known: Container[str]) -> None:
        self.known = known
        self.answers: dict[str, bool] = {}

    def __contains__(self, word: object) -> bool:
        said = word in self.known
        self.answers[str(word)] = said
        return said


def _text_of(name: str) -> str:
    """Of which text a file is, by its name: one asks for different things at different times."""
    return name.partition(".")[0]


def _mark(content: Iterable[str | bytes]) -> bytes:
    """What a result is made of, in one number."""
    digest = hashlib.sha256(_program())
    for part in content:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(hashlib.sha256(data).digest())
    return digest.digest()


@cache
def _program() -> bytes:
    """The program and all that it is built on, in one number."""
    digest = hashlib.sha256(sys.version.encode())
    for name in _built_on():
        digest.update(f"{name} {metadata.version(name)}\n".encode())
    package = Path(anthology.__file__).parent
    for path in sorted(package.rglob("*.py")):
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.digest()


def _built_on() -> Iterator[str]:
    """The distributions that the program names, by what installed it; none if nothing did."""
    try:
        wanted = metadata.requires("anthology") or ()
    except metadata.PackageNotFoundError:
        return
    for requirement in wanted:
        if "extra ==" not in requirement and (name := re.match(r"[\w.-]+", requirement)):
            yield name[0]


class _Dumper(pickle.Pickler):
    """Writes a value of ours as its type and what it was made with."""

    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, type) or not is_dataclass(value):
            return NotImplemented
        made_with = (getattr(value, field.name) for field in fields(value) if field.init)
        return type(value), tuple(made_with)


def _dump(slot: _Slot) -> bytes:
    file = io.BytesIO()
    _Dumper(file, protocol=5).dump(slot)
    return file.getvalue()


_FOUND: dict[tuple[str, str], type] = {}


class _Loader(pickle.Unpickler):
    """Reads values of ours alone: whoever writes into the folder can make nothing run."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _FOUND:
            _FOUND[module, name] = self._find_class(module, name)
        return _FOUND[module, name]

    def _find_class(self, module: str, name: str) -> type:
        if found := _OTHERS.get((module, name)):
            return found
        if module.split(".", maxsplit=1)[0] == "anthology":
            found = super().find_class(module, name)
            if isinstance(found, type):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no value of a book")
