"""ClinVar-submission-style JSON: ``germlineSubmission`` objects of the submission API (schema of 2024)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from varsyn.curation.exports import Unheld
from varsyn.curation.exports.plain import listed, unsaid, variant_text
from varsyn.curation.records import CaseEntry
from varsyn.curation.spectrum import CuratedRecord, SpectrumVariant

MODES = {
    "HP:0000006": "Autosomal dominant inheritance",
    "HP:0000007": "Autosomal recessive inheritance",
    "HP:0001427": "Mitochondrial inheritance",
    "HP:0001428": "Somatic mutation",
    "HP:0001417": "X-linked inheritance",
    "HP:0001419": "X-linked recessive inheritance",
    "HP:0001423": "X-linked dominant inheritance",
    "HP:0001450": "Y-linked inheritance",
    "HP:0010984": "Digenic inheritance",
}
"""ClinVar's words for modes of inheritance, by HPO term."""
CLASSES = {
    "pathogenic": "Pathogenic",
    "likely pathogenic": "Likely pathogenic",
    "uncertain significance": "Uncertain significance",
    "vus": "Uncertain significance",
    "likely benign": "Likely benign",
    "benign": "Benign",
}
"""Words for a variant's germline classification; without one ClinVar's ``not provided`` is used."""
_DATABASES = {"MONDO": "MONDO", "OMIM": "OMIM", "MIM": "OMIM", "ORPHANET": "Orphanet", "ORPHA": "Orphanet"}


def to_clinvar(records: Iterable[CuratedRecord]) -> tuple[dict[str, Any], list[Unheld]]:
    """One submission for each variant that has a DNA description and a condition; and what has no place.

    A protein description has no place in ClinVar without the DNA change, a name that was not settled
    neither: both are listed. Gene-disease validity is another kind of record there: listed too.
    """
    submissions: list[dict[str, Any]] = []
    unheld: list[Unheld] = []
    for record in records:
        given = record.given
        before = len(submissions)
        for index, variant in enumerate(record.spectrum):
            if variant.level != "allele" or not variant.hgvs_c:
                text = f"no DNA description: {variant_text(variant)}"
                unheld.append(Unheld(given.name, f"spectrum[{index}]", text))
                continue
            submissions.append(_submission(record, variant))
        unheld += _unheld(record)
        if len(submissions) == before:
            unheld += unsaid(record)
    return {
        "clinvarSubmissionReleaseStatus": "hold until published",
        "germlineSubmission": submissions,
    }, unheld


def _submission(record: CuratedRecord, variant: SpectrumVariant) -> dict[str, Any]:
    given = record.given
    word = next((CLASSES[c.casefold()] for c in variant.classifications if c.casefold() in CLASSES), None)
    classification: dict[str, Any] = {
        "germlineClassificationDescription": word or "not provided",
        "citation": [
            {"db": "PubMed", "id": paper} if paper.isdigit() else {"id": paper} for paper in variant.papers
        ],
        "comment": "Names as published: " + ", ".join(dict.fromkeys(one.name for one in variant.names)),
    }
    if given.date:
        classification["dateLastEvaluated"] = given.date
    if given.inheritance.id in MODES:
        classification["modeOfInheritance"] = MODES[given.inheritance.id]
    return {
        "localID": variant.set,
        "recordStatus": "novel",
        "variantSet": {"variant": [{"hgvs": variant.hgvs_c, "gene": [{"symbol": variant.gene}]}]},
        "conditionSet": {"condition": [_condition(record)]},
        "germlineClassification": classification,
        "observedIn": [_observed(record, variant)],
    }


def _condition(record: CuratedRecord) -> dict[str, str]:
    disease = record.given.disease
    prefix, _, number = disease.id.partition(":")
    database = _DATABASES.get(prefix.upper())
    if database is None:
        return {"name": disease.name or "not provided"}
    # MONDO ids keep their prefix there; the numbers of OMIM and Orphanet stand alone.
    return {"db": database, "id": disease.id if database == "MONDO" else number}


def _observed(record: CuratedRecord, variant: SpectrumVariant) -> dict[str, Any]:
    cases: list[CaseEntry] = [record.given.cases[index] for index in variant.cases]
    features = {term.id: None for case in cases for term in case.phenotypes if term.id.startswith("HP:")}
    observed: dict[str, Any] = {
        "alleleOrigin": "germline",
        "affectedStatus": "yes" if cases else "unknown",
        "collectionMethod": "literature only",
    }
    if cases:
        observed["numberOfIndividuals"] = variant.count.probands
    if features:
        observed["clinicalFeatures"] = [{"db": "HP", "id": one} for one in features]
    return observed


def _unheld(record: CuratedRecord) -> list[Unheld]:
    given = record.given
    disease_held = given.disease.id.partition(":")[0].upper() in _DATABASES
    found = [
        ("classification", given.classification.term), ("classification.by", given.classification.by),
        ("classification.date", given.classification.date),
        ("classification.criteria", given.classification.criteria),
        ("inheritance", "" if given.inheritance.id in MODES else str(given.inheritance)),
        ("disease.name", given.disease.name if disease_held else ""),
        ("disease.id", "" if disease_held else given.disease.id),
        ("hgnc_id", given.hgnc_id), ("curator", given.curator), ("notes", given.notes), ("id", given.id),
    ]  # fmt: skip
    for index, case in enumerate(given.cases):
        found += [
            (f"cases[{index}].{name}", getattr(case, name))
            for name in ("family", "zygosity", "segregation", "evidence_type")
        ]
        found.append((f"cases[{index}].probands", ", ".join(case.probands)))
        free = ", ".join(term.name for term in case.phenotypes if not term.id.startswith("HP:"))
        found.append((f"cases[{index}].phenotypes", free))
    found += [(f"evidence[{i}]", one.text or one.type) for i, one in enumerate(given.evidence)]
    found += [
        (f"variants[{i}].classification", one.classification)
        for i, one in enumerate(given.variants)
        if one.classification and one.classification.casefold() not in CLASSES
    ]
    return listed(record, found)
