"""The files and options of an import, and the command that repeats them."""

from dataclasses import dataclass

from vendorcheck.cli._context import policy_and_day_options
from vendorcheck.exchange.admission import Sender
from vendorcheck.exchange.merging import Side


@dataclass(frozen=True, slots=True)
class ImportTarget:
    """Where the answers go: into a vendor file, to another name, or into a new file."""

    into: str | None
    output: str | None
    vendor: str | None
    product: str | None
    dry_run: bool
    force: bool

    @property
    def path(self) -> str:
        """The vendor file that is written, or would be."""
        return self.output or self.into or "vendor.yaml"


@dataclass(frozen=True, slots=True)
class ImportSource:
    """What came back, and how to read it."""

    files: tuple[str, ...]
    format_name: str | None
    sender: Sender
    questionnaires: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportRun:
    """An import command."""

    source: ImportSource
    target: ImportTarget
    prefer: Side | None
    policy: str | None
    as_of: str | None

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
        }
        return (
            *(part for name, value in named.items() if value for part in (name, value)),
            *(part for name in source.questionnaires for part in ("-q", name)),
            *policy_and_day_options(self.policy, self.as_of),
            *["--force"] * target.force,
        )
