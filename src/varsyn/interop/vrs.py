"""GA4GH VRS 2 alleles and their computed identifiers.

Source: GA4GH Variation Representation Specification 2.0 (Allele, SequenceLocation, Computed Identifiers,
Normalization of Alleles); refget sequence digests after Hart & Prlić 2020, PLoS ONE 15:e0239883.
"""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import msgspec

from varsyn.extras import load
from varsyn.interop.sequences import Sequences, default_sequences
from varsyn.interop.spdi import Spdi
from varsyn.model import ReferenceMismatch, UnknownReference, UnsupportedNotation
from varsyn.sequence import trim

if TYPE_CHECKING:
    from ga4gh.vrs.models import Allele

SEQUENCE_LIMIT = 50
"""Residues up to which a repeated state also spells its sequence; no part of the identifier."""


class VrsAllele(msgspec.Struct, frozen=True):
    """A fully justified VRS 2 Allele on one sequence.

    ``start`` and ``end`` are 0-based, half-open on the sequence with the digest ``refget`` (``SQ.…``).
    ``sequence`` is what stands there afterwards. ``repeat_unit`` is the length of the repeated unit where
    the state is a ReferenceLengthExpression, 0 where it is a LiteralSequenceExpression.
    """

    refget: str
    start: int
    end: int
    sequence: str
    repeat_unit: int = 0

    @property
    def id(self) -> str:
        """The computed identifier, ``ga4gh:VA.…``."""
        inherent = {"location": self.location_digest, "state": self._state(), "type": "Allele"}
        return f"ga4gh:VA.{digest(_canonical(inherent))}"

    @property
    def location_digest(self) -> str:
        """The digest of the location; ``ga4gh:SL.`` before it makes the location's identifier."""
        return digest(_canonical(self._location()))

    def as_dict(self) -> dict[str, Any]:
        """The Allele as the JSON object of the specification, identifiers included."""
        location = {
            "id": f"ga4gh:SL.{self.location_digest}",
            "digest": self.location_digest,
            **self._location(),
        }
        state = self._state()
        if self.repeat_unit and len(self.sequence) <= SEQUENCE_LIMIT:
            state["sequence"] = self.sequence
        return {
            "id": self.id,
            "type": "Allele",
            "digest": self.id.rpartition(".")[2],
            "location": location,
            "state": state,
        }

    def to_ga4gh(self) -> Allele:
        """The object of the ``ga4gh.vrs`` package; raises MissingExtra where that is not installed."""
        return load("ga4gh.vrs.models").Allele(**self.as_dict())

    def _location(self) -> dict[str, Any]:
        return {
            "type": "SequenceLocation",
            "sequenceReference": {"type": "SequenceReference", "refgetAccession": self.refget},
            "start": self.start,
            "end": self.end,
        }

    def _state(self) -> dict[str, Any]:
        if self.repeat_unit:
            return {
                "type": "ReferenceLengthExpression",
                "length": len(self.sequence),
                "repeatSubunitLength": self.repeat_unit,
            }
        return {"type": "LiteralSequenceExpression", "sequence": self.sequence}


def vrs_allele(edit: Spdi, sequences: Sequences | None = None, *, refget: str | None = None) -> VrsAllele:
    """The VRS allele of an edit, normalized as the specification says.

    Parameters
    ----------
    edit: on a transcript or protein of the reference, or on a chromosome.
    refget: digest (``SQ.…``) of the sequence, needed for a chromosome, which is not here as a whole.

    Raises
    ------
    UnknownReference: the sequence, its digest, or a base that normalization needs is not known.

    >>> vrs_allele(Spdi("NM_000875.5", 2574, "G", "A")).as_dict()["state"]
    {'type': 'LiteralSequenceExpression', 'sequence': 'A'}
    """
    sequences = sequences if sequences is not None else default_sequences()
    name = refget if refget is not None else _refget(edit.accession, sequences)
    deleted, inserted = edit.deleted, edit.inserted
    if deleted == inserted:
        if not deleted:
            raise UnsupportedNotation(f"{edit} names no bases and changes none", code="no_definite_change")
        return VrsAllele(name, edit.position, edit.end, inserted, len(inserted))
    small = trim(deleted, 0, len(deleted), inserted)
    start, end = edit.position + small.start, edit.position + small.end
    inserted = small.inserted
    if start != end and inserted:
        return VrsAllele(name, start, end, inserted)
    seed = max(end - start, len(inserted))
    left = sequences.shift_left(edit.accession, start, end, inserted)
    right = sequences.shift_right(edit.accession, start, end, inserted)
    span = sequences.fetch(edit.accession, left.start, right.end)
    if not inserted:
        return VrsAllele(name, left.start, right.end, span[: right.start - left.start], seed)
    justified = left.inserted + span
    return VrsAllele(name, left.start, right.end, justified, _unit(span, justified, seed))


