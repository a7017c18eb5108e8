"""What is at hand: the questionnaires and policies that come with the tool, and the files that a person names."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING, Generic, TypeVar

from vendorcheck.document.document import Data, Document, FlawedText, parse_document
from vendorcheck.document.problems import InvalidFile, Problem, Remark, VendorcheckError
from vendorcheck.model.fields import Model
from vendorcheck.model.policy import POLICY_KIND, Policy, longest_valid
from vendorcheck.model.questionnaire import QUESTIONNAIRE_KIND, Questionnaire
from vendorcheck.model.vendor_file import VENDOR_FILE_KIND, VendorFile
from vendorcheck.store import files
from vendorcheck.store.discovery import beside, blamed, file_called, names_file, policy_named
from vendorcheck.store.discovery import controls as controls  # noqa: PLC0414 - part of what is at hand
from vendorcheck.store.discovery import shipped as shipped  # noqa: PLC0414 - the same
from vendorcheck.store.file_kind import expect
from vendorcheck.text.safe import named
from vendorcheck.text.suggest import nearest
from vendorcheck.validation.schema.parse import parse_model

if TYPE_CHECKING:
    from vendorcheck.assessment.assessment import Assessor

AModel = TypeVar("AModel", bound=Model)


@dataclass(frozen=True, slots=True)
class Loaded(Generic[AModel]):
    """A file that was read: what it says, and where everything stands in it."""

    model: AModel
    document: Document


@dataclass
class Library(Mapping[str, Questionnaire]):
    """Questionnaires by id: those that come with the tool, read when they are needed, and a person's, which win.

    `texts` holds the text of every file that was read, for showing where a problem is. `folders` is where the files of
    policies lie: the questionnaires beside them are known as well, and win over those that come with the tool.
    """

    texts: dict[str, str] = field(default_factory=dict)
    _own: dict[str, Loaded[Questionnaire]] = field(default_factory=dict)
    _built_in: dict[str, str] = field(default_factory=lambda: shipped("questionnaires"))
    folders: tuple[str, ...] = ()
    _read: dict[str, Loaded[Questionnaire]] = field(default_factory=dict)
    """Those that come with the tool and were needed."""
    _near: dict[str, Loaded[Questionnaire]] = field(default_factory=dict, init=False)
    """Those beside the policy that were needed."""
    broken: set[str] = field(default_factory=set, init=False)
    """The questionnaires beside the policy that were asked for and have errors."""

    @cached_property
    def _beside(self) -> dict[str, tuple[str, ...]]:
        return beside(self.folders)

    def __getitem__(self, name: str) -> Questionnaire:
        return self.loaded(name).model

    def __iter__(self) -> Iterator[str]:
        return iter({**self._built_in, **self._beside, **self._own})

    def __len__(self) -> int:
        return len({**self._built_in, **self._beside, **self._own})

    def __contains__(self, name: object) -> bool:
        return name in self._own or name in self._built_in or name in self._beside

    def with_folders(self, folders: Sequence[str]) -> "Library":
        """The same with other questionnaires beside the policy: those of these folders."""
        return replace(self, folders=tuple(folders))

    def own_files(self, name: str) -> tuple[str, ...]:
        """The files beside the policy that have this id; none for a questionnaire that comes with the tool."""
        return self._beside.get(name, ())

    def loaded(self, name: str) -> Loaded[Questionnaire]:
        """A questionnaire with its document; KeyError if there is none of that id.

        Raises:
            InvalidFile: it lies beside the policy and has errors, or two have this id.
        """
        if name in self._own:
            return self._own[name]
        if name not in self._beside:
            if name not in self._read:
                document = self.read(self._built_in[name])
                self._read[name] = Loaded(parse_model(document, Questionnaire), document)
            return self._read[name]
        if name not in self._near:
            try:
                self._take_in(name, [self.read(path) for path in self._beside[name]])
            except InvalidFile:
                self.broken.add(name)
                raise
        return self._near[name]

    def _take_in(self, name: str, documents: Sequence[Document]) -> None:
        """Take in a questionnaire from beside the policy, checked like one that a person names."""
        from vendorcheck.validation.batch import Own  # noqa: PLC0415 - only files of a person's own need it

        if len(documents) > 1:
            message = f'{named(documents[0].file)} already has the questionnaire "{name}"'
            apart = len({os.path.dirname(document.file) for document in documents}) > 1
            other = (
                "set VENDORCHECK_POLICY to the policy that counts"
                if apart
                else "move one out of the policy's folder"
            )
            hint = f"give each its own id, or {other}"
            raise InvalidFile([documents[1].problem(Remark(("id",), "repeated-id", message, hint))])
        own = Own()
        # Taken in first: what its conditions refer to may refer to it.
        self._near[name] = Loaded(own.read(documents[0]), documents[0])
        try:
            refuse(own.problems(self, controls()))
        except InvalidFile:
            del self._near[name]
            raise

    def add(self, loaded: Loaded[Questionnaire]) -> None:
        """Take in a person's questionnaire; it wins over a built-in one of the same id."""
        self._own[loaded.model.id] = loaded

    def read(self, path: str) -> Document:
        """Read a file. `-` is standard input.

        Raises:
            VendorcheckError: it can't be read.
            InvalidFile: it is no sound YAML or JSON.
        """
        return self.document(files.read(path), "<stdin>" if path == "-" else path)

    def document(self, content: bytes, name: str) -> Document:
        """Take a file's content apart and keep its text; `InvalidFile` if it is no sound YAML or JSON."""
        self.texts[name] = content.decode("utf-8", "replace")
        try:
            document = parse_document(content, name)
        except FlawedText as flawed:
            self.texts[name] = flawed.rest.text
            raise
        self.texts[name] = document.text
        return document

    def digests(self, names: Sequence[str]) -> dict[str, str]:
        """The digest of each of some questionnaires."""
        from vendorcheck.assessment.assessment import digest  # noqa: PLC0415 - validating takes no assessing

        return {name: digest(self.loaded(name).document.data) for name in names}


