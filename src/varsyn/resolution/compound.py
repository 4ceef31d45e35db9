"""Several changes in one mention: alleles in cis and trans, ``R481Q/R59X``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from varsyn.allele import allele_from_reading
from varsyn.model import Candidate, Mention, Message, NumberingUse, Reading, Resolution, Variant, VarsynError
from varsyn.model.residues import THREE_TO_ONE
from varsyn.resolution.causes import allele_variant

if TYPE_CHECKING:
    from varsyn.resolution.resolver import Resolver

_WORST_FIRST = (
    "unparsed", "unknown_gene", "mismatch", "ambiguous", "unverified", "resolved",
)  # fmt: skip
_SETTLED = ("resolved", "unverified")


def resolve_compound(mention: Mention, readings: Sequence[Reading], resolver: Resolver) -> Resolution:
    """Each part is resolved by itself; the whole is as settled as its least settled part.

    DNA parts in cis on one transcript make one allele, the variant of the answer. Otherwise there is no
    single variant: ``parts`` holds the verdict on each, ``candidates`` the best of each, as printed. A part
    that only says what the other allele is (``[=]``, ``[?]``) is no variant; where one other is left,
    the answer is that one's.
    """
    whole = readings[0]
    if whole.edit == "fs":
        return _frameshift(mention, whole, resolver)
    if whole.edit == "fusion" or not whole.parts:
        note = Message("fusion_not_resolved", "warning", "a fusion of two genes is read, not resolved")
        return Resolution(mention, "unverified", None, None, (), whole.repairs, (note,), mention.gene)
    carrying = tuple(part for part in whole.parts if not _is_other_allele(part, whole)) or whole.parts
    answers = tuple(_part(part, whole, mention, resolver) for part in carrying)
    if len(carrying) == 1 < len(whole.parts):
        note = Message("other_allele", "info", _other_allele(whole))
        return msgspec.structs.replace(
            answers[0], mention=mention, repairs=whole.repairs, messages=(*answers[0].messages, note)
        )
    if (same := _one_variant(answers, whole, mention)) is not None:
        return same
    status = min((one.status for one in answers), key=_WORST_FIRST.index)
    messages = _messages(answers, carrying, whole)
    gene = next((one.gene for one in answers if one.gene is not None), None)
    choices = [_options(one) for one in answers]
    if all(choices) and whole.phase == "cis":
        combined = _combined(choices, whole, gene, resolver)
        if combined:
            chance = 1.0
            for one in answers:
                chance *= one.probability or 0.0
            candidates = tuple(
                Candidate(
                    variant, chance / len(combined), NumberingUse("compound", None), _evidence(answers), whole
                )
                for variant in combined
            )
            settled = candidates[0].variant if len(combined) == 1 and status in _SETTLED else None
            if len(combined) > 1:
                status = "ambiguous"
            return Resolution(mention, status, settled, chance, candidates, whole.repairs, messages, gene)
    candidates = tuple(
        msgspec.structs.replace(one.candidates[0], variant=one.variant or one.candidates[0].variant)
        for one in answers
        if one.candidates
    )
    note = Message(
        "named_together", "info", f"{len(answers)} variants are named{_PHASES.get(whole.phase, '')}"
    )
    found = (note, *messages)
    return Resolution(mention, status, None, None, candidates, whole.repairs, found, gene, answers)


_PHASES = {
    "cis": ", on one chromosome",
    "trans": ", on different chromosomes",
    "mosaic": ", in different cells of one person",
    "chimeric": ", in cells of different descent",
    "alternative": ", one or the other",
    "unknown": "; on one chromosome or on two is not said",
}


def _is_other_allele(part: Reading, whole: Reading) -> bool:
    """Whether a part says only what the other allele, or the other cells, are: unchanged, or not known."""
    if part.edit not in ("identity", "unknown"):
        return False
    return not part.start or (part.edit == "identity" and whole.phase in ("mosaic", "chimeric"))


def _other_allele(whole: Reading) -> str:
    edits = {part.edit for part in whole.parts if _is_other_allele(part, whole)}
    if whole.phase in ("mosaic", "chimeric"):
        return "not all cells carry it: a mosaic or chimera is printed"
    return "the other allele is printed as " + ("unchanged" if edits == {"identity"} else "not known")


def _frameshift(mention: Mention, whole: Reading, resolver: Resolver) -> Resolution:
    """``Pro291fsinsC``: a listed name, or else the frameshift without the bases that cause it."""
    from varsyn.resolution.nicknames import resolve_nickname

    stated = whole.parts[0]
    name = f"{THREE_TO_ONE.get(whole.ref, whole.ref)}{whole.start}fs{stated.edit}{stated.alt or stated.ref}"
    gene = mention.gene or whole.gene
    listed = resolve_nickname(msgspec.structs.replace(mention, text=name, gene=gene), name, resolver)
    if listed is not None and listed.status == "resolved":
        return msgspec.structs.replace(listed, mention=mention, repairs=whole.repairs)
    answer = _part(msgspec.structs.replace(whole, parts=()), whole, mention, resolver)
    words = (
        f"which base change the frameshift comes from, {stated.edit}{stated.alt or stated.ref}, is not used"
    )
    note = Message("stated_bases_unused", "warning", words)
    return msgspec.structs.replace(
        answer, mention=mention, repairs=whole.repairs, messages=(*answer.messages, note)
    )


def _one_variant(answers: Sequence[Resolution], whole: Reading, mention: Mention) -> Resolution | None:
    """The answer where all parts are settled on one variant: ``1845delAG/1846delGA`` are names of one.

    None where they are not, or where brackets say that both alleles are described (``[a];[a]``).
    """
    first = answers[0]
    bracketed = "[" in mention.text
    if bracketed or len(answers) < 2 or any(one.status != "resolved" for one in answers):
        return None
    if first.variant is None or any(one.variant != first.variant for one in answers):
        return None
    texts = list(dict.fromkeys(str(part) for part in whole.parts))
    what = f"{' and '.join(texts)} are names of one variant"
    if len(texts) == 1:
        what = f"{texts[0]} is printed twice"
    note = Message("names_of_one_variant", "info", f"{what}: {first.variant}")
    messages = dict.fromkeys(message for one in answers for message in one.messages)
    return msgspec.structs.replace(first, mention=mention, repairs=whole.repairs, messages=(*messages, note))


def _part(part: Reading, whole: Reading, mention: Mention, resolver: Resolver) -> Resolution:
    accession = part.accession or whole.accession
    text = str(msgspec.structs.replace(part, accession=None, gene=None, repairs=(), protein=None))
    if part.coordinate == "p" and whole.accession is None:
        text = _bare(part, text)
    return resolver.resolve(
        msgspec.structs.replace(
            mention,
            text=text,
            gene=part.gene or whole.gene or mention.gene,
            transcript=accession or mention.transcript,
        )
    )


def _bare(part: Reading, text: str) -> str:
    """A protein part as a bare name, where its parentheses say that no ``p.`` was printed."""
    ref, alt = THREE_TO_ONE.get(part.ref), THREE_TO_ONE.get(part.alt)
    if part.edit == "sub" and part.uncertain and ref and alt:
        return f"{part.ref}{part.start}{part.alt}"
    return text


def _options(answer: Resolution) -> list[str]:
    """The c. descriptions that a part can be, without accession; empty where it is none."""
    if answer.status not in ("resolved", "ambiguous", "unverified"):
        return []
    if answer.status != "ambiguous" and answer.variant is not None and answer.variant.hgvs_c:
        return [answer.variant.hgvs_c]
    if answer.status == "ambiguous" and answer.variant is not None:
        return [one.variant.hgvs_c for one in answer.candidates if one.variant.hgvs_c and _same(one, answer)]
    return []


def _same(candidate: Candidate, answer: Resolution) -> bool:
    return answer.variant is not None and candidate.variant.key == answer.variant.key


_MOST = 16
"""Combinations spelled out at most."""


def _combined(
    choices: Sequence[Sequence[str]], whole: Reading, gene: str | None, resolver: Resolver
) -> list[Variant]:
    """Every combination of the parts as one allele in cis, on one transcript."""
    from itertools import product

    from varsyn.notation import read

    count = 1
    for options in choices:
        count *= len(options)
    if count > _MOST or gene is None:
        return []
    anchor = resolver.context(gene).anchor
    if anchor is None:
        return []
    found = []
    for parts in product(*choices):
        accessions = {part.partition(":")[0] for part in parts}
        if accessions != {anchor.accession}:
            return []
        inner = ";".join(part.rpartition(":")[2].removeprefix("c.") for part in parts)
        try:
            allele = allele_from_reading(read(f"c.[{inner}]")[0], anchor)
            found.append(allele_variant(allele, anchor))
        except VarsynError:
            return []
    return found


def _evidence(answers: Sequence[Resolution]) -> tuple[()] | tuple:  # type: ignore[type-arg]
    facts = []
    for one in answers:
        if one.candidates:
            facts += list(one.candidates[0].evidence)
    return tuple(facts)


def _messages(answers: Sequence[Resolution], parts: Sequence[Reading], whole: Reading) -> tuple[Message, ...]:
    found: list[Message] = []
    for part, one in zip(parts, answers, strict=True):
        found.append(
            Message("part", "info", f"{part}: {one.status}" + (f", {one.variant}" if one.variant else ""))
        )
        found += [note for note in one.messages if note.severity != "info" and note not in found]
    return tuple(found)
