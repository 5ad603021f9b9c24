"""What a placeholder may say: a small part of Jinja2, in its sandbox.

A template comes from somebody's mail. So there is no way from it to Python (attributes are those of a list,
per kind of value), to files, to another template, or to unbounded work: no text is joined to text, numbers
stay small, ranges are short, and the turns of all loops together and the time are counted (see `words`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from dashboard.briefing.templates.faults import Misuse
from dashboard.briefing.templates.numbers import Number, calculated, computed, plain, to_digits
from dashboard.texts import templates as texts
from warehouse.nearest import nearest

_LOOP_WORDS = ("index", "index0", "first", "last", "length")
_FULL_WIDTH = dict(zip("（），：＝“”‘’【】｜", "(),:=\"\"''[]|", strict=True))
_TEXT = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'")
_TESTS = ("defined", "undefined", "none", "odd", "even")
_ALLOWED = (
    *(nodes.Name, nodes.Const, nodes.List, nodes.Tuple, nodes.Dict, nodes.Pair, nodes.Keyword, nodes.Call),
    *(nodes.Getattr, nodes.Getitem, nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand, nodes.CondExpr),
    *(nodes.And, nodes.Or, nodes.Not, nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod),
    *(nodes.Neg, nodes.Pos),
)


class Unknown(StrictUndefined):
    """A name that nobody gave a meaning; using it is a Misuse that tells the nearest word."""

    known: tuple[str, ...] = ()

    def _fail_with_undefined_error(self, *_args: Any, **_named: Any) -> Any:
        name = self._undefined_name or ""
        raise Misuse(texts.UNKNOWN_NAME.format(name=name, hint=nearest(name, self.known)))

    __iter__ = __str__ = __len__ = __bool__ = __eq__ = __ne__ = __call__ = _fail_with_undefined_error

    def __hash__(self) -> int:  # type: ignore[override]
        return id(type(self))

    def complain(self) -> None:
        """Raise the Misuse."""
        self._fail_with_undefined_error()


class Broken:
    """Stands for what a placeholder with a fault would have given, so that the next fault is found."""


class Spoken:
    """Whoever derives from this may be called by a template. WORDS: the attributes it may name."""

    WORDS: tuple[str, ...] = ()
    OWNER = ""

    def word(self, name: str) -> object:
        """Return one of WORDS."""
        raise NotImplementedError


class Sandbox(ImmutableSandboxedEnvironment):
    """The language. words: the names a template may use, told where it uses another."""

    intercepted_binops = frozenset(("+", "-", "*", "/", "//", "%", "**"))
    intercepted_unops = frozenset(("+", "-"))

    def __init__(self, words: tuple[str, ...], filters: Mapping[str, Any], *, autoescape: bool) -> None:
        unknown = type("Unknown", (Unknown,), {"known": words})
        super().__init__(undefined=unknown, autoescape=autoescape, keep_trailing_newline=True)
        self.globals.clear()
        tests = {name: self.tests[name] for name in _TESTS}
        self.tests.clear()
        self.tests.update(tests)
        self.tests["none"] = lambda value: plain(value) is None
        self.filters.clear()
        named = {"round": to_digits, "取整": to_digits, **filters}
        self.filters.update({name: _sparing(one) for name, one in named.items()})

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return an attribute that a template may name. Raises Misuse."""
        if isinstance(obj, Broken):
            return obj
        if isinstance(obj, Unknown):
            obj.complain()
        if isinstance(obj, LoopContext):
            if attribute in _LOOP_WORDS:
                return getattr(obj, attribute)
            raise Misuse(_no_attribute(texts.LOOP_OWNER, attribute, _LOOP_WORDS))
        if isinstance(obj, Spoken | Number):
            if attribute in obj.WORDS:
                return obj.word(attribute)
            raise Misuse(_no_attribute(obj.OWNER, attribute, obj.WORDS))
        raise Misuse(texts.NO_ATTRIBUTES.format(name=attribute))

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return a part of a list, by its place, or of a dictionary. Raises Misuse."""
        if isinstance(obj, Broken):
            return obj
        if isinstance(obj, list | tuple | dict):
            try:
                return obj[argument]
            except (LookupError, TypeError):
                pass
        raise Misuse(texts.NO_ATTRIBUTES.format(name=plain(argument)))

    def is_safe_callable(self, obj: Any) -> bool:
        """Tell whether a template may call it: a function of the words, nothing else."""
        return isinstance(getattr(obj, "__self__", None), Spoken)

    def call(__self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """Call a function of the words. Raises Misuse."""
        # Within loops Jinja2 passes these on for functions that ask for the context; none here does.
        for name in ("_loop_vars", "_block_vars"):
            kwargs.pop(name, None)
        is_broken = any(isinstance(one, Broken) for one in (__obj, *args, *kwargs.values()))
        if is_broken and not _is_output(__obj):
            return Broken()
        if isinstance(__obj, Unknown):
            __obj.complain()
        if not __self.is_safe_callable(__obj):
            raise Misuse(texts.NOT_A_FUNCTION)
        return __obj(*args, **kwargs)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Return the result of an operation on numbers. Raises Misuse."""
        if isinstance(left, Broken) or isinstance(right, Broken):
            return Broken()
        for one in (left, right):
            if isinstance(one, Unknown):
                one.complain()
        return computed(operator, left, right)

    def call_unop(self, context: Any, operator: str, arg: Any) -> Any:
        """Return the number, or its negative. Raises Misuse."""
        if isinstance(arg, Broken):
            return arg
        if isinstance(arg, int | float) and not isinstance(arg, bool):
            return calculated("*", arg, -1 if operator == "-" else 1)
        return computed("*", arg, -1 if operator == "-" else 1)


