"""Find the answers for which a question does not apply."""

from collections.abc import Iterator
from functools import cached_property

from vendorcheck.assessment.applicability import Applicability
from vendorcheck.document.problems import DataPath, Remark
from vendorcheck.model.conditions import Condition, Range, Truth, evaluate_test, qualified_name

_MAX_NAMED = 3
"""The most answers that a message names."""
_MAX_ANSWER_LENGTH = 40


class Causes:
    """The answers for which questions of one vendor file do not apply.

    Args:
        applicability: the answers, and which questions apply.
    """

    def __init__(self, applicability: Applicability) -> None:
        self._applicability = applicability
        self._plan = applicability.plan

    def remark(self, key: str, path: DataPath) -> Remark:
        """Return the remark on the answer to a question that does not apply."""
        causes = list(self._named_causes(key))
        reasons = " and ".join(self._describe(cause, key) for cause in causes)
        return Remark(
            path,
            "does-not-apply",
            f"this question does not apply{f', since {reasons}' if reasons else ''}; "
            "the answer is kept, not counted",
            "correct what decides it, or leave this answer out",
            at_key=True,
            related=tuple(_answer_path(cause) for cause in causes),
        )

    def _named_causes(self, key: str) -> Iterator[str]:
        """Yield the first answers for which a question does not apply."""
        roots = dict.fromkeys(map(self._follow, self._direct_causes.get(key) or ()))
        yield from [root for root in roots if root][:_MAX_NAMED]

    def _follow(self, key: str) -> str:
        """Return the answer that is the cause, where a question's own cause is another question."""
        followed_keys: set[str] = set()
        while key not in followed_keys and self._applies(key) is False:
            followed_keys.add(key)
            causes = self._direct_causes.get(key)
            if not causes:
                return ""
            key = causes[0]
        return key

    @cached_property
    def _direct_causes(self) -> dict[str, list[str]]:
        """The questions that each question's own condition rests on, where it does not hold."""
        return {
            question.key: causes
            for question, applies in zip(
                self._plan.questions, self._applicability.applies, strict=True
            )
            if applies is False
            for causes in [
                [
                    cause
                    for condition, home in question.conditions
                    if self._value(condition, home) is False
                    for cause in self._deciding(condition, home, value=False)
                ]
            ]
        }

    def _applies(self, key: str) -> Truth:
        return self._applicability.applies[self._plan.position_by_key[key]]

    def _value(self, condition: Condition, home: str) -> Truth:
        return condition.evaluate(self._applicability.known_answer, home)

    def _deciding(self, condition: Condition, home: str, *, value: bool) -> list[str]:
        """Return questions whose answers are enough for a condition to have its value."""
        parts = [
            *(
                [qualified_name(name, home)]
                for name, test in condition.tests.items()
                if self._test_value(name, test, home) is value
            ),
            *(
                self._deciding(part, home, value=value)
                for part in condition.all or ()
                if self._value(part, home) is value
            ),
        ]
        if condition.any and (alternatives := self._deciding_any(condition, home, value=value)):
            parts.append(alternatives)
        if condition.not_ and self._value(condition.not_, home) is not value:
            parts.append(self._deciding(condition.not_, home, value=not value))
        # One part that is false is enough; all must be true.
        chosen_parts = parts if value else parts[:1]
        return list(dict.fromkeys(key for part in chosen_parts for key in part))

    def _deciding_any(self, condition: Condition, home: str, *, value: bool) -> list[str]:
        alternatives = condition.any or ()
        same = [part for part in alternatives if self._value(part, home) is value]
        if not value and len(same) < len(alternatives):
            return []
        chosen_parts = same[:1] if value else same
        return [key for part in chosen_parts for key in self._deciding(part, home, value=value)]

    def _test_value(self, name: str, test: tuple[str, ...] | Range, home: str) -> Truth:
        return evaluate_test(test, self._applicability.known_answer(qualified_name(name, home)))

    def _describe(self, cause: str, key: str) -> str:
        """Return the answer in words; `{}` becomes the line where it stands."""
        home, _, _ = key.partition("/")
        name = cause.removeprefix(f"{home}/")
        status = self._applicability.status_at(self._plan.position_by_key[cause])
        if status.parsed_answer is None:
            return f'"{name}" is not applicable in {{}}'
        raw = status.parsed_answer.raw
        text = raw if isinstance(raw, str) else ", ".join(raw)
        # Braces would be taken for a line.
        text = text[:_MAX_ANSWER_LENGTH].replace("{}", "…")
        return f'"{name}" is answered "{text}" in {{}}'


def _answer_path(key: str) -> DataPath:
    questionnaire_id, _, question_id = key.partition("/")
    return ("responses", questionnaire_id, "answers", question_id)
