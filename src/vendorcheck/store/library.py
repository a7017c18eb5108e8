"""The library: questionnaires and policies by name, built in, beside a policy, or as files."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Generic, TypeVar

from vendorcheck.document.document import Document, FlawedText, parse_document
from vendorcheck.document.problems import InvalidFile, Problem, Remark, VendorcheckError
from vendorcheck.model.fields import Model
from vendorcheck.model.policy import POLICY_KIND, Policy
from vendorcheck.model.questionnaire import QUESTIONNAIRE_KIND, Questionnaire
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
from vendorcheck.text.safe import path_for_display
from vendorcheck.text.suggest import nearest_name_hint
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


def add_chosen_questionnaires(library: Library, chosen: Sequence[str]) -> list[str]:
    """Add the questionnaires that a person chose as files, and return the ids of all chosen ones.

    Args:
        library: the library that takes them in.
        chosen: files and ids.

    Raises:
        VendorcheckError: there is no such file or id.
        InvalidFile: a file has errors, or two files have the same id.
    """
    from vendorcheck.validation.batch import QuestionnaireBatch

    batch = QuestionnaireBatch()
    ids: list[str] = []
    first_documents: dict[str, Document] = {}
    repeated_ids: list[Problem] = []
    for name in dict.fromkeys(
        os.path.realpath(name) if is_file_name(name) else name for name in chosen
    ):
        if not is_file_name(name):
            ids.append(_known_id(library, name))
            continue
        document = library.read_document(_as_named(name, chosen))
        require_kind(document, QUESTIONNAIRE_KIND)
        model = batch.read_questionnaire(document)
        ids.append(model.id)
        # An id that only stands in for a wrong one is nobody else's.
        if batch.has_own_id(document):
            first_documents.setdefault(model.id, document)
        first = first_documents.get(model.id, document)
        if first is document or not batch.has_own_id(document):
            library.add(LoadedFile(model, document))
        else:
            message = f'{path_for_display(first.file)} already has the questionnaire "{model.id}"'
            hint = "give each its own id, or choose one of them"
            repeated_ids.append(document.to_problem(Remark(("id",), "repeated-id", message, hint)))
    controls = known_control_ids() if batch.count else {}
    raise_on_errors([*repeated_ids, *batch.find_problems(library, controls)])
    return list(dict.fromkeys(ids))


def _as_named(path: str, chosen: Sequence[str]) -> str:
    """Return a file as the person named it last."""
    return next(
        name for name in reversed(chosen) if is_file_name(name) and os.path.realpath(name) == path
    )


def _known_id(library: Library, name: str) -> str:
    if name in library:
        return name
    where = "questionnaire" if library.policy_folders else "built-in questionnaire"
    other = (
        "vendorcheck questionnaires lists those that are known; "
        f"or name a file, such as ./{name}.yaml"
    )
    hint = file_hint(name) or nearest_name_hint(name, library) or other
    raise VendorcheckError(f'there is no {where} "{name}"; {hint}')


def load_policy(library: Library, name: str | None) -> LoadedFile[Policy]:
    """Return the policy that counts, read and checked."""
    from vendorcheck.validation.policies import check_policy

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
    if is_file_name(text):
        raise_on_errors(document.to_problems(check_policy(found, library)))
    return LoadedFile(found, document)


def _policy_path(text: str) -> str:
    built_in = built_in_files("policies")
    if is_file_name(text):
        return text
    if text in built_in:
        return built_in[text]
    hint = file_hint(text) or f"choose from {', '.join(built_in)}, or name a file"
    raise VendorcheckError(f'there is no built-in policy "{text}"; {hint}')


def malformed_file_error(
    document: Document,
    model: type[LoadedModelT],
    library: Library,
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
