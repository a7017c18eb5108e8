"""Write answers into a vendor file.

Only the lines of these answers change, and a text is returned only if it reads back as intended.
"""

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from vendorcheck.document.document import Data, Document
from vendorcheck.document.problems import DataPath, InvalidFile, Remark
from vendorcheck.store.vendor_file_editor._comments import restore_comments
from vendorcheck.store.vendor_file_editor._items import item_edits, with_items
from vendorcheck.store.vendor_file_editor._names import (
    NameChanges,
    addition_edits,
    name_edits,
    with_added,
)
from vendorcheck.store.vendor_file_editor._opened_text import OpenedText
from vendorcheck.store.vendor_file_editor._saving import replace_vendor_file, save_vendor_file
from vendorcheck.store.vendor_file_editor._style import verify_text
from vendorcheck.store.vendor_file_editor._yaml_text import DataWriter, UnquotedText

__all__ = [
    "ANSWER_KEY_ORDER",
    "NameChanges",
    "UnquotedText",
    "WrittenAnswer",
    "append_to_list",
    "data_in_one_line",
    "new_vendor_file_text",
    "rename_in_text",
    "replace_vendor_file",
    "restore_comments",
    "save_vendor_file",
    "update_vendor_file_text",
    "yaml_lines",
]

WrittenAnswer: TypeAlias = Mapping[str, Data] | str | list[str]
"""The answer to one question in a vendor file, in the long form or the short one."""

ANSWER_KEY_ORDER: Final = (
    "answer",
    "unknown",
    "not_applicable",
    "confirmed_by",
    "confirmed_on",
    "disputed",
    "note",
    "source",
    "grade",
    "evidence",
    "plan",
    "price",
    "as_of",
    "by",
    "reviewed_by",
    "reviewed_on",
    "mitigation",
)
"""The order of the keys of an answer that is written anew."""

_HEADER: Final = """\
# What a vendor answered, and what we know of it. \
Read it, change it: comments and order stay as they are.
# What is asked and why:           vendorcheck show sso
# For completion in your editor:   vendorcheck schema vendor -o vendor.schema.json
# yaml-language-server: $schema=vendor.schema.json
vendorcheck: vendor/1"""


def update_vendor_file_text(
    text: str,
    answers: Mapping[str, WrittenAnswer | None],
    *,
    versions: Mapping[str, str],
    file: str,
) -> str:
    """Return the text of a vendor file with answers added, replaced or removed.

    The rest of the text stays the same to the byte, including comments and unchanged parts of an
    answer. `{"answer": "yes"}` and `"yes"` are the same: the form in the file stays, and a new
    answer is written in the short form.

    Args:
        text: the text.
        answers: the answers by `questionnaire/question`; None removes an answer.
        versions: the version by id of questionnaires, for those that the file has no block for yet.
        file: the name of the file; it is JSON if that ends in `.json`, otherwise YAML.

    Raises:
        InvalidFile: the text can't be read.
        VendorcheckError: the answers can't be written so that they read back the same.
    """
    opened = OpenedText.read(text, file)
    new_data = _merge_answers(opened.document, answers, versions)
    if new_data == opened.document.data:
        return text
    return opened.edited(opened.editor.mapping_edits((), new_data), new_data)


def rename_in_text(text: str, changes: NameChanges, *, file: str) -> str:
    """Return the text of a file with other keys and texts in the place of some of its own.

    What is added comes at the end of the mapping that it goes to. Everything else stays the same
    to the byte, comments included.

    Args:
        text: the text of a vendor file or of a policy.
        changes: the new keys and texts, and what is added, by their paths.
        file: the name of the file; it is JSON if that ends in `.json`, otherwise YAML.

    Raises:
        InvalidFile: the text can't be read.
        VendorcheckError: it would not read back with these names.
    """
    opened = OpenedText.read(text, file)
    renamed = opened.edited(
        name_edits(opened.layout, opened.writer, changes), changes.applied_to(opened.document.data)
    )
    if not changes.added:
        return renamed
    opened = OpenedText.read(renamed, file)
    return opened.edited(
        addition_edits(opened.layout, opened.editor, changes.added),
        with_added(opened.document.data, changes.added),
    )


def data_in_one_line(data: Data) -> str:
    """Return data as YAML in one line, all of it, for a text that keeps it in words."""
    return DataWriter(
        is_json=False, quotes_everything=False, line_break="\n", indent_unit="  "
    ).flow_text(data)


