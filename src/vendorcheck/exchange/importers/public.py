"""public: a JSON of findings from public pages (findings/1), each with its quote and address."""

from collections.abc import Iterator
from dataclasses import replace

from vendorcheck.document.document import Data, Document, parse_document
from vendorcheck.document.problems import InvalidFile, Remark
from vendorcheck.exchange.importers._base import IMPORTERS, ImportSettings, ReceivedFile
from vendorcheck.exchange.reply import FormDescription, Place, RepliedAnswer, Reply
from vendorcheck.model.findings_file import FINDINGS_KIND, Finding, FindingsFile
from vendorcheck.store.file_kind import names_findings_kind
from vendorcheck.text.links import host_of
from vendorcheck.validation.findings_files import (
    findings_date_remarks,
    too_many_findings_remarks,
)
from vendorcheck.validation.schema.parse import parse_model

_HEAD_BYTES = 64 * 1024


def _recognizes(file: ReceivedFile) -> bool:
    return names_findings_kind(file.content[:_HEAD_BYTES])


@IMPORTERS.importer("public", _recognizes)
def read(file: ReceivedFile, settings: ImportSettings) -> Reply:
    """Return what public pages say, as claims that name their page and its words."""
    document = parse_document(file.content, file.name)
    if document.data.get("vendorcheck") != FINDINGS_KIND:
        message = "this is no findings file"
        hint = f'it begins with {{"vendorcheck": "{FINDINGS_KIND}"; see "schema findings"'
        raise InvalidFile(
            [document.to_problem(Remark(("vendorcheck",), "unknown-kind", message, hint))]
        )
    findings_file = parse_model(document, FindingsFile)
    _require_sound(findings_file, document, settings)
    return Reply(
        file.name,
        "public",
        tuple(_answers(findings_file, document)),
        form=FormDescription(vendor=findings_file.vendor, product=findings_file.product),
        by=findings_file.by,
        versions=findings_file.versions,
    )


def _require_sound(
    findings_file: FindingsFile, document: Document, settings: ImportSettings
) -> None:
    """Refuse a file with too many findings, or with pages that were read on a day to come.

    Raises:
        InvalidFile: it is one; a day in the future counts as an error here.
    """
    remarks = [*too_many_findings_remarks(findings_file)]
    if not remarks and settings.day is not None:
        remarks += findings_date_remarks(findings_file, settings.day)
    if remarks:
        problems = document.to_problems(remarks)
        raise InvalidFile([replace(problem, counts_as_error=True) for problem in problems])


def _answers(findings_file: FindingsFile, document: Document) -> Iterator[RepliedAnswer]:
    for index, finding in enumerate(findings_file.findings):
        location = document.locate(("findings", index, "question"))
        questionnaire, _, question = finding.question.partition("/")
        place = Place(location.line, location.column)
        yield RepliedAnswer(questionnaire, question, _fields(finding), place)


def _fields(finding: Finding) -> dict[str, Data]:
    """Return the answer: the page is its evidence, the words of the page its note.

    A statement never supports more than a claim, whatever grade somebody gives it later.
    """
    host, day = host_of(finding.address), finding.date.isoformat()
    answer: Data = finding.answer if isinstance(finding.answer, str) else [*finding.answer]
    evidence: Data = {
        "title": finding.title or f"Page of {host}",
        "kind": "statement",
        "url": finding.address,
        "dated": day,
    }
    words = " ".join(finding.quote.split())
    return {"answer": answer, "note": f'{host}, {day}: "{words}"', "evidence": [evidence]}
