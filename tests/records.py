"""Records from short YAML, for tests of what is done with them."""

from __future__ import annotations

from typing import TypeVar

from briefing.load.records import plain
from briefing.load.yaml import read
from briefing.model.base import Located, Record
from briefing.model.evidence import Fact, Source

R = TypeVar("R", bound=Record)


def record(model: type[R], text: str, id: str = "") -> R:
    """A record of this kind from YAML without an id, or from `id: {...}` as in the files of sources and facts."""
    tree = read("test.yaml", text.encode())
    assert not tree.diagnostics, tree.diagnostics
    assert tree.root is not None
    if not id:
        return model.model_validate(plain(tree.root))
    key, node = tree.root.entries[0]
    data: Located = plain(node)
    data["id"] = next(iter(plain(tree.root)))
    assert key.text == id
    return model.model_validate(data)


def source(text: str) -> Source:
    """A source from its fields, one a line; what it needs and the test does not care about is added."""
    lines = [f"  {line}" for line in text.strip().splitlines()]
    needed = {"type": "article-newspaper", "name": "It", "kind": "news", "descriptor": "A text."}
    lines += [f"  {key}: {value}" for key, value in needed.items() if not any(line.startswith(f"  {key}:") for line in lines)]
    return record(Source, "it:\n" + "\n".join(lines) + "\n", "it")


def fact(text: str) -> Fact:
    """A fact called `it` from its YAML, indented by two."""
    return record(Fact, "it:\n" + text, "it")