def append_to_list(text: str, key: str, items: Sequence[Data], *, file: str) -> str:
    """Return the text of a file with items at the end of a list, such as the log.

    A list that there is not yet comes at the end of the file. Everything else stays the same.

    Args:
        text: the text.
        key: the key of the list, at the top of the file.
        items: the new items.
        file: the name of the file; it is JSON if that ends in `.json`, otherwise YAML.

    Raises:
        InvalidFile: the text can't be read.
        VendorcheckError: it would not read back with these items.
    """
    opened = OpenedText.read(text, file)
    document = opened.document
    if not isinstance(document.data.get(key) or [], list):
        message = "a list is expected here; nothing can be added to it"
        raise InvalidFile([document.to_problem(Remark((key,), "wrong-type", message))])
    edits = item_edits(opened.layout, opened.editor, opened.writer, key, items)
    return opened.edited(edits, with_items(document.data, key, items))


def yaml_lines(data: Mapping[str, Data], indent: str, depth: int = 4) -> list[str]:
    """Return data as the lines of a block mapping, for a YAML file that is written anew.

    Args:
        data: the data.
        indent: the white space before each key.
        depth: how many keys lead to it; what is as deep as an answer or deeper may share a line.
    """
    writer = DataWriter(is_json=False, quotes_everything=False, line_break="\n", indent_unit="  ")
    return writer.entry_lines(dict(data), indent, depth)


def new_vendor_file_text(
    vendor: Mapping[str, str],
    answers: Mapping[str, WrittenAnswer | None],
    versions: Mapping[str, str],
    *,
    file: str = "vendor.yaml",
    requested_on: str = "",
) -> str:
    """Return the text of a new vendor file.

    Args:
        vendor: the `vendor` block, with at least `name`.
        answers: the answers by `questionnaire/question`.
        versions: the version by id of the questionnaires.
        file: the name of the file; it is JSON if that ends in `.json`, otherwise YAML.
        requested_on: the day on which it was asked for, such as 2026-11-22; empty if nobody did.

    Raises:
        VendorcheckError: the content can't be written so that it reads back the same.
    """
    is_json = file.lower().endswith(".json")
    writer = DataWriter(
        is_json=is_json, quotes_everything=is_json, line_break="\n", indent_unit="  "
    )
    request: dict[str, Data] = {"requested_on": requested_on} if requested_on else {}
    block: dict[str, Data] = {"vendor": dict(vendor), "responses": {}}
    data: dict[str, Data] = {"vendorcheck": "vendor/1", **request, **block}
    if is_json:
        text = f"{writer.multiline_flow_text(data, '', 0)}\n"
    else:
        head = (_HEADER, *writer.entry_lines(request, "", 0), "", "vendor:")
        lines = (*head, *writer.entry_lines(dict(vendor), "  ", 2), "", "responses: {}", "")
        text = "\n".join(lines)
    verify_text(text, data, file)
    return update_vendor_file_text(text, answers, versions=versions, file=file)


def _merge_answers(
    document: Document, answers: Mapping[str, WrittenAnswer | None], versions: Mapping[str, str]
) -> dict[str, Data]:
    data = dict(document.data)
    for key, answer in answers.items():
        questionnaire_id, _, question_id = key.partition("/")
        responses = _copy_mapping(document, ("responses",), data.get("responses"))
        response = _copy_mapping(
            document, ("responses", questionnaire_id), responses.get(questionnaire_id)
        )
        own_answers = _copy_mapping(
            document, ("responses", questionnaire_id, "answers"), response.get("answers")
        )
        if answer is None and question_id not in own_answers:
            continue
        if not response and questionnaire_id in versions:
            response["version"] = versions[questionnaire_id]
        if answer is None:
            del own_answers[question_id]
        else:
            own_answers[question_id] = _answer_to_write(answer, own_answers.get(question_id))
        response["answers"], responses[questionnaire_id], data["responses"] = (
            own_answers,
            response,
            responses,
        )
    return data


def _copy_mapping(document: Document, path: DataPath, value: Data) -> dict[str, Data]:
    """Return a copy of a mapping, empty if there is none yet.

    Raises:
        InvalidFile: there is something other than a mapping.
    """
    if isinstance(value, dict) or value is None:
        return dict(value or {})
    message = "keys and values are expected here; the answers can't be written in their place"
    raise InvalidFile([document.to_problem(Remark(path, "wrong-type", message))])


def _answer_to_write(answer: WrittenAnswer, old: Data) -> Data:
    """Return an answer in the form in which it replaces an old one; None: there is no old one."""
    if not isinstance(answer, Mapping):
        return (
            old
            if old == {"answer": answer}
            else answer
            if isinstance(answer, str)
            else list(answer)
        )
    if not isinstance(old, dict) and list(answer) == ["answer"]:
        return answer["answer"]
    parts = {key: answer[key] for key in sorted(answer, key=_key_rank)}
    unknown = parts.get("unknown")
    # The schema requires a boolean here, and other programs accept nothing else.
    return {**parts, "unknown": UnquotedText(unknown)} if unknown in {"true", "false"} else parts


def _key_rank(key: str) -> int:
    return ANSWER_KEY_ORDER.index(key) if key in ANSWER_KEY_ORDER else len(ANSWER_KEY_ORDER)
