"""The words of a comparison: what stands in each cell, and which vendor stands best."""

from collections.abc import Mapping, Sequence
from typing import Final

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.comparison import Candidate, Comparison, Criterion, RequiredPlan
from vendorcheck.assessment.judgement import APPROVE_WITH_CONDITIONS, DO_NOT_APPROVE, VERDICTS
from vendorcheck.assessment.questionnaire_results import QuestionResult
from vendorcheck.assessment.score import Tally
from vendorcheck.model.fields import SEVERITIES, Verdict
from vendorcheck.reports.view import words
from vendorcheck.text.numbers import format_percent
from vendorcheck.text.safe import MAX_QUOTE_LENGTH, short_name
from vendorcheck.text.words import count_with_noun, join_list

NOTHING: Final = "–"
_MET: Final[Mapping[str | None, str]] = {
    "yes": "Yes",
    "partly": "Partly",
    "no": "No",
    "unknown": "Not known",
    None: NOTHING,
}
_BY: Final[Mapping[Criterion, str]] = {
    "verdict": "",
    "needs": ", as it meets more of what can't be done without",
    "steps": ", as the fewest steps lead to an approval",
    "score": ", by its score",
}


def candidate_names(candidates: Sequence[Candidate]) -> tuple[str, ...]:
    """Return a name for each vendor, none twice: the product, with its file if another has it."""
    vendors = [candidate.assessment.vendor.vendor for candidate in candidates]
    names = [short_name(vendor.product or vendor.name) for vendor in vendors]
    return tuple(
        f"{name} ({_file_name(candidate.file)})" if names.count(name) > 1 else name
        for name, candidate in zip(names, candidates, strict=True)
    )


def _file_name(path: str) -> str:
    name = path.replace("\\", "/").rpartition("/")[2]
    return short_name(name.rpartition(".")[0] or name)


def headline(comparison: Comparison) -> str:
    """Return which vendor stands best, and by what, in a sentence."""
    names = candidate_names(comparison.candidates)
    best = [names[index] for index in comparison.best]
    verdict = comparison.candidates[comparison.best[0]].assessment.verdict
    label = words.VERDICT_LABELS[verdict].lower()
    if comparison.decided_by is None:
        return f"All of them stand alike: {label}."
    stand = "stands" if len(best) == 1 else "stand"
    nobody = " None of them can be bought as it is." if verdict == DO_NOT_APPROVE else ""
    by = _BY[comparison.decided_by]
    return f"{join_list(best)} {stand} best: {label}{by}.{nobody}"


def verdict_lines(assessment: Assessment) -> tuple[str, ...]:
    """Return the verdict, and whether open answers can still change it."""
    label = words.VERDICT_LABELS[assessment.verdict]
    if assessment.is_settled or assessment.best_verdict == assessment.worst_verdict:
        return (label,)
    return label, "may still change"


def score_text(tally: Tally | None) -> str:
    """Return a score in whole percent, with its range while questions are open."""
    if tally is None:
        return NOTHING
    score, lowest, highest = tally.score, tally.lowest_score, tally.highest_score
    text = format_percent(score, 0)
    if score is None or lowest is None or highest is None or lowest == highest:
        return text
    bounds = (format_percent(bound, 0).removesuffix(" %") for bound in (lowest, highest))
    return f"{text.removesuffix(' %')} ({'–'.join(bounds)}) %"


def blocker_lines(assessment: Assessment) -> tuple[str, ...]:
    """Return what must be met and is not, each on a line, and how much of it is open."""
    results = [
        result
        for result in assessment.judgement.rule_results
        if result.rule in ("blocker", "requirement")
    ]
    failed = dict.fromkeys(key for result in results if not result.could for key in result.subjects)
    open_keys = {key for result in results if result.could for key in result.subjects}
    texts = {finding.subject: finding.finding for finding in reversed(assessment.findings)}
    lines = [f"Not met: {short_name(texts.get(key, key), MAX_QUOTE_LENGTH)}" for key in failed]
    if count := len(open_keys - failed.keys()):
        lines.append(f"{count} open")
    return tuple(lines) or ("All met",)


