"""A codon or base printed beside a residue change tells which DNA change is meant, and is checked."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

import varsyn
from varsyn.reference import open_reference
from varsyn.sequence import codon_table

_REFERENCE = open_reference()
_GENES = ("IGF1R", "CFTR", "HBB", "TP53", "BRCA1", "LDLR", "TTR", "FGFR3")
_NAMES = codon_table("standard")


def _codon(gene: str, share: float) -> tuple[int, str, str]:
    transcript = _REFERENCE.anchor(gene)
    assert transcript is not None
    assert transcript.cds_start is not None
    assert transcript.cds_end is not None
    codons = (transcript.cds_end - transcript.cds_start) // 3 - 1
    number = 2 + int(share * (codons - 2))
    at = transcript.cds_start + 3 * (number - 1)
    return number, transcript.sequence[at : at + 3], transcript.accession


@given(
    st.sampled_from(_GENES),
    st.floats(0, 1, exclude_max=True),
    st.sampled_from(sorted(_NAMES)),
    st.sampled_from([" ({0}>{1})", " ({0} to {1})", ", {0}-{1}", " [{0}/{1}]"]),
)
@settings(max_examples=150, deadline=None)
def test_codon_change_gives_the_dna_change(gene: str, share: float, new: str, form: str) -> None:
    number, old, accession = _codon(gene, share)
    assume(_NAMES[old] != _NAMES[new])
    answer = varsyn.resolve(f"{gene} p.{_NAMES[old]}{number}{_NAMES[new]}{form.format(old, new)}")
    if answer.variant is None:
        assert answer.status in ("ambiguous", "mismatch")
        return
    low = next(place for place in range(3) if old[place] != new[place])
    high = max(place for place in range(3) if old[place] != new[place])
    first = 3 * number - 2
    if low == high:
        expected = f"{accession}:c.{first + low}{old[low]}>{new[low]}"
        assert answer.variant.hgvs_c == expected
    else:
        meant = f"{accession}:c.{first + low}_{first + high}delins{new[low : high + 1]}"
        assert varsyn.compare(answer.variant.hgvs_c or "", meant).relation == "same_allele"


def test_base_change_chooses_among_the_causes() -> None:
    plain = varsyn.resolve("CFTR S549R")
    assert plain.variant is not None
    assert (plain.status, plain.variant.hgvs_c) == ("ambiguous", None)
    for beside, meant in (("(T>G)", "c.1647T>G"), ("(A>C)", "c.1645A>C"), ("(T>A)", "c.1647T>A")):
        answer = varsyn.resolve(f"CFTR S549R {beside}")
        assert answer.status == "resolved"
        assert answer.variant is not None
        assert answer.variant.hgvs_c == f"NM_000492.4:{meant}"
        assert answer.variant.hgvs_p == "NP_000483.3:p.(Ser549Arg)"


def test_wrong_codon_is_said() -> None:
    answer = varsyn.resolve("CFTR R117H (G>T)")
    assert "stated_base_mismatch" in {message.code for message in answer.messages}


def test_bare_number_of_a_variant_on_record() -> None:
    answer = varsyn.resolve("BRAF 1799T>A")
    assert answer.status == "resolved"
    assert answer.variant is not None
    assert answer.variant.hgvs_c == "NM_004333.6:c.1799T>A"
    assert "variant_on_record" in {fact.code for one in answer.candidates for fact in one.evidence}


def test_intron_offsets_are_not_on_record() -> None:
    """BRCA1 c.5277+1G>A is listed; another distance from the same border is another variant."""
    answer = varsyn.resolve("BRCA1 IVS20+1457G>A")
    assert "variant_on_record" not in {fact.code for one in answer.candidates for fact in one.evidence}
