"""Count what an interview asks and shows, over the examples and the vendors of tests/verdicts.

    python benchmarks/interview.py             print the table
    python benchmarks/interview.py --write     and put it into docs/how-to/interview.md
    python benchmarks/interview.py NAME        and show one interview with --fast, as it went

A scripted person begins without any answer and types what the file says: the number of an option,
"I don't know" where it says nothing, a mitigation where it names one. Where nothing of a section is
known any more, the person leaves the rest of it to the vendor. Evidence comes with the answers, as
typing it takes the same in every interview. Offers to stop are declined while the rest can still
change the verdict.

Questions are those with a number; prompts are all lines that the person types, Enter included;
words are all that is written, without what is typed. The numbers before were measured in the same
way at commit e54cbd0.
"""

import io
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from vendorcheck.assessment.assessor import Assessor  # noqa: E402
from vendorcheck.interview.announcements import show_welcome  # noqa: E402
from vendorcheck.interview.engine import (  # noqa: E402
    CheckAnswersScreen,
    Event,
    Interview,
    MitigationScreen,
    QuestionContext,
    QuestionScreen,
    StopScreen,
    begin_interview,
    build_queue,
    next_screen,
)
from vendorcheck.interview.terminal import Console, Conversation  # noqa: E402
from vendorcheck.interview.terminal._words import options_to_offer  # noqa: E402
from vendorcheck.model.vendor_file import Answer, VendorFile  # noqa: E402
from vendorcheck.store.library import Library  # noqa: E402
from vendorcheck.store.policies import load_policy  # noqa: E402
from vendorcheck.validation.schema.parse import parse_model  # noqa: E402
from verdict_cases import read_cases  # noqa: E402
from verdict_outcomes import outcome, vendor_file  # noqa: E402

AS_OF: Final = date(2026, 11, 30)
DOCS: Final = ROOT / "docs" / "how-to" / "interview.md"
MARKED: Final = re.compile(r"(<!-- benchmarks/interview\.py -->\n).*?(<!-- end -->)", re.DOTALL)
SUPPORT: Final = ("evidence", "grade", "reviewed_by", "reviewed_on", "as_of")
UNKNOWN: Final = Answer(unknown=True)
PROMPT: Final = ">"


@dataclass(frozen=True)
class Count:
    """How many questions, prompts and words an interview takes."""

    questions: int
    prompts: int
    words: int


BEFORE: Final = {False: Count(1292, 1575, 174_939), True: Count(677, 806, 104_697)}
"""All together as it was at commit e54cbd0, by whether it was fast."""


class SupportedConversation(Conversation):
    """A conversation in which evidence comes with the answers."""

    script: Mapping[str, Answer]

    def _apply_event(self, event: Event, context: QuestionContext | None) -> None:
        super()._apply_event(event, context)
        supported = {
            key: answer.model_copy(update={name: getattr(told, name) for name in SUPPORT})
            for key, answer in self.state.given_answers.items()
            if (told := self.script.get(key)) and told.evidence and not answer.evidence
            if told.answer is not None and answer.answer is not None
        }
        if supported:
            given = {**self.state.given_answers, **supported}
            self.state = replace(self.state, given_answers=given)


class Person(io.StringIO):
    """The standard input, whose next line depends on what was shown."""

    _conversation: SupportedConversation

    def __init__(self, target: io.StringIO) -> None:
        super().__init__()
        self._target, self._seen = target, 0
        self.asked: set[str] = set()
        self.prompts = 0
        self.dialogue = ""

    def sits_at(self, conversation: SupportedConversation) -> None:
        """Take part in a conversation."""
        self._conversation = conversation

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        """Type a line."""
        del size
        shown = self._target.getvalue()[self._seen :]
        self._seen += len(shown)
        self.prompts += 1
        line = self._reply(" ".join(shown.split()))
        self.dialogue += f"{shown}{line}\n"
        return f"{line}\n"

    def _reply(self, shown: str) -> str:
        match next_screen(self._conversation.state):
            case StopScreen(offer):
                return "y" if offer.outlook.is_settled else ""
            case MitigationScreen(context):
                measure = self._told(context).mitigation
                assert measure is not None
                return measure.text if "By when" not in shown else str(measure.due or "")
            case CheckAnswersScreen() as screen:
                return self._check(screen)
            case QuestionScreen(context):
                return self._side_reply(shown[-200:], self._told(context)) or self._answer(context)
            case _:
                raise AssertionError(shown)

    def _told(self, context: QuestionContext) -> Answer:
        return self._conversation.script.get(context.planned_question.key, UNKNOWN)

    def _check(self, screen: CheckAnswersScreen) -> str:
        for number, context in enumerate(screen.answers, 1):
            key = context.planned_question.key
            if key in screen.unmitigated_keys and self._told(context).mitigation:
                return f"m {number}"
        return ""

    def _side_reply(self, shown: str, told: Answer) -> str:
        """Reply to what is asked beside a question; a blank is Enter, and nothing no such thing."""
        if "Do you agree, for our side" in shown:
            return "y" if told.confirmed_by else "n"
        if "Your name?" in shown:
            return told.confirmed_by or " "
        if "Why does it not apply?" in shown:
            return told.not_applicable or " "
        if shown.endswith(f"(Enter: not known) {PROMPT}"):
            return (told.plan if "Which plan" in shown[-60:] else told.price) or " "
        return ""

    def _answer(self, context: QuestionContext) -> str:
        question, told = context.planned_question, self._told(context)
        self.asked.add(question.key)
        colon = "" if question.definition.is_chosen else ":"
        if told.answer is not None and told.disputed is None:
            return self._typed(context, told.answer)
        if told.not_applicable is not None:
            return f"{colon}x"
        return f"{colon}{'w' if self._knows_no_more_of(question.section_key) else 'u'}"

    def _knows_no_more_of(self, section: str) -> bool:
        """Return whether several questions of a section wait, and the person knows none of them."""
        state = self._conversation.state
        waiting = [state.planned_question(key) for key in build_queue(state).keys]
        left = [one for one in waiting if one.section_key == section and not one.is_for_requester]
        known = self._conversation.script
        return len(left) > 1 and all(known.get(one.key, UNKNOWN).unknown for one in left)

    def _typed(self, context: QuestionContext, raw: str | tuple[str, ...]) -> str:
        if not context.planned_question.definition.is_chosen:
            return str(raw)
        offered = [option.id for option in options_to_offer(context, plain=False)]
        chosen = (raw,) if isinstance(raw, str) else raw
        return ",".join(str(offered.index(one) + 1) for one in chosen)