def _sparing(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter that lets a Broken pass and complains of a name without meaning."""

    def filtered(value: Any, *args: Any, **named: Any) -> Any:
        if isinstance(value, Broken):
            return value
        if isinstance(value, Unknown):
            value.complain()
        return function(value, *args, **named)

    return filtered


def _is_output(function: Any) -> bool:
    """Tell whether it is what every placeholder ends in, which knows what to do with a Broken."""
    return bool(getattr(getattr(function, "__self__", None), "IS_OUTPUT", False))


def _no_attribute(owner: str, name: str, known: tuple[str, ...]) -> str:
    return texts.UNKNOWN_ATTRIBUTE.format(owner=owner, name=name, hint=nearest(name, known))


def straightened(expression: str) -> str:
    """Return an expression with the quotes that Word makes round put right.

    Where there are straight quotes too, round ones are part of a text and become escapes, which no later step
    touches; so do the other characters in texts that mean something to XML or to a template.
    """
    if '"' not in expression and "'" not in expression:
        for sign in "“”":
            expression = expression.replace(sign, '"')
        for sign in "‘’":
            expression = expression.replace(sign, "'")
    return _TEXT.sub(lambda found: _escaped(found[0]), expression)


def _escaped(text: str) -> str:
    return re.sub("[“”‘’<>&{}%#]", lambda found: f"\\u{ord(found[0]):04x}", text)


def check_expression(sandbox: Sandbox, expression: str) -> frozenset[str]:
    """Return the names that an expression uses. Raises Misuse where it is not in the language."""
    bare = _TEXT.sub('""', expression)
    for sign, right in _FULL_WIDTH.items():
        if sign in bare:
            raise Misuse(texts.FULL_WIDTH.format(sign=sign, plain=right))
    try:
        tree = sandbox.parse(f"{{{{ {expression} }}}}")
    except TemplateSyntaxError as error:
        raise Misuse(_syntax(sandbox, str(error.message))) from error
    except (RecursionError, ValueError, MemoryError) as error:
        raise Misuse(texts.SYNTAX.format(detail=texts.SYNTAX_OTHER)) from error
    is_one = len(tree.body) == 1 and isinstance(tree.body[0], nodes.Output) and len(tree.body[0].nodes) == 1
    if not is_one or isinstance(tree.body[0].nodes[0], nodes.TemplateData):  # type: ignore[attr-defined]
        raise Misuse(texts.SYNTAX.format(detail=texts.SYNTAX_OTHER))
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, (*_ALLOWED, nodes.Output)):
            raise Misuse(texts.NOT_ALLOWED.format(what=_shown(node)))
        name = getattr(node, "attr", None) or getattr(node, "name", None)
        if isinstance(name, str) and name.startswith("_"):
            raise Misuse(texts.NOT_ALLOWED.format(what=name))
        if isinstance(node, nodes.Filter) and node.name not in sandbox.filters:
            known = "、".join(sandbox.filters)
            raise Misuse(texts.UNKNOWN_FILTER.format(name=node.name, known=known))
    return frozenset(node.name for node in tree.find_all(nodes.Name))


def _shown(node: nodes.Node) -> str:
    signs: dict[type[nodes.Node], str] = {nodes.Concat: "~", nodes.Pow: "**", nodes.Slice: "[:]"}
    return signs.get(type(node), type(node).__name__)


def _syntax(sandbox: Sandbox, message: str) -> str:
    found = re.match(r"No filter named '(.*)'", message)
    if found:
        return texts.UNKNOWN_FILTER.format(name=found[1], known="、".join(sandbox.filters))
    detail = next((words for start, words in texts.SYNTAX_DETAILS.items() if message.startswith(start)), None)
    return texts.SYNTAX.format(detail=detail or texts.SYNTAX_OTHER)
