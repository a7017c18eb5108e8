"""form-yaml: the answers file of a form, or a vendor file that somebody filled in."""

from collections.abc import Iterator, Mapping

from vendorcheck.document.document import Data, Document, parse_document
from vendorcheck.document.problems import DataPath, InvalidFile, Remark
from vendorcheck.exchange.importers._base import IMPORTERS, ImportSettings, ReceivedFile
from vendorcheck.exchange.reply import (
    FormDescription,
    Place,
    RepliedAnswer,
    Reply,
    SentQuestionnaire,
)
from vendorcheck.model.answers_file import ANSWERS_KIND
from vendorcheck.model.vendor_file import VENDOR_FILE_KIND
from vendorcheck.store.file_kind import has_kind_key, names_findings_kind

_HEAD_BYTES = 64 * 1024
_READ_KEYS = {
    ANSWERS_KIND: {"vendorcheck", "form", "by", "responses"},
    VENDOR_FILE_KIND: {"vendorcheck", "vendor", "responses"},
}
_RESPONSE_KEYS = ("version", "answers")


def _recognizes(file: ReceivedFile) -> bool:
    head = file.content[:_HEAD_BYTES]
    return has_kind_key(head) and not names_findings_kind(head)


@IMPORTERS.importer("form-yaml", _recognizes)
def read(file: ReceivedFile, settings: ImportSettings) -> Reply:  # noqa: ARG001 - needs no more
    """Return the answers of a file, with everything that it says about them."""
    document = parse_document(file.content, file.name)
    data, kind = document.data, document.data.get("vendorcheck")
    if not isinstance(kind, str) or kind not in _READ_KEYS:
        message = "this is neither an answers file nor a vendor file"
        hint = "import takes what came back: a form, or a table of questions and answers"
        raise InvalidFile(
            [document.to_problem(Remark(("vendorcheck",), "unknown-kind", message, hint))]
        )
    return Reply(
        file.name,
        "vendor",
        tuple(_answers(document)),
        form=_form(data),
        by=_text(data.get("by")),
        versions=dict(_versions(data)),
        foreign_keys=dict(_foreign_keys(document, _READ_KEYS[kind])),
    )


def _foreign_keys(document: Document, read_keys: set[str]) -> Iterator[tuple[str, Place]]:
    """Yield the keys that no reply may hold, at the top and beside answers."""
    for key in document.data:
        if key not in read_keys:
            yield key, _place(document, (key,))
    for path, response in _entries(document.data.get("responses"), ("responses",)):
        for key_path, _ in _entries(response, path):
            if key_path[-1] not in _RESPONSE_KEYS:
                yield ".".join(map(str, key_path)), _place(document, key_path)


def _answers(document: Document) -> Iterator[RepliedAnswer]:
    """Yield the answers, and raise all problems with their shape at once."""
    problems = []
    for path, response in _entries(document.data.get("responses"), ("responses",)):
        answers = response.get("answers") if isinstance(response, dict) else None
        if not isinstance(answers, dict | None) or not isinstance(response, dict):
            problems.append(
                Remark(path, "wrong-type", "answers: and the answers are expected here")
            )
        for answer_path, answer in _entries(answers, (*path, "answers")):
            fields = answer if isinstance(answer, dict) else {"answer": answer}
            questionnaire, question = str(path[1]), str(answer_path[3])
            yield RepliedAnswer(questionnaire, question, fields, _place(document, answer_path))
    if problems:
        raise InvalidFile(document.to_problems(problems))


def _entries(data: Data, path: DataPath) -> Iterator[tuple[DataPath, Data]]:
    for key, value in (data if isinstance(data, dict) else {}).items():
        yield (*path, key), value


def _place(document: Document, path: DataPath) -> Place:
    location = document.locate(path, at_key=True)
    return Place(location.line, location.column)


def _versions(data: Mapping[str, Data]) -> Iterator[tuple[str, str]]:
    for path, response in _entries(data.get("responses"), ()):
        version = response.get("version") if isinstance(response, dict) else None
        if isinstance(version, str):
            yield str(path[0]), version


def _form(data: Mapping[str, Data]) -> FormDescription | None:
    """Return what the file says of the form; of a vendor file, whom it is about."""
    form, vendor = data.get("form"), data.get("vendor")
    if data["vendorcheck"] == VENDOR_FILE_KIND and isinstance(vendor, dict):
        return FormDescription(
            vendor=_text(vendor.get("name")), product=_text(vendor.get("product"))
        )
    if not isinstance(form, dict):
        return None
    sent = {
        str(path[0]): SentQuestionnaire(version, _text(questionnaire.get("digest")))
        for path, questionnaire in _entries(form.get("questionnaires"), ())
        if isinstance(questionnaire, dict) and (version := _text(questionnaire.get("version")))
    }
    package, made_on = _text(form.get("package")), _text(form.get("made_on"))
    return FormDescription(
        package, made_on, _text(form.get("vendor")), _text(form.get("product")), sent
    )


def _text(value: Data) -> str | None:
    return value if isinstance(value, str) and value.strip() else None
