"""lead: one page to sign, with verdict, reasons, cost, conditions and risks.

It fits on a sheet of A4, whatever a vendor wrote: texts are cut to lines and lists to entries, and
the page says what it leaves out and where that is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Final

from vendorcheck import __version__
from vendorcheck.assessment.accepted_risks import sorted_accepted_risks
from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.judgement import APPROVE_WITH_CONDITIONS, MORE_INFORMATION_NEEDED
from vendorcheck.assessment.reasons import format_coverage, format_score, format_threshold
from vendorcheck.model.fields import Verdict
from vendorcheck.reports.readers._base import VIEWS, View, ViewContent
from vendorcheck.reports.readers._costs import costs, requested_names
from vendorcheck.reports.readers._parts import Item, Part
from vendorcheck.reports.readers._short_lists import (
    LINE,
    LONG_PART,
    SHORT_PART,
    ShortEntry,
    ShortList,
    cut_list,
    list_items,
)
from vendorcheck.reports.view import phrases, words
from vendorcheck.reports.view.evidence import our_duties
from vendorcheck.reports.view.overview import Overview
from vendorcheck.reports.view.paths import is_hardly_known, lay_out_verdict_paths
from vendorcheck.reports.view.record import Record
from vendorcheck.reports.view.rules import RuleExplainer
from vendorcheck.text.layout import shorten_to_width
from vendorcheck.text.words import count_with_noun

# Lists have so many entries at most that the page has room for them and for the lines to sign.
_MAX_REASONS: Final = 5
_MAX_DECIDED: Final = 4
_MAX_CONDITIONS: Final = 7
"""Decided and proposed ones together."""
_MAX_COSTS: Final = 3
_MAX_RISKS: Final = 3
_MAX_REMINDERS: Final = 3
_STEP: Final = 3 * LINE // 2
"""The columns of a step, which may take a second line."""
_PURPOSE_QUESTION: Final = "request/purpose"
_DATA_QUESTION: Final = "request/data"
_SIGNED_FIELDS: Final = ("Name", "Day", "Signature")
_REST: Final = "Long texts and lists are cut here; the full report (the view “it”) has all of them."


@dataclass(frozen=True, slots=True)
class LeadContent(ViewContent):
    """All that the page shows."""

    view: ClassVar[str] = "lead"
    schema: ClassVar[str] = "vendorcheck-lead-view/1"

    product: str
    purpose: str
    as_of: str
    verdict: Verdict
    verdict_label: str
    verdict_reason: str
    outlook: str
    reasons: ShortList
    about: ShortList
    conditions: ShortList
    next_steps: ShortList
    costs: ShortList
    risks: ShortList
    reminders: ShortList
    decision: str
    basis: str

    @property
    def title(self) -> str:
        """The heading of the page."""
        return f"{self.verdict_label}: {self.product}, {self.as_of}"

    @property
    def choices(self) -> tuple[str, ...]:
        """The decisions to choose from."""
        return tuple(words.VERDICT_LABELS.values())

    @property
    def signed_fields(self) -> tuple[str, ...]:
        """The titles of the fields that whoever decides fills in."""
        return _SIGNED_FIELDS

    @property
    def pointer(self) -> str:
        """A sentence that says where the rest is."""
        return _REST

    def parts(self) -> Iterator[Part]:
        """Yield the parts of the page, and the lines to sign."""
        opening = f"{self.verdict_reason}. {self.outlook}"
        paragraphs = (self.purpose, opening) if self.purpose else (opening,)
        yield Part(paragraphs=paragraphs, items=list_items(self.reasons))
        lists = (self.about, self.conditions, self.next_steps)
        for entries in (*lists, self.costs, self.risks, self.reminders):
            if entries.entries:
                yield Part(entries.title, items=list_items(entries))
        lines = (
            *([f"So far: {self.decision}."] if self.decision else []),
            *(f"[ ] {choice}" for choice in self.choices),
            *(f"{name}: ________________________" for name in self.signed_fields),
        )
        yield Part("Decision of the business owner", items=tuple(map(Item, lines)))
        yield Part(paragraphs=(self.pointer, self.basis))


def lay_out(assessment: Assessment) -> LeadContent:
    """Lay out the page that whoever decides gets to see."""
    explainer, record = RuleExplainer(assessment), Record(assessment)
    overview = Overview(assessment, record)
    conditions = _conditions(assessment)
    return LeadContent(
        product=shorten_to_width(words.vendor_name(assessment.vendor.vendor), LINE),
        purpose=shorten_to_width(requested_names(assessment, _PURPOSE_QUESTION), _STEP),
        as_of=str(assessment.as_of),
        verdict=assessment.verdict,
        verdict_label=words.VERDICT_LABELS[assessment.verdict],
        verdict_reason=shorten_to_width(words.verdict_reason(assessment), 2 * LINE),
        outlook=words.outlook_sentence(assessment),
        reasons=_reasons(assessment, explainer),
        about=_about(assessment, overview),
        conditions=conditions,
        next_steps=_next_steps(assessment, explainer, _MAX_CONDITIONS - len(conditions.entries)),
        costs=_costs(assessment),
        risks=_risks(assessment, overview),
        reminders=_reminders(assessment, record),
        decision=_decision(assessment, record),
        basis=_basis(assessment),
    )


VIEWS.add("lead")(View("lead", lay_out))


def _reasons(assessment: Assessment, explainer: RuleExplainer) -> ShortList:
    """Return the points of the rules that the headline names, then the other rules."""
    explanations = explainer.explanations
    is_conditional = assessment.verdict == APPROVE_WITH_CONDITIONS
    leading = explanations if is_conditional else explanations[:1]
    points = [line.with_mark for explanation in leading for line in explanation.lines]
    entries = [ShortEntry(line.title) for line in points]
    entries += [ShortEntry(f"{rule.detail}.") for rule in explanations[len(leading) :]]
    return cut_list("Why", entries, _MAX_REASONS)


def _about(assessment: Assessment, overview: Overview) -> ShortList:
    """Return who wants the product for what, how much is known of it, and how much is wrong."""
    vendor, tier = assessment.vendor.vendor, assessment.tier
    settings = assessment.evaluation.plan.settings
    assumed = " (assumed)" if assessment.tier_assumed else ""
    plan = f"plan {vendor.plan}" if vendor.plan else ""
    coverage = format_coverage(assessment.coverage, settings)
    required = format_threshold(settings.coverage_at_least)
    findings = "; ".join(filter(None, (overview.tally_text, overview.weight_text)))
    facts = [
        ("Wanted by", ", ".join(filter(None, (vendor.owner, plan)))),
        ("With data", requested_names(assessment, _DATA_QUESTION)),
        ("Reviewed as", f"{tier.title}{assumed}" if tier else ""),
        ("Score", _score(assessment, overview)),
        ("Answered", f"{coverage} of what counts; {required} is required"),
        ("Findings", findings or "none"),
    ]
    entries = [ShortEntry(title, text) for title, text in facts if text]
    return cut_list("In short", entries, len(facts), note_columns=LINE)


def _score(assessment: Assessment, overview: Overview) -> str:
    """Return the score and the limit for an approval; it says nothing while little is answered."""
    if is_hardly_known(assessment):
        return "too early to tell"
    settings = assessment.evaluation.plan.settings
    limit = f"{format_threshold(settings.approve_at)} is required to approve"
    reach = f", {overview.score_range}" if overview.score_range else ""
    return f"{format_score(assessment.score, settings)}{reach}; {limit}"


def _conditions(assessment: Assessment) -> ShortList:
    """Return the conditions of the last decision that are not done, and the number of the others.

    What is done needs no signature, and leaves its room to what is proposed.
    """
    decision = assessment.last_decision
    if decision is None or not decision.conditions:
        return ShortList("Conditions")
    waiting = [one for one in decision.conditions if not one.is_done(assessment.as_of)]
    done_count = len(decision.conditions) - len(waiting)
    notes = [
        (one.text, phrases.condition_note(one, assessment.as_of, is_last=True)) for one in waiting
    ]
    shown = cut_list(
        f"Conditions of the decision of {decision.decided_on}",
        [ShortEntry(text, note) for text, note in notes],
        _MAX_DECIDED,
        columns=2 * LONG_PART,
        note_columns=2 * SHORT_PART,
    )
    done = (ShortEntry(f"{done_count} done"),) if done_count else ()
    return replace(shown, entries=(*shown.entries, *done))


def _next_steps(assessment: Assessment, explainer: RuleExplainer, most: int) -> ShortList:
    """Return the steps to the next better verdict, or whom to ask what first."""
    paths = lay_out_verdict_paths(assessment, explainer)
    if not paths:
        return ShortList("What would have to change")
    path = paths[0]
    entries = [ShortEntry(f"{fact.detail}.") for fact in (*path.open_facts, *path.obstacles)]
    entries += [
        ShortEntry(f"{words.OWNER_LABELS[step.owner]}: {step.condition_text}")
        for step in (*path.agreements, *(path.steps or ()))
    ]
    if assessment.verdict == MORE_INFORMATION_NEEDED or path.answered_share:
        entries[:0] = [ShortEntry(text) for text in _questions_to_ask(assessment)]
    return cut_list(path.title, entries, most, columns=_STEP)


def _questions_to_ask(assessment: Assessment) -> Iterator[str]:
    for who, count in (
        ("the vendor", len(assessment.questions_for_vendor)),
        ("the requester", len(assessment.questions_for_requester)),
        ("ourselves: does it apply?", len(assessment.put_aside.to_confirm)),
    ):
        if count:
            yield f"{count_with_noun(count, 'question', 'questions')} to {who}"


def _costs(assessment: Assessment) -> ShortList:
    entries = [ShortEntry(what, price) for what, price in costs(assessment)]
    return cut_list("Cost", entries, _MAX_COSTS, LONG_PART)


def _risks(assessment: Assessment, overview: Overview) -> ShortList:
    """Return what is accepted: what has ended comes first, then what ends next."""
    accepted = [
        overview.describe_risk(risk)
        for risk in sorted_accepted_risks(assessment.vendor)
        if risk.accepted_on <= assessment.as_of
    ]
    entries = [ShortEntry(acceptance.what, acceptance.note) for acceptance in accepted]
    return cut_list("Accepted risks", entries, _MAX_RISKS, LONG_PART)


def _reminders(assessment: Assessment, record: Record) -> ShortList:
    """Return our duties, what is overdue, and what is due soon; the first few are enough here."""
    count = len(our_duties(assessment))
    what = count_with_noun(count, "thing", "things")
    duties = [ShortEntry(f"{what} that we must do ourselves, whatever is decided")]
    groups = record.deadline_groups
    entries = [
        ShortEntry(f"{group.lead} {entry.day}: {entry.text}")
        for group in groups
        for entry in group.entries
    ]
    shown = cut_list("To keep in mind", [*(duties if count else []), *entries], _MAX_REMINDERS)
    more = sum(group.more_count for group in groups)
    return replace(shown, more=shown.more + more)


def _decision(assessment: Assessment, record: Record) -> str:
    """Return the last decision, and what has changed since; empty without one."""
    if assessment.last_decision is None:
        return ""
    return shorten_to_width(f"{record.decision_text}; {record.decision_basis}", _STEP)


def _basis(assessment: Assessment) -> str:
    """Return what the page rests on, so that a signature is about these answers."""
    policy = assessment.policy
    return (
        f"Rests on the answers {assessment.digests.answers[:16]} and the policy {policy.id} "
        f"{policy.version}; made with vendorcheck {__version__}."
    )
