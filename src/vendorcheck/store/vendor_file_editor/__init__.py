"""Answers into a vendor file: only the lines of these answers change, and nothing is written unproven."""

import codecs
from collections.abc import Mapping
from typing import Final, TypeAlias

from vendorcheck.document.document import Data, Document, parse_document
from vendorcheck.document.problems import DataPath, InvalidFile, Remark, VendorcheckError
from vendorcheck.store import files
from vendorcheck.store.vendor_file_editor._edits import Editor, apply_edits
from vendorcheck.store.vendor_file_editor._layout import Layout
from vendorcheck.store.vendor_file_editor._yaml_text import DataWriter, UnquotedText
from vendorcheck.text.safe import path_for_display

__all__ = [
    "ANSWER_KEY_ORDER",
    "WrittenAnswer",
    "new_vendor_file_text",
    "save_vendor_file",
    "update_vendor_file_text",
]

WrittenAnswer: TypeAlias = Mapping[str, Data] | str | list[str]
"""What a vendor file holds for one question, in the long form or the short one."""

ANSWER_KEY_ORDER: Final = (
    "answer",
    "unknown",
    "not_applicable",
    "disputed",
    "note",
    "source",
    "grade",
    "evidence",
    "plan",
    "price",
    "as_of",
    "by",
    "mitigation",
)
"""How the parts of an answer follow each other where it is written anew."""

_BYTE_ORDER_MARK: Final = "\ufeff"
_MARKS_BY_ENCODING: Final = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
}
_HEADER: Final = """\
# What a vendor answered, and what we know of it. Read it, change it: comments and order stay as they are.
# What is asked and why:           vendorcheck show sso
# For completion in your editor:   vendorcheck schema vendor -o vendor.schema.json
# yaml-language-server: $schema=vendor.schema.json
vendorcheck: vendor/1

vendor:"""


def update_vendor_file_text(
    text: str,
    answers: Mapping[str, WrittenAnswer | None],
    *,
    versions: Mapping[str, str],
    file: str,
) -> str:
    """The text of a vendor file with these answers, by `questionnaire/question`, added or replaced.

    None takes an answer out. Whatever else stands in the text stays as it is, to the byte; so do the parts
    of an answer that are the same in both, and comments. `{"answer": "yes"}` and `"yes"` are the same: what
    stands there stays, and what is new is written in the short form. `versions` (questionnaire -> version) is for
    questionnaires that the file has no block for yet. It is JSON if `file` ends in `.json`, else YAML.

    Raises:
        InvalidFile: the text can't be read.
        VendorcheckError: the answers can't be written into it so that the same is read from it again.
    """
    body = text.lstrip(_BYTE_ORDER_MARK)
    document = parse_document(_encode_text(body), file)
    wanted = _merge_answers(document, answers, versions)
    if wanted == document.data:
        return text
    layout = Layout(document)
    editor = Editor(layout, _make_writer(layout, is_json=file.lower().endswith(".json")))
    written = apply_edits(body, list(editor.mapping_edits((), wanted)))
    _verify_text(written, wanted, file)
    return text[: len(text) - len(body)] + written


def new_vendor_file_text(
    vendor: Mapping[str, str],
    answers: Mapping[str, WrittenAnswer | None],
    versions: Mapping[str, str],
    *,
    file: str = "vendor.yaml",
) -> str:
    """The text of a new vendor file: `vendor` is the block of that name, with at least `name`.

    Raises:
        VendorcheckError: what is given can't be written so that the same is read from it again.
    """
    json = file.lower().endswith(".json")
    writer = DataWriter(is_json=json, quotes_everything=json, line_break="\n", indent_unit="  ")
    begin: dict[str, Data] = {"vendorcheck": "vendor/1", "vendor": dict(vendor), "responses": {}}
    if json:
        text = f"{writer.multiline_flow_text(begin, '', 0)}\n"
    else:
        text = "\n".join(
            [_HEADER, *writer.entry_lines(dict(vendor), "  ", 2), "", "responses: {}", ""]
        )
    _verify_text(text, begin, file)
    return update_vendor_file_text(text, answers, versions=versions, file=file)


