"""Check a findings file beyond its shape: its days, and whether the answers fit our questions."""

from collections.abc import Iterator
from datetime import date

from vendorcheck.document.problems import DataPath, Remark
from vendorcheck.model.findings_file import MAX_FINDINGS, Finding, FindingsFile
from vendorcheck.model.vendor_file import Answer
from vendorcheck.text.suggest import Suggester
from vendorcheck.validation.answers import LocatedAnswer, answer_remarks
from vendorcheck.validation.dates_and_risks import QuestionNames, future_date_remarks
from vendorcheck.validation.list_entries import repeated_entry_remarks, too_many_entries_remarks
from vendorcheck.validation.references import OWN_QUESTIONNAIRE_HINT, QuestionnaireLibrary


def check_findings_file(
    findings_file: FindingsFile,
    library: QuestionnaireLibrary,
    as_of: date,
    unsound_ids: frozenset[str] = frozenset(),
) -> list[Remark]:
    """Return everything that is wrong with a findings file on a day.

    Args:
        findings_file: the findings file.
        library: the known questionnaires.
        as_of: the day.
        unsound_ids: questionnaires, and questions as `questionnaire/question`, with errors of their
            own; answers to them are not checked against them.
    """
    too_many = [*too_many_findings_remarks(findings_file)]
    if too_many:
        return too_many
    remarks = [
        *findings_date_remarks(findings_file, as_of),
        *repeated_entry_remarks(findings_file.findings, ("findings",)),
    ]
    names = QuestionNames(library, Suggester())
    for index, finding in enumerate(findings_file.findings):
        path: DataPath = ("findings", index)
        if not {finding.question, finding.question.partition("/")[0]} & unsound_ids:
            remarks += _answer_remarks(finding, findings_file, names, path)
    return remarks


def too_many_findings_remarks(findings_file: FindingsFile) -> Iterator[Remark]:
    """Yield a remark on a file with more findings than there may be."""
    yield from too_many_entries_remarks(findings_file.findings, MAX_FINDINGS, ("findings",))


def findings_date_remarks(findings_file: FindingsFile, as_of: date) -> Iterator[Remark]:
    """Yield a remark on each page that is said to be read on a day that is still to come."""
    for index, finding in enumerate(findings_file.findings):
        yield from future_date_remarks(finding.date, ("findings", index, "date"), as_of)


def _answer_remarks(
    finding: Finding, findings_file: FindingsFile, names: QuestionNames, path: DataPath
) -> Iterator[Remark]:
    """Yield remarks on a finding that answers no question of ours, or not so."""
    questionnaire_id, _, question_id = finding.question.partition("/")
    question_path: DataPath = (*path, "question")
    if questionnaire_id not in names.library:
        message = f'there is no questionnaire "{questionnaire_id}"'
        hint = names.suggester.hint(questionnaire_id, names.library) or OWN_QUESTIONNAIRE_HINT
        yield Remark(question_path, "unknown-questionnaire", message, hint)
        return
    questionnaire = names.library[questionnaire_id]
    question = questionnaire.questions.get(question_id)
    if question is None:
        message = f'questionnaire "{questionnaire_id}" has no question "{question_id}"'
        hint = names.nearest_question_hint(finding.question)
        yield Remark(question_path, "unknown-question", message, hint)
        return
    if questionnaire.respondent == "requester":
        message = f'"{finding.question}" is asked of us, and no page can answer it'
        yield Remark(question_path, "wrong-source", message, "leave it out")
        return
    version = findings_file.versions.get(questionnaire_id, questionnaire.version)
    answer = Answer(answer=finding.answer, source="public")
    located = LocatedAnswer(answer, path, is_outdated=version != questionnaire.version)
    yield from answer_remarks(question, located)
