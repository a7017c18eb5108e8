"""The laws of an assessment, over generated worlds.

VENDORCHECK_LAWS=2000 tries each law on so many worlds.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, product
from typing import get_args

import pytest
from hypothesis import Phase, assume, find, settings, strategies as st

from reference import VERDICTS, Reference, earns
from strategies import (
    AS_OF,
    SETTINGS,
    Data,
    World,
    answers_to,
    assessor,
    calm_worlds,
    closely,
    entries,
    law,
    vendor_file,
    worlds,
)
from vendorcheck.assessment.accepted_risks import AcceptedRisks, accepted_risks_in_force
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.digests import answers_digest
from vendorcheck.assessment.evaluation import AnswerState, Evaluation, evaluate
from vendorcheck.assessment.judgement import Judgement
from vendorcheck.assessment.path_to_yes.path import find_path_to_yes, find_paths_to_yes
from vendorcheck.assessment.path_to_yes.progress import Progress
from vendorcheck.assessment.path_to_yes.steps import AvailableSteps, Step, rank_steps, take_steps
from vendorcheck.assessment.rules import apply_rules
from vendorcheck.assessment.score import combine_tallies, tally_sections
from vendorcheck.model.fields import Verdict
from vendorcheck.reports import REPORTS, Display
from vendorcheck.reports.json import assessment_as_data

TARGETS: list[Verdict] = ["approve", "approve-with-conditions"]
SILENCED = {"blocker", "requirement", "finding", "grade"}
BRUTE = 2_000
"""How many sets of steps are tried out one by one at the most."""


def stands(world: World, engine: Assessor) -> tuple[Evaluation, AcceptedRisks]:
    vendor = vendor_file(world)
    tier = engine.tiering_of(vendor, AS_OF).tier
    return evaluate(engine.plan_for_tier(tier), vendor, AS_OF), accepted_risks_in_force(
        vendor, AS_OF
    )


def fires(judgement: Judgement) -> set[tuple[str, str, str, bool]]:
    return {
        (fired.rule, fired.verdict, subject, fired.could)
        for fired in judgement.rule_results
        for subject in fired.subjects or ("",)
    }


def rank(verdict: str) -> int:
    return VERDICTS.index(verdict)


# ---- what the contract says


@closely(st.one_of(worlds(), calm_worlds()))
def test_the_engine_says_what_the_contract_says(world: World) -> None:
    engine = assessor(world)
    situation, accepted = stands(world, engine)
    judgement = apply_rules(situation, accepted)
    tier = situation.plan.tier
    reference = Reference(
        world, next((one for one in world.policy["tiers"] if tier and one["id"] == tier.id), None)
    )
    sums = reference.sums()
    earned, total, open_, undecided = sums.earned, sums.total, sums.open, sums.undecided
    tally = judgement.tally
    assert tally.score == (100 * earned / total if total else None)
    whole = total + undecided
    assert tally.coverage == (100 * (total - open_) / whole if whole else None)
    assert tally.lowest_score == (100 * earned / whole if whole else None)
    assert tally.highest_score == (100 * (earned + open_ + undecided) / whole if whole else None)
    verdict, best, worst, now = reference.verdicts()
    assert fires(judgement) == now
    assert (judgement.verdict, judgement.best_verdict, judgement.worst_verdict) == (
        verdict,
        best,
        worst,
    )


@closely(st.one_of(worlds(), calm_worlds()))
def test_the_findings_are_what_the_contract_says(world: World) -> None:
    found = assessor(world).assess(vendor_file(world), AS_OF)
    tier = next(
        (one for one in world.policy["tiers"] if found.tier and one["id"] == found.tier.id), None
    )
    assert [
        (
            one.kind,
            one.severity,
            one.subject,
            one.finding if one.kind == "gap" else None,
            one.remedy if one.kind == "gap" else None,
            one.accepted_risk.expires.isoformat() if one.accepted_risk else None,
            one.points,
        )
        for one in found.findings
    ] == Reference(world, tier).findings()


@law(worlds())
def test_one_vendor_alone_is_judged_as_among_many(world: World) -> None:
    engine = assessor(world)
    vendor = vendor_file(world)
    assert engine.judge(vendor, AS_OF) == engine.assess(vendor, AS_OF).judgement


@law(worlds())
def test_the_tier_is_the_first_whose_condition_is_not_no(world: World) -> None:
    engine = assessor(world)
    tiering = engine.tiering_of(vendor_file(world), AS_OF)
    tier, assumed = tiering.tier, tiering.is_assumed
    tiers = world.policy["tiers"]
    plain = Reference(world, None)
    named = {name.partition("/")[0] for one in tiers for name in _names(one.get("when", {}))}
    if named and not any(world.vendor["responses"].get(name, {}).get("answers") for name in named):
        assert (tier, assumed) == (None, False)
        return
    # The place of a question does not depend on the tier, which is not known yet.
    # Its gates do not count.
    plain.gates = {}
    holds = [plain.holds(one["when"], "") if "when" in one else True for one in tiers]
    first = next((number for number, value in enumerate(holds) if value is not False), None)
    assert (tier.id if tier else None) == (tiers[first]["id"] if first is not None else None)
    assert assumed == (first is not None and holds[first] is None)


def _names(when: Data) -> Iterator[str]:
    for key, value in when.items():
        if key in ("all", "any"):
            for part in value:
                yield from _names(part)
        elif key == "not":
            yield from _names(value)
        else:
            yield key


@law(worlds())
def test_contributions_add_up_to_the_score(world: World) -> None:
    found = assessor(world).assess(vendor_file(world), AS_OF)
    parts = [result.contribution for result in found.questions if result.contribution is not None]
    assert sum(parts, Fraction(0)) == (found.score or 0)
    assert bool(parts) == (found.score is not None)


# ---- answering


def completions(world: World, engine: Assessor, data: st.DataObject) -> Iterator[World]:
    """The world as its open questions are answered one after the other, in any order."""
    for key in data.draw(st.permutations(world.keys)):
        entry = world.answer(key)
        open_ = entry is None or "unknown" in entry or "disputed" in entry or set(entry) == {"note"}
        if open_ and matters(world, engine, key):
            question = world.question(key)
            said = data.draw(
                st.one_of(
                    st.just({"unknown": "true"}),
                    entries(question, open_too=False).filter(lambda said: "answer" in said),
                )
            )
            world = world.answered({key: said})
            yield world


def matters(world: World, engine: Assessor, key: str) -> bool:
    """Whether a question is one of the assessment's, or decides the tier.

    Decided: while there is no tier, the questions that would decide one are no open questions
    of the assessment, unless something in it refers to them.
    """
    tier = engine.tiering_of(vendor_file(world), AS_OF).tier
    return tier is not None or key in engine.plan_for_tier(tier).position_by_key


@law(worlds(open_ones=2), st.data())
def test_answering_only_narrows(world: World, data: st.DataObject) -> None:
    engine = assessor(world)
    before = engine.assess(vendor_file(world), AS_OF)
    assert rank(before.best_verdict) <= rank(before.verdict) <= rank(before.worst_verdict)
    later = before.judgement
    for answered in completions(world, engine, data):
        last, later = later, engine.judge(vendor_file(answered), AS_OF)
        assert (
            rank(last.best_verdict)
            <= rank(later.best_verdict)
            <= rank(later.verdict)
            <= rank(later.worst_verdict)
            <= rank(last.worst_verdict)
        )
        if before.is_settled:
            assert later.verdict == before.verdict
        tally = later.tally
        for score in (tally.lowest_score, tally.score, tally.highest_score):
            if score is not None:
                assert before.lowest_score is not None
                assert before.highest_score is not None
                assert before.lowest_score <= score <= before.highest_score


@pytest.mark.slow
@law(worlds(open_ones=2), st.data())
def test_the_range_only_narrows_while_the_tier_stays(world: World, data: st.DataObject) -> None:
    engine = assessor(world)
    last = engine.assess(vendor_file(world), AS_OF)
    for answered in completions(world, engine, data):
        later = engine.assess(vendor_file(answered), AS_OF)
        if later.lowest_score is not None and later.highest_score is not None:
            assert last.lowest_score is not None
            assert last.highest_score is not None
            assert (
                last.lowest_score <= later.lowest_score <= later.highest_score <= last.highest_score
            )
        last = later


@pytest.mark.slow
@law(worlds(), st.data())
def test_more_credit_never_worsens_the_verdict(world: World, data: st.DataObject) -> None:
    # Without accepted risks: what was accepted is one answer, and a better one is no longer that.
    world = world.without_risks()
    engine = assessor(world)
    situation, accepted = stands(world, engine)
    better = [
        (reply.question.key, answer)
        for reply, applies in situation
        if applies is not False
        and reply.parsed_answer is not None
        and reply.answer_result is not None
        for answer in answers_to(world.question(reply.question.key))
        if (earned := earns(world.question(reply.question.key), answer))
        and earned[0] > reply.answer_result.credit
    ]
    assume(better)
    key, answer = data.draw(st.sampled_from(better))
    improved = world.answered({key: {**world.answer(key), "answer": answer}})
    after, _ = stands(improved, engine)
    assume(after.plan is situation.plan)
    assume((after.applies, after.check_results) == (situation.applies, situation.check_results))
    assert rank(apply_rules(after, accepted).verdict) <= rank(
        apply_rules(situation, accepted).verdict
    )


# ---- accepted risks


@law(worlds())
def test_an_accepted_risk_only_silences_its_own_question_or_check(world: World) -> None:
    engine = assessor(world)
    situation, accepted = stands(world, engine)
    silent, loud = apply_rules(situation, accepted), apply_rules(situation, {})
    assert (silent.tally, silent.section_tallies) == (loud.tally, loud.section_tallies)
    assert fires(silent) <= fires(loud)
    for rule, _, subject, _ in fires(loud) - fires(silent):
        assert rule in SILENCED
        assert subject in accepted
    assert rank(silent.verdict) <= rank(loud.verdict)


@law(worlds())
def test_an_accepted_risk_never_changes_the_score(world: World) -> None:
    engine = assessor(world)
    silent: Data = assessment_as_data(engine.assess(vendor_file(world), AS_OF))
    loud: Data = assessment_as_data(engine.assess(vendor_file(world.without_risks()), AS_OF))
    for key in ("tier", "score", "score_low", "score_high", "exact", "coverage", "questionnaires"):
        assert silent[key] == loud[key]
    about_all = {"not-scorable", "not-applicable", "coverage", "score-band", "section-floor"}
    assert [rule for rule in silent["rules"] if rule["rule"] in about_all] == [
        rule for rule in loud["rules"] if rule["rule"] in about_all
    ]


# ---- path to yes


def brute_force(
    moves: AvailableSteps, accepted: AcceptedRisks, target: Verdict
) -> tuple[Step, ...] | None:
    """The fewest steps, the least effort, the most points, then the first: all sets are tried."""
    choices: dict[str, list[Step | None]] = {}
    for step in moves.all_steps():
        choices.setdefault(step.subject, [None]).append(step)
    count = 1
    for ways in choices.values():
        count *= len(ways)
    assume(count <= BRUTE)
    found: list[tuple[Step, ...]] = []
    for picks in product(*choices.values()):
        steps = tuple(step for step in picks if step)
        evaluation, judgement = take_steps(moves.initial_evaluation, accepted, steps)
        failing = {
            check.key
            for check, fails in zip(evaluation.plan.checks, evaluation.check_results, strict=True)
            if fails
        }
        # Decided: only what contradicts itself can be cleared up, not what could come to.
        if not all(step.subject in failing for step in steps if step.kind == "clarify"):
            continue
        if rank(judgement.verdict) <= rank(target):
            found.append(steps)
    return min(found, key=rank_steps, default=None)


@closely(st.one_of(worlds(), calm_worlds()))
def test_the_steps_are_those_that_the_contract_names(world: World) -> None:
    situation, _ = stands(world, assessor(world))
    tier = situation.plan.tier
    given = next((one for one in world.policy["tiers"] if tier and one["id"] == tier.id), None)
    offered = {
        (step.subject, step.kind, step.effort) for step in AvailableSteps(situation).all_steps()
    }
    assert offered == Reference(world, given).steps()
    for step in AvailableSteps(situation).all_steps():
        assert (step.kind == "confirm") == (
            step.status is not None and step.status.answer_state == "not-applicable"
        )
        assert (
            step.status is None
            or step.kind == "confirm"
            or (step.status.grade == "verified" and step.status.answer_state == "answered")
        )
        assert step.kind not in ("remedy", "answer") or (
            step.status and step.status.earns_full_credit
        )


@closely(st.one_of(worlds(most=2), calm_worlds()), st.sampled_from(TARGETS))
def test_the_path_to_yes_is_the_shortest_there_is(world: World, target: Verdict) -> None:
    situation, accepted = stands(world, assessor(world))
    path = find_path_to_yes(situation, accepted, target)
    expected = brute_force(AvailableSteps(situation), accepted, target)
    if expected is None:
        # Decided: questions that are not scored are answered only where nothing else leads there.
        expected = brute_force(
            AvailableSteps(situation, include_deciding_answers=True), accepted, target
        )
    assert path.is_minimal
    assert path.steps == expected
    assert bool(path.blocked_by) == (expected is None)


@law(worlds(open_ones=2), st.sampled_from(TARGETS), st.sampled_from([0, 20, 200, 80_000]))
def test_the_path_to_yes_delivers_and_no_step_can_be_dropped(
    world: World, target: Verdict, limit: int
) -> None:
    engine = assessor(world)
    situation, accepted = stands(world, engine)
    path = find_path_to_yes(situation, accepted, target, limit)
    if path.steps is None:
        assert path.blocked_by
        return
    assert rank(after(world, engine, path.steps)) <= rank(target)
    for step in path.steps:
        assert rank(after(world, engine, [one for one in path.steps if one != step])) > rank(target)


@pytest.mark.slow
@closely(worlds(open_ones=2), st.sampled_from(TARGETS), st.sampled_from([0, 20, 60]))
def test_no_two_steps_of_a_path_are_exchanged_for_one_and_none_for_an_easier_one(
    world: World, target: Verdict, limit: int
) -> None:
    situation, accepted = stands(world, assessor(world))
    path = find_path_to_yes(situation, accepted, target, limit)
    steps = set(path.steps or ())
    offered = set(AvailableSteps(situation).all_steps())
    # A step that answers a question that is not scored is only taken where nothing else helps.
    assume(path.steps is not None and steps <= offered)
    subjects = {step.subject: step for step in steps}
    for new in offered - steps:
        kept = steps - {subjects.get(new.subject)}
        for dropped in combinations(
            sorted(kept, key=lambda step: step.position), 1 + (kept == steps)
        ):
            better = kept - set(dropped) | {new}
            evaluation, judgement = take_steps(situation, accepted, better)
            cleared = {step.subject for step in better if step.kind == "clarify"}
            failing = {
                check.key
                for check, fails in zip(
                    situation.plan.checks, evaluation.check_results, strict=True
                )
                if fails
            }
            assert rank(judgement.verdict) > rank(target) or not cleared <= failing
        for old in steps:
            if (
                old.subject == new.subject or new.subject not in subjects
            ) and new.effort < old.effort:
                _, judgement = take_steps(situation, accepted, steps - {old} | {new})
                assert rank(judgement.verdict) > rank(target) or new.kind == "clarify"


@law(worlds(open_ones=2), st.randoms(use_true_random=False))
def test_the_score_after_each_step_is_that_of_an_evaluation(
    world: World, shuffle: random.Random
) -> None:
    situation, _ = stands(world, assessor(world))
    steps = [
        step
        for step in AvailableSteps(situation, include_deciding_answers=True).all_steps()
        if step.status
    ]
    shuffle.shuffle(steps)
    progress = Progress(situation)
    for step in steps:
        assert step.status
        before = situation
        situation = situation.with_statuses({step.position: step.status})
        newly = progress.change(step.position, step.status)
        assert progress.score == combine_tallies(tally_sections(situation)).score
        assert tuple(progress.applies) == situation.applies
        assert newly == tuple(
            index
            for index, applies in enumerate(situation.applies)
            if applies is True and before.applies[index] is not True
        )


@law(worlds(open_ones=2), st.sampled_from([0, 30, 80_000]))
def test_the_way_to_the_weaker_verdict_is_never_the_longer_one(world: World, limit: int) -> None:
    situation, accepted = stands(world, assessor(world))
    verdict = apply_rules(situation, accepted).verdict
    stronger, weaker = find_paths_to_yes(situation, accepted, verdict, limit).values()
    if stronger.steps is not None and set(stronger.steps) <= set(
        AvailableSteps(situation).all_steps()
    ):
        assert weaker.steps is not None
        assert rank_steps(weaker.steps) <= rank_steps(stronger.steps)


def after(world: World, engine: Assessor, steps: Sequence[Step]) -> str:
    """The verdict on a vendor file in which the steps are taken."""
    answers = {
        step.subject: {
            "answer": list(step.answer) if isinstance(step.answer, tuple) else step.answer,
            "grade": "verified",
            "reviewed_by": "Jane",
            "reviewed_on": str(AS_OF),
        }
        for step in steps
        if step.kind not in ("clarify", "confirm")
    } | {
        step.subject: {
            **world.answer(step.subject),
            "confirmed_by": "Jane",
            "confirmed_on": str(AS_OF),
        }
        for step in steps
        if step.kind == "confirm"
    }
    situation, accepted = stands(world, engine)
    vendor = vendor_file(world.answered(answers))
    cleared = frozenset(step.subject for step in steps if step.kind == "clarify")
    # Decided: a step is taken within the tier at hand. Another tier would be another assessment.
    return apply_rules(evaluate(situation.plan, vendor, AS_OF), accepted, cleared).verdict


# ---- what does not matter


def shuffled(data: Data, shuffle: random.Random) -> Data:
    """The same data with the keys of every mapping in another order."""
    if isinstance(data, list):
        return [shuffled(part, shuffle) for part in data]
    if not isinstance(data, dict):
        return data
    keys = list(data)
    shuffle.shuffle(keys)
    return {key: shuffled(data[key], shuffle) for key in keys}


@pytest.mark.slow
@law(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_keys_and_of_accepted_risks_is_irrelevant(
    world: World, shuffle: random.Random
) -> None:
    vendor = shuffled(world.vendor, shuffle)
    assert answers_digest(vendor) == answers_digest(world.vendor)
    vendor["accepted_risks"].reverse()
    other = replace(
        world,
        vendor=vendor,
        policy=shuffled(world.policy, shuffle) | {"tiers": world.policy["tiers"]},
    )
    engine, again = assessor(world), assessor(other)
    one: Data = assessment_as_data(engine.assess(vendor_file(world), AS_OF))
    two: Data = assessment_as_data(again.assess(vendor_file(other), AS_OF))
    two["accepted_risks"].reverse()
    assert one == two


@pytest.mark.slow
@law(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_answers_is_irrelevant_to_every_report(
    world: World, shuffle: random.Random
) -> None:
    other = replace(
        world, vendor={**world.vendor, "responses": shuffled(world.vendor["responses"], shuffle)}
    )
    one, two = (
        assessor(world).assess(vendor_file(each), AS_OF, answers_digest(each.vendor))
        for each in (world, other)
    )
    # Those for the requester look at what all three core questionnaires ask in a pre-check.
    for form in REPORTS.values():
        if form.shows_verdict or len(world.questionnaires) == 3:
            assert form.render(one, Display()) == form.render(two, Display())


@law(worlds(), st.data())
def test_the_digest_is_of_the_answers_not_of_the_decisions(
    world: World, data: st.DataObject
) -> None:
    before = answers_digest(world.vendor)
    decision: Data = {"decision": "approve", "by": "Jane", "decided_on": "2026-11-03"}
    record: Data = {
        "decisions": [decision],
        "changes": [{"what": "price", "text": "Dearer", "object_by": "2026-12-01"}],
        "contract": {"renews_on": "2027-06-30"},
    }
    assert answers_digest({**world.vendor, **record}) == before
    key = data.draw(st.sampled_from(world.keys))
    entry = data.draw(entries(world.question(key)))
    if world.answer(key) != entry:
        assert answers_digest(world.answered({key: entry}).vendor) != before


@pytest.mark.slow
@pytest.mark.parametrize("state", get_args(AnswerState))
def test_the_worlds_know_every_state(state: str) -> None:
    """Laws over worlds that lack a state would say nothing about it."""

    def has_it(world: World) -> bool:
        reference = Reference(world, None)
        return any(reference.given(key).state == state for key in world.keys)

    find(worlds(), has_it, settings=settings(SETTINGS, max_examples=600, phases=[Phase.generate]))
