"""Documents read as a whole."""

from __future__ import annotations

from varsyn.model import Mention, Resolution
from varsyn.reference import open_reference
from varsyn.resolution import Resolver

RESOLVER = Resolver(open_reference())


def document(*names: str, gene: str = "IGF1R", **extra: str) -> list[Resolution]:
    """The answers to names of one gene in one document."""
    return RESOLVER.resolve_document([Mention(name, gene=gene, **extra) for name in names])


def offsets(found: list[Resolution]) -> list[int | None]:
    """The offset of each best candidate."""
    return [one.candidates[0].numbering.offset if one.candidates else None for one in found]


def test_mentions_share_a_ruler_and_gain_from_it() -> None:
    together = document("R59X", "R481Q", "R709Q")
    alone = [RESOLVER.resolve(one.mention) for one in together]
    assert offsets(together) == [30, 30, 30]
    for one, single in zip(together, alone, strict=True):
        assert (one.probability or 0) > (single.probability or 0)
        assert any(fact.code == "document_agrees" for fact in one.candidates[0].evidence)


def test_the_mention_that_does_not_fit_is_reported() -> None:
    found = document("R59X", "R481Q", "R709Q", "R108Q", "K115N", "V599E", "R511Q")
    odd = found[-1]
    assert odd.candidates[0].numbering.offset == 0
    (note,) = [one.text for one in odd.messages if one.code == "document_inconsistent"]
    assert "R511Q" in note
    assert "(+30)" in note


def test_a_name_under_two_rulers_is_settled_by_its_document() -> None:
    alone = RESOLVER.resolve(Mention("F64L", gene="TTR"))
    assert alone.status == "ambiguous"
    mature = document("V30M", "L55P", "Y114C", "V122I", "F64L", gene="TTR")[-1]
    assert mature.variant is not None
    assert mature.variant.hgvs_p == "NP_000362.1:p.(Phe84Leu)"
    assert mature.candidates[0].numbering.offset == 20


def test_an_unlisted_offset_is_found_from_five_mentions() -> None:
    protein = RESOLVER.context("TP53").protein
    places = (120, 175, 220, 248, 282, 305)
    names = [
        f"{protein[place - 1]}{place - 17}{'D' if protein[place - 1] != 'D' else 'N'}" for place in places
    ]
    found = document(*names, gene="TP53")
    assert all(one.candidates and one.candidates[0].numbering.offset == 17 for one in found)


def test_sections_may_use_different_rulers() -> None:
    protein = RESOLVER.context("IGF1R").protein
    places = (110, 240, 333, 415, 511, 640)
    mentions = [
        Mention(
            f"{protein[place - 1]}{place - shift}{'A' if protein[place - 1] != 'A' else 'G'}",
            gene="IGF1R",
            section=section,
        )
        for section, shift in (("results", 0), ("table 1", 30))
        for place in places
    ]
    found = RESOLVER.resolve_document(mentions)
    assert offsets(found[:6]) == [0] * 6
    assert offsets(found[6:]) == [30] * 6


def test_answers_come_in_order_one_for_each() -> None:
    mentions = [Mention(text, gene="IGF1R") for text in ("", "hello", "R481Q", "c.1532G>A", "R59X", "")]
    found = RESOLVER.resolve_document(mentions)
    assert [one.mention for one in found] == mentions
    assert [found[0].status, found[1].status, found[5].status] == ["empty", "unparsed", "empty"]


def test_hints_beside_a_mention_speak_for_a_ruler() -> None:
    plain = [Mention("F64L", gene="TTR"), Mention("V30M", gene="TTR")]
    hinted = [Mention(one.text, gene="TTR", hints=("signal_peptide_excluded",)) for one in plain]
    found = RESOLVER.resolve_document(hinted)
    assert found[0].candidates[0].numbering.offset == 20
    alone = RESOLVER.resolve(hinted[0])
    assert alone.variant is not None
    assert alone.variant.hgvs_p == "NP_000362.1:p.(Phe84Leu)"


def test_a_document_without_mentions() -> None:
    assert RESOLVER.resolve_document([]) == []
