"""Check that the conditions of a questionnaire can hold, and that they form no cycle."""

from collections import ChainMap, deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from vendorcheck.assessment.plan.plan import make_plan
from vendorcheck.document.problems import DataPath, Remark, VendorcheckError
from vendorcheck.model.conditions import Condition, all_of
from vendorcheck.model.policy import NO_POLICY
from vendorcheck.model.questionnaire import Questionnaire, Section
from vendorcheck.validation.reachability.negations import negation_remarks
from vendorcheck.validation.reachability.search import Reachability, collect_tests
from vendorcheck.validation.references import QuestionnaireLibrary

ReferencePaths = Mapping[str, DataPath]
"""The path at which a condition names each question."""


def condition_remarks(
    questionnaire: Questionnaire, library: QuestionnaireLibrary, skipped_paths: Iterable[DataPath]
) -> list[Remark]:
    """Return remarks on cycles, and on conditions, questions and checks that can never come true.

    Args:
        questionnaire: the questionnaire.
        library: all questionnaires that its conditions may refer to.
        skipped_paths: the paths of conditions with other errors; they count as always holding.
    """
    sound = without_conditions(questionnaire, set(skipped_paths))
    extended_library = overlay_questionnaire(sound, library)
    cycle_remarks = list(_cycle_remarks(sound, extended_library))
    sound = without_conditions(sound, {path_of_condition(remark.path) for remark in cycle_remarks})
    try:
        # A check counts only where all that it names is asked, so ask that, too.
        reachability = Reachability(
            make_plan(
                overlay_questionnaire(sound, library),
                NO_POLICY,
                chosen_ids=[sound.id, *_questionnaires_of_checks(sound)],
            )
        )
    except VendorcheckError:
        # A questionnaire that this one refers to has errors, which are reported there.
        return cycle_remarks
    return [
        *cycle_remarks,
        *_section_remarks(sound, reachability),
        *_question_remarks(sound, reachability),
        *_check_remarks(questionnaire, sound, reachability),
        *negation_remarks(sound, reachability),
    ]


def _questionnaires_of_checks(questionnaire: Questionnaire) -> list[str]:
    """Return the other questionnaires that the checks refer to."""
    names = {
        key.partition("/")[0]
        for check in questionnaire.checks
        for key in check.when.referenced_keys(questionnaire.id)
    }
    return sorted(names - {questionnaire.id})


def overlay_questionnaire(
    questionnaire: Questionnaire, library: QuestionnaireLibrary
) -> QuestionnaireLibrary:
    """Return the library with this questionnaire under its id; nothing is read for that."""
    return ChainMap({questionnaire.id: questionnaire}, cast("Any", library))


def without_conditions(questionnaire: Questionnaire, skipped_paths: set[DataPath]) -> Questionnaire:
    """Return the questionnaire without the conditions at some paths; checks go with theirs."""
    sections = []
    for number, section in enumerate(questionnaire.sections):
        section_path: DataPath = ("sections", number)
        questions = tuple(
            question.model_copy(update={"when": None})
            if (*section_path, "questions", index, "when") in skipped_paths
            else question
            for index, question in enumerate(section.questions)
        )
        when = None if (*section_path, "when") in skipped_paths else section.when
        sections.append(section.model_copy(update={"when": when, "questions": questions}))
    checks = [
        check
        for index, check in enumerate(questionnaire.checks)
        if ("checks", index, "when") not in skipped_paths
    ]
    return questionnaire.model_copy(update={"sections": tuple(sections), "checks": tuple(checks)})


def path_of_condition(path: DataPath) -> DataPath:
    """Return the path of the whole condition that a path leads into."""
    return path[: path.index("when") + 1]


def _cycle_remarks(questionnaire: Questionnaire, library: QuestionnaireLibrary) -> Iterator[Remark]:
    """Yield a remark on each cycle that a question of the questionnaire belongs to, once."""
    graph = _ReferenceGraph(library)
    if not graph.refers_to_others(questionnaire.id):
        # Within a questionnaire, a reference that does not point back is reported already.
        return
    reported_cycles: set[frozenset[str]] = set()
    keys = [f"{questionnaire.id}/{question}" for question in questionnaire.questions]
    for start in graph.questions_leading_into_cycles(keys):
        cycle = graph.shortest_cycle(start)
        if cycle and frozenset(cycle) not in reported_cycles:
            reported_cycles.add(frozenset(cycle))
            first_position = cycle.index(min(cycle))
            closed_cycle = [*cycle[first_position:], *cycle[:first_position], cycle[first_position]]
            yield Remark(
                graph.references_of(start)[(*cycle, start)[1]],
                "reference-cycle",
                f"these conditions go round in a circle: {', '.join(closed_cycle)}",
                "let one of them not depend on the other",
                at_key=True,
            )


