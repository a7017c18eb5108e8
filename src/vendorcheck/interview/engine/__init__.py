"""The interview as a pure state machine: which question comes next, going back, skipping, settling.

`vendorcheck.interview.terminal` shows its screens and reads what a person types.
"""

from vendorcheck.interview.engine._answer_changes import (
    accepts_not_applicable as accepts_not_applicable,
    has_gap as has_gap,
    has_gap_that_matters as has_gap_that_matters,
    has_scored_gap as has_scored_gap,
    needs_consent as needs_consent,
    without_reply as without_reply,
)
from vendorcheck.interview.engine._check_answers import CheckAnswersScreen as CheckAnswersScreen
from vendorcheck.interview.engine._consequences import (
    AnswerConsequences as AnswerConsequences,
    find_consequences as find_consequences,
)
from vendorcheck.interview.engine._context import (
    QuestionContext as QuestionContext,
    question_context as question_context,
)
from vendorcheck.interview.engine._events import (
    AddedEvidence as AddedEvidence,
    ChangedMitigation as ChangedMitigation,
    ChangedNote as ChangedNote,
    ChangedPlanAndPrice as ChangedPlanAndPrice,
    ContinuedWithLeftOut as ContinuedWithLeftOut,
    DeclaredNotApplicable as DeclaredNotApplicable,
    DeclaredUnknown as DeclaredUnknown,
    DisputedAnswer as DisputedAnswer,
    DroppedTrial as DroppedTrial,
    Event as Event,
    GaveAnswer as GaveAnswer,
    JudgedTogether as JudgedTogether,
    JumpedToQuestion as JumpedToQuestion,
    KeptAnswer as KeptAnswer,
    KeptTrial as KeptTrial,
    LeftRestToVendor as LeftRestToVendor,
    OpenedMitigation as OpenedMitigation,
    OpenedReview as OpenedReview,
    QuitInterview as QuitInterview,
    RefusedEvent as RefusedEvent,
    RequestedHelp as RequestedHelp,
    SkippedQuestion as SkippedQuestion,
    StoppedToSend as StoppedToSend,
    TriedMore as TriedMore,
    VerifiedAnswer as VerifiedAnswer,
    WentBack as WentBack,
)
from vendorcheck.interview.engine._order import (
    QuestionQueue as QuestionQueue,
    build_queue as build_queue,
    find_open_answers as find_open_answers,
    find_reopenable as find_reopenable,
    left_out_questions as left_out_questions,
)
from vendorcheck.interview.engine._screens import (
    MAX_CONFIRMED_TOGETHER as MAX_CONFIRMED_TOGETHER,
    ConfirmScreen as ConfirmScreen,
    EndScreen as EndScreen,
    MitigationScreen as MitigationScreen,
    NextScreen as NextScreen,
    Progress as Progress,
    QuestionScreen as QuestionScreen,
    StopScreen as StopScreen,
    measure_progress as measure_progress,
    next_screen as next_screen,
)
from vendorcheck.interview.engine._state import (
    Interview as Interview,
    InterviewState as InterviewState,
    Outlook as Outlook,
)
from vendorcheck.interview.engine._step import (
    advance as advance,
    begin_interview as begin_interview,
    changed_answers as changed_answers,
)
from vendorcheck.interview.engine._stopping import StopOffer as StopOffer
from vendorcheck.interview.engine._trial import TrialScreen as TrialScreen
