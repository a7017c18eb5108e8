"""Check what supports an answer: its evidence, its review and their days."""

from collections.abc import Iterator, Mapping
from typing import Final

from vendorcheck.assessment.support import (
    AssessedEvidence,
    Support,
    SupportRules,
    assess_support,
    required_kinds,
)
from vendorcheck.document.problems import DataPath, Remark, WarningCode
from vendorcheck.model.evidence import WEAK_KINDS, Evidence, FileState
from vendorcheck.model.questions import BaseQuestion, InvalidAnswer, ParsedAnswer
from vendorcheck.model.vendor_file import Answer
from vendorcheck.text.links import is_safe_link
from vendorcheck.text.named_hosts import may_name_host
from vendorcheck.validation.dates_and_risks import (
    future_date_remarks,
    link_remarks,
    reversed_date_remarks,
)

_FILE_REMARKS: Final[Mapping[FileState, tuple[WarningCode, str, str]]] = {
    "outside": (
        "evidence-outside",
        "this does not lie in the folder of the vendor file, and is not looked at",
        "put the file beside the vendor file or in a folder below, and write its name from there",
    ),
    "missing": (
        "evidence-missing",
        "there is no such file here",
        "put it there, or mend the name; links and files over 100 MB are not read",
    ),
    "changed": (
        "evidence-changed",
        "the file has another SHA-256 than this",
        'look at the file anew; if it is the right one, write what "sha256sum FILE" prints',
    ),
    "unchecked": (
        "evidence-unchecked",
        "nobody can tell whether this is still the same file, so it does not count",
        'write what "sha256sum FILE" prints beside it, as sha256:',
    ),
}
_NO_FOLDER_HINT: Final = (
    "check the vendor file by its name: from standard input it has no folder to look in"
)
_REVIEW_HINT: Final = (
    "write reviewed_by: and reviewed_on: as assess --review does, or a lower grade"
)


def is_surely_supported(answer: Answer, question: BaseQuestion | None, rules: SupportRules) -> bool:
    """Return whether nothing can be wrong with the days and the support of an answer.

    Most are so, and this costs a tenth of a closer look.
    """
    if answer.as_of or answer.mitigation or answer.reviewed_on or answer.grade == "verified":
        return False
    if answer.grade == "documented" and (
        not answer.evidence or question is None or question.names_kinds_of_evidence
    ):
        return False
    return not answer.evidence or all(
        _is_surely_right(evidence, rules) for evidence in answer.evidence
    )


def _is_surely_right(evidence: Evidence, rules: SupportRules) -> bool:
    url, dated = evidence.url, evidence.dated
    return (
        evidence.expires is None
        and evidence.file is None
        and evidence.covers is None
        and evidence.kind not in WEAK_KINDS
        and url is not None
        and url.isascii()
        and is_safe_link(url)
        and not (evidence.title and may_name_host(evidence.title))
        and dated is not None
        and rules.valid_from <= dated <= rules.as_of
    )


def support_remarks(
    answer: Answer, path: DataPath, question: BaseQuestion | None, rules: SupportRules
) -> Iterator[Remark]:
    """Yield remarks on wrong days, on evidence that does not count, and on too high a grade.

    Args:
        answer: the answer.
        path: its path.
        question: what it answers; None if that is not known.
        rules: the day, and what is known of evidence.
    """
    yield from future_date_remarks(answer.as_of, (*path, "as_of"), rules.as_of)
    yield from future_date_remarks(answer.reviewed_on, (*path, "reviewed_on"), rules.as_of)
    if answer.mitigation:
        yield from reversed_date_remarks(
            answer.as_of, answer.mitigation.due, (*path, "mitigation", "due"), rules.as_of
        )
    parsed_answer = _parse(question, answer)
    support = assess_support(answer, rules, question, parsed_answer)
    evidence_remarks = [
        remark
        for index, piece in enumerate(support.evidence)
        for remark in _evidence_remarks(piece, (*path, "evidence", index), rules)
    ]
    if answer.grade == "documented" and answer.answer is not None:
        kinds = required_kinds(question, parsed_answer) if question and parsed_answer else ()
        hint = " or ".join(sorted({kind for some in kinds for kind in some}))
        evidence_remarks += _kind_remarks(support, path, hint)
    yield from evidence_remarks
    # Where the evidence is reported, the grade only follows from it.
    if answer.answer is not None and (answer.grade == "verified" or not evidence_remarks):
        yield from _grade_remarks(answer, support, path, rules)