class _ReferenceGraph:
    """The questions that each question's conditions name, read once per questionnaire."""

    def __init__(self, library: QuestionnaireLibrary) -> None:
        self._library = library
        self._references: dict[str, dict[str, ReferencePaths]] = {}

    def references_of(self, key: str) -> ReferencePaths:
        """Return the references of one question's condition and of that of its section."""
        questionnaire_id = key.partition("/")[0]
        if questionnaire_id not in self._references:
            self._references[questionnaire_id] = (
                self._references_within(questionnaire_id)
                if questionnaire_id in self._library
                else {}
            )
        return self._references[questionnaire_id].get(key, {})

    def refers_to_others(self, questionnaire_id: str) -> bool:
        """Return whether some condition of a questionnaire names a question of another one."""
        self.references_of(f"{questionnaire_id}/")
        return any(
            not referenced_key.startswith(f"{questionnaire_id}/")
            for edges in self._references[questionnaire_id].values()
            for referenced_key in edges
        )

    def _references_within(self, questionnaire_id: str) -> dict[str, ReferencePaths]:
        references_by_key: dict[str, ReferencePaths] = {}
        for path, section, question in self._library[questionnaire_id].located_questions():
            references: dict[str, DataPath] = {}
            for when, owner_path in ((question.when, path), (section.when, path[:2])):
                for referenced_key, _, reference_path in (
                    when.references(questionnaire_id, (*owner_path, "when")) if when else ()
                ):
                    references.setdefault(referenced_key, reference_path)
            references_by_key[f"{questionnaire_id}/{question.id}"] = references
        return references_by_key

    def questions_leading_into_cycles(self, keys: list[str]) -> list[str]:
        """Return those of some questions whose references lead into a cycle."""
        leads_into_cycle: dict[str, bool] = {}
        stack = keys[::-1]
        while stack:
            key = stack[-1]
            if key not in leads_into_cycle:
                # Assumed until the answers for all its dependencies are known.
                leads_into_cycle[key] = True
                stack += [
                    dependency
                    for dependency in self.references_of(key)
                    if dependency not in leads_into_cycle
                ]
            else:
                stack.pop()
                leads_into_cycle[key] = any(
                    leads_into_cycle[dependency] for dependency in self.references_of(key)
                )
        return [key for key in keys if leads_into_cycle[key]]

    def shortest_cycle(self, start: str) -> list[str]:
        """Return the shortest cycle of references from a question to itself; empty if none."""
        predecessors: dict[str, str] = {}
        queue = deque([start])
        while queue:
            key = queue.popleft()
            for dependency in self.references_of(key):
                if dependency == start:
                    cycle = [key]
                    while cycle[-1] != start:
                        cycle.append(predecessors[cycle[-1]])
                    return cycle[::-1]
                if dependency not in predecessors:
                    predecessors[dependency] = key
                    queue.append(dependency)
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
            remarks = list(
                _question_condition_remarks(
                    reachability, question.when, section, questionnaire.id, path
                )
            )
            # What depends on this question is not blamed for it as well.
            reachability.treated_as_asked |= {key} if remarks else set()
            yield from remarks


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
        yield Remark(
            (*path, "when"),
            "never-asked",
            "this question can never be asked",
            "look at the conditions of the questions and the section that it depends on",
            at_key=True,
        )


def _check_remarks(
    questionnaire: Questionnaire, sound: Questionnaire, reachability: Reachability
) -> Iterator[Remark]:
    kept_ids = {id(check) for check in sound.checks}
    for index, check in enumerate(questionnaire.checks):
        if id(check) in kept_ids and not _can_hold(reachability, [check.when], sound.id):
            yield Remark(
                ("checks", index, "when"),
                "check-never-holds",
                "these answers can never be given together",
                at_key=True,
            )


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
