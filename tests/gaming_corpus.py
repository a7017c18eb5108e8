"""The gaming corpus: each folder of gaming/cases/ is one way to look better than one is.

`expected.yaml` holds what the contract says of it, written before any code ran:

    theme: where it belongs on the page docs/explanation/gaming.md
    way: the trick, in a sentence
    ask: the questionnaires to ask by their ids; left out: the questionnaire*.yaml of the folder;
      empty: those of the tier
    honest: the honest vendor file (honest.yaml)
    gamed: name -> the same vendor after the trick (gamed-<name>.yaml)
    accepted: name -> what looks like the trick and is allowed on purpose
    control: a better vendor that gets the better verdict rightly (control.yaml)

Each of them has a `verdict` (`refused`: exit code 2), `or` (another one that the contract leaves
open), `because`, the rules that `fires` and `could` fire at least, and as patterns the words that
full reports `says`, that the summary `sums_up` and that standard error `warns`. `vendor`, `policy`
and `ask` name others.
"""

import html
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from vendorcheck.document.document import parse_document

CASES: Final = Path(__file__).parent / "gaming" / "cases"
YES: Final = ("approve", "approve-with-conditions")
VERDICTS: Final = (*YES, "more-information-needed", "do-not-approve", "refused")
"""From the best to the worst for a vendor; a file that is refused gets no verdict at all."""


@dataclass(frozen=True, slots=True)
class Side:
    """One vendor file of a case, with the options to assess it and what is expected of it."""

    case: str
    kind: str
    name: str
    options: tuple[str, ...]
    verdicts: tuple[str, ...]
    how: str
    because: str
    fires: frozenset[str]
    could: frozenset[str]
    says: tuple[str, ...]
    sums_up: tuple[str, ...]
    warns: tuple[str, ...]

    @property
    def id(self) -> str:
        """Return `case/kind` or `case/kind-name`."""
        return f"{self.case}/{'-'.join(part for part in (self.kind, self.name) if part)}"

    @property
    def folder(self) -> Path:
        return CASES / self.case


@dataclass(frozen=True, slots=True)
class Case:
    """A way to look better than one is."""

    name: str
    theme: str
    way: str
    honest: Side
    gamed: tuple[Side, ...]
    accepted: tuple[Side, ...]
    control: Side | None

    @property
    def sides(self) -> tuple[Side, ...]:
        """Return the honest file, the gamed ones, and what else is in the case."""
        control = (self.control,) if self.control else ()
        return (self.honest, *self.gamed, *self.accepted, *control)


@cache
def corpus() -> tuple[Case, ...]:
    """Read all cases, in the order of their names."""
    return tuple(_case(folder) for folder in sorted(CASES.iterdir()) if folder.is_dir())


def _case(folder: Path) -> Case:
    data: Any = parse_document((folder / "expected.yaml").read_bytes(), "expected.yaml").data
    unknown = set(data) - {"theme", "way", "ask", "honest", "gamed", "accepted", "control"}
    assert not unknown, f"{folder.name}: {unknown}"
    chosen = data.get("ask", [f"./{path.name}" for path in sorted(folder.glob("questionnaire*"))])

    def side(kind: str, name: str, said: Any) -> Side:  # noqa: ANN401 - plain data of a file
        return _side(folder, kind, name, said, chosen)

    return Case(
        name=folder.name,
        theme=data["theme"],
        way=data["way"],
        honest=side("honest", "", data["honest"]),
        gamed=tuple(side("gamed", name, said) for name, said in data["gamed"].items()),
        accepted=tuple(
            side("accepted", name, said) for name, said in data.get("accepted", {}).items()
        ),
        control=side("control", "", data["control"]) if "control" in data else None,
    )


def _side(folder: Path, kind: str, name: str, said: Any, chosen: list[str]) -> Side:  # noqa: ANN401
    unknown = set(said) - {
        *("how", "vendor", "policy", "ask", "verdict", "or"),
        *("because", "fires", "could", "says", "sums_up", "warns"),
    }
    assert not unknown, f"{folder.name}: {unknown}"
    name = "" if name == kind else name
    vendor = said.get("vendor") or "-".join(part for part in (kind, name) if part)
    own = "policy.yaml" if (folder / "policy.yaml").exists() else "../policy.yaml"
    options = [f"{vendor}.yaml", "--policy", said.get("policy", own)]
    for questionnaire in said.get("ask", chosen):
        options += ["-q", questionnaire]
    return Side(
        folder.name,
        kind,
        name,
        tuple(options),
        tuple(said[key] for key in ("verdict", "or") if key in said),
        said.get("how", ""),
        said["because"],
        frozenset(said.get("fires", ())),
        frozenset(said.get("could", ())),
        tuple(said.get("says", ())),
        tuple(said.get("sums_up", ())),
        tuple(said.get("warns", ())),
    )


def words(text: str) -> str:
    """Return a text without markup and line breaks, which are not looked at."""
    return re.sub(r"[\s│|]+", " ", html.unescape(re.sub(r"<[^>]*>", " ", text)))


# ---- the page

THEMES: Final = {
    "not applicable": "Put aside as not applicable",
    "silence": "Silence",
    "gates": "Silence about what decides the questions",
    "support": "Support that is none",
    "several answers": "Answers that don't fit",
    "averages": "Averages and thresholds",
    "acceptance": "Accepted risks",
    "policy": "Careless policies",
}
WORDS: Final = {
    "approve": "Approve",
    "approve-with-conditions": "Approve with conditions",
    "more-information-needed": "More information needed",
    "do-not-approve": "Do not approve",
    "refused": "Refused (exit code 2)",
}


def tables() -> str:
    """Return the corpus as Markdown: a table for each theme, with a block of rows for each case."""
    parts = []
    for theme, title in THEMES.items():
        rows = [row for case in corpus() if case.theme == theme for row in _rows(case)]
        parts.append("\n".join([f"### {title}\n", "| file | verdict | why |", _LINE, *rows, ""]))
    return "\n".join(parts)


_LINE: Final = "| --- | --- | --- |"


def _rows(case: Case) -> list[str]:
    link = f"[files](../../tests/gaming/cases/{case.name})"
    return [
        f"| **{case.way}** {link} | | |",
        _row("The honest file", case.honest),
        *(_row(side.how, side) for side in case.gamed),
        *(_row(f"*Allowed:* {side.how}", side) for side in case.accepted),
        *([_row("A better vendor", case.control)] if case.control else []),
    ]


def _row(name: str, side: Side) -> str:
    verdicts = " or ".join(WORDS[verdict] for verdict in side.verdicts)
    return f"| {name} | {verdicts} | {side.because} |"
