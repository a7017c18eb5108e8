"""The library: questionnaires and policies by name, built in, listed by a policy, or as files."""

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Generic, TypeVar

from vendorcheck.document.document import Document, FlawedText, parse_document
from vendorcheck.document.expected_kinds import ExpectedKind, with_hints_for
from vendorcheck.document.problems import InvalidFile, Remark
from vendorcheck.model.fields import Model
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.store import files
from vendorcheck.store.discovery import built_in_files, known_control_ids
from vendorcheck.store.file_kind import has_kind_key
from vendorcheck.store.invalid_files import raise_on_errors
from vendorcheck.store.own_questionnaires import (
    ListedFile,
    OwnQuestionnaires,
    find_own_questionnaires,
)
from vendorcheck.store.withheld import reason_to_withhold
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
def _read_built_in(path: str) -> LoadedFile[Questionnaire]:
    """Read a built-in questionnaire, once in a process: it does not change meanwhile."""
    document = parse_document(files.read_file(path), path)
    return LoadedFile(parse_model(document, Questionnaire), document)


@dataclass
class Library(Mapping[str, Questionnaire]):
    """Questionnaires by id, read when they are needed.

    Those that a person chose win over those that the policy lists, and these over built-in ones.
    `texts` holds the text of every file that was read, for excerpts; `withheld` the reason of each
    of which nothing may be shown; `own` is the policy's list, None if no policy was looked at.
    """

    texts: dict[str, str] = field(default_factory=dict)
    _chosen: dict[str, LoadedFile[Questionnaire]] = field(default_factory=dict)
    """The questionnaires that a person chose as files, by id."""
    _built_in_paths: dict[str, str] = field(
        default_factory=lambda: built_in_files("questionnaires")
    )
    own: OwnQuestionnaires | None = None
    withheld: dict[str, str] = field(default_factory=dict)
    _loaded_built_in: dict[str, LoadedFile[Questionnaire]] = field(default_factory=dict)
    """The built-in questionnaires that were needed."""
    _loaded_listed: dict[str, LoadedFile[Questionnaire]] = field(default_factory=dict, init=False)
    """The questionnaires of the policy's list that were needed."""
    broken_ids: set[str] = field(default_factory=set, init=False)
    """The questionnaires of the policy's list that were needed and have errors."""

    def __getitem__(self, name: str) -> Questionnaire:
        return self.load(name).model

    def __iter__(self) -> Iterator[str]:
        return iter({**self._built_in_paths, **self.listed_files, **self._chosen})

    def __len__(self) -> int:
        return len({**self._built_in_paths, **self.listed_files, **self._chosen})

    def __contains__(self, name: object) -> bool:
        return name in self._chosen or name in self._built_in_paths or name in self.listed_files

    @property
    def chosen(self) -> dict[str, LoadedFile[Questionnaire]]:
        """The questionnaires that a person chose as files, by id."""
        return {**self._chosen}

    @property
    def listed_files(self) -> Mapping[str, ListedFile]:
        """The files that the policy lists, by the id of the questionnaire."""
        return self.own.files if self.own else {}

    def with_list(
        self,
        own: OwnQuestionnaires | None,
        chosen: Mapping[str, LoadedFile[Questionnaire]] | None = None,
    ) -> "Library":
        """Return the library with another policy's list, and with other chosen questionnaires."""
        return replace(
            self,
            own=own,
            _chosen=dict(self._chosen if chosen is None else chosen),
        )

    def find_own(self, policy: Document) -> OwnQuestionnaires:
        """Find the questionnaires that a policy lists."""
        return find_own_questionnaires(
            policy,
            self._built_in_version,
            self.read_document,
            self.is_built_in_file,
            has_folder=policy.file != STDIN_NAME,
        )

    def _built_in_version(self, name: str) -> str | None:
        """Return the version of a built-in questionnaire; None if there is none of this id."""
        return self._load_built_in(name).model.version if name in self._built_in_paths else None

    def is_built_in(self, name: str) -> bool:
        """Return whether a questionnaire of this id is built in, whatever stands in for it."""
        return name in self._built_in_paths

    def shows_built_in(self, name: str) -> bool:
        """Return whether the questionnaire of this id is the built-in one, which `show` knows."""
        return self.is_built_in(name) and name not in self.paths_not_built_in

    def built_in_path(self, name: str) -> str | None:
        """Return the real path of a built-in questionnaire; None if there is none of this id."""
        return os.path.realpath(self._built_in_paths[name]) if self.is_built_in(name) else None

    def is_built_in_file(self, path: str, document: Document) -> bool:
        """Return whether a file is a built-in questionnaire itself, or a copy of it."""
        name = document.data.get("id")
        if not isinstance(name, str) or name not in self._built_in_paths:
            return False
        return (
            os.path.realpath(path) == self.built_in_path(name)
            or document.data == self._load_built_in(name).document.data
        )

    @property
    def files_not_built_in(self) -> dict[str, str]:
        """The files of the questionnaires that are not built in, by id.

        A listed file is named as the policy names it, any other as the person did.
        """
        listed_names = {name: listed.name for name, listed in self.listed_files.items()}
        chosen_names = {name: loaded.document.file for name, loaded in self._chosen.items()}
        return listed_names | chosen_names

    @property
    def paths_not_built_in(self) -> dict[str, str]:
        """The paths, from the working folder, of the questionnaires that are not built in."""
        listed_paths = {name: listed.path for name, listed in self.listed_files.items()}
        chosen_paths = {name: loaded.document.file for name, loaded in self._chosen.items()}
        return listed_paths | chosen_paths

    def load(self, name: str) -> LoadedFile[Questionnaire]:
        """Return a questionnaire with its document.

        Raises:
            KeyError: there is no questionnaire with this id.
            InvalidFile: the policy lists it, and it has errors.
        """
        if name in self._chosen:
            return self._chosen[name]
        if name not in self.listed_files:
            return self._load_built_in(name)
        if name not in self._loaded_listed:
            try:
                self._load_listed(name, self.read_document(self.listed_files[name].path))
            except InvalidFile:
                self.broken_ids.add(name)
                raise
        return self._loaded_listed[name]

    def load_listed(self, except_for: Collection[str] = ()) -> None:
        """Load and check the questionnaires that the policy lists, needed or not.

        Raises:
            InvalidFile: one of them has errors.
        """
        for name in self.listed_files:
            if name not in except_for:
                self.load(name)

    def _load_built_in(self, name: str) -> LoadedFile[Questionnaire]:
        if name not in self._loaded_built_in:
            loaded = _read_built_in(self._built_in_paths[name])
            self.texts[loaded.document.file] = loaded.document.text
            self._loaded_built_in[name] = loaded
        return self._loaded_built_in[name]

    def _load_listed(self, name: str, document: Document) -> None:
        """Load and check a questionnaire that the policy lists."""
        from vendorcheck.validation.batch import QuestionnaireBatch

        batch = QuestionnaireBatch()
        # Loaded before it is checked: the questionnaires that it refers to may refer to it.
        self._loaded_listed[name] = LoadedFile(batch.read_questionnaire(document), document)
        try:
            raise_on_errors(batch.find_problems(self, known_control_ids()))
        except InvalidFile:
            del self._loaded_listed[name]
            raise

    @property
    def replaces_known_questionnaires(self) -> bool:
        """Return whether a person chose a file that stands in for a known questionnaire."""
        return not self._chosen.keys().isdisjoint({*self._built_in_paths, *self.listed_files})

    def excuse_chosen_questionnaire(self, remark: Remark) -> Remark:
        """Return the remark on a rule that names nothing; a warning if only a chosen file lacks it.

        The policy is right then: a person chose another questionnaire for this run.
        """
        from vendorcheck.validation.policy_rules import names_a_part

        if remark.code != "override-unknown" or not names_a_part(
            remark, self.with_list(self.own, {})
        ):
            return remark
        chosen = self._chosen[str(remark.path[-1]).partition("/")[0]].document.file
        message = f"{remark.message} in {path_for_display(chosen)}, so this rule has no effect"
        return replace(remark, code="rule-not-applied", message=message)

    def add(self, loaded: LoadedFile[Questionnaire]) -> None:
        """Add a person's questionnaire; it wins over all others with the same id."""
        self._chosen[loaded.model.id] = loaded

    def read_document(self, path: str, kind: ExpectedKind | None = None) -> Document:
        """Read a file, or standard input for `-`.

        Args:
            path: the file.
            kind: what the command takes it for; None: a vendor file, or any.

        Raises:
            VendorcheckError: the file can't be read.
            InvalidFile: it is not valid YAML or JSON.
        """
        name = STDIN_NAME if path == "-" else path
        content = files.read_file(path)
        try:
            return self.parse_content(content, name)
        except FlawedText:
            raise
        except InvalidFile as invalid:
            if kind is None:
                raise
            raise InvalidFile(with_hints_for(invalid.problems, {name: kind})) from None

    def parse_content(self, content: bytes, name: str, folder: str | None = None) -> Document:
        """Parse the content of a file, and keep its text for excerpts.

        Args:
            content: the content.
            name: the name of the file.
            folder: the folder that was walked to find it; None: its own.

        Raises:
            InvalidFile: it is not valid YAML or JSON.
        """
        self.texts[name] = content.decode("utf-8", "replace")
        if reason := reason_to_withhold(name, folder, is_ours=has_kind_key(content)):
            self.withheld[name] = reason
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
