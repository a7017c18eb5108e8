"""What is at hand: the questionnaires and policies that come with the tool, and the files that a person names."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Generic, TypeVar

from vendorcheck.document.document import Document, FlawedText, parse_document
from vendorcheck.document.problems import InvalidFile, Problem, Remark, VendorcheckError
from vendorcheck.model.fields import Model
from vendorcheck.model.policy import POLICY_KIND, Policy
from vendorcheck.model.questionnaire import QUESTIONNAIRE_KIND, Questionnaire
from vendorcheck.store import files
from vendorcheck.store.discovery import (
    blame_policy_variable,
    built_in_files as built_in_files,  # noqa: PLC0414 - the same
    chosen_policy_name,
    file_hint,
    is_file_name,
    known_control_ids as known_control_ids,  # noqa: PLC0414 - part of what is at hand
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
    """A file that was read: what it says, and where everything stands in it."""

    model: LoadedModelT
    document: Document


@dataclass
class Library(Mapping[str, Questionnaire]):
    """Questionnaires by id: those that come with the tool, read when they are needed, and a person's, which win.

    `texts` holds the text of every file that was read, for showing where a problem is. `folders` is where the files of
    policies lie: the questionnaires beside them are known as well, and win over those that come with the tool.
    """

    texts: dict[str, str] = field(default_factory=dict)
    _own_questionnaires: dict[str, LoadedFile[Questionnaire]] = field(default_factory=dict)
    _built_in_paths: dict[str, str] = field(
        default_factory=lambda: built_in_files("questionnaires")
    )
    policy_folders: tuple[str, ...] = ()
    _loaded_built_in: dict[str, LoadedFile[Questionnaire]] = field(default_factory=dict)
    """Those that come with the tool and were needed."""
    _loaded_beside: dict[str, LoadedFile[Questionnaire]] = field(default_factory=dict, init=False)
    """Those beside the policy that were needed."""
    broken_ids: set[str] = field(default_factory=set, init=False)
    """The questionnaires beside the policy that were asked for and have errors."""

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
        """The same with other questionnaires beside the policy: those of these folders."""
        return replace(self, policy_folders=tuple(folders))

    def files_beside_policy(self, name: str) -> tuple[str, ...]:
        """The files beside the policy that have this id; none for a questionnaire that comes with the tool."""
        return self._paths_beside.get(name, ())

    def load(self, name: str) -> LoadedFile[Questionnaire]:
        """A questionnaire with its document; KeyError if there is none of that id.

        Raises:
            InvalidFile: it lies beside the policy and has errors, or two have this id.
        """
        if name in self._own_questionnaires:
            return self._own_questionnaires[name]
        if name not in self._paths_beside:
            if name not in self._loaded_built_in:
                document = self.read_document(self._built_in_paths[name])
                self._loaded_built_in[name] = LoadedFile(
                    parse_model(document, Questionnaire), document
                )
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
        """Take in a questionnaire from beside the policy, checked like one that a person names."""
        from vendorcheck.validation.batch import QuestionnaireBatch  # noqa: PLC0415 - only files of a person's own need it

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
        own = QuestionnaireBatch()
        # Taken in first: what its conditions refer to may refer to it.
        self._loaded_beside[name] = LoadedFile(own.read_questionnaire(documents[0]), documents[0])
        try:
            raise_on_errors(own.find_problems(self, known_control_ids()))
        except InvalidFile:
            del self._loaded_beside[name]
            raise

    def add(self, loaded: LoadedFile[Questionnaire]) -> None:
        """Take in a person's questionnaire; it wins over a built-in one of the same id."""
        self._own_questionnaires[loaded.model.id] = loaded

    def read_document(self, path: str) -> Document:
        """Read a file. `-` is standard input.

        Raises:
            VendorcheckError: it can't be read.
            InvalidFile: it is no sound YAML or JSON.
        """
        return self.parse_content(files.read_file(path), STDIN_NAME if path == "-" else path)

    def parse_content(self, content: bytes, name: str) -> Document:
        """Take a file's content apart and keep its text; `InvalidFile` if it is no sound YAML or JSON."""
        self.texts[name] = content.decode("utf-8", "replace")
        try:
            document = parse_document(content, name)
        except FlawedText as flawed:
            self.texts[name] = flawed.readable_document.text
            raise
        self.texts[name] = document.text
        return document

    def digests(self, names: Sequence[str]) -> dict[str, str]:
        """The digest of each of some questionnaires."""
        from vendorcheck.assessment.digests import digest  # noqa: PLC0415 - validating takes no assessing

        return {name: digest(self.load(name).document.data) for name in names}


def add_chosen_questionnaires(library: Library, chosen: Sequence[str]) -> list[str]:
    """Take in the questionnaires that a person chose, files and ids; their ids."""
    from vendorcheck.validation.batch import QuestionnaireBatch  # noqa: PLC0415 - only files of a person's own need it

    own = QuestionnaireBatch()
    ids: list[str] = []
    read: dict[str, Document] = {}
    repeated: list[Problem] = []
    for text in {
        os.path.realpath(text) if is_file_name(text) else text: text for text in chosen
    }.values():
        if is_file_name(text):
            document = library.read_document(text)
            require_kind(document, QUESTIONNAIRE_KIND)
            model = own.read_questionnaire(document)
            ids.append(model.id)
            if not own.has_own_id(document) or read.setdefault(model.id, document) is document:
                library.add(LoadedFile(model, document))
            else:
                message = f'{path_for_display(read[model.id].file)} already has the questionnaire "{model.id}"'
                hint = "give each its own id, or choose one of them"
                repeated.append(document.to_problem(Remark(("id",), "repeated-id", message, hint)))
        elif text in library:
            ids.append(text)
        else:
            where = "built-in questionnaire" if not library.policy_folders else "questionnaire"
            other = f"vendorcheck questionnaires lists those that are known; or name a file, such as ./{text}.yaml"
            hint = file_hint(text) or nearest_name_hint(text, library) or other
            raise VendorcheckError(f'there is no {where} "{text}"; {hint}')
    raise_on_errors(
        [*repeated, *own.find_problems(library, known_control_ids() if own.count else {})]
    )
    return list(dict.fromkeys(ids))


def load_policy(library: Library, name: str | None) -> LoadedFile[Policy]:
    """The policy that counts, read and checked."""
    from vendorcheck.validation.policies import check_policy  # noqa: PLC0415 - only files of a person's own need it

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
    from vendorcheck.validation.recovery.cascades import problems_in_malformed_file  # noqa: PLC0415 - only mistakes need it

    return InvalidFile(
        _only_errors(problems_in_malformed_file(document, model, check, library=library))
    )


def raise_on_errors(problems: list[Problem]) -> None:
    """Raise `InvalidFile` if there are errors among the problems; warnings pass."""
    if errors := _only_errors(problems):
        raise InvalidFile(errors)


def _only_errors(problems: list[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.level == "error"]
