"""Typical vendors and requests, with the verdict or tier that an experienced reviewer signs.

`verdicts/vendors/` and `verdicts/requests/` hold one file each, written before the content that has
to bear them out:

    name, who: the vendor or request, and a sentence about it
    because: why a reviewer decides so
    request: answers to the questionnaire `request`
    otherwise: good -- what is not named has the best answer, tried out by us, with evidence
    answers: `questionnaire/question` -> what differs, in the short or the long form
    only_a_host: questions that somebody without our data can't answer: they must not be asked, or
      offer an answer that says "holds none of our data"
    expected: policy -> the verdict of a vendor or the tier of a request, with `because`

A verdict may have `stops` (questions that lead to a no), `conditions` (question -> a pattern of
what the condition says) and `order` (questions in the order of their findings; all but the last
must have one). A tier has `under`, which so many questions stay below, and may have `asks` (what is
among them, a questionnaire or one of its questions).

Names follow the questionnaires: a case whose question is split or moves elsewhere is rewritten. Who
it is, its verdicts and its sentences stay.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from vendorcheck.document.document import parse_document

CASES: Final = Path(__file__).parent / "verdicts"
POLICIES: Final = ("default", "light", "strict")


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a reviewer says of a case under one policy."""

    policy: str
    because: str
    verdict: str = ""
    stops: tuple[str, ...] = ()
    conditions: tuple[tuple[str, str], ...] = ()
    order: tuple[str, ...] = ()
    tier: str = ""
    under: int = 0
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Case:
    """A vendor or a request, by the name of its file."""

    id: str
    name: str
    who: str
    because: str
    answers: tuple[tuple[str, Any], ...]
    only_a_host: tuple[str, ...]
    expected: tuple[Expectation, ...]


def read_cases(kind: str) -> tuple[Case, ...]:
    """Read the cases of a folder, in the order of their names."""
    return tuple(_case(path) for path in sorted((CASES / kind).glob("*.yaml")))


def _case(path: Path) -> Case:
    data: Any = parse_document(path.read_bytes(), path.name).data
    assert set(data["expected"]) == set(POLICIES), path.name
    assert data.pop("otherwise") == "good", path.name
    answers = {f"request/{name}": answer for name, answer in data.pop("request").items()}
    answers |= data.pop("answers", {})
    return Case(
        id=path.stem,
        answers=tuple(answers.items()),
        only_a_host=tuple(data.pop("only_a_host", ())),
        expected=tuple(_expectation(name, said) for name, said in data.pop("expected").items()),
        **data,
    )


def _expectation(policy: str, said: dict[str, Any]) -> Expectation:
    return Expectation(
        policy,
        stops=tuple(said.pop("stops", ())),
        conditions=tuple(said.pop("conditions", {}).items()),
        order=tuple(said.pop("order", ())),
        under=int(said.pop("under", 0)),
        asks=tuple(said.pop("asks", ())),
        **said,
    )
