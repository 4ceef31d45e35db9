"""A resolution in plain words: what it is, how it was read, what was checked, what else it is called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from varsyn.model.candidate import Candidate
    from varsyn.model.resolution import Resolution

_WIDTH = 100
_LABEL = 12
_VERDICT = {
    "resolved": "settled",
    "ambiguous": "ambiguous: more than one answer fits",
    "mismatch": "mismatch: it fits the reference nowhere",
    "unverified": "read, but not checked",
    "unknown_gene": "unknown gene",
    "unparsed": "not read",
    "empty": "nothing to read",
}


def explanation(resolution: Resolution) -> str:
    """The answer as text for a terminal, without colours; lines of at most 100 characters where words allow.

    >>> from varsyn.model import Mention, Resolution
    >>> print(explanation(Resolution(Mention(""), "empty")))
    (empty)
      nothing to read
    """
    mention = resolution.mention
    head = mention.text.strip() or "(empty)"
    context = [words for words in (mention.gene, mention.transcript, mention.species) if words]
    lines = [head + (f"  [{', '.join(context)}]" if context else "")]
    if resolution.variant is not None:
        lines.append(f"  {resolution.variant}")
    lines.append("  " + _verdict(resolution))
    lines += _body(resolution)
    return "\n".join(lines)


def _verdict(resolution: Resolution) -> str:
    words = _VERDICT[resolution.status]
    if resolution.status == "ambiguous" and resolution.variant is not None:
        words = "protein change settled, DNA change open"
    if resolution.probability is not None and resolution.status in ("resolved", "ambiguous"):
        words += f", probability {_percent(resolution.probability)}"
    if resolution.gene:
        words += f", gene {resolution.gene}"
    return words


def _percent(probability: float) -> str:
    return "over 99.9 %" if probability > 0.999 else f"{100 * probability:.1f} %"


def _body(resolution: Resolution) -> Iterator[str]:
    best = resolution.candidates[0] if resolution.candidates and not resolution.parts else None
    yield from _section("parts", (_part(one) for one in resolution.parts))
    if best is not None and resolution.status in ("resolved", "unverified"):
        reading = best.reading
        # A nickname is found, not read.
        read = reading is not None and (reading.start or best.numbering.scheme != "curated_name")
        yield from _section("read as", [str(reading)] if read else [])
        yield from _section("numbering", _numbering(best))
        yield from _section("checked", _facts(best))
    elif resolution.candidates and not resolution.parts:
        yield from _section("candidates", (_candidate(one) for one in resolution.candidates[:8]))
        if best is not None:
            yield from _section("checked", _facts(best))
    yield from _section(
        "repairs",
        (
            f"{one.before!r} read as {one.after!r} [{one.code}]"
            + (" (could change the meaning)" if one.lossy else "")
            for one in resolution.repairs
        ),
    )
    yield from _section("also known", _names(resolution))
    for severity, label in (("error", "problem"), ("warning", "warning"), ("info", "note")):
        texts = (
            f"{one.text} [{one.code}]" if "\n" not in one.text else one.text
            for one in resolution.messages
            if one.severity == severity
        )
        yield from _section(label, texts)


def _part(part: Resolution) -> str:
    """One of several variants: what it was settled to, or why not."""
    what = str(part.variant) if part.variant is not None else part.status
    return f"{part.mention.text}: {what}" + (
        f" ({_percent(part.probability).strip()})" if part.probability else ""
    )


def _numbering(candidate: Candidate) -> list[str]:
    use = candidate.numbering
    if use.scheme == "hgvs":
        return ["as HGVS counts"]
    words = use.scheme.replace("_", " ")
    if use.printed and use.position and use.printed != use.position:
        words += f": printed {use.printed}, HGVS {use.position}"
    if use.offset:
        words += f" ({use.offset:+d})"
    return [words + (f", {use.source}" if use.source else "")]


def _facts(candidate: Candidate) -> list[str]:
    found = []
    for fact in candidate.evidence:
        scheme = (
            f" ({fact.scheme.replace('_', ' ')})"
            if fact.scheme and fact.scheme != candidate.numbering.scheme
            else ""
        )
        found.append(f"{fact.detail}{scheme} [{fact.code}]")
    return found


def _candidate(candidate: Candidate) -> str:
    use = candidate.numbering
    ruler = "HGVS numbers" if use.scheme == "hgvs" else use.scheme.replace("_", " ")
    offset = f" {use.offset:+d}" if use.offset else ""
    return f"{_percent(candidate.probability):>11}  {candidate.variant}  ({ruler}{offset})"


def _names(resolution: Resolution) -> list[str]:
    variant = resolution.variant
    if variant is None:
        return []
    names = [f"{name} ({assembly})" for assembly, name in variant.hgvs_g]
    if variant.hgvs_p and variant.hgvs_c:
        names.append(variant.hgvs_p)
    if variant.spdi:
        names.append(f"{variant.spdi} (SPDI)")
    return names


def _section(label: str, texts: Iterable[str]) -> Iterator[str]:
    first = True
    for text in texts:
        for number, line in enumerate(text.split("\n")):
            pieces = [line] if number else wrap(line, _WIDTH - _LABEL - 4, subsequent_indent="  ") or [line]
            for piece in pieces:
                yield f"  {label if first else '':<{_LABEL}}{piece}"
                first = False
