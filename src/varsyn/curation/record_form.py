"""From the plain values of a YAML, JSON or CSV file to records, with clear messages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from varsyn.curation.jsonlines import text_of
from varsyn.curation.records import (
    CaseEntry,
    Classification,
    EvidenceEntry,
    Extra,
    Fault,
    Record,
    Term,
    VariantEntry,
)

CLINGEN_TERMS = (
    "Definitive", "Strong", "Moderate", "Limited", "No Known Disease Relationship", "Disputed", "Refuted",
    "No Reported Evidence",
)  # fmt: skip
"""ClinGen's terms for gene-disease validity (Strande et al. 2017, PMID 28552198; SOP version 10)."""

_DISEASE_ID = re.compile(r"(MONDO:\d{7}|OMIM:\d{6}|MIM:\d{6}|Orphanet:\d+|ORPHA:\d+|DOID:\d+)\Z")
_HP_ID = re.compile(r"HP:\d{7}\Z")
_HGNC_ID = re.compile(r"HGNC:\d+\Z")

INHERITANCE = {
    "autosomal dominant": "HP:0000006",
    "autosomal recessive": "HP:0000007",
    "x-linked": "HP:0001417",
    "x-linked recessive": "HP:0001419",
    "x-linked dominant": "HP:0001423",
    "y-linked": "HP:0001450",
    "mitochondrial": "HP:0001427",
    "semidominant": "HP:0032113",
    "digenic": "HP:0010984",
    "somatic mutation": "HP:0001428",
}
"""Modes of inheritance by their Human Phenotype Ontology terms (HP:0000005 and below)."""
_SHORT_INHERITANCE = {
    "ad": "autosomal dominant", "ar": "autosomal recessive", "xl": "x-linked", "xlr": "x-linked recessive",
    "xld": "x-linked dominant", "mt": "mitochondrial", "sd": "semidominant",
}  # fmt: skip