def _unit(span: str, justified: str, seed: int) -> int:
    """The longest unit, dividing the inserted length, that repeats from a copy in the reference; else 0."""
    for unit in range(min(seed, len(span)), 0, -1):
        if seed % unit == 0 and justified[unit:] == justified[:-unit]:
            return unit
    return 0


def spdi_of_vrs(allele: Allele | dict[str, Any], accession: str, sequences: Sequences | None = None) -> Spdi:
    """The edit that a VRS 2 allele (an object of ``ga4gh.vrs``, or its JSON) makes on a sequence.

    Raises
    ------
    ReferenceMismatch: the allele lies on another sequence (by digest) than the accession names.
    UnsupportedNotation: the location is no definite interval, or the state no definite sequence.

    >>> edit = Spdi("NM_000875.5", 2574, "G", "A")
    >>> spdi_of_vrs(vrs_allele(edit).as_dict(), "NM_000875.5") == edit
    True
    """
    sequences = sequences if sequences is not None else default_sequences()
    given: dict[str, Any] = allele if isinstance(allele, dict) else allele.model_dump(exclude_none=True)
    location, state = given["location"], given["state"]
    if not isinstance(location, dict) or not isinstance(location.get("sequenceReference"), dict):
        raise UnsupportedNotation("the allele only points to its location", code="unsupported_vrs")
    named = location["sequenceReference"].get("refgetAccession")
    if sequences.whole(accession) is not None and named != _refget(accession, sequences):
        raise ReferenceMismatch(
            f"the allele lies on {named}, which is not {accession}", code="other_sequence",
            advice=("name the accession and version of the sequence that has this digest",),
        )  # fmt: skip
    start, end = location.get("start"), location.get("end")
    if not isinstance(start, int) or not isinstance(end, int):
        raise UnsupportedNotation("the allele's interval is not definite", code="unsupported_vrs")
    deleted = sequences.fetch(accession, start, end)
    length, unit, literal = (state.get(name) for name in ("length", "repeatSubunitLength", "sequence"))
    if state.get("type") == "LiteralSequenceExpression" and isinstance(literal, str):
        return Spdi(accession, start, deleted, literal)
    if isinstance(length, int) and isinstance(unit, int) and 0 < unit <= len(deleted):
        copies = deleted[:unit] * (length // unit + 1)
        return Spdi(accession, start, deleted, copies[:length])
    raise UnsupportedNotation("the allele's state is no definite sequence", code="unsupported_vrs")


def digest(blob: bytes) -> str:
    """The truncated digest of GA4GH: SHA-512, its first 24 bytes, in URL-safe base64.

    >>> digest(b"ACGT")
    'aKF498dAxcJAqme6QYQ7EZ07-fiw8Kw2'
    """
    return base64.urlsafe_b64encode(hashlib.sha512(blob).digest()[:24]).decode("ascii")


def _canonical(value: dict[str, Any]) -> bytes:
    """Canonical JSON (RFC 8785) of plain ASCII content: sorted keys, nothing between."""
    return msgspec.json.encode(value, order="deterministic")


@lru_cache(maxsize=4096)
def _digest_of(sequence: str) -> str:
    return f"SQ.{digest(sequence.encode('ascii'))}"


def _refget(accession: str, sequences: Sequences) -> str:
    whole = sequences.whole(accession)
    if whole is None:
        raise UnknownReference(
            f"the digest of {accession} is not known, because the sequence is not here as a whole",
            code="no_sequence_digest",
            advice=("give it (refget='SQ.…')",),
        )
    return _digest_of(whole)