def interview(
    assessor: Assessor, script: Mapping[str, Answer], *, fast: bool
) -> tuple[Count, str, str]:
    """Go through an interview, and return what it took, its verdict, and how it went."""
    target = io.StringIO()
    person = Person(target)
    console = Console(person, target, {"COLUMNS": "80"})
    state = begin_interview(Interview(assessor, vendor_file("Acme", {}), AS_OF, fast=fast))
    conversation = SupportedConversation(state, console, lambda _: None, lambda _: None)
    conversation.script = script
    person.sits_at(conversation)
    show_welcome(state, "acme.yaml", console)
    verdict = conversation.run().judgement.verdict
    words = sum(any(map(str.isalnum, word)) for word in target.getvalue().split())
    return Count(len(person.asked), person.prompts, words), verdict, person.dialogue


def scripts(assessor: Assessor) -> Iterator[tuple[str, Mapping[str, Answer]]]:
    """The answers of each example, and of each vendor of tests/verdicts, with its name."""
    for path in sorted((ROOT / "examples").glob("*.yaml")):
        file = parse_model(Library().read_document(str(path)), VendorFile)
        yield path.stem, answers_of(file)
    for case in read_cases("vendors"):
        yield case.id, answers_of(outcome(case, assessor.policy.id).vendor)


def answers_of(file: VendorFile) -> dict[str, Answer]:
    """The answers of a vendor file, by `questionnaire/question`."""
    return {
        f"{home}/{name}": answer
        for home, response in file.responses.items()
        for name, answer in response.answers.items()
    }


def rows(show: str = "") -> Iterator[tuple[str, ...]]:
    """The table's rows: one for each vendor, and the sums, now and before."""
    library = Library()
    assessor = Assessor(library, load_policy(library, "default").model)
    sums = {False: Count(0, 0, 0), True: Count(0, 0, 0)}
    for name, script in scripts(assessor):
        cells: list[str] = []
        for fast in (False, True):
            count, verdict, dialogue = interview(assessor, script, fast=fast)
            sums[fast] = Count(*map(sum, zip(astuple(sums[fast]), astuple(count), strict=True)))
            cells += [f"{number:,}" for number in astuple(count)]
            if fast and name == show:
                print(dialogue)
        yield (name, verdict, *cells)
    for label, counts in (("together", sums), ("before", BEFORE)):
        numbers = (number for fast in (False, True) for number in astuple(counts[fast]))
        yield (label, "", *(f"{number:,}" for number in numbers))
    pairs = zip(
        (number for fast in (False, True) for number in astuple(sums[fast])),
        (number for fast in (False, True) for number in astuple(BEFORE[fast])),
        strict=True,
    )
    yield ("change", "", *(f"{(now - then) / then:+.0%}" for now, then in pairs))


def table(show: str = "") -> str:
    """The table as Markdown."""
    columns = ("questions", "prompts", "words")
    head = ("answers of", "verdict", *columns, *(f"{column} with --fast" for column in columns))
    return "\n".join(
        f"| {' | '.join(row)} |" for row in (head, tuple("---" for _ in head), *rows(show))
    )


def main() -> None:
    """Print the table, and put it into the docs if that is wanted."""
    argument = next(iter(sys.argv[1:]), "")
    found = table("" if argument.startswith("-") else argument)
    print(found)
    if argument == "--write":
        text = DOCS.read_text(encoding="utf-8")
        DOCS.write_text(
            MARKED.sub(lambda marks: f"{marks[1]}{found}\n{marks[2]}", text), encoding="utf-8"
        )


if __name__ == "__main__":
    main()