def _parse(question: BaseQuestion | None, answer: Answer) -> ParsedAnswer | None:
    if question is None or answer.answer is None:
        return None
    try:
        return question.parse_answer(answer.answer)
    except InvalidAnswer:
        return None


def _evidence_remarks(
    piece: AssessedEvidence, path: DataPath, rules: SupportRules
) -> Iterator[Remark]:
    evidence = piece.evidence
    if not (evidence.url or evidence.file):
        yield Remark(
            path, "evidence-without-reference", "nobody can look this up", "add url: or file:"
        )
    yield from link_remarks(evidence.url, (*path, "url"))
    if piece.file_state and piece.file_state != "ok":
        code, message, hint = _FILE_REMARKS[piece.file_state]
        if piece.file_state == "unchecked" and evidence.sha256:
            # There is something to compare, so nothing but the folder is missing.
            hint = _NO_FOLDER_HINT
        key = "sha256" if piece.file_state == "changed" else "file"
        yield Remark((*path, key), code, message, hint)
    yield from _day_remarks(piece, path, rules)


def _day_remarks(piece: AssessedEvidence, path: DataPath, rules: SupportRules) -> Iterator[Remark]:
    evidence, as_of = piece.evidence, rules.as_of
    yield from future_date_remarks(evidence.dated, (*path, "dated"), as_of)
    yield from reversed_date_remarks(evidence.dated, evidence.expires, (*path, "expires"), as_of)
    if evidence.covers:
        yield from future_date_remarks(evidence.covers.to, (*path, "covers", "to"), as_of)
        yield from reversed_date_remarks(
            evidence.covers.from_, evidence.covers.to, (*path, "covers", "to"), as_of
        )
        if evidence.dated and evidence.dated < evidence.covers.to <= as_of:
            yield Remark(
                (*path, "dated"),
                "dates-reversed",
                f"this was issued on {evidence.dated}, before the period that it covers had ended",
                "mend one of the two dates; the end of a certificate is written as expires:",
            )
    if evidence.first_day is None and not (evidence.url or evidence.file):
        return  # nobody can look it up, which is reported
    if evidence.first_day is None:
        yield Remark(
            path,
            "evidence-undated",
            "nobody can tell from when this counts, so it does not",
            "write dated: with the day on which it was issued",
        )
        return
    is_reversed = evidence.dated and evidence.expires and evidence.expires < evidence.dated
    if piece.ended_on is not None and not is_reversed:
        ends_itself = piece.ended_on == evidence.expires
        is_as_old_as_period = evidence.covers and evidence.day_of_age(as_of) == evidence.covers.to
        age_path = ("covers", "to") if is_as_old_as_period else ("dated",)
        yield Remark(
            (*path, *(("expires",) if ends_itself else age_path)),
            "evidence-expired",
            f"this evidence ended on {piece.ended_on}",
            "ask for the current document",
        )


def _kind_remarks(support: Support, path: DataPath, kinds: str) -> Iterator[Remark]:
    """Yield remarks on evidence whose kind does not support a documented answer."""
    for index, piece in enumerate(support.evidence):
        if piece.standing in ("weak-kind", "other-kind"):
            evidence_path = (*path, "evidence", index)
            kind = piece.evidence.kind
            subject = f"a document of kind {kind}" if kind else "a document of no kind"
            yield Remark(
                (*evidence_path, "kind") if kind else evidence_path,
                "evidence-kind",
                f"{subject} does not support this answer",
                f"what supports it: {kinds}" if kinds else "name evidence of another kind",
            )


def _grade_remarks(
    answer: Answer, support: Support, path: DataPath, rules: SupportRules
) -> Iterator[Remark]:
    is_reported = answer.reviewed_on is not None and answer.reviewed_on > rules.as_of
    if support.weakness and not (answer.grade == "verified" and is_reported):
        yield Remark(
            (*path, "grade"),
            "grade-unsupported",
            f"this counts as claimed, because {support.weakness}",
            _REVIEW_HINT
            if answer.grade == "verified"
            else "name evidence that shows it, or a lower grade",
        )
