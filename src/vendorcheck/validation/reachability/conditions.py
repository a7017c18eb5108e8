"""Whether the conditions of a questionnaire can ever hold, and whether they go round in a circle."""

from collections import ChainMap, deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from vendorcheck.assessment.plan.plan import make_plan
from vendorcheck.document.problems import DataPath, Remark, VendorcheckError
from vendorcheck.model.conditions import Condition, all_of
from vendorcheck.model.policy import NO_POLICY
from vendorcheck.model.questionnaire import Questionnaire, Section
from vendorcheck.validation.reachability.search import Reachability, collect_tests
from vendorcheck.validation.references import QuestionnaireLibrary

ReferencePaths = Mapping[str, DataPath]
"""Question that a condition names -> where it names it."""


def condition_remarks(
    questionnaire: Questionnaire, library: QuestionnaireLibrary, skipped_paths: Iterable[DataPath]
) -> list[Remark]:
    """Circles, conditions that can never hold, questions that can never be asked, checks that find nothing.

    Args:
        questionnaire: what is checked.
        library: all questionnaires that its conditions may refer to.
        skipped_paths: where the conditions stand that are wrong in themselves; they count as always holding.
    """
    sound = _without_conditions(questionnaire, set(skipped_paths))
    known = overlay_questionnaire(sound, library)
    circles = list(_cycle_remarks(sound, known))
    sound = _without_conditions(sound, {_condition_path(circle.path) for circle in circles})
    try:
        reach = Reachability(
            make_plan(overlay_questionnaire(sound, library), NO_POLICY, chosen_ids=[sound.id])
        )
    except VendorcheckError:
        # A questionnaire that this one refers to is wrong, which is told there.
        return circles
    return [
        *circles,
        *_section_remarks(sound, reach),
        *_question_remarks(sound, reach),
        *_check_remarks(questionnaire, sound, reach),
    ]


def overlay_questionnaire(
    questionnaire: Questionnaire, library: QuestionnaireLibrary
) -> QuestionnaireLibrary:
    """The library with this questionnaire in it, whichever else has its id; nothing is read for that."""
    return ChainMap({questionnaire.id: questionnaire}, cast("Any", library))


def _without_conditions(
    questionnaire: Questionnaire, skipped_paths: set[DataPath]
) -> Questionnaire:
    """The questionnaire without the conditions at some paths, and without the checks whose condition is among them."""
    sections = []
    for number, section in enumerate(questionnaire.sections):
        place: DataPath = ("sections", number)
        questions = tuple(
            question.model_copy(update={"when": None})
            if (*place, "questions", index, "when") in skipped_paths
            else question
            for index, question in enumerate(section.questions)
        )
        when = None if (*place, "when") in skipped_paths else section.when
        sections.append(section.model_copy(update={"when": when, "questions": questions}))
    checks = [
        check
        for index, check in enumerate(questionnaire.checks)
        if ("checks", index, "when") not in skipped_paths
    ]
    return questionnaire.model_copy(update={"sections": tuple(sections), "checks": tuple(checks)})


def _condition_path(path: DataPath) -> DataPath:
    """The path of the whole condition that a path leads into."""
    return path[: path.index("when") + 1]


def _cycle_remarks(questionnaire: Questionnaire, library: QuestionnaireLibrary) -> Iterator[Remark]:
    """Each circle that one of the questionnaire's questions stands in, once."""
    graph = _ReferenceGraph(library)
    if not graph.refers_to_others(questionnaire.id):
        # Within a questionnaire, a condition that does not name what comes before it is wrong already.
        return
    told: set[frozenset[str]] = set()
    keys = [f"{questionnaire.id}/{question}" for question in questionnaire.questions]
    for start in graph.questions_leading_into_cycles(keys):
        circle = graph.shortest_cycle(start)
        if circle and frozenset(circle) not in told:
            told.add(frozenset(circle))
            first = circle.index(min(circle))
            whole = [*circle[first:], *circle[:first], circle[first]]
            message = f"these conditions go round in a circle: {', '.join(whole)}"
            hint = "let one of them not depend on the other"
            place = graph.references_of(start)[(*circle, start)[1]]
            yield Remark(place, "reference-cycle", message, hint, at_key=True)


