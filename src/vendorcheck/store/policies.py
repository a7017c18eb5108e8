"""The policy that counts: its questionnaires, and its rules, read and checked."""

from dataclasses import dataclass

from vendorcheck.document.document import FlawedText
from vendorcheck.document.problems import InvalidFile, Problem, VendorcheckError
from vendorcheck.model.policy import POLICY_KIND, Policy
from vendorcheck.store.discovery import (
    blame_policy_variable,
    built_in_files,
    chosen_policy_name,
    file_hint,
    is_file_name,
)
from vendorcheck.store.file_kind import require_kind
from vendorcheck.store.invalid_files import malformed_file_error, raise_on_errors
from vendorcheck.store.library import Library, LoadedFile
from vendorcheck.store.own_questionnaires import OwnQuestionnaires
from vendorcheck.validation.schema.parse import parse_model


@dataclass(frozen=True, slots=True)
class LoadedPolicy(LoadedFile[Policy]):
    """A policy that was read and checked: its rules have the present names.

    The document has the rules as they are written.
    """

    warnings: tuple[Problem, ...] = ()


def with_policy_list(library: Library, name: str | None) -> Library:
    """Return the library with the questionnaires that the policy that counts lists.

    Args:
        library: the known questionnaires.
        name: the name or path of a policy; None: that of VENDORCHECK_POLICY, else the default.

    Raises:
        VendorcheckError: there is no such file, or it can't be read. What is wrong with its content
            is reported by `load_policy`.
    """
    text = chosen_policy_name(name)
    if not is_file_name(text):
        return library
    with blame_policy_variable(name):
        try:
            document = library.read_document(text)
        except FlawedText as flawed:
            document = flawed.readable_document
        except InvalidFile:
            return library
    return library.with_list(library.find_own(document))


def load_policy(library: Library, name: str | None) -> LoadedPolicy:
    """Return the policy that counts, read and checked, with the present names in its rules.

    Raises:
        VendorcheckError: there is no such policy, or it can't be read.
        InvalidFile: it has errors.
    """
    from vendorcheck.validation.policies import check_policy
    from vendorcheck.validation.policy_rules import with_present_names

    text = chosen_policy_name(name)
    with blame_policy_variable(name):
        document = library.read_document(_policy_path(text), "policy")
    require_kind(document, POLICY_KIND)
    is_own_policy = is_file_name(text)
    if is_own_policy and (library.own is None or library.own.policy != document.file):
        library.own = library.find_own(document)
    own = library.own if is_own_policy and library.own else OwnQuestionnaires()
    try:
        policy = parse_model(document, Policy)
    except InvalidFile:
        raise malformed_file_error(
            document,
            Policy,
            library,
            lambda rest: [*own.remarks, *check_policy(rest, library)],
        ) from None
    problems: list[Problem] = [*own.warnings]
    # A built-in policy fits the built-in questionnaires; a person may have chosen others.
    if is_own_policy or library.replaces_known_questionnaires:
        remarks = map(library.excuse_chosen_questionnaire, check_policy(policy, library))
        problems += document.to_problems([*own.remarks, *remarks])
        raise_on_errors(problems)
        policy = with_present_names(policy, library)
    return LoadedPolicy(policy, document, tuple(sorted(problems)))


def _policy_path(text: str) -> str:
    built_in = built_in_files("policies")
    if is_file_name(text):
        return text
    if text in built_in:
        return built_in[text]
    hint = file_hint(text) or f"choose from {', '.join(built_in)}, or name a file"
    raise VendorcheckError(f'there is no built-in policy "{text}"; {hint}')
