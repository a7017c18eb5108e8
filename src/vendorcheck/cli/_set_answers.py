"""The answers of --set, which count for one run."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from vendorcheck.document.problems import VendorcheckError

if TYPE_CHECKING:
    from vendorcheck.document.document import Data
    from vendorcheck.model.questions import RawAnswer
    from vendorcheck.store.library import Library


def parse_answers(texts: Sequence[str], library: "Library") -> "dict[str, Data]":
    """Return answers such as `sso/scim=yes` in the form of a vendor file; `?` is "I don't know".

    Raises:
        VendorcheckError: answers have another form or do not fit their questions.
    """
    from vendorcheck.validation.command_line import describe_invalid_answer

    answers: dict[str, Data] = {}
    files = library.paths_not_built_in
    messages: list[str] = []
    for text in texts:
        key, separator, value = (part.strip() for part in text.partition("="))
        questionnaire, slash, question = (part.strip() for part in key.partition("/"))
        if not (separator and slash and questionnaire and question and value):
            messages.append(
                f'--set takes questionnaire/question=value, such as sso/scim=yes, not "{text}"'
            )
            continue
        answer = None if value == "?" else _parse_value(value)
        if message := describe_invalid_answer(
            f"{questionnaire}/{question}", answer, library, files
        ):
            messages.append(f"--set {text}: {message}")
        answer_data: Data = list(answer) if isinstance(answer, tuple) else answer
        answers[f"{questionnaire}/{question}"] = (
            {"unknown": "true"} if answer is None else {"answer": answer_data, "source": "us"}
        )
    if messages:
        raise VendorcheckError("\n".join(messages))
    return answers


def _parse_value(text: str) -> "RawAnswer":
    """Return the options of a list such as `[a,b]`, otherwise the text."""
    if text.startswith("[") and text.endswith("]"):
        return tuple(part.strip() for part in text[1:-1].split(",") if part.strip())
    return text