def save_vendor_file(path: str, old: bytes | None, new: str) -> None:
    """Write a vendor file that held `old` when it was read (None: there was none), in the encoding of `old`.

    Afterwards it holds the old content or the new, never a part; it keeps its permissions, a link what it
    points to. If it holds neither `old` nor `new` by now, somebody else has written it: that stays, and
    what is to be written goes to `<name>.mine-<number>` beside it.

    Raises:
        VendorcheckError: it can't be written; or somebody else has changed it, with both names.
    """
    content = _encode_like(new, old or b"")
    if not files.replace_if_unchanged(path, content, old):
        mine = files.write_beside(path, content)
        raise VendorcheckError(
            f"{path_for_display(path)} was changed by somebody else in the meantime and stays as it is now; your version is "
            f"{path_for_display(mine)}. Compare the two, put into {path_for_display(path)} what you want to keep, and delete {path_for_display(mine)}"
        )


def _encode_like(text: str, old: bytes) -> bytes:
    """The text in the encoding of the content that it replaces, with as many byte order marks."""
    for encoding, mark in _MARKS_BY_ENCODING.items():
        if old.startswith(mark):
            before = old.decode(encoding, "replace")
            marks = before[: len(before) - len(before.lstrip(_BYTE_ORDER_MARK))]
            return (marks + text.lstrip(_BYTE_ORDER_MARK)).encode(encoding)
    return text.encode()


def _encode_text(text: str) -> bytes:
    # A lone surrogate has no place in UTF-8; this way the text is refused for it, with its place.
    return text.encode("utf-8", "surrogatepass")


def _merge_answers(
    document: Document, answers: Mapping[str, WrittenAnswer | None], versions: Mapping[str, str]
) -> dict[str, Data]:
    """What the file holds, with the answers in it."""
    data = dict(document.data)
    for key, answer in answers.items():
        home, _, name = key.partition("/")
        responses = _copy_mapping(document, ("responses",), data.get("responses"))
        response = _copy_mapping(document, ("responses", home), responses.get(home))
        own = _copy_mapping(document, ("responses", home, "answers"), response.get("answers"))
        if answer is None and name not in own:
            continue
        if not response and home in versions:
            response["version"] = versions[home]
        if answer is None:
            del own[name]
        else:
            own[name] = _answer_to_write(answer, own.get(name))
        response["answers"], responses[home], data["responses"] = own, response, responses
    return data


def _copy_mapping(document: Document, path: DataPath, found: Data) -> dict[str, Data]:
    """A copy of a mapping, empty if there is none yet."""
    if isinstance(found, dict) or found is None:
        return dict(found or {})
    message = "keys and values are wanted here; the answers can't be written in their place"
    raise InvalidFile([document.to_problem(Remark(path, "wrong-type", message))])


def _answer_to_write(answer: WrittenAnswer, old: Data) -> Data:
    """An answer as it is written in place of an old one (None: there is none)."""
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
    # The schema wants a truth value here, and other programs take nothing else.
    return {**parts, "unknown": UnquotedText(unknown)} if unknown in {"true", "false"} else parts


def _key_rank(key: str) -> int:
    return ANSWER_KEY_ORDER.index(key) if key in ANSWER_KEY_ORDER else len(ANSWER_KEY_ORDER)


def _make_writer(layout: Layout, *, is_json: bool) -> DataWriter:
    return DataWriter(
        is_json=is_json,
        quotes_everything=is_json,
        line_break=layout.line_break,
        indent_unit=layout.indent_unit(),
    )


def _verify_text(text: str, wanted: dict[str, Data], file: str) -> None:
    """Raise unless what is read from the text is what it was written for."""
    try:
        found = parse_document(_encode_text(text), file).data
    except InvalidFile as error:
        reason = error.problems[0].message
        raise VendorcheckError(
            f"the answers can't be written into {path_for_display(file)}: {reason}; nothing was changed"
        ) from error
    if found != wanted:
        raise VendorcheckError(
            f"{path_for_display(file)} is laid out in a way that the answers can't be written into safely; nothing was changed. "
            "Write each key of its responses in a line of its own, with two spaces more for what is inside it"
        )
