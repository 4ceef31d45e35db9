"""Which gene a mention belongs to, and what a document says of its numbering. All texts are made up."""

from __future__ import annotations

import pytest

from varsyn.literature.document import Document, Passage
from varsyn.literature.extract import Extractor
from varsyn.literature.found import FoundMention
from varsyn.literature.genes import GeneDictionary, abbreviations
from varsyn.literature.statements import accessions, statements
from varsyn.reference import open_reference


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(open_reference())


@pytest.fixture(scope="module")
def names() -> GeneDictionary:
    return GeneDictionary(open_reference())


def mentions(extractor: Extractor, *texts: str, section: str = "body") -> list[FoundMention]:
    """The mentions of a document whose passages are these texts."""
    passages, at = [], 0
    for text in texts:
        passages.append(Passage(section, text, at))
        at += len(text) + 1
    return extractor.mentions(Document("d", tuple(passages)))


LINKED = [
    # lists in one order
    ("Mutations V600E and G12D were found in BRAF and KRAS, respectively.", ["BRAF", "KRAS"]),
    ("BRAF and KRAS carried V600E and G12D, respectively.", ["BRAF", "KRAS"]),
    ("TP53, PTEN and EGFR harboured R175H, R130Q and L858R, respectively.", ["TP53", "PTEN", "EGFR"]),
    (
        "TP53 and KRAS had c.524G>A (p.Arg175His) and c.35G>A (p.Gly12Asp), respectively.",
        ["TP53", "TP53", "KRAS", "KRAS"],
    ),
    (
        "In KRAS, G12D was seen twice, and the mutations R175H and R130Q were found in TP53 and PTEN, "
        "respectively.",
        ["KRAS", "TP53", "PTEN"],
    ),
    ("R175H (n = 3) and G12D (n = 5) of TP53 and KRAS, respectively", ["TP53", "KRAS"]),
    (
        "In KRAS, G12D was seen in two of the tumours that were examined, but R175H was found in TP53.",
        ["KRAS", "TP53"],
    ),
    # accessions, names within names, symbols that are not known
    ("NM_000546.5:c.524G>A and NM_000314.4:c.389G>A", ["TP53", "PTEN"]),
    ("Factor V Leiden (R506Q) and prothrombin G20210A were tested.", ["F5", "F2"]),
    ("Patients with HFE C282Y and QQQZ R59G were seen.", ["HFE", None]),
    ("Patients with HFE C282Y and SNP H63D were seen.", ["HFE", "HFE"]),
    ("The R481Q mutation of IGF1R was seen.", ["IGF1R"]),
    ("IGF1R:c.1532G>A and BRAF V600E", ["IGF1R", "BRAF"]),
    ("Mutations in GJB2 (35delG, W24X) and BRCA1 (185delAG, 5382insC).", ["GJB2"] * 2 + ["BRCA1"] * 2),
    ("V600E in BRAF, G12D of KRAS", ["BRAF", "KRAS"]),
    ("The type 1 IGF receptor carried R59X.", ["IGF1R"]),
    ("β-globin E6V causes sickling", ["HBB"]),
    ("the BRAFV600E, KRASG12D and p53R175H alleles", ["BRAF", "KRAS", "TP53"]),
    ("HBB E6V and SOD1 A4V", ["HBB", "SOD1"]),
    ("KRAS was normal. Sequencing of EGFR showed L858R.", ["EGFR"]),
    ("NM_000875.5(IGF1R):c.1532G>A beside BRAF", ["IGF1R"]),
    ("We met a kit in the cat with R481Q.", [None]),
    ("Autosomal recessive (AR) families had R481Q.", [None]),
    ("The androgen receptor (AR) change was R855H.", ["AR"]),
]


@pytest.mark.parametrize(("text", "genes"), LINKED, ids=[text[:40] for text, _ in LINKED])
def test_the_gene_of_a_mention(extractor: Extractor, text: str, genes: list[str | None]) -> None:
    assert [mention.gene for mention in mentions(extractor, text)] == genes


def test_the_words_that_name_the_gene_are_placed(extractor: Extractor) -> None:
    text = "No others. In CD221, the R481Q change."
    (mention,) = mentions(extractor, "A first passage.", text)
    assert (mention.gene, mention.gene_text) == ("IGF1R", "CD221")
    assert mention.gene_span is not None
    start, end = mention.gene_span
    assert f"A first passage.\n{text}"[start:end] == "CD221"


def test_the_title_names_the_gene_where_the_text_does_not(extractor: Extractor) -> None:
    passages = (Passage("title", "Short stature and IGF1R", 0), Passage("abstract", "We found R481Q.", 24))
    (mention,) = extractor.mentions(Document("d", passages))
    assert (mention.gene, mention.gene_span) == ("IGF1R", (18, 23))


def test_a_row_of_a_table_names_the_gene_and_pairs_its_cells(extractor: Extractor) -> None:
    from varsyn.literature.document import Cell

    row = "IGF1R\tc.1532G>A\tp.Arg511Gln"
    cells = (Cell(0, 5, "Gene"), Cell(6, 15, "Nucleotide change"), Cell(16, 27, "Protein"))
    one, other = extractor.mentions(Document("d", (Passage("table", row, 0, cells, "Variants of BRAF"),)))
    assert (one.gene, other.gene) == ("IGF1R", "IGF1R")
    assert (one.pair, other.pair) == ((16, 27), (6, 15))


def test_a_caption_names_the_gene_of_rows_that_do_not(extractor: Extractor) -> None:
    from varsyn.literature.document import Cell

    row = Passage("table", "R481Q", 0, (Cell(0, 5, "Mutation"),), "Variants of IGF1R")
    (mention,) = extractor.mentions(Document("d", (row,)))
    assert (mention.gene, mention.gene_span) == ("IGF1R", None)


