"""Denials: a "not" dropped or put in."""

from __future__ import annotations

from benchmarks.mutations.kind import MANY, Table

TABLE = Table()
TABLE.in_facts("quote-not-dropped", "quote", MANY)
TABLE.in_facts("value-not-dropped", "value")
TABLE.in_prose("prose-not-dropped")
TABLE.in_prose("prose-not-inserted")
