"""Whether the conditions of a questionnaire can ever hold, and whether they go round in a circle."""

from collections import ChainMap, deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from vendorcheck.assessment.plan.plan import make
from vendorcheck.document.problems import Path, Remark, VendorcheckError
from vendorcheck.model.conditions import When, both
from vendorcheck.model.policy import NO_POLICY
from vendorcheck.model.questionnaire import Questionnaire, Section
from vendorcheck.validation.reachability.search import Reach, asked_by
from vendorcheck.validation.references import Library

Edges = Mapping[str, Path]
"""Question that a condition names -> where it names it."""


def condition_remarks(
    questionnaire: Questionnaire, library: Library, skipped: Iterable[Path]
) -> list[Remark]:
    """Circles, conditions that can never hold, questions that can never be asked, checks that find nothing.

    Args:
        questionnaire: what is checked.
        library: all questionnaires that its conditions may refer to.
        skipped: where the conditions stand that are wrong in themselves; they count as always holding.
    """
    sound = _without(questionnaire, set(skipped))
    known = overlaid(sound, library)
    circles = list(_circles(sound, known))
    sound = _without(sound, {_condition(circle.path) for circle in circles})
    try:
        reach = Reach(make(overlaid(sound, library), NO_POLICY, chosen=[sound.id]))
    except VendorcheckError:
        # A questionnaire that this one refers to is wrong, which is told there.
        return circles
    return [
        *circles,
        *_sections(sound, reach),
        *_questions(sound, reach),
        *_checks(questionnaire, sound, reach),
    ]


def overlaid(questionnaire: Questionnaire, library: Library) -> Library:
    """The library with this questionnaire in it, whichever else has its id; nothing is read for that."""
    return ChainMap({questionnaire.id: questionnaire}, cast("Any", library))


def _without(questionnaire: Questionnaire, skipped: set[Path]) -> Questionnaire:
    """The questionnaire without the conditions at some paths, and without the checks whose condition is among them."""
    sections = []
    for number, section in enumerate(questionnaire.sections):
        place: Path = ("sections", number)
        questions = tuple(
            question.model_copy(update={"when": None})
            if (*place, "questions", index, "when") in skipped
            else question
            for index, question in enumerate(section.questions)
        )
        when = None if (*place, "when") in skipped else section.when
        sections.append(section.model_copy(update={"when": when, "questions": questions}))
    checks = [
        check for index, check in enumerate(questionnaire.checks) if ("checks", index, "when") not in skipped
    ]
    return questionnaire.model_copy(update={"sections": tuple(sections), "checks": tuple(checks)})


def _condition(path: Path) -> Path:
    """The path of the whole condition that a path leads into."""
    return path[: path.index("when") + 1]


def _circles(questionnaire: Questionnaire, library: Library) -> Iterator[Remark]:
    """Each circle that one of the questionnaire's questions stands in, once."""
    graph = _Graph(library)
    if not graph.leaves(questionnaire.id):
        # Within a questionnaire, a condition that does not name what comes before it is wrong already.
        return
    told: set[frozenset[str]] = set()
    keys = [f"{questionnaire.id}/{question}" for question in questionnaire.questions]
    for start in graph.entangled(keys):
        circle = graph.way_back(start)
        if circle and frozenset(circle) not in told:
            told.add(frozenset(circle))
            first = circle.index(min(circle))
            whole = [*circle[first:], *circle[:first], circle[first]]
            message = f"these conditions go round in a circle: {', '.join(whole)}"
            hint = "let one of them not depend on the other"
            place = graph.edges(start)[(*circle, start)[1]]
            yield Remark(place, "reference-cycle", message, hint, at_key=True)


class _Graph:
    """Which questions the condition of each question names, and where; worked out once for a questionnaire."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._known: dict[str, dict[str, Edges]] = {}

    def edges(self, key: str) -> Edges:
        """What one question's condition, and that of its section, names."""
        home = key.partition("/")[0]
        if home not in self._known:
            self._known[home] = self._of(home) if home in self._library else {}
        return self._known[home].get(key, {})

    def leaves(self, home: str) -> bool:
        """Whether some condition of a questionnaire names a question of another one."""
        self.edges(f"{home}/")
        return any(
            not other.startswith(f"{home}/") for edges in self._known[home].values() for other in edges
        )

    def _of(self, home: str) -> dict[str, Edges]:
        found: dict[str, Edges] = {}
        for path, section, question in self._library[home].places():
            own: dict[str, Path] = {}
            for when, place in ((question.when, path), (section.when, path[:2])):
                for other, _, where in when.references(home, (*place, "when")) if when else ():
                    own.setdefault(other, where)
            found[f"{home}/{question.id}"] = own
        return found

    def entangled(self, keys: list[str]) -> list[str]:
        """Those of some questions from which a way leads into a circle."""
        done: dict[str, bool] = {}
        stack = keys[::-1]
        while stack:
            key = stack[-1]
            if key not in done:
                done[key] = True  # until all that it depends on is known to be free
                stack += [other for other in self.edges(key) if other not in done]
            else:
                stack.pop()
                done[key] = any(done[other] for other in self.edges(key))
        return [key for key in keys if done[key]]

    def way_back(self, start: str) -> list[str]:
        """The shortest way from a question over what its condition names back to itself; empty if there is none."""
        came: dict[str, str] = {}
        waiting = deque([start])
        while waiting:
            key = waiting.popleft()
            for other in self.edges(key):
                if other == start:
                    way = [key]
                    while way[-1] != start:
                        way.append(came[way[-1]])
                    return way[::-1]
                if other not in came:
                    came[other] = key
                    waiting.append(other)
        return []


def _sections(questionnaire: Questionnaire, reach: Reach) -> Iterator[Remark]:
    for number, section in enumerate(questionnaire.sections):
        if section.when and not _can(reach, [section.when], questionnaire.id):
            reach.asked |= {f"{questionnaire.id}/{question.id}" for question in section.questions}
            yield _never(("sections", number, "when"))


def _questions(questionnaire: Questionnaire, reach: Reach) -> Iterator[Remark]:
    for path, section, question in questionnaire.places():
        key = f"{questionnaire.id}/{question.id}"
        if question.when and key not in reach.asked:
            found = list(_asked(reach, question.when, section, questionnaire.id, path))
            # What depends on this question is not blamed for it as well.
            reach.asked |= {key} if found else set()
            yield from found


def _asked(reach: Reach, own: When, section: Section, home: str, path: Path) -> Iterator[Remark]:
    if not _can(reach, [own], home, freely=True):
        yield _never((*path, "when"))
    elif not _can(reach, [when for when in (own, section.when) if when], home):
        hint = "look at the conditions of the questions and the section that it depends on"
        yield Remark((*path, "when"), "never-asked", "this question can never be asked", hint, at_key=True)


def _checks(questionnaire: Questionnaire, sound: Questionnaire, reach: Reach) -> Iterator[Remark]:
    kept = {id(check) for check in sound.checks}
    for index, check in enumerate(questionnaire.checks):
        if id(check) in kept and not _can(reach, [check.when], sound.id):
            message = "these answers can never be given together"
            yield Remark(("checks", index, "when"), "check-never-holds", message, at_key=True)


def _never(path: Path) -> Remark:
    return Remark(path, "when-never-holds", "this condition can never hold", at_key=True)


def _can(reach: Reach, conditions: list[When], home: str, *, freely: bool = False) -> bool:
    tests = asked_by((when, home) for when in conditions)
    return reach.can(
        lambda lookup: both(*(when.holds(lookup, home) for when in conditions)), tests, freely=freely
    )
