"""What a template may do: print escaped text, and come to an end, in the room that a product takes.

Jinja2 is imported here alone. A template neither reaches into Python nor takes the time or the memory of the machine: loops and
calls are counted, and so is all text that is made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sized
from functools import wraps
from numbers import Number
from typing import Any, cast

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateRuntimeError,
    TemplateSyntaxError,
    Undefined,
    nodes,
    pass_context,
)
from jinja2.filters import do_indent, do_join
from jinja2.nodes import EvalContext
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace
from markupsafe import Markup, escape

from briefing.render import growth

__all__ = ["FileSystemLoader", "Sandbox", "TemplateError", "TemplateNotFound", "TemplateSyntaxError"]

_OF_TEXT = frozenset(
    {
        *("capitalize", "center", "e", "escape", "forceescape", "format", "indent", "lower", "replace", "string", "striptags"),
        *("title", "trim", "truncate", "upper", "urlize", "wordcount", "wordwrap"),
    }
)
"""The filters that make a text of whatever they get."""
_BY_STEPS = frozenset({"batch", "round", "slice"})
"""The filters whose number says how often they do something, not how much text they make."""
_BYTES = frozenset({"encode", "to_bytes"})
"""What makes bytes, which no page can show."""
_NOT_COMPILED = (ArithmeticError, AssertionError, LookupError, MemoryError, TypeError, ValueError)
_NAME = re.compile(r"\bl_\d+_(?=\w)")
"""What Jinja2 puts before a name."""
_LINES = re.compile(r"^debug_info = '([\d=&]+)'$", re.MULTILINE)
_STEPS = 3_000_000
"""Rounds of loops and calls. A brief of a thousand pages takes half a million; what takes more has no end in sight."""
_ROOM = 500_000_000
"""Bytes of text, counted wherever it is printed, put together or made. A brief of a thousand pages takes two hundred million."""


class _Compiled(BytecodeCache):
    """Templates as Python, for as long as the process lives; by the name of the file and what it says."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Any) -> None:
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Any) -> None:
        self._kept[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja2 with everything escaped, nothing undefined, and no reach into Python.

    It lacks what would print unescaped text, what is no text, or something else each time. Every loop ends, and no text grows
    out of bounds.
    """

    intercepted_binops = frozenset({"%", "*", "**", "+"})

    def __init__(self, loader: FileSystemLoader) -> None:
        super().__init__(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            finalize=self.printed,
            bytecode_cache=_COMPILED,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._steps = 0
        self._taken = 0
        for name in ("safe", "random", "pprint", "tojson"):  # JSON leaves quotation marks as they are
            del self.filters[name]
        del self.globals["lipsum"]
        self.globals["namespace"] = _Namespace
        self.filters.update(indent=_indent, join=_join)
        for name, filter in self.filters.items():
            self.filters[name] = self._bounded(name, filter)
        self.filters.update(_printed=self.printed, _counted=self._counted)

    def compile(self, *source: Any, **options: Any) -> Any:
        """A template as Python. Raises TemplateSyntaxError also where Jinja2 raises something else."""
        name, filename = source[1:3]
        try:
            return super().compile(*source, **options)
        except RecursionError as error:
            raise TemplateSyntaxError("this is nested too deep", 0, name, filename) from error
        except _NOT_COMPILED as error:
            raise TemplateSyntaxError(str(error), 0, name, filename) from error

    def _compile(self, source: str, filename: str) -> Any:
        try:
            return super()._compile(source, filename)
        except SyntaxError as error:
            raise TemplateSyntaxError(_NAME.sub("", error.msg), _line(source, error.lineno or 0), None, filename) from error

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for node in tree.find_all(nodes.EvalContextModifier):
            raise TemplateSyntaxError("everything is escaped, always: there is no autoescape to set", node.lineno, name, filename)
        for concat in tree.find_all(nodes.Concat):
            concat.nodes = [self._filtered(one, "_printed") for one in concat.nodes]
        for loop in tree.find_all(nodes.For):
            written = sum(len(one.data) for one in loop.find_all(nodes.TemplateData))
            loop.iter = self._filtered(loop.iter, "_counted", nodes.Const(written, lineno=loop.lineno))
        return tree

    def _filtered(self, node: nodes.Node, name: str, *given: nodes.Expr) -> nodes.Filter:
        return nodes.Filter(cast(nodes.Expr, node), name, [*given], [], None, None, lineno=node.lineno, environment=self)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        if attr in _BYTES or (attr == "translate" and isinstance(obj, Markup)):  # which would put text in unescaped
            return False
        return super().is_safe_attribute(obj, attr, value)

    # What makes a text of things beside printing them: `%`, `~` (see `_parse`), `format`, and filters.

    def printed(self, value: Any) -> Any:
        """What is printed or put into a text."""
        return self._weighed(_printable(value))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if operator in ("*", "**"):
            self._count(growth.of_product(operator, left, right))
        elif operator == "%" and isinstance(left, str):
            values = right if isinstance(right, tuple) else (right,)
            self._take(growth.of_percent(left, map(_printable, values)), "%")
        return self._weighed(super().call_binop(context, operator, left, right))

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        made = super().wrap_str_format(value)
        if made is None:
            return None

        @wraps(made)
        def bounded(*args: Any, **kwargs: Any) -> str:
            self._take(growth.of_format(value.__self__, map(_printable, (*args, *kwargs.values()))), "format")
            return made(*args, **kwargs)

        return bounded

    def _bounded(self, name: str, filter: Callable[..., Any]) -> Callable[..., Any]:
        """A filter that makes no more than there is room for; one that takes anything for text takes text only."""
        take = self._count if name in _BY_STEPS else self._take

        @wraps(filter)
        def bounded(*args: Any, **kwargs: Any) -> Any:
            args = _whole(args) if name in growth.GROWING else args
            value, *given = (one for one in (*args, *kwargs.values()) if not isinstance(one, Context | EvalContext | Environment))
            for one in (value, *given) if name in _OF_TEXT else given if name == "sum" else ():
                _printable(one)  # of `sum` where it begins: from a list it would put lists together, each time anew
            take(growth.of_percent(str(value), given) if name == "format" else growth.of_call(name, value, given), name)
            return self._weighed(filter(*args, **kwargs))

        return bounded

    # What takes steps, and room.

    def call(self, context: Any, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        self._count(1)
        text = getattr(called, "__self__", None)
        if not isinstance(text, str):
            return super().call(context, called, *args, **kwargs)
        args = _whole(args)
        self._take(growth.of_call(called.__name__, text, (*args, *kwargs.values())), called.__name__)
        return self._weighed(super().call(context, called, *args, **kwargs))

    def _counted(self, things: Iterable[Any], written: int) -> Iterable[Any]:
        """What a loop goes through, counted before or on the way; `written` is how much text it has between its expressions."""
        if not isinstance(things, Sized):
            return self._counting(things, written)
        self._count(len(things))
        self._take(len(things) * written)
        return things

    def _counting(self, things: Iterable[Any], written: int) -> Iterator[Any]:
        for thing in things:
            self._count(1)
            self._take(written)
            yield thing

    def _count(self, steps: int, by: str = "") -> None:
        self._steps += steps
        if self._steps > _STEPS:
            why = _alone(by, steps, _STEPS) or "a loop goes round too often, or a product is too long"
            raise TemplateRuntimeError(f"the templates take more than {_STEPS:,} steps to here: {why}")

    def _weighed(self, made: Any) -> Any:
        self._take(growth.held(made))
        return made

    def _take(self, room: int, by: str = "") -> None:
        self._taken += room
        if self._taken > _ROOM:
            why = _alone(by, room, _ROOM) or "a width is too large, or a text grows in a loop"
            raise TemplateRuntimeError(f"the templates make more than {_ROOM:,} bytes of text to here: {why}")


def _alone(by: str, much: int, most: int) -> str:
    """What is told of one operation that makes more than all may."""
    return f"`{by}` alone would make up to {much:,}" if by and much > most else ""


def _line(python: str, number: int) -> int:
    """The line of a template from which a line of its Python was made; 0 where it is not known."""
    found = _LINES.findall(python)
    pairs = (pair.split("=") for pair in found[-1].split("&")) if found else ()
    return max((int(line) for line, made in pairs if int(made) <= number), default=0)


def _printable(value: Any) -> Any:
    """What a template prints, if it is text, a number or nothing. Else Python would print its own words for what it is."""
    if isinstance(value, str | Number | Undefined) or value is None or hasattr(value, "__html__"):
        return value
    if callable(value):
        name = getattr(value, "__name__", None) or getattr(value, "name", None) or type(value).__name__
        raise TypeError(f"`{name}` is no text until it is called: write `{name}()`, with what it asks for between the brackets")
    if isinstance(value, Iterable):
        several = "several things are no text: go through them with `for`"
        raise TypeError(f'{several}, or put `| join(", ")` behind texts and `| plain` behind runs of text')
    raise TypeError(f"a `{type(value).__name__}` is no text: print something that it has, by its name behind a dot")


class _Namespace(Namespace):
    """What a template keeps something in. It cannot pass for markup, whatever is kept in it."""

    def __getattribute__(self, name: str) -> Any:
        if name.startswith("__html"):
            raise AttributeError(name)
        return super().__getattribute__(name)


def _indent(text: str, width: int | str = 4, first: bool = False, blank: bool = False) -> str:
    """Jinja's `indent`, which takes for markup what it puts before lines of markup."""
    return do_indent(text, escape(width) if isinstance(width, str) and isinstance(text, Markup) else width, first, blank)


@pass_context
def _join(context: Context, things: Iterable[Any], between: str = "", attribute: str | int | None = None) -> str:
    """Jinja's `join`, of what is text."""
    if attribute is not None:
        things = context.environment.call_filter("map", things, kwargs={"attribute": attribute}, context=context)
    return cast(str, do_join(context.eval_ctx, map(cast(Sandbox, context.environment).printed, things), between))


def _whole(given: tuple[Any, ...]) -> tuple[Any, ...]:
    """What is given, and what comes one by one as a list: it is to be counted."""
    return tuple(list(one) if isinstance(one, Iterator) else one for one in given)
