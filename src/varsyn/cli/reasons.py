"""``--explain`` and ``--svg``: what was tried for a mention, and its rulers as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from varsyn.cli.picture import Picture, picture_of, terminal
from varsyn.cli.style import visible
from varsyn.model import Candidate, Mention, Resolution
from varsyn.sequence import three_letter

if TYPE_CHECKING:
    from varsyn.resolution import Resolver


def reasons_text(resolution: Resolution, resolver: Resolver) -> str:
    """The answer in plain words, what was tried, and the rulers where another than HGVS's was used."""
    from varsyn.resolution.explain import hypotheses_tried, render

    text = render(resolution, hypotheses_tried(_with_gene(resolution), resolver))
    picture = drawing(resolution, resolver)
    if picture is not None and (picture.tracks or len(picture.marks) > 1):
        text += "\n\n" + terminal(picture)
    return visible(text) + "\n\n"


def reasons_json(resolution: Resolution, resolver: Resolver) -> str:
    """The answer as one line of JSON, with what was tried as ``hypotheses``."""
    from varsyn.resolution.explain import as_dicts, hypotheses_tried

    answer = resolution.as_dict()
    answer["hypotheses"] = as_dicts(hypotheses_tried(_with_gene(resolution), resolver))
    return msgspec.json.encode(answer).decode() + "\n"


def _with_gene(resolution: Resolution) -> Mention:
    """The mention with the gene that it was settled to, where it names none (``185delAG``)."""
    mention = resolution.mention
    return mention if mention.gene else msgspec.structs.replace(mention, gene=resolution.gene)


def drawing(resolution: Resolution, resolver: Resolver) -> Picture | None:
    """The picture of an answer; None where it has no number on a protein or coding sequence to draw."""
    best = resolution.candidates[0] if resolution.candidates else None
    symbol = resolution.gene or (best.variant.gene if best is not None else None)
    transcript = resolver.reference.anchor(symbol) if symbol else None
    if best is None or transcript is None or transcript.cds_start is None or transcript.cds_end is None:
        return None
    if best.reading is not None and best.reading.coordinate == "p":
        # Other candidates may be bases: they have no place on the protein.
        proteins = [one for one in resolution.candidates if _of_protein(one)]
        resolution = msgspec.structs.replace(resolution, candidates=tuple(proteins))
        return picture_of(resolution, transcript.protein, three_letter)
    bases = [one for one in resolution.candidates if not _of_protein(one)]
    resolution = msgspec.structs.replace(resolution, candidates=tuple(bases))
    cds = transcript.sequence[transcript.cds_start : transcript.cds_end]
    return picture_of(resolution, cds)


def _of_protein(candidate: Candidate) -> bool:
    return candidate.reading is not None and candidate.reading.coordinate == "p"