def finding_text(assessment: Assessment) -> str:
    """Return how many findings are critical, high, and lesser."""
    severities = [
        finding.severity
        for finding in assessment.findings
        if finding.accepted_risk is None and finding.kind != "overdue"
    ]
    counts = {severity: severities.count(severity) for severity in reversed(SEVERITIES)}
    parts = [f"{counts.pop(name)} {name}" for name in ("critical", "high") if counts[name]]
    lesser = sum(counts[name] for name in ("medium", "low"))
    return ", ".join((*parts, *[f"{lesser} lesser"] * bool(lesser))) or "None"


def needs_text(assessment: Assessment) -> str:
    """Return how many needs are met, those that must be apart."""
    needs = assessment.vendor.needs
    parts = []
    for must, name in ((True, "must"), (False, "other")):
        own = [need.met for need in needs if need.must == must]
        if own:
            parts.append(f"{name} {own.count('yes')} of {len(own)}")
    return ", ".join(parts) or NOTHING


def met_text(met: str | None) -> str:
    """Return how far a need is met, in a word."""
    return _MET[met]


def plan_lines(plans: Sequence[RequiredPlan], assessment: Assessment) -> tuple[str, ...]:
    """Return the plans that answers hold for with their prices, and what the contract costs."""
    lines: list[str] = []
    for plan in plans:
        prices = "; ".join(short_name(price, MAX_QUOTE_LENGTH) for price in plan.prices)
        if plan.questions and not prices:
            prices = "price not named"
        name = f"Plan {short_name(plan.plan)}" if plan.plan else "Extra"
        count = len(plan.questions)
        answers = f", for {count_with_noun(count, 'answer', 'answers')}" * bool(count)
        other = "" if plan.is_ours or not plan.plan else " as well"
        lines.append(f"{name}{other}{f': {prices}' * bool(prices)}{answers}")
    contract = assessment.vendor.contract
    if contract and contract.yearly_cost:
        lines.append(f"Contract: {short_name(contract.yearly_cost, MAX_QUOTE_LENGTH)} a year")
    return tuple(lines) or ("Not named",)


def answer_text(result: QuestionResult | None) -> str:
    """Return an answer as a person reads it, or the reason why there is none."""
    if result is None:
        return "Not asked"
    status = result.status
    if status.parsed_answer is not None:
        return status.parsed_answer.quotable_text
    return words.state_label(status)


def rated_answer_text(result: QuestionResult | None) -> str:
    """Return an answer for people, with what it lacks: colour alone does not say it."""
    label = words.status_label(result) if result else ""
    remark = f" ({label.lower()})" if label in {"Partly met", "Not met"} else ""
    return f"{answer_text(result)}{remark}"


def answer_tone(result: QuestionResult | None) -> str:
    """Return the verdict whose colour an answer has; empty for one that is not scored."""
    if result is None or not result.status.question.is_scored:
        return ""
    status = result.status
    if status.answer_result is None:
        return "" if status.is_put_aside else "more-information-needed"
    credit = status.answer_result.credit
    return "approve" if credit == 1 else "approve-with-conditions" if credit else "do-not-approve"


def score_tone(tally: Tally | None, assessment: Assessment) -> str:
    """Return the verdict that the score of a section alone would amount to; empty without one."""
    if tally is None or tally.score is None:
        return ""
    settings = assessment.evaluation.plan.settings
    index = (tally.score < settings.approve_at) + 2 * (tally.score < settings.conditions_at)
    tones: Sequence[Verdict] = (
        VERDICTS[0],
        APPROVE_WITH_CONDITIONS,
        DO_NOT_APPROVE,
        DO_NOT_APPROVE,
    )
    return tones[index]