class _ReferenceGraph:
    """Which questions the condition of each question names, and where; worked out once for a questionnaire."""

    def __init__(self, library: QuestionnaireLibrary) -> None:
        self._library = library
        self._references: dict[str, dict[str, ReferencePaths]] = {}

    def references_of(self, key: str) -> ReferencePaths:
        """What one question's condition, and that of its section, names."""
        home = key.partition("/")[0]
        if home not in self._references:
            self._references[home] = self._references_within(home) if home in self._library else {}
        return self._references[home].get(key, {})

    def refers_to_others(self, questionnaire_id: str) -> bool:
        """Whether some condition of a questionnaire names a question of another one."""
        self.references_of(f"{questionnaire_id}/")
        return any(
            not other.startswith(f"{questionnaire_id}/")
            for edges in self._references[questionnaire_id].values()
            for other in edges
        )

    def _references_within(self, questionnaire_id: str) -> dict[str, ReferencePaths]:
        found: dict[str, ReferencePaths] = {}
        for path, section, question in self._library[questionnaire_id].located_questions():
            own: dict[str, DataPath] = {}
            for when, place in ((question.when, path), (section.when, path[:2])):
                for other, _, where in (
                    when.references(questionnaire_id, (*place, "when")) if when else ()
                ):
                    own.setdefault(other, where)
            found[f"{questionnaire_id}/{question.id}"] = own
        return found

    def questions_leading_into_cycles(self, keys: list[str]) -> list[str]:
        """Those of some questions from which a way leads into a circle."""
        done: dict[str, bool] = {}
        stack = keys[::-1]
        while stack:
            key = stack[-1]
            if key not in done:
                done[key] = True  # until all that it depends on is known to be free
                stack += [other for other in self.references_of(key) if other not in done]
            else:
                stack.pop()
                done[key] = any(done[other] for other in self.references_of(key))
        return [key for key in keys if done[key]]

    def shortest_cycle(self, start: str) -> list[str]:
        """The shortest way from a question over what its condition names back to itself; empty if there is none."""
        came: dict[str, str] = {}
        waiting = deque([start])
        while waiting:
            key = waiting.popleft()
            for other in self.references_of(key):
                if other == start:
                    way = [key]
                    while way[-1] != start:
                        way.append(came[way[-1]])
                    return way[::-1]
                if other not in came:
                    came[other] = key
                    waiting.append(other)
        return []


def _section_remarks(questionnaire: Questionnaire, reachability: Reachability) -> Iterator[Remark]:
    for number, section in enumerate(questionnaire.sections):
        if section.when and not _can_hold(reachability, [section.when], questionnaire.id):
            reachability.treated_as_asked |= {
                f"{questionnaire.id}/{question.id}" for question in section.questions
            }
            yield _never_holds_remark(("sections", number, "when"))


def _question_remarks(questionnaire: Questionnaire, reachability: Reachability) -> Iterator[Remark]:
    for path, section, question in questionnaire.located_questions():
        key = f"{questionnaire.id}/{question.id}"
        if question.when and key not in reachability.treated_as_asked:
            found = list(
                _question_condition_remarks(
                    reachability, question.when, section, questionnaire.id, path
                )
            )
            # What depends on this question is not blamed for it as well.
            reachability.treated_as_asked |= {key} if found else set()
            yield from found


def _question_condition_remarks(
    reachability: Reachability,
    condition: Condition,
    section: Section,
    questionnaire_id: str,
    path: DataPath,
) -> Iterator[Remark]:
    if not _can_hold(reachability, [condition], questionnaire_id, assume_applicable=True):
        yield _never_holds_remark((*path, "when"))
    elif not _can_hold(
        reachability, [when for when in (condition, section.when) if when], questionnaire_id
    ):
        hint = "look at the conditions of the questions and the section that it depends on"
        yield Remark(
            (*path, "when"), "never-asked", "this question can never be asked", hint, at_key=True
        )


def _check_remarks(
    questionnaire: Questionnaire, sound: Questionnaire, reachability: Reachability
) -> Iterator[Remark]:
    kept = {id(check) for check in sound.checks}
    for index, check in enumerate(questionnaire.checks):
        if id(check) in kept and not _can_hold(reachability, [check.when], sound.id):
            message = "these answers can never be given together"
            yield Remark(("checks", index, "when"), "check-never-holds", message, at_key=True)


def _never_holds_remark(path: DataPath) -> Remark:
    return Remark(path, "when-never-holds", "this condition can never hold", at_key=True)


def _can_hold(
    reachability: Reachability,
    conditions: list[Condition],
    questionnaire_id: str,
    *,
    assume_applicable: bool = False,
) -> bool:
    tests = collect_tests((when, questionnaire_id) for when in conditions)
    return reachability.can_hold(
        lambda lookup: all_of(*(when.evaluate(lookup, questionnaire_id) for when in conditions)),
        tests,
        assume_applicable=assume_applicable,
    )
