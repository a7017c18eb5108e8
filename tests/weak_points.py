"""Hypothesis strategies: the weak points of a vendor, which it admits honestly.

Each adds questions with honest answers to a draft, and names the tricks that could hide it and the
rules that could see it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from hypothesis import strategies as st

from strategies import SEVERITIES, Data

HOME = "sso"
CURRENT = {"title": "Guide", "url": "https://a.example", "dated": "2026-06-01"}
ENDED = {"title": "Old guide", "url": "https://a.example/old", "dated": "2024-06-01"}


@dataclass
class Draft:
    """A questionnaire, its policy and the honest answers, as they grow weak point by weak point."""

    questions: list[Data] = field(default_factory=list)
    checks: list[Data] = field(default_factory=list)
    answers: dict[str, Data] = field(default_factory=dict)
    policy: Data = field(default_factory=dict)
    sections: dict[str, list[Data]] = field(default_factory=dict)

    def name(self) -> str:
        """Return an id that no question has yet."""
        count = len(self.questions) + sum(len(asked) for asked in self.sections.values())
        return f"q{count}"

    def ask(self, answer: Data, **rest: Data) -> str:
        """Add a yes/no question with its honest answer, and return its id."""
        name = self.name()
        own = {"id": name, "type": "yes_no", "ask": f"What of {name}?", **rest}
        self.questions.append({key: value for key, value in own.items() if value is not None})
        self.answers[name] = answer
        return name


SILENCE = ("left out", "unknown", "not applicable", "a note only", "accepted later")
OF_EVIDENCE = ("no evidence", "no day", "a later day", "a far end", "a home page more")


@dataclass(frozen=True)
class WeakPoint:
    """The questions that make up a weak point, and the tricks and the rules that suit it."""

    keys: list[str]
    tricks: tuple[str, ...]
    rules: tuple[str, ...]


def _severity(draw: st.DrawFn) -> str:
    return draw(st.sampled_from(SEVERITIES))


def _weight(draw: st.DrawFn) -> str:
    return draw(st.sampled_from(["1", "1", "2", "5", "10"]))


def _gap(draw: st.DrawFn, draft: Draft) -> None:
    draft.ask("no", severity=_severity(draw), weight=_weight(draw))


def _bad_option(draw: st.DrawFn, draft: Draft) -> None:
    """Add an option that is worse than its question."""
    draft.ask(
        "bad",
        type="choice",
        severity="low",
        weight="1",
        options=[
            {"id": "good", "label": "Good", "credit": "1"},
            {"id": "bad", "label": "Bad", "credit": "0", "severity": _severity(draw)},
        ],
    )


def _blocker(draw: st.DrawFn, draft: Draft) -> None:
    draft.ask("no", severity="low", weight=draw(st.sampled_from(["0", "1"])), blocker="true")


def weak_grade(draw: st.DrawFn, draft: Draft) -> None:
    """Add a good answer whose evidence may have ended, where the policy requires documents."""
    severity = _severity(draw)
    draft.policy.setdefault("grades", {})[severity] = "documented"
    evidence = draw(st.sampled_from([[], [ENDED], [ENDED], [ENDED, ENDED], [ENDED, CURRENT]]))
    grade = draw(st.sampled_from(["claimed", "documented", "documented"]))
    answer: Data = {"answer": "yes", "grade": grade}
    draft.ask(answer | ({"evidence": evidence} if evidence else {}), severity=severity, weight="1")


def _gate(draw: st.DrawFn, draft: Draft) -> None:
    """Add a gate, scored or not, and what it opens: one to three questions, one perhaps a must."""
    scored = draw(st.booleans())
    gate = draft.ask(
        "yes",
        type="choice",
        severity="low",
        weight=None if scored else "0",
        options=[
            {"id": name, "label": name, **({"credit": "1"} if scored else {})}
            for name in ("yes", "no")
        ],
    )
    for _ in range(draw(st.integers(1, 3))):
        gate = draft.ask(
            draw(st.sampled_from(["no", "no", "yes", {"unknown": "true"}])),
            severity=_severity(draw),
            weight=_weight(draw),
            blocker=draw(st.sampled_from([None, None, None, "true"])),
            when={gate: ["yes"]} if draw(st.booleans()) else {"not": {gate: ["no"]}},
        )


def _two_answers(draw: st.DrawFn, draft: Draft) -> None:
    """Add a contradiction, or a requirement that may be a must, between two answers."""
    first = draft.ask("yes", severity="low", weight="1")
    second = draft.ask("no", severity="low", weight="1")
    when = {"all": [{first: ["yes"]}, {second: ["no"]}]}
    kind = draw(st.sampled_from([{}, {"kind": "requirement"}, {"blocker": "true"}]))
    check = {"id": f"c-{first}", "message": "Both?", "severity": _severity(draw), "when": when}
    draft.checks.append(check | (kind | {"kind": "requirement"} if kind else {}))


def _unscored_gate(draft: Draft) -> str:
    """Add a question that only decides what else is asked, and return its id."""
    options = [{"id": name, "label": name} for name in ("yes", "no")]
    return draft.ask("yes", type="choice", options=options)


def _unknown_behind_gate(draw: st.DrawFn, draft: Draft) -> None:
    """Add a gate, and behind it something that the vendor honestly does not know."""
    gate = _unscored_gate(draft)
    for _ in range(draw(st.integers(1, 2))):
        when = {gate: ["yes"]}
        draft.ask({"unknown": "true"}, severity="low", weight=_weight(draw), when=when)


def _section(draw: st.DrawFn, draft: Draft) -> None:
    """Add a section of its own with a floor, half of it bad."""
    _add_section(draw, draft, None)


def _section_behind_gate(draw: st.DrawFn, draft: Draft) -> None:
    """Add the same where a gate elsewhere opens the bad half."""
    _add_section(draw, draft, {_unscored_gate(draft): ["yes"]})


def _add_section(draw: st.DrawFn, draft: Draft, when: Data) -> None:
    before = len(draft.questions)
    draft.ask(draw(st.sampled_from(["yes", "yes", "no"])), severity="low", weight="1")
    bad = draw(st.sampled_from(["no", "no", {"unknown": "true"}]))
    draft.ask(bad, severity="low", weight=_weight(draw), when=when)
    name = f"s{len(draft.sections)}"
    draft.sections[name], draft.questions = draft.questions[before:], draft.questions[:before]
    draft.policy.setdefault("section_floors", {})[f"{HOME}/{name}"] = draw(
        st.sampled_from(["50", "50.01", "100"])
    )


WEAK_POINTS: dict[str, tuple[Callable[[st.DrawFn, Draft], None], tuple[str, ...]]] = {
    "gap": (_gap, ("finding", "band")),
    "bad option": (_bad_option, ("finding",)),
    "blocker": (_blocker, ("none",)),
    "weak grade": (weak_grade, ("grade",)),
    "gate": (_gate, ("finding", "band", "coverage", "none")),
    "unknown behind a gate": (_unknown_behind_gate, ("coverage",)),
    "two answers": (_two_answers, ("finding",)),
    "section": (_section, ("floor",)),
    "section behind a gate": (_section_behind_gate, ("floor",)),
}
"""Each with the rules that it may break; `none`: a blocker."""
