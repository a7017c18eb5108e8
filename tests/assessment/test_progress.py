"""A path followed step by step: the score after each, and which questions come to apply by it."""

from fractions import Fraction

import pytest

from rule_cases import AS_OF, CONFIRMED, QUIET, Data, a_policy, a_questionnaire, a_vendor, yes_no
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.evaluation import Evaluation, evaluate
from vendorcheck.assessment.path_to_yes.progress import Progress

QUESTIONS = [
    # Weights that tell from the score alone which questions count.
    yes_no("gate", weight=1),
    yes_no("next", weight=2, when={"gate": ["yes"]}),
    yes_no("last", weight=4, when={"next": ["yes"]}),
    yes_no("either", weight=8, when={"any": [{"gate": ["yes"]}, {"next": ["yes"]}]}),
    yes_no("always", weight=16, when={"gate": ["yes", "no"]}),
    yes_no("apart", weight=0),
]
NAMES = [question["id"] for question in QUESTIONS]


def evaluated(answers: Data) -> Evaluation:
    assessor = Assessor({"q": a_questionnaire(QUESTIONS)}, a_policy(QUIET), ["q"])
    return evaluate(assessor.plan_for_tier(None), a_vendor(answers), AS_OF)


# Answers, then one change after the other with the weight that is earned and counted after it,
# and the questions that come to apply.
PATHS = [
    pytest.param(
        {"gate": "no", "always": "no"},
        [("gate", "yes", 1, 1 + 2 + 8 + 16, "next either")],
        id="what depends comes to apply",
    ),
    pytest.param(
        {"gate": "no", "always": "yes"},
        [("always", "no", 0, 1 + 16, ""), ("always", "yes", 16, 1 + 16, "")],
        id="nothing depends",
    ),
    pytest.param(
        {"gate": "yes", "next": "no", "last": "yes", "either": "yes", "always": "yes"},
        [
            ("next", "yes", 1 + 2 + 4 + 8 + 16, 1 + 2 + 4 + 8 + 16, "last"),
            # What is asked before and after still counts once.
            ("gate", "no", 16, 1 + 16, ""),
            ("gate", "yes", 1 + 2 + 4 + 8 + 16, 1 + 2 + 4 + 8 + 16, "next last either"),
        ],
        id="and goes, and comes again",
    ),
    pytest.param(
        {"next": "yes", "always": "yes"},
        # While the gate is open, nothing that depends on it counts.
        [("gate", "yes", 1 + 2 + 16, 1 + 2 + 4 + 8 + 16, "next last either always")],
        id="an open gate is answered",
    ),
    pytest.param(
        {"gate": "yes", "next": "yes", "last": CONFIRMED, "either": "no"},
        [
            ("last", "yes", 1 + 2 + 4, 1 + 2 + 4 + 8 + 16, ""),
            ("last", CONFIRMED, 1 + 2, 1 + 2 + 8 + 16, ""),
        ],
        id="what is put aside does not count",
    ),
    pytest.param(
        {"gate": "no", "always": "no"}, [("apart", "yes", 0, 1 + 16, "")], id="without weight"
    ),
]


@pytest.mark.parametrize(("answers", "changes"), PATHS)
def test_the_score_after_each_change_and_what_comes_to_apply(
    answers: Data, changes: list[tuple[str, Data, int, int, str]]
) -> None:
    progress = Progress(evaluated(answers))
    for name, answer, earned, total, newly in changes:
        answers = {**answers, name: answer}
        evaluation = evaluated(answers)
        position = NAMES.index(name)
        positions = progress.change(position, evaluation.statuses[position])
        assert [NAMES[index] for index in positions] == newly.split()
        assert progress.score == Fraction(100 * earned, total)
        assert tuple(progress.applies) == evaluation.applies
        assert progress.statuses[position] is evaluation.statuses[position]


def test_without_anything_to_score_there_is_no_score() -> None:
    progress = Progress(evaluated({"gate": CONFIRMED, "apart": "yes"}))
    assert progress.score is None
