"""The library: questionnaires and policies by name, built in, beside a policy, or as files."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Generic, TypeVar

from vendorcheck.document.document import Document, FlawedText, parse_document
from vendorcheck.document.problems import InvalidFile, Problem, Remark, VendorcheckError
from vendorcheck.model.fields import Model
from vendorcheck.model.policy import POLICY_KIND, Policy
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.store import files
from vendorcheck.store.discovery import (
    blame_policy_variable,
    built_in_files,
    chosen_policy_name,
    file_hint,
    is_file_name,
    known_control_ids,
    questionnaires_beside,
)
from vendorcheck.store.file_kind import require_kind
from vendorcheck.store.invalid_files import malformed_file_error, raise_on_errors
from vendorcheck.text.safe import path_for_display
from vendorcheck.validation.schema.parse import parse_model

STDIN_NAME = "<stdin>"
LoadedModelT = TypeVar("LoadedModelT", bound=Model)


@dataclass(frozen=True, slots=True)
class LoadedFile(Generic[LoadedModelT]):
    """A file that was read: its model, and the document that knows the place of everything."""

    model: LoadedModelT
    document: Document


@cache
def _load_built_in(path: str) -> LoadedFile[Questionnaire]:
    """Read a built-in questionnaire, once in a process: it does not change meanwhile."""
    document = parse_document(files.read_file(path), path)
    return LoadedFile(parse_model(document, Questionnaire), document)


@dataclass(frozen=True, slots=True)
class LoadedPolicy(LoadedFile[Policy]):
    """A policy that was read and checked: its rules have the present names.

    The document has the rules as they are written.
    """

    warnings: tuple[Problem, ...] = ()


@dataclass
class Library(Mapping[str, Questionnaire]):
    """Questionnaires by id, read when they are needed.

    A person's own win over those beside the policy's file, and these over built-in ones. `texts`
    holds the text of every file that was read, for excerpts; `policy_folders` are the folders of
    the policies' files.
    """

    texts: dict[str, str] = field(default_factory=dict)
    _own_questionnaires: dict[str, LoadedFile[Questionnaire]] = field(default_factory=dict)
    _built_in_paths: dict[str, str] = field(
        default_factory=lambda: built_in_files("questionnaires")
    )
    policy_folders: tuple[str, ...] = ()
    _loaded_built_in: dict[str, LoadedFile[Questionnaire]] = field(default_factory=dict)
    """The built-in questionnaires that were needed."""
    _loaded_beside: dict[str, LoadedFile[Questionnaire]] = field(default_factory=dict, init=False)
    """The questionnaires beside the policy that were needed."""
    broken_ids: set[str] = field(default_factory=set, init=False)
    """The questionnaires beside the policy that were needed and have errors."""

    @cached_property
    def _paths_beside(self) -> dict[str, tuple[str, ...]]:
        return questionnaires_beside(self.policy_folders)

    def __getitem__(self, name: str) -> Questionnaire:
        return self.load(name).model

    def __iter__(self) -> Iterator[str]:
        return iter({**self._built_in_paths, **self._paths_beside, **self._own_questionnaires})

    def __len__(self) -> int:
        return len({**self._built_in_paths, **self._paths_beside, **self._own_questionnaires})

    def __contains__(self, name: object) -> bool:
        return (
            name in self._own_questionnaires
            or name in self._built_in_paths
            or name in self._paths_beside
        )

    def with_folders(self, folders: Sequence[str]) -> "Library":
        """Return the library with these folders as the policies' folders."""
        return replace(self, policy_folders=tuple(folders))

    def files_beside_policy(self, name: str) -> tuple[str, ...]:
        """Return the files beside the policy with this id; none for a built-in questionnaire."""
        return self._paths_beside.get(name, ())

    def load(self, name: str) -> LoadedFile[Questionnaire]:
        """Return a questionnaire with its document.

        Raises:
            KeyError: there is no questionnaire with this id.
            InvalidFile: it lies beside the policy and has errors, or two have this id.
        """
        if name in self._own_questionnaires:
            return self._own_questionnaires[name]
        if name not in self._paths_beside:
            if name not in self._loaded_built_in:
                loaded = _load_built_in(self._built_in_paths[name])
                self.texts[loaded.document.file] = loaded.document.text
                self._loaded_built_in[name] = loaded
            return self._loaded_built_in[name]
        if name not in self._loaded_beside:
            try:
                self._load_beside(
                    name, [self.read_document(path) for path in self._paths_beside[name]]
                )
            except InvalidFile:
                self.broken_ids.add(name)
                raise
        return self._loaded_beside[name]

    def _load_beside(self, name: str, documents: Sequence[Document]) -> None:
        """Load and check a questionnaire from beside the policy."""
        from vendorcheck.validation.batch import QuestionnaireBatch

        if len(documents) > 1:
            message = (
                f'{path_for_display(documents[0].file)} already has the questionnaire "{name}"'
            )
            apart = len({os.path.dirname(document.file) for document in documents}) > 1
            other = (
                "set VENDORCHECK_POLICY to the policy that counts"
                if apart
                else "move one out of the policy's folder"
            )
            hint = f"give each its own id, or {other}"
            raise InvalidFile(
                [documents[1].to_problem(Remark(("id",), "repeated-id", message, hint))]
            )
        batch = QuestionnaireBatch()
        # Loaded before it is checked: the questionnaires that it refers to may refer to it.
        self._loaded_beside[name] = LoadedFile(batch.read_questionnaire(documents[0]), documents[0])
        try:
            raise_on_errors(batch.find_problems(self, known_control_ids()))
        except InvalidFile:
            del self._loaded_beside[name]
            raise

    @property
    def replaces_known_questionnaires(self) -> bool:
        """Return whether a person chose a file that stands in for a known questionnaire."""
        return not self._own_questionnaires.keys().isdisjoint(
            {*self._built_in_paths, *self._paths_beside}
        )

    def excuse_chosen_questionnaire(self, remark: Remark) -> Remark:
        """Return the remark on a rule that names nothing; a warning if only a chosen file lacks it.

        The policy is right then: a person chose another questionnaire for this run.
        """
        from vendorcheck.validation.policy_rules import names_a_part

        if remark.code != "override-unknown" or not names_a_part(
            remark, replace(self, _own_questionnaires={})
        ):
            return remark
        chosen = self._own_questionnaires[str(remark.path[-1]).partition("/")[0]].document.file
        message = f"{remark.message} in {path_for_display(chosen)}, so this rule has no effect"
        return replace(remark, code="rule-not-applied", message=message)

    def add(self, loaded: LoadedFile[Questionnaire]) -> None:
        """Add a person's questionnaire; it wins over all others with the same id."""
        self._own_questionnaires[loaded.model.id] = loaded

    def read_document(self, path: str) -> Document:
        """Read a file, or standard input for `-`.

        Raises:
            VendorcheckError: the file can't be read.
            InvalidFile: it is not valid YAML or JSON.
        """
        return self.parse_content(files.read_file(path), STDIN_NAME if path == "-" else path)

    def parse_content(self, content: bytes, name: str) -> Document:
        """Parse the content of a file, and keep its text for excerpts.

        Raises:
            InvalidFile: it is not valid YAML or JSON.
        """
        self.texts[name] = content.decode("utf-8", "replace")
        try:
            document = parse_document(content, name)
        except FlawedText as flawed:
            self.texts[name] = flawed.readable_document.text
            raise
        self.texts[name] = document.text
        return document

    def digests(self, names: Sequence[str]) -> dict[str, str]:
        """Return the digests of some questionnaires by id."""
        from vendorcheck.assessment.digests import digest

        return {name: digest(self.load(name).document.data) for name in names}


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
        document = library.read_document(_policy_path(text))
    require_kind(document, POLICY_KIND)
    try:
        found = parse_model(document, Policy)
    except InvalidFile:
        raise malformed_file_error(
            document, Policy, library, lambda rest: check_policy(rest, library)
        ) from None
    warnings: list[Problem] = []
    # A built-in policy fits the built-in questionnaires; a person may have chosen others.
    if is_file_name(text) or library.replaces_known_questionnaires:
        remarks = [
            library.excuse_chosen_questionnaire(remark) for remark in check_policy(found, library)
        ]
        warnings = document.to_problems(remarks)
        raise_on_errors(warnings)
        found = with_present_names(found, library)
    return LoadedPolicy(found, document, tuple(warnings))


def _policy_path(text: str) -> str:
    built_in = built_in_files("policies")
    if is_file_name(text):
        return text
    if text in built_in:
        return built_in[text]
    hint = file_hint(text) or f"choose from {', '.join(built_in)}, or name a file"
    raise VendorcheckError(f'there is no built-in policy "{text}"; {hint}')