def questionnaires(library: Library, chosen: Sequence[str]) -> list[str]:
    """Take in the questionnaires that a person chose, files and ids; their ids."""
    from vendorcheck.validation.batch import Own  # noqa: PLC0415 - only files of a person's own need it

    own = Own()
    ids: list[str] = []
    read: dict[str, Document] = {}
    repeated: list[Problem] = []
    for text in {os.path.realpath(text) if names_file(text) else text: text for text in chosen}.values():
        if names_file(text):
            document = library.read(text)
            expect(document, QUESTIONNAIRE_KIND)
            model = own.read(document)
            ids.append(model.id)
            if not own.called(document) or read.setdefault(model.id, document) is document:
                library.add(Loaded(model, document))
            else:
                message = f'{named(read[model.id].file)} already has the questionnaire "{model.id}"'
                hint = "give each its own id, or choose one of them"
                repeated.append(document.problem(Remark(("id",), "repeated-id", message, hint)))
        elif text in library:
            ids.append(text)
        else:
            where = "built-in questionnaire" if not library.folders else "questionnaire"
            other = f"vendorcheck questionnaires lists those that are known; or name a file, such as ./{text}.yaml"
            hint = file_called(text) or nearest(text, library) or other
            raise VendorcheckError(f'there is no {where} "{text}"; {hint}')
    refuse([*repeated, *own.problems(library, controls() if own.count else {})])
    return list(dict.fromkeys(ids))


def the_policy(library: Library, name: str | None) -> Loaded[Policy]:
    """The policy that counts, read and checked."""
    from vendorcheck.validation.policies import check  # noqa: PLC0415 - only files of a person's own need it

    text = policy_named(name)
    with blamed(name):
        document = library.read(_policy_path(text))
    expect(document, POLICY_KIND)
    try:
        found = parse_model(document, Policy)
    except InvalidFile:
        raise _invalid(document, Policy, library, lambda rest: check(rest, library)) from None
    if names_file(text):
        refuse(document.problems(check(found, library)))
    return Loaded(found, document)


def _policy_path(text: str) -> str:
    built_in = shipped("policies")
    if names_file(text):
        return text
    if text in built_in:
        return built_in[text]
    hint = file_called(text) or f"choose from {', '.join(built_in)}, or name a file"
    raise VendorcheckError(f'there is no built-in policy "{text}"; {hint}')


@dataclass(frozen=True, slots=True)
class Case:
    """All that an assessment of one vendor file takes."""

    vendor: VendorFile
    document: Document
    assessor: "Assessor"
    warnings: tuple[Problem, ...]

    @property
    def answers_sha256(self) -> str:
        """The digest of the vendor file's answers."""
        from vendorcheck.assessment.assessment import answers_digest  # noqa: PLC0415 - validating takes no assessing

        return answers_digest(self.document.data)


def case(
    library: Library, document: Document, policy_file: Loaded[Policy], chosen: Sequence[str], as_of: date
) -> Case:
    """Make ready to assess a vendor file.

    Raises:
        InvalidFile: with everything for which it can't be assessed as written.
    """
    from vendorcheck.assessment.assessment import Assessor, Digests, digest  # noqa: PLC0415 - validating takes no assessing
    from vendorcheck.validation.vendor_files import check  # noqa: PLC0415 - pays only where a vendor file is read

    expect(document, VENDOR_FILE_KIND)
    valid_for = longest_valid(policy_file.model)
    try:
        found = parse_model(document, VendorFile)
    except InvalidFile:
        checked = partial(check, library=library, as_of=as_of, valid_for=valid_for)
        raise _invalid(document, VendorFile, library, checked) from None
    problems = document.problems(check(found, library, as_of, valid_for))
    refuse(problems)
    assessor = Assessor(library, policy_file.model, chosen)
    tier, _ = assessor.tier(found, as_of)
    names = assessor.homes(assessor.plan(tier))
    assessor.digests = Digests(library.digests(names), digest(policy_file.document.data))
    return Case(found, document, assessor, tuple(problems))


def _invalid(
    document: Document, model: type[AModel], library: Library, check: Callable[[AModel], list[Remark]]
) -> InvalidFile:
    """Everything for which a file whose shape is wrong can't be used."""
    from vendorcheck.validation.recovery.cascades import problems_of  # noqa: PLC0415 - only mistakes need it

    return InvalidFile(_errors(problems_of(document, model, check, library=library)))


def refuse(problems: list[Problem]) -> None:
    """Raise `InvalidFile` if errors are among the problems; warnings pass."""
    if errors := _errors(problems):
        raise InvalidFile(errors)


def _errors(problems: list[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.level == "error"]


def with_answers(document: Document, answers: Mapping[str, Data]) -> Document:
    """A vendor file with some answers, by `questionnaire/question`, set or replaced; nothing is written.

    Where something else stands than what holds answers, it stays, so that it is told.
    """
    if not answers:
        return document
    responses = _copied(document.data.get("responses"))
    for key, answer in answers.items():
        home, _, name = key.partition("/")
        if isinstance(responses, dict):
            response = responses[home] = _copied(responses.get(home))
            if isinstance(response, dict):
                own = response["answers"] = _copied(response.get("answers"))
                if isinstance(own, dict):
                    own[name] = answer
    return replace(document, data={**document.data, "responses": responses}, whole=False)


def _copied(part: Data) -> Data:
    """A mapping to write into; an empty one where there is nothing."""
    return {**part} if isinstance(part, dict) else {} if part is None else part
