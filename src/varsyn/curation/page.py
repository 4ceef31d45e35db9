"""One self-contained HTML page: no network, no library, readable, filters that work by keyboard."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import msgspec

import varsyn

STYLE = """
:root { color-scheme: light; --ink: #1b1b1b; --soft: #595959; --line: #d5d5d5; --accent: #1f5fa8; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 74rem; padding: 1.5rem; color: var(--ink); }
body { font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; margin: 0 0 .3rem; } h2 { font-size: 1.2rem; margin: 2.2rem 0 .5rem; }
p.lead { color: var(--soft); margin-top: 0; }
ul.numbers { display: flex; flex-wrap: wrap; gap: .6rem; list-style: none; padding: 0; }
ul.numbers li { border: 1px solid var(--line); border-radius: .4rem; padding: .4rem .8rem; }
ul.numbers b { font-size: 1.25rem; display: block; }
nav a { margin-right: 1rem; } a { color: var(--accent); }
.filters { display: flex; flex-wrap: wrap; gap: 1rem; align-items: end; margin: .6rem 0; }
.filters label { display: block; font-size: .85rem; color: var(--soft); }
.filters input, .filters select { font: inherit; padding: .3rem .5rem; }
.filters input, .filters select { border: 1px solid #767676; border-radius: .3rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line); }
th { background: #f3f3f3; position: sticky; top: 0; }
td.n { text-align: right; font-variant-numeric: tabular-nums; }
td ul { margin: 0; padding-left: 1.1rem; } code { font-size: .92em; overflow-wrap: anywhere; }
.tag { border-radius: .6rem; padding: 0 .5rem; font-size: .8rem; background: #e6eef7; white-space: nowrap; }
.tag.warn { background: #fbe9d0; } .tag.bad { background: #f8dcda; }
.soft { color: var(--soft); } svg.lollipop { width: 100%; height: auto; }
svg text { font-family: system-ui, sans-serif; fill: var(--ink); } svg .pin { font-size: 11px; }
svg .axis, svg .legend { font-size: 11px; } svg .band { font-size: 10px; }
[hidden] { display: none; } :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
@media print { .filters, nav { display: none; } body { max-width: none; } }
"""

SCRIPT = """
for (const box of document.querySelectorAll('[data-filters]')) {
  const rows = [...document.querySelectorAll('#' + box.dataset.filters + ' tbody tr')];
  const count = box.querySelector('[role=status]');
  const controls = [...box.querySelectorAll('input, select')];
  const apply = () => {
    let shown = 0;
    for (const row of rows) {
      const fits = controls.every(control => {
        const wanted = control.value.trim().toLowerCase();
        if (!wanted) return true;
        if (control.tagName === 'INPUT')
          return wanted.split(/\\s+/).every(word => row.textContent.toLowerCase().includes(word));
        return (row.dataset[control.dataset.key] || '').toLowerCase().split(' ').includes(wanted);
      });
      row.hidden = !fits;
      if (fits) shown += 1;
    }
    count.textContent = shown + ' of ' + rows.length + ' shown';
  };
  for (const control of controls)
    for (const event of ['input', 'change']) control.addEventListener(event, apply);
  box.querySelector('button').addEventListener('click', () => {
    for (const control of controls) control.value = '';
    apply();
    controls[0].focus();
  });
  apply();
}
"""

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"


class Row(msgspec.Struct, frozen=True):
    """A row of a table: cells as HTML, and the words that its select filters look for, by key."""

    cells: tuple[str, ...]
    keys: dict[str, str] = {}


class Section(msgspec.Struct, frozen=True):
    """A part of the page: identifier (for the table of contents), title, HTML."""

    id: str
    title: str
    html: str


def page(title: str, lead: str, numbers: Sequence[tuple[str, int]], sections: Iterable[Section]) -> str:
    """The whole page as text."""
    shown = list(sections)
    contents = "".join(f'<a href="#{one.id}">{escape(one.title)}</a>' for one in shown)
    tiles = "".join(f"<li><b>{number:,}</b>{escape(label)}</li>" for label, number in numbers)
    body = "".join(
        f'<section aria-labelledby="h-{one.id}" id="{one.id}"><h2 id="h-{one.id}">{escape(one.title)}</h2>'
        f"{one.html}</section>"
        for one in shown
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body><header><h1>{escape(title)}</h1>"
        f'<p class="lead">{escape(lead)}</p><ul class="numbers">{tiles}</ul>'
        f'<nav aria-label="Contents">{contents}</nav></header><main>{body}</main>'
        f'<footer><p class="soft">varsyn {varsyn.__version__}. This file needs no network.</p></footer>'
        f"<script>{SCRIPT}</script></body></html>\n"
    )


def table(
    identifier: str,
    caption: str,
    header: Sequence[str],
    rows: Sequence[Row],
    filters: Sequence[tuple[str, str, Sequence[str]]] = (),
    numeric: Sequence[int] = (),
) -> str:
    """A table with a search box and select filters.

    Parameters
    ----------
    filters: (key, label, choices) of each select; a row is shown where its words for the key have the choice.
    numeric: indices of the columns that are numbers.
    """
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in header)
    body = "".join(_row(row, numeric) for row in rows)
    return (
        _filters(identifier, caption, filters)
        + f'<div class="wide" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table id="{identifier}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _row(row: Row, numeric: Sequence[int]) -> str:
    data = "".join(f' data-{key}="{escape(words)}"' for key, words in row.keys.items())
    cells = "".join(
        f'<td class="n">{cell}</td>' if index in numeric else f"<td>{cell}</td>"
        for index, cell in enumerate(row.cells)
    )
    return f"<tr{data}>{cells}</tr>"


def _filters(identifier: str, caption: str, filters: Sequence[tuple[str, str, Sequence[str]]]) -> str:
    boxes = [
        f'<div><label for="{identifier}-words">Search {escape(caption)}</label>'
        f'<input type="search" id="{identifier}-words" autocomplete="off"></div>'
    ]
    for key, label, choices in filters:
        options = "".join(f'<option value="{escape(one)}">{escape(one)}</option>' for one in choices)
        boxes.append(
            f'<div><label for="{identifier}-{key}">{escape(label)}</label>'
            f'<select id="{identifier}-{key}" data-key="{key}">'
            f'<option value="">all</option>{options}</select></div>'
        )
    return (
        f'<div class="filters" data-filters="{identifier}">{"".join(boxes)}'
        f'<button type="button" aria-label="Show all of {escape(caption)}">Show all</button>'
        '<span role="status" aria-live="polite"></span></div>'
    )


def bullets(texts: Iterable[str]) -> str:
    """A list of texts (escaped here)."""
    items = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return f"<ul>{items}</ul>" if items else ""


def tag(text: str, tone: str = "") -> str:
    """A short word in a coloured box."""
    return (
        f'<span class="tag {tone}">{escape(text)}</span>'
        if tone
        else f'<span class="tag">{escape(text)}</span>'
    )


def code(text: str) -> str:
    """A description in a fixed-width face."""
    return f"<code>{escape(text)}</code>" if text else ""
