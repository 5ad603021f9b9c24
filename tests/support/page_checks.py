"""What is checked in a page that stands in Chromium: layout, language, accessibility."""

from __future__ import annotations

import re
from collections.abc import Sequence

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# A desk, a phone, a notebook.
SCREENS = ((1920, 1080), (390, 844), (1366, 768))
_TWO_FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
_RESIZE_MILLISECONDS = 5_000
_POLL_MILLISECONDS = 100
# Charts follow their frame after a moment.
_REDRAWN = """() => [...document.querySelectorAll('.js-plotly-plot')].every(plot => {
  const drawn = plot.querySelector('.main-svg');
  return !plot.checkVisibility() || drawn && Math.abs(drawn.clientWidth - plot.clientWidth) <= 1;
})"""
# What lies wrong in a page, as texts: words that do not fit their box (boxes that scroll on purpose are left
# out), words of a chart outside its frame, cards on one another, and a page wider than its window.
_LAYOUT_FAULTS = """() => {
  const main = document.querySelector('[data-testid=stMain]');
  const faults = [];
  for (const box of main.querySelectorAll('*')) {
    if (box instanceof SVGElement || box.clientWidth <= 1 || box.scrollWidth <= box.clientWidth + 1) continue;
    const style = getComputedStyle(box);
    if (['auto', 'scroll'].includes(style.overflowX) || style.display === 'inline') continue;
    if (box.closest('.fz-scroll') || !box.innerText?.trim()) continue;
    faults.push(`clipped: ${box.className} ${box.scrollWidth} > ${box.clientWidth} ${box.innerText || ''}`);
  }
  for (const plot of main.querySelectorAll('.js-plotly-plot')) {
    const frame = plot.getBoundingClientRect();
    for (const text of plot.querySelectorAll('text')) {
      const box = text.getBoundingClientRect();
      if (box.width > 0 && (box.left < frame.left - 1 || box.right > frame.right + 1
          || box.bottom > frame.bottom + 1)) faults.push(`outside its chart: ${text.textContent}`);
    }
  }
  const cards = [...main.querySelectorAll('[class*="st-key-card_"]')]
    .map(card => [card, card.getBoundingClientRect()]);
  cards.forEach(([card, one], place) => {
    for (const [next, other] of cards.slice(place + 1)) {
      if (!card.contains(next) && one.left < other.right - 1 && other.left < one.right - 1
          && one.top < other.bottom - 1 && other.top < one.bottom - 1)
        faults.push(`overlapping: ${card.className} and ${next.className}`);
    }
  });
  if (main.scrollWidth > main.clientWidth) faults.push(`wide: ${main.scrollWidth} > ${main.clientWidth}`);
  return faults;
}"""
# All that is read or heard: texts, contents of fields, names and titles of parts. The icons of Streamlit are
# letters of a font; its link for keyboards has Chinese over it.
_WORDS = """() => {
  const left = 'script, style, noscript, [data-testid=stIconMaterial], [data-testid=stSkipToContent]';
  const found = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const part = walker.currentNode.parentElement;
    if (/[A-Za-z]/.test(walker.currentNode.data) && !part.closest(left) && part.checkVisibility())
      found.push(walker.currentNode.data);
  }
  for (const name of ['aria-label', 'aria-description', 'title', 'placeholder', 'alt'])
    for (const part of document.querySelectorAll(`[${name}]`)) found.push(part.getAttribute(name));
  for (const field of document.querySelectorAll('input, textarea')) found.push(field.value);
  return found.filter(text => /[A-Za-z]/.test(text));
}"""
# What no text may become: a part that runs, leads elsewhere or loads something.
_INJECTED = """() => {
  const strange = [HTMLIFrameElement, HTMLObjectElement, HTMLEmbedElement, HTMLBaseElement, HTMLMetaElement,
    SVGScriptElement, SVGAnimationElement];
  const isPicture = part => part instanceof HTMLImageElement || part instanceof SVGImageElement;
  const leadsAway = (part, value) => {
    if (!URL.canParse(value, location.href)) return false;
    const target = new URL(value, location.href);
    return target.protocol === 'data:' ? !isPicture(part) : target.origin !== location.origin;
  };
  const leads = ['src', 'href', 'xlink:href', 'action', 'formaction', 'data'];
  return [...document.body.querySelectorAll('*')].filter(part => strange.some(kind => part instanceof kind)
    || part instanceof HTMLScriptElement && part.text.includes('attacked')
    || [...part.attributes].some(({name, value}) => name.startsWith('on') || name === 'srcset'
      || leads.includes(name) && leadsAway(part, value)
      || name === 'style' && value.includes('example.invalid'))
  ).map(part => part.outerHTML.slice(0, 200));
}"""
# What may stand in Latin letters: metric ids, file names, sheets and cells, products, initials of pinyin.
_ALLOWED = re.compile(
    r"\b(?:[A-Z]\d\d[a-z]?|[\w（）().·-]+\.(?:xlsx|xls|csv)|Sheet\d+|[A-Z]{1,3}\d+"
    r"|Esc|Excel|CSV|WPS|Parquet|PPTX|DOCX|PDF|HTML|hdcc)\b"
)
_WORD = re.compile(r"[A-Za-z]{2,}")
_BARRIERS = """options => axe.run(options).then(found => found.violations
  .filter(one => ['serious', 'critical'].includes(one.impact))
  .flatMap(one => one.nodes.map(part =>
    `${one.impact} ${one.id}: ${part.target} ${part.html.slice(0, 200)}`)))"""


def resize(page: Page, size: tuple[int, int]) -> None:
    """Give the page another size and wait until its charts have followed."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.wait_for_function(_REDRAWN, timeout=_RESIZE_MILLISECONDS, polling=_POLL_MILLISECONDS)
    page.evaluate(_TWO_FRAMES)


def layout_faults(page: Page) -> list[str]:
    """Return what is clipped, lies outside or overlaps; charts that still move are waited for."""
    for _ in range(_RESIZE_MILLISECONDS // (5 * _POLL_MILLISECONDS)):
        faults: list[str] = page.evaluate(_LAYOUT_FAULTS)
        if not any(fault.startswith("outside") for fault in faults):
            break
        page.wait_for_timeout(_POLL_MILLISECONDS)
    return faults


def english(page: Page) -> list[str]:
    """Return the words in Latin letters that a reader sees or hears and that are no names.

    Those of Streamlit are mended a moment after it has put them there, which is waited for.
    """
    for _ in range(_RESIZE_MILLISECONDS // (5 * _POLL_MILLISECONDS)):
        found = [word for text in page.evaluate(_WORDS) for word in _WORD.findall(_ALLOWED.sub("", text))]
        if not found:
            return []
        page.wait_for_timeout(_POLL_MILLISECONDS)
    return found


def injected(page: Page) -> list[str]:
    """Return the parts of a page that a text has become, and say so if one has run."""
    found: list[str] = page.evaluate(_INJECTED)
    return found + ([] if page.evaluate("window.attacked") is None else ["window.attacked was set"])


def barriers(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """Return what axe-core finds serious or critical. rules: ids of the only ones to be tried."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(Axe().axe_script)
    options = {"resultTypes": ["violations"], "preload": False} | ({"runOnly": [*rules]} if rules else {})
    found: list[str] = page.evaluate(_BARRIERS, options)
    return found
