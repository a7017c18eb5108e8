"""One answer in the interview: the next state and the next question."""

from measure import InProcess
from rows._row import EXAMPLES, Goal, Pair, Row, Workspace

ASSESSMENTS = 5


def one_answer(_: Workspace) -> Pair:
    """Compare an answer with an assessment of the finished file.

    The mean of all answers that the interview about an example takes, in the tier "high".
    """
    from internals import Sitting

    sitting = Sitting(str(EXAMPLES / "acme.yaml"), "high")
    return (
        InProcess(sitting.answer_everything, parts=sitting.answer_everything()),
        InProcess(sitting.assess, repeat=ASSESSMENTS),
    )


ROWS = (
    Row(
        'one answer in the interview, tier "high"',
        "one assessment of the same",
        "time in process",
        Goal(at_most=0.2),
        one_answer,
    ),
)