def test_the_sequence_decides_between_genes_that_are_about_as_near(extractor: Extractor) -> None:
    text = "In the growth hormone axis, IGF1 and IGF1R were sequenced, and one allele had c.1532G>A."
    assert [mention.gene for mention in mentions(extractor, text)] == ["IGF1R"]


def test_a_later_part_of_a_long_document_knows_the_title(extractor: Extractor) -> None:
    first = Document(
        "d", (Passage("title", "IGF1R variants", 0), Passage("body", "R59X it is.", 15)), last=False
    )
    second = Document("d", (Passage("body", "Again R481Q.", 27),), part=1)
    assert [m.gene for m in [*extractor.mentions(first), *extractor.mentions(second)]] == ["IGF1R", "IGF1R"]
    other = Document("e", (Passage("body", "Again R481Q.", 0),))
    assert [m.gene for m in extractor.mentions(other)] == [None]


def test_mouse_names_lead_to_the_mouse_gene(extractor: Extractor) -> None:
    text = "Mice carrying R481Q in Igf1r were small; mouse embryos died."
    (mention,) = mentions(extractor, text)
    assert (mention.gene, mention.species) == ("Igf1r", "Mus musculus")


def test_synonyms_of_a_mouse_page_lead_to_the_mouse_gene(names: GeneDictionary) -> None:
    text = "Synonyms: A330103N21Rik, CD221, D930020L01, IGF-1R, IGF-I receptor"
    found = names.find(text, species="Mus musculus")
    assert {name.text: name.gene.symbol for name in found} == dict.fromkeys(
        ("A330103N21Rik", "CD221", "D930020L01", "IGF-1R", "IGF-I receptor"), "Igf1r"
    )
    assert all(text[name.start : name.end] == name.text for name in found)
    assert names.find("IGF-1R")[0].gene.symbol == "IGF1R"


@pytest.mark.parametrize(
    "text", ["we met her", "the cat sat", "a kit was used", "an app for it", "too fast", "Ter and stop"]
)
def test_common_words_are_no_genes(names: GeneDictionary, text: str) -> None:
    assert names.find(text) == []


def test_abbreviations() -> None:
    text = "insulin-like growth factor 1 receptor (IGF1R) and polymerase chain reaction (PCR; see below)"
    assert list(abbreviations(text)) == [
        ("insulin-like growth factor 1 receptor", "IGF1R"),
        ("polymerase chain reaction", "PCR"),
    ]
    assert list(abbreviations("it was seen (R481Q) and lost (n = 3)")) == []


STATED = [
    ("Residues are numbered with the signal peptide excluded.", "signal_peptide_excluded"),
    ("The 30-residue signal peptide was not included in the numbering.", "signal_peptide_excluded"),
    ("Numbering of amino acids refers to the mature receptor.", "signal_peptide_excluded"),
    ("Amino acids are numbered including the signal peptide.", "signal_peptide_included"),
    ("The A of the ATG translation initiation codon is numbered as +1.", "atg_plus_one"),
    ("Nucleotide +1 is the A of the ATG start codon.", "atg_plus_one"),
    ("Legacy nomenclature is given in brackets.", "legacy_nomenclature"),
    ("Variants are named by HGVS recommendations.", "hgvs_nomenclature"),
    ("The initiator methionine is not counted.", "initiator_met_excluded"),
    ("with the initiator methionine as codon 1", "initiator_met_included"),
    ("positions are counted from the first glycine of the triple helix", "triple_helix"),
    ("The transcription start site is +1.", "transcription_start_plus_one"),
]


@pytest.mark.parametrize(("text", "code"), STATED, ids=[code for _, code in STATED])
def test_numbering_statements(text: str, code: str) -> None:
    found = statements(f"Before it. {text} After it.")
    assert code in [statement.code for statement in found]
    assert all(f"Before it. {text} After it."[s.start : s.end] == s.text for s in found)


@pytest.mark.parametrize(
    "text",
    [
        "A large number of mature cells showed a signal.",
        "The signal was weak in most patients.",
        "The methionine content was normal.",
        "A codon change from ATG to ACG was found.",
    ],
)
def test_words_that_state_nothing(text: str) -> None:
    assert statements(text) == []


def test_statements_are_carried_with_the_mentions(extractor: Extractor) -> None:
    (mention,) = mentions(
        extractor,
        "R481Q was found in IGF1R.",
        "Numbering is according to NM_000875.5, and the signal peptide is excluded.",
    )
    assert mention.hints == ("signal_peptide_excluded",)
    assert mention.transcript == "NM_000875.5"


def test_two_transcripts_of_a_gene_settle_nothing(extractor: Extractor) -> None:
    text = "IGF1R R481Q; see NM_000875.5 and NM_000875.4."
    (mention,) = mentions(extractor, text)
    assert mention.transcript is None
    assert [s.text for s in accessions(text)] == ["NM_000875.5", "NM_000875.4"]


def test_halves_printed_together_are_paired(extractor: Extractor) -> None:
    text = "IGF1R c.265C>T (p.Arg89Ter), p.Arg511Gln (c.1532G>A) and c.420del. K304E"
    found = mentions(extractor, text)
    assert [None if m.pair is None else text[m.pair[0] : m.pair[1]] for m in found] == [
        "p.Arg89Ter", "c.265C>T", "c.1532G>A", "p.Arg511Gln", None, None,
    ]  # fmt: skip


def test_a_dense_document_is_linked_in_linear_time(extractor: Extractor) -> None:
    """No clock: with quadratic work this would not end."""
    found = mentions(extractor, "IGF1R R481Q " * 8_000)
    assert len(found) == 8_000
    assert {mention.gene for mention in found} == {"IGF1R"}
