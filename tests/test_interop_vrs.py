"""VRS 2 alleles: our computed identifiers are those of the ga4gh.vrs package, on random and awkward edits."""

from __future__ import annotations

import random
from typing import Any

import pytest

from varsyn.interop import Sequences, Spdi, spdi_of_vrs, vrs_allele
from varsyn.interop.vrs import VrsAllele, digest
from varsyn.model import ReferenceMismatch, UnknownReference, UnsupportedNotation
from varsyn.reference import open_reference

vrs = pytest.importorskip("ga4gh.vrs", reason="the ga4gh.vrs package is not installed (extra: vrs)")

from ga4gh.core import ga4gh_identify  # noqa: E402
from ga4gh.vrs import models, normalize  # noqa: E402
from ga4gh.vrs.dataproxy import _DataProxy  # noqa: E402


class OurSequences(_DataProxy):  # type: ignore[misc]
    """Whole sequences by their digest, as ga4gh.vrs asks for them when it normalizes."""

    def __init__(self) -> None:
        super().__init__()
        self.by_digest: dict[str, str] = {}

    def add(self, sequence: str) -> str:
        name = f"SQ.{digest(sequence.encode())}"
        self.by_digest[f"ga4gh:{name}"] = sequence
        return name

    def get_sequence(self, identifier: str, start: int | None = None, end: int | None = None) -> str:
        return self.by_digest[identifier][start:end]

    def get_metadata(self, identifier: str) -> dict[str, Any]:
        return {"length": len(self.by_digest[identifier]), "aliases": [identifier], "alphabet": "ACGT"}


def theirs(edit: Spdi, sequence: str, proxy: OurSequences) -> models.Allele:
    """The allele as ga4gh.vrs normalizes it."""
    location = models.SequenceLocation(
        start=edit.position,
        end=edit.end,
        sequenceReference=models.SequenceReference(refgetAccession=proxy.add(sequence)),
    )
    state = models.LiteralSequenceExpression(sequence=edit.inserted)
    return normalize(models.Allele(location=location, state=state), data_proxy=proxy)


def random_edit(accession: str, sequence: str, dice: random.Random) -> Spdi:
    """An edit of one to eight residues, often beside a copy of itself, so that it can be shifted."""
    start = dice.randrange(1, len(sequence) - 12)
    size = dice.choice((0, 0, 1, 1, 2, 3, 4, 6, 8))
    deleted = sequence[start : start + size]
    kind = dice.randrange(5)
    if kind == 0:
        inserted = ""
    elif kind == 1:
        inserted = deleted + sequence[start : start + dice.randrange(1, 9)]
    elif kind == 2:
        inserted = deleted
    else:
        inserted = "".join(dice.choices(sorted(set(sequence[:200])), k=dice.randrange(0, 6)))
    if not deleted and not inserted:
        inserted = sequence[start - 1]
    return Spdi(accession, start, deleted, inserted)


def same_as_theirs(edit: Spdi, sequences: Sequences, proxy: OurSequences) -> VrsAllele:
    ours = vrs_allele(edit, sequences)
    allele = theirs(edit, sequences.whole(edit.accession) or "", proxy)
    ours_dict = ours.as_dict()
    assert ours.id == ga4gh_identify(allele), edit
    assert f"ga4gh:SL.{ours.location_digest}" == ga4gh_identify(allele.location)
    given = allele.model_dump(exclude_none=True)
    assert ours_dict["state"] == given["state"], edit
    assert models.Allele(**ours_dict).model_dump(exclude_none=True) == ours_dict
    return ours


@pytest.mark.parametrize("accession", ["NM_000875.5", "NM_000492.4", "NP_000866.1"])
def test_identifiers_are_those_of_the_package(accession: str) -> None:
    sequences, proxy, dice = Sequences(), OurSequences(), random.Random(accession)
    whole = sequences.whole(accession)
    assert whole is not None
    repeated = 0
    for _ in range(400):
        edit = random_edit(accession, whole, dice)
        allele = same_as_theirs(edit, sequences, proxy)
        repeated += allele.repeat_unit > 0
        back = spdi_of_vrs(allele.as_dict(), accession, sequences)
        assert vrs_allele(back, sequences) == allele
    assert repeated > 50, "too few alleles were repeats for this test to mean something"


def test_every_short_sequence_over_two_letters() -> None:
    """All edits of all sequences of five bases over A and C: every way in which an edit can be ambiguous."""

    class Toy(Sequences):
        def __init__(self, sequence: str) -> None:
            super().__init__()
            self.toy = sequence

        def whole(self, accession: str) -> str | None:
            return self.toy

    proxy = OurSequences()
    inserts = ["", *(f"{number:b}".translate({48: "A", 49: "C"}) for number in range(16))]
    for number in range(32):
        toy = Toy(f"{number:05b}".translate({48: "A", 49: "C"}))
        for start in range(6):
            for end in range(start, 6):
                for inserted in inserts:
                    deleted = toy.toy[start:end]
                    if deleted or inserted:
                        same_as_theirs(Spdi("toy", start, deleted, inserted), toy, proxy)


def test_a_variant_and_its_protein() -> None:
    allele = vrs_allele(Spdi("NM_000875.5", 2574, "G", "A"))
    assert allele.as_dict()["location"]["start"] == 2574
    assert allele.to_ga4gh().state.sequence.root == "A"
    protein = vrs_allele(Spdi("NP_000866.1", 510, "R", "Q"))
    assert protein.start == 510


def test_a_chromosome_needs_its_digest() -> None:
    edit = Spdi("NC_000015.10", 98911383, "G", "A")
    with pytest.raises(UnknownReference) as refusal:
        vrs_allele(edit)
    assert refusal.value.code == "no_sequence_digest"
    # Digest of chromosome 15 of GRCh38 as in the VRS documentation's sequence tables is any SQ. string here:
    # the identifier must be the one that the package computes from the same digest.
    name = f"SQ.{digest(b'any')}"
    ours = vrs_allele(edit, refget=name)
    location = models.SequenceLocation(
        start=98911383, end=98911384, sequenceReference=models.SequenceReference(refgetAccession=name)
    )
    state = models.LiteralSequenceExpression(sequence="A")
    assert ours.id == ga4gh_identify(models.Allele(location=location, state=state))


def test_alleles_that_cannot_be_converted() -> None:
    good = vrs_allele(Spdi("NM_000875.5", 2574, "G", "A")).as_dict()
    with pytest.raises(ReferenceMismatch):
        spdi_of_vrs(good, "NM_000492.4")
    for change in (
        {"location": "ga4gh:SL.x"},
        {"location": {**good["location"], "start": [None, 5]}},
        {"state": {"type": "LengthExpression", "length": 3}},
    ):
        with pytest.raises(UnsupportedNotation):
            spdi_of_vrs({**good, **change}, "NM_000875.5")
    with pytest.raises(UnsupportedNotation):
        vrs_allele(Spdi("NM_000875.5", 5, "", ""))


def test_the_reference_states_the_same_digests(shared: Any) -> None:
    """The facts carry a digest for each transcript; ours must be the same."""
    import json

    reference = open_reference()
    seen = 0
    for line in (shared / "facts" / "transcripts.jsonl").read_text().splitlines():
        fact = json.loads(line)
        transcript = reference.transcript(fact["accession"])
        if transcript is not None and fact.get("digest", "").startswith("SQ."):
            assert fact["digest"] == f"SQ.{digest(transcript.sequence.encode())}", fact["accession"]
            seen += 1
    assert seen > 100
