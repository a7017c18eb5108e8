"""Remarks on what an answer changed: what was noted, why more is asked, how the verdict stands."""

from typing import Final

from vendorcheck.assessment.judgement import APPROVE, DO_NOT_APPROVE
from vendorcheck.interview.engine import (
    AnswerConsequences,
    ContinuedWithLeftOut,
    DeclaredNotApplicable,
    DeclaredUnknown,
    Event,
    GaveAnswer,
    InterviewState,
    KeptAnswer,
    LeftRestToVendor,
    Outlook,
    QuestionContext,
    QuestionScreen,
    WentBack,
    changed_answers,
    find_consequences,
    question_context,
)
from vendorcheck.interview.terminal import _pages
from vendorcheck.interview.terminal._console import Console
from vendorcheck.interview.terminal._noted import show_changes
from vendorcheck.interview.terminal._words import answer_in_words, running_score, shorten
from vendorcheck.text.quotes import in_quotes

_SMALL_GROWTH: Final = 3
"""The most questions by which an estimate grows without being shown anew."""
_SHOWN_ANSWER: Final = 30
"""The most characters of an answer that are shown as a reason."""


class Remarks:
    """Remembers what was shown before, so that only what is new is said.

    Args:
        console: the terminal.
        plain: whether a requester is asked, who is not told how the verdict stands.
    """

    def __init__(self, console: Console, *, plain: bool) -> None:
        self._console = console
        self._plain = plain
        self._total = self._estimate = 0
        self._reason = ""
        self._outlook = Outlook(APPROVE, DO_NOT_APPROVE)

    def describe_progress(self, screen: QuestionScreen) -> str:
        """Return the number of a question, of how many, and if they are more than before, why.

        An estimate that grows only a little stays as it was shown.
        """
        before, total = self._total, screen.total
        is_growth_new = self._estimate == before
        self._estimate = total
        if not screen.is_exact and 0 < before <= total <= before + _SMALL_GROWTH:
            total = max(before, screen.number)
        self._total = total
        about = "" if screen.is_exact else "about "
        why = self._reason if is_growth_new else "because of your answers so far"
        reason = f" · {total - before} more {why}" if total > before > 0 else ""
        return f"Question {screen.number} of {about}{total}{reason}"

    def show_standing(self, state: InterviewState, *, on_request: bool) -> None:
        """Show how the verdict stands, if another one is possible now or the person asks for it."""
        text = "" if self._plain else running_score(state)
        if text and (on_request or state.outlook != self._outlook):
            self._console.say(text, "dim", first="  ", rest="  ")
            self._outlook = state.outlook

    def show_effects(
        self, before: InterviewState, after: InterviewState, event: Event, key: str | None
    ) -> None:
        """Show what an event changed, beginning with the answer to the question `key`."""
        changed_count = len(changed_answers(before, after))
        consequences = find_consequences(before, after) if changed_count else None
        context = question_context(after, key) if key and after.has_question(key) else None
        self._reason = self._reason_for_more(event, context, consequences)
        if isinstance(event, LeftRestToVendor):
            _pages.show_left_to_vendor(self._console, changed_count)
        elif isinstance(event, WentBack):
            _pages.show_open_again(self._console, changed_count)
        elif key is not None:
            show_changes(self._console, before, after, event, key)

    def _reason_for_more(
        self,
        event: Event,
        context: QuestionContext | None,
        consequences: AnswerConsequences | None,
    ) -> str:
        """Return why more is asked from now on, if it is."""
        if consequences and consequences.new_tier and not self._plain:
            return f"because this is tier {consequences.new_tier.id}"
        match event:
            case GaveAnswer() if context is not None:
                answer = answer_in_words(context.status, plain=self._plain, length=_SHOWN_ANSWER)
                return f"because you said {in_quotes(shorten(answer, _SHOWN_ANSWER))}"
            case DeclaredUnknown() | LeftRestToVendor():
                return "because that is not known"
            case DeclaredNotApplicable():
                return "because that does not apply"
            case ContinuedWithLeftOut() | KeptAnswer():
                return "that were left out"
            case _:
                return "that are open again"
