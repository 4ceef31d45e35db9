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
ul.numbers { display: grid; gap: .6rem; list-style: none; padding: 0; }
ul.numbers { grid-template-columns: repeat(auto-fill, minmax(9.2rem, 1fr)); }
ul.numbers li { border: 1px solid var(--line); border-radius: .4rem; padding: .4rem .8rem; }
ul.numbers li { background: #fafafa; line-height: 1.3; }
ul.numbers b { font-size: 1.25rem; display: block; }
nav { display: flex; flex-wrap: wrap; gap: .2rem 1rem; } a { color: var(--accent); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1.2rem; }
dt { color: var(--soft); } dd { margin: 0; }
.filters { display: flex; flex-wrap: wrap; gap: 1rem; align-items: end; margin: .6rem 0; }
.filters label { display: block; font-size: .85rem; color: var(--soft); }
.filters input, .filters select { font: inherit; padding: .3rem .5rem; }
.filters input, .filters select, .filters button { border: 1px solid #767676; border-radius: .3rem; }
.filters button { font: inherit; padding: .3rem .8rem; background: #fff; cursor: pointer; }
.filters [role=status] { padding: .35rem 0; }
.wide { overflow-x: auto; }
.part { display: inline-block; max-width: 100%; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line); }
th { background: #f3f3f3; position: sticky; top: 0; }
td.n { text-align: right; font-variant-numeric: tabular-nums; }
td ul { margin: 0; padding-left: 1.1rem; } code { font-size: .92em; overflow-wrap: anywhere; }
.tag { border-radius: .6rem; padding: 0 .5rem; font-size: .8rem; background: #e6eef7; white-space: nowrap; }
.tag.warn { background: #fbe9d0; } .tag.bad { background: #f8dcda; }
.soft { color: var(--soft); overflow-wrap: anywhere; } svg.lollipop { width: 100%; height: auto; }
.picture { overflow-x: auto; } .picture svg { min-width: 42rem; }
svg text { font-family: system-ui, sans-serif; fill: var(--ink); } svg .pin { font-size: 11px; }
svg .pin { paint-order: stroke; stroke: #fff; stroke-width: 3px; stroke-linejoin: round; }
svg .axis, svg .legend { font-size: 11px; } svg .band { font-size: 10px; }
[hidden] { display: none; } :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
@media (min-width: 60rem) { .variants th:first-child { min-width: 16rem; } }
@media (max-width: 40rem) {
  body { padding: 1rem; } .filters div { flex: 1 1 9rem; } .filters input, .filters select { width: 100%; }
  thead { display: block; position: absolute; clip-path: inset(50%); height: 1px; width: 1px; }
  thead { overflow: hidden; } td, li { overflow-wrap: anywhere; }
  table, tbody, tr, td { display: block; width: 100%; }
  tr { border: 1px solid var(--line); border-radius: .4rem; margin-bottom: .8rem; padding: .3rem 0; }
  td, td.n { border: 0; text-align: left; padding: .2rem .7rem; } td:empty { display: none; }
  td::before { content: attr(data-label); display: block; color: var(--soft); font-size: .8rem; }
}
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
    # The roles are said, since narrow screens show the rows as cards.
    kind = ' class="variants"' if header[0] == "Variant" else ""
    head = "".join(f'<th scope="col" role="columnheader">{escape(name)}</th>' for name in header)
    body = "".join(_row(row, header, numeric) for row in rows)
    return (
        _filters(identifier, caption, filters)
        + f'<div class="wide" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table id="{identifier}" role="table"{kind}><thead role="rowgroup"><tr role="row">{head}</tr>'
        f'</thead><tbody role="rowgroup">{body}</tbody></table></div>'
    )


def _row(row: Row, header: Sequence[str], numeric: Sequence[int]) -> str:
    data = "".join(f' data-{key}="{escape(words)}"' for key, words in row.keys.items())
    cells = "".join(
        f'<td role="cell"{" class=n" if index in numeric else ""} data-label="{escape(name)}">{cell}</td>'
        for index, (name, cell) in enumerate(zip(header, row.cells, strict=True))
    )
    return f'<tr role="row"{data}>{cells}</tr>'


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


def parts(label: str) -> str:
    """A label in bold whose parts (gene, c., p.) stay on one line each where there is room."""
    return "<b>" + " ".join(f'<span class="part">{escape(part)}</span>' for part in label.split()) + "</b>"


def code(text: str) -> str:
    """A description in a fixed-width face."""
    return f"<code>{escape(text)}</code>" if text else ""
