"""What is at hand: the questionnaires and policies that come with the tool, and the files that a person names."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Generic, TypeVar

from vendorcheck import files, policy, questionnaire, vendor
from vendorcheck.document import Data, Document
from vendorcheck.document import parse as parse_document
from vendorcheck.fields import Model
from vendorcheck.policy import Policy
from vendorcheck.problems import InvalidFile, Problem, Remark, VendorcheckError, nearest
from vendorcheck.questionnaire import Questionnaire
from vendorcheck.vendor import VendorFile

if TYPE_CHECKING:
    from vendorcheck.assessment import Assessor

_HERE = os.path.dirname(__file__)
_SHIPPED = os.path.join(_HERE, "shipped")
_CHECKOUT = os.path.dirname(os.path.dirname(_HERE))
KINDS = (questionnaire.KIND, policy.KIND, vendor.KIND)
AModel = TypeVar("AModel", bound=Model)


@dataclass(frozen=True, slots=True)
class Loaded(Generic[AModel]):
    """A file that was read: what it says, and where everything stands in it."""

    model: AModel
    document: Document


@dataclass
class Library(Mapping[str, Questionnaire]):
    """Questionnaires by id: those that come with the tool, read when they are needed, and a person's, which win.

    `texts` holds the text of every file that was read, for showing where a problem is.
    """

    texts: dict[str, str] = field(default_factory=dict)
    _own: dict[str, Loaded[Questionnaire]] = field(default_factory=dict)
    _built_in: dict[str, str] = field(default_factory=lambda: shipped("questionnaires"))

    def __getitem__(self, name: str) -> Questionnaire:
        return self.loaded(name).model

    def __iter__(self) -> Iterator[str]:
        return iter({**self._built_in, **self._own})

    def __len__(self) -> int:
        return len({**self._built_in, **self._own})

    def __contains__(self, name: object) -> bool:
        return name in self._own or name in self._built_in

    def loaded(self, name: str) -> Loaded[Questionnaire]:
        """A questionnaire with its document; KeyError if there is none of that id."""
        found = self._own.get(name)
        if found is None:
            document = self.read(self._built_in[name])
            found = self._own[name] = Loaded(questionnaire.parse(document), document)
        return found

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
        document = parse_document(content, name)
        self.texts[name] = document.text
        return document

    def digests(self, names: Sequence[str]) -> dict[str, str]:
        """The digest of each of some questionnaires."""
        from vendorcheck.assessment import digest  # noqa: PLC0415 - validating takes no assessing

        return {name: digest(self.loaded(name).document.data) for name in names}


def shipped(folder: str) -> dict[str, str]:
    """The files of a folder that come with the tool, id -> path: from the wheel, else from the checkout."""
    home = os.path.join(_SHIPPED, folder)
    if not os.path.isdir(home):
        home = os.path.join(_CHECKOUT, folder)
    names = sorted(name for name in os.listdir(home) if name.endswith(".yaml"))
    return {name.removesuffix(".yaml"): os.path.join(home, name) for name in names}


def controls() -> dict[str, frozenset[str]]:
    """The control ids that are known, by framework with its version."""
    home = os.path.join(_HERE, "control_ids")
    found = {}
    for name in sorted(os.listdir(home)):
        with open(os.path.join(home, name), encoding="ascii") as lines:
            found[name.removesuffix(".txt")] = frozenset(line.strip() for line in lines)
    return found


def kind_of(document: Document) -> str:
    """Which kind of file it is, or `InvalidFile` if it is none of ours."""
    kind = document.data.get("vendorcheck")
    if isinstance(kind, str) and kind in KINDS:
        return kind
    hint = nearest(str(kind), KINDS) or f"choose from {', '.join(KINDS)}"
    if "vendorcheck" in document.data:
        remark = Remark(
            ("vendorcheck",),
            "unknown-kind",
            "this kind of file, or version of its format, is not known",
            hint,
        )
    else:
        hint = f'begin it with "vendorcheck: {questionnaire.KIND}", "{policy.KIND}" or "{vendor.KIND}"'
        remark = Remark((), "unknown-kind", "this file does not say what it is", hint)
    raise InvalidFile([document.problem(remark)])


def expect(document: Document, kind: str) -> None:
    """`InvalidFile` if a file is not of the kind that is wanted."""
    found = kind_of(document)
    if found != kind:
        word, wanted = found.partition("/")[0], kind.partition("/")[0]
        remark = Remark(
            ("vendorcheck",), "unknown-kind", f"this is a {word} file; a {wanted} file is wanted here"
        )
        raise InvalidFile([document.problem(remark)])


def names_file(text: str) -> bool:
    """Whether a person means a file rather than something built in: it has a slash or a suffix."""
    return "/" in text or os.sep in text or text.endswith((".yaml", ".yml", ".json"))


def questionnaires(library: Library, chosen: Sequence[str]) -> list[str]:
    """Take in the questionnaires that a person chose, files and ids; their ids."""
    from vendorcheck.validation.own import Own  # noqa: PLC0415 - only files of a person's own need it

    own = Own()
    ids: list[str] = []
    for text in chosen:
        if names_file(text):
            document = library.read(text)
            expect(document, questionnaire.KIND)
            model = own.read(document)
            library.add(Loaded(model, document))
            ids.append(model.id)
        elif text in library:
            ids.append(text)
        else:
            hint = nearest(text, library)
            raise VendorcheckError(
                f'there is no built-in questionnaire "{text}"{f"; {hint}" if hint else ""}'
            )
    refuse(own.problems(library, controls() if own.count else {}))
    return list(dict.fromkeys(ids))


def the_policy(library: Library, name: str | None) -> Loaded[Policy]:
    """The policy that a person names, else that of VENDORCHECK_POLICY, else the default."""
    from vendorcheck.validation.policies import check  # noqa: PLC0415 - only files of a person's own need it

    text = name or os.environ.get("VENDORCHECK_POLICY") or "default"
    built_in = shipped("policies")
    if not names_file(text) and text not in built_in:
        raise VendorcheckError(
            f'there is no built-in policy "{text}"; choose from {", ".join(built_in)}, or name a file'
        )
    document = library.read(text if names_file(text) else built_in[text])
    expect(document, policy.KIND)
    try:
        found = policy.parse(document)
    except InvalidFile:
        refuse(_all_problems(document, Policy, lambda rest: check(rest, library)))
        raise
    if names_file(text):
        refuse(document.problems(check(found, library)))
    return Loaded(found, document)


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
        from vendorcheck.assessment import answers_digest  # noqa: PLC0415 - validating takes no assessing

        return answers_digest(self.document.data)


def case(
    library: Library, document: Document, policy_file: Loaded[Policy], chosen: Sequence[str], as_of: date
) -> Case:
    """Make ready to assess a vendor file.

    Raises:
        InvalidFile: with everything for which it can't be assessed as written.
    """
    from vendorcheck.assessment import Assessor, Digests, digest  # noqa: PLC0415 - validating takes no assessing
    from vendorcheck.validation.vendors import check  # noqa: PLC0415 - pays only where a vendor file is read

    expect(document, vendor.KIND)
    try:
        found = vendor.parse(document)
    except InvalidFile:
        refuse(_all_problems(document, VendorFile, lambda rest: check(rest, library, as_of)))
        raise
    problems = document.problems(check(found, library, as_of))
    refuse(problems)
    assessor = Assessor(library, policy_file.model, chosen)
    tier, _ = assessor.tier(found, as_of)
    names = [one.id for one in assessor.plan(tier).questionnaires]
    assessor.digests = Digests(library.digests(names), digest(policy_file.document.data))
    return Case(found, document, assessor, tuple(problems))


def _all_problems(
    document: Document, model: type[AModel], check: Callable[[AModel], list[Remark]]
) -> list[Problem]:
    """Everything that is wrong with a file whose shape is wrong."""
    from vendorcheck.validation.flawed import problems_of  # noqa: PLC0415 - only mistakes need it

    return problems_of(document, model, check)


def refuse(problems: list[Problem]) -> None:
    """Raise `InvalidFile` if errors are among the problems; warnings pass."""
    if any(problem.level == "error" for problem in problems):
        raise InvalidFile([problem for problem in problems if problem.level == "error"])


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
