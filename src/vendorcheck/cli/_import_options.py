"""The files and options of an import, and the command that repeats them."""

from collections.abc import Sequence
from dataclasses import dataclass

from vendorcheck.cli._context import policy_and_day_options
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.exchange.admission import Sender
from vendorcheck.exchange.import_json import is_json
from vendorcheck.exchange.importers import ColumnNames
from vendorcheck.exchange.merging import Side

__all__ = ["ColumnNames", "ImportRun", "ImportSource", "ImportTarget"]


@dataclass(frozen=True, slots=True)
class ImportTarget:
    """The place for the answers: a vendor file, another name, or a new file."""

    into: str | None
    output: str | None
    vendor: str | None
    product: str | None
    dry_run: bool
    force: bool
    display_name: str | None = None
    """The way to show what changes, as it was typed."""

    @property
    def as_json(self) -> bool:
        """True to show what changes as JSON.

        Raises:
            VendorcheckError: it is neither text nor JSON.
        """
        return is_json(self.display_name)

    @property
    def takes_answers(self) -> bool:
        """True if answers go somewhere."""
        return self.into is not None or self.output is not None

    @property
    def path(self) -> str:
        """The vendor file that is written, or would be."""
        return self.output or self.into or "vendor.yaml"


@dataclass(frozen=True, slots=True)
class ImportSource:
    """The files that came back, and the ways to read them."""

    files: Sequence[str]
    format_name: str | None
    sender_name: str
    questionnaires: Sequence[str]
    columns: ColumnNames
    words: str | None
    """A file with a person's own answer words."""
    questionnaire_out: str | None
    """The file for a questionnaire that is made from the questions of a table."""
    fill: Sequence[str] = ()
    """The questionnaires to answer through a crosswalk, apart or with commas between them."""

    @property
    def filled_ids(self) -> tuple[str, ...]:
        """The questionnaires to answer through a crosswalk, each once."""
        names = [name.strip() for text in self.fill for name in text.split(",")]
        return tuple(dict.fromkeys(filter(None, names)))

    @property
    def sender(self) -> Sender:
        """Return the sender, who filled the files in.

        Raises:
            VendorcheckError: it is neither the vendor nor the requester.
        """
        match self.sender_name.lower():
            case "vendor":
                return "vendor"
            case "requester":
                return "requester"
            case _:
                name = self.sender_name
                raise VendorcheckError(f'--from takes vendor or requester, not "{name}"')


@dataclass(frozen=True, slots=True)
class ImportRun:
    """An import command."""

    source: ImportSource
    target: ImportTarget
    prefer_name: str | None
    policy: str | None
    as_of: str | None

    @property
    def prefer(self) -> Side | None:
        """The side of a conflict that counts; None to ask.

        Raises:
            VendorcheckError: it is none of the two.
        """
        match self.prefer_name and self.prefer_name.lower():
            case None:
                return None
            case "new":
                return "new"
            case "old":
                return "old"
            case _:
                raise VendorcheckError(f'--prefer takes new or old, not "{self.prefer_name}"')

    def options(self) -> tuple[str, ...]:
        """Return the options with which the command does what it has shown."""
        source, target = self.source, self.target
        named = {
            "--into": target.into,
            "-o": target.output,
            "--as": source.format_name,
            "--from": None if source.sender == "vendor" else source.sender,
            "--prefer": self.prefer,
            "--vendor": target.vendor,
            "--product": target.product,
            "--question-column": source.columns.question,
            "--answer-column": source.columns.answer,
            "--note-column": source.columns.note,
            "--ref-column": source.columns.ref,
            "--sheet": source.columns.sheet,
            "--words": source.words,
            "--fill": ",".join(source.filled_ids),
            "--questionnaire-out": source.questionnaire_out,
        }
        return (
            *(part for name, value in named.items() if value for part in (name, value)),
            *(part for name in source.questionnaires for part in ("-q", name)),
            *policy_and_day_options(self.policy, self.as_of),
            *["--force"] * target.force,
        )