class Form:
    """Reads one record; ``faults`` collects what is wrong with it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.faults: list[Fault] = []

    def read(self, value: object) -> Record | None:
        """The record, or None where it is none at all (then ``faults`` says why)."""
        if not isinstance(value, Mapping):
            self.error("", "not_a_record", f"a record is a set of fields, not {_kind(value)}")
            return None
        fields = _Fields(self, "", value)
        gene, hgnc = self._gene(fields)
        disease = self.term(fields.take("disease"), "disease")
        inheritance = self._inheritance(fields.take("inheritance", "mode_of_inheritance", "moi"))
        classification = self._classification(fields.take("classification"))
        record = Record(
            gene=gene,
            id=fields.text("id", "record"),
            hgnc_id=hgnc,
            disease=disease,
            inheritance=inheritance,
            classification=classification,
            variants=tuple(self._variant(v, p) for v, p in fields.items("variants", "variant")),
            cases=tuple(self._case(v, p) for v, p in fields.items("cases", "case", "individuals")),
            evidence=tuple(self._evidence(v, p) for v, p in fields.items("evidence")),
            papers=fields.papers("papers", "paper", "pmids", "pmid"),
            curator=fields.text("curator"),
            date=fields.text("date"),
            notes=fields.text("notes", "note"),
            other=fields.rest(),
        )
        self.name = record.name or self.name
        self._check(record)
        return record

    def error(self, path: str, code: str, text: str) -> None:
        """Note an error."""
        self.faults.append(Fault(self.name, path, "error", code, text))

    def warn(self, path: str, code: str, text: str) -> None:
        """Note a warning."""
        self.faults.append(Fault(self.name, path, "warning", code, text))

    def _gene(self, fields: _Fields) -> tuple[str, str]:
        value = fields.take("gene", "gene_symbol")
        hgnc = fields.text("hgnc_id")
        if isinstance(value, Mapping):
            inner = _Fields(self, "gene", value)
            symbol = inner.text("symbol", "name")
            hgnc = hgnc or inner.text("hgnc_id", "id")
            fields.keep({f"gene_{name}": one for name, one in inner.rest().items()})
        else:
            symbol = text_of(value).strip()
        if _HGNC_ID.match(symbol) and not hgnc:
            hgnc = symbol
        if not symbol:
            symbol = hgnc
        if not symbol:
            self.error("gene", "missing_gene", "a record needs a gene (symbol or HGNC id)")
        if hgnc and not _HGNC_ID.match(hgnc):
            self.error("hgnc_id", "bad_identifier", f"{hgnc!r} is no HGNC id such as HGNC:5465")
        return symbol, hgnc

    def term(self, value: object, path: str) -> Term:
        """A term given as an identifier, a label, ``id label``, or as fields ``id`` and ``name``."""
        if isinstance(value, Mapping):
            inner = _Fields(self, path, value)
            identifier, name = inner.text("id", "identifier"), inner.text("name", "label")
            return Term(identifier, name, inner.rest())
        text = text_of(value).strip()
        match = re.match(r"([A-Za-z]+:\d+)\b[ ,;:-]*(.*)\Z", text, re.DOTALL)
        if match is None:
            tail = re.match(r"(.*?)[ ,]*\(?([A-Za-z]+:\d+)\)?\Z", text, re.DOTALL)
            return Term(tail[2], tail[1].strip()) if tail is not None else Term(name=text)
        return Term(match[1], match[2].strip(" ()"))

    def _inheritance(self, value: object) -> Term:
        term = self.term(value, "inheritance")
        plain = term.name.casefold().removesuffix(" inheritance")
        plain = _SHORT_INHERITANCE.get(plain, plain)
        if not term.id and plain in INHERITANCE:
            return msgspec.structs.replace(term, id=INHERITANCE[plain])
        if term.id and not _HP_ID.match(term.id):
            self.error("inheritance", "bad_identifier", f"{term.id!r} is no HPO term such as HP:0000006")
        elif term.name and not term.id:
            self.warn(
                "inheritance", "unknown_inheritance", f"{term.name!r} was not recognized: give the HPO term"
            )
        return term

    def _classification(self, value: object) -> Classification:
        if isinstance(value, Mapping):
            inner = _Fields(self, "classification", value)
            found = Classification(
                inner.text("term", "value", "name"), inner.text("by", "source"), inner.text("date"),
                inner.text("criteria", "sop"), inner.rest(),
            )  # fmt: skip
        else:
            found = Classification(text_of(value).strip())
        known = {term.casefold() for term in CLINGEN_TERMS}
        if found.term and found.term.casefold() not in known:
            self.warn(
                "classification", "unknown_classification",
                f"{found.term!r} is none of ClinGen's terms ({', '.join(CLINGEN_TERMS)}); kept as given",
            )  # fmt: skip
        return found

    def _variant(self, value: object, path: str) -> VariantEntry:
        if not isinstance(value, Mapping):
            return VariantEntry(names=_names(value))
        fields = _Fields(self, path, value)
        entry = VariantEntry(
            names=fields.texts("names", "name", "variant", "as_published"),
            cdna=fields.text("cdna", "c", "hgvs_c"),
            protein=fields.text("protein", "p", "hgvs_p"),
            genomic=fields.text("genomic", "g", "hgvs_g"),
            id=fields.text("id"),
            transcript=fields.text("transcript"),
            papers=fields.papers("papers", "paper", "pmids", "pmid"),
            classification=fields.text("classification"),
            other=fields.rest(),
        )
        if not (entry.names or entry.cdna or entry.protein or entry.genomic):
            self.error(path, "missing_variant", "a variant needs at least one name")
        return entry

    def _case(self, value: object, path: str) -> CaseEntry:
        if not isinstance(value, Mapping):
            self.error(path, "not_a_case", f"a case is a set of fields, not {_kind(value)}")
            return CaseEntry(other={"value": value})
        fields = _Fields(self, path, value)
        labels, count = self._people(fields, path)
        entry = CaseEntry(
            variants=fields.texts("variants", "variant", "allele", "alleles"),
            papers=fields.papers("papers", "paper", "pmids", "pmid"),
            family=fields.text("family", "family_id", "pedigree"),
            probands=labels,
            count=count,
            zygosity=fields.text("zygosity"),
            segregation=fields.text("segregation"),
            evidence_type=fields.text("evidence_type", "evidence"),
            phenotypes=tuple(self.term(v, p) for v, p in fields.items("phenotypes", "phenotype")),
            other=fields.rest(),
        )
        if not entry.variants:
            self.error(path, "case_without_variant", "a case must say which variant it has")
        if not entry.papers:
            self.warn(
                path, "case_without_paper", "a case without a paper cannot be checked for double counting"
            )
        return entry

    def _people(self, fields: _Fields, path: str) -> tuple[tuple[str, ...], int | None]:
        """Labels or a number of people: ``probands`` may be either, ``proband`` is a label."""
        label = fields.text("proband", "proband_id", "individual")
        value = fields.take("probands", "count", "number_of_probands")
        labels: tuple[str, ...] = (label,) if label else ()
        if value is None or value == "":
            return labels, None
        if isinstance(value, Sequence) and not isinstance(value, str):
            return labels + tuple(text_of(one).strip() for one in value), None
        text = text_of(value).strip()
        if text.isascii() and text.isdigit():
            return labels, int(text)
        if re.fullmatch(r"[-+]?\d+(\.\d+)?", text):
            self.error(f"{path}.probands", "bad_number", f"{text!r} is no number of people")
            return labels, None
        return labels + tuple(part.strip() for part in re.split("[;,|]", text) if part.strip()), None

    def _evidence(self, value: object, path: str) -> EvidenceEntry:
        if not isinstance(value, Mapping):
            return EvidenceEntry(text=text_of(value))
        fields = _Fields(self, path, value)
        return EvidenceEntry(
            type=fields.text("type"),
            strength=fields.text("strength"),
            text=fields.text("text", "summary", "description"),
            variants=fields.texts("variants", "variant"),
            papers=fields.papers("papers", "paper", "pmids", "pmid"),
            other=fields.rest(),
        )

    def _check(self, record: Record) -> None:
        if record.disease.id and not _DISEASE_ID.match(record.disease.id):
            self.warn(
                "disease", "unknown_disease_id", f"{record.disease.id!r} is no MONDO, OMIM or Orphanet id"
            )
        if not record.disease.id and not record.disease.name:
            self.warn("disease", "missing_disease", "no disease is named")
        if not record.variants and not record.cases:
            self.error("", "empty_record", "a record needs variants or cases")
        ids = [entry.id for entry in record.variants if entry.id]
        for double in sorted({one for one in ids if ids.count(one) > 1}):
            self.error("variants", "double_id", f"two variants have the id {double!r}")


class _Fields:
    """The fields of one mapping, taken one by one, so that what is left over is known."""

    def __init__(self, form: Form, path: str, value: Mapping[object, object]) -> None:
        self.form, self.path = form, path
        self._left: dict[str, object] = {str(name): one for name, one in value.items()}
        self._names = {_plain(name): name for name in self._left}

    def take(self, *names: str) -> object:
        """The first of these fields that is there and not empty; None where none is."""
        for name in names:
            real = self._names.get(_plain(name))
            if real is not None and real in self._left and self._left[real] not in (None, "", [], {}):
                return self._left.pop(real)
        return None

    def text(self, *names: str) -> str:
        """A field as text."""
        value = self.take(*names)
        if isinstance(value, Mapping):
            self.form.error(self._at(names[0]), "not_text", f"{names[0]} must be a text, not a set of fields")
            self.keep({names[0]: value})
            return ""
        return text_of(value).strip()

    def texts(self, *names: str) -> tuple[str, ...]:
        """A field as a list of texts; a single text is a list of one."""
        return _names(self.take(*names))

    def papers(self, *names: str) -> tuple[str, ...]:
        """Papers: PMIDs without their prefix, anything else (a DOI, a title) as given."""
        from varsyn.curation.workspace import split_papers

        value = self.take(*names)
        cells = value if isinstance(value, (list, tuple)) else [value]
        found: dict[str, None] = {}
        for cell in cells:
            text = text_of(cell.get("pmid") or cell.get("id") if isinstance(cell, Mapping) else cell)
            for paper in split_papers(text):
                found[paper] = None
                if paper.isdigit() and (len(paper) > 8 or paper.startswith("0")):
                    self.form.error(self._at(names[0]), "bad_pmid", f"{paper!r} is no PMID")
            if isinstance(cell, Mapping) and len(cell) > 1:
                self.keep({f"{names[0]}_{text}": dict(cell)})
        return tuple(found)

    def items(self, *names: str) -> list[tuple[object, str]]:
        """The entries of a list field with their paths."""
        value = self.take(*names)
        if value is None:
            return []
        entries = value if isinstance(value, list) else [value]
        return [(entry, f"{self._at(names[0])}[{index}]") for index, entry in enumerate(entries)]

    def keep(self, more: Mapping[str, object]) -> None:
        """Carry further values along with what is left."""
        self._left.update(more)

    def rest(self) -> Extra:
        """What no field was made for; empty values say nothing."""
        return {name: value for name, value in self._left.items() if value not in (None, "", [], {})}

    def _at(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", "_", name.strip().casefold())


def _names(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    cells = value if isinstance(value, (list, tuple)) else [value]
    return tuple(dict.fromkeys(text for text in (text_of(cell).strip() for cell in cells) if text))


def _kind(value: object) -> str:
    return {str: "a text", list: "a list", type(None): "nothing"}.get(type(value), type(value).__name__)
