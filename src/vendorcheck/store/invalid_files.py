"""Refuse files that have errors, with everything that is wrong with them."""

from collections.abc import Callable
from typing import TypeVar

from vendorcheck.document.document import Document
from vendorcheck.document.problems import InvalidFile, Problem, Remark
from vendorcheck.model.fields import Model
from vendorcheck.validation.references import QuestionnaireLibrary

LoadedModelT = TypeVar("LoadedModelT", bound=Model)


def malformed_file_error(
    document: Document,
    model: type[LoadedModelT],
    library: QuestionnaireLibrary,
    check: Callable[[LoadedModelT], list[Remark]],
) -> InvalidFile:
    """Return everything for which a file whose shape is wrong can't be used, as one error."""
    from vendorcheck.validation.recovery.cascades import problems_in_malformed_file

    return InvalidFile(
        _only_errors(problems_in_malformed_file(document, model, check, library=library))
    )


def raise_on_errors(problems: list[Problem]) -> None:
    """Raise `InvalidFile` if there are errors among the problems; warnings pass."""
    if errors := _only_errors(problems):
        raise InvalidFile(errors)


def _only_errors(problems: list[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.level == "error"]
