"""A second engine, slow and naive, for the laws to compare with.

It is written from the text of the contract, and on plain data alone.
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, TypeAlias

from strategies import AS_OF, SEVERITIES, World, answers_to

Data: TypeAlias = Any
Holds: TypeAlias = bool | None
CORE = ["sso", "data-access-removal", "admin-processes"]
VERDICTS = ["approve", "approve-with-conditions", "more-information-needed", "do-not-approve"]
GRADES = ["claimed", "documented", "verified"]
DEFAULTS = {
    "approve_at": "80",
    "conditions_at": "60",
    "coverage_at_least": "90",
    "conditions_from": "high",
    "evidence_valid_for": "12 months",
    "not_applicable_at_most": "10",
}
KINDS = ["gap", "requirement", "contradiction", "grade", "accepted-risk", "evidence"]
EFFORTS = {"low": 1, "medium": 2, "high": 3}
Found: TypeAlias = tuple[str, str, str, str | None, str | None, Data, Fraction]
"""A finding: kind, severity, subject, its words, its remedy, the accepted risk, points lost.

Words and remedy are those of the file, where it has them.
"""
Rules: TypeAlias = set[tuple[str, str, str]]
"""Rules with their verdict and their subject."""
WEIGHTS = {"low": Fraction(1), "medium": Fraction(3), "high": Fraction(5), "critical": Fraction(10)}


@dataclass
class Sums:
    """E, T, O and U, and the weight put aside: all of it, and what the vendor put aside alone."""

    earned: Fraction = Fraction(0)
    total: Fraction = Fraction(0)
    open: Fraction = Fraction(0)
    undecided: Fraction = Fraction(0)
    aside: Fraction = Fraction(0)
    aside_undecided: Fraction = Fraction(0)
    alone: Fraction = Fraction(0)
    alone_undecided: Fraction = Fraction(0)


@dataclass(frozen=True)
class Given:
    """The answer to one question: state, answer as plain data, the grade that it counts as."""

    state: str
    raw: Data = None
    grade: str = "claimed"

    @property
    def open(self) -> bool:
        return self.state in ("unanswered", "unknown", "disputed", "not-confirmed")


def days(text: str) -> Fraction:
    """For comparing: a year has 365 days, twelve months are a year, any other month has 30 days."""
    count, unit = text.split(" ", 1)
    number = Fraction(count)
    match unit.removesuffix("s"):
        case "month":
            return number // 12 * 365 + number % 12 * 30
        case "year":
            return number * 365
        case "week":
            return number * 7
        case _:
            return number


def months_before(day: date, months: int) -> date:
    year, month = day.year, day.month - months
    while month < 1:
        year, month = year - 1, month + 12
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def before(text: str, day: date) -> date:
    """So long before a day, in calendar months."""
    count, unit = text.split(" ", 1)
    match unit.removesuffix("s"):
        case "month":
            return months_before(day, int(count))
        case "year":
            return months_before(day, 12 * int(count))
        case _:
            return day - timedelta(days=int(days(text)))


def within(text: str, then: date) -> bool:
    """`within` counts calendar months before the as-of date."""
    return before(text, AS_OF) <= then <= AS_OF


def amount(question: Data, raw: Data) -> Fraction:
    return days(raw) if question["type"] == "duration" else Fraction(raw)


def ticked(raw: Data) -> set[str]:
    return {raw} if isinstance(raw, str) else set(raw)


def earns(question: Data, raw: Data) -> tuple[Fraction, str | None] | None:
    """Credit, and the severity that the option names; None: the question is not scored."""
    match question["type"] if question.get("fact") != "true" else "fact":
        case "yes_no":
            return Fraction(raw == question["expects"]), None
        case "choice" | "multi_choice":
            options = question["options"]
            if not any(Fraction(option.get("credit", 0)) for option in options):
                return None
            picked = [option for option in options if option["id"] in ticked(raw)]
            if question.get("counts") == "least":
                return min(Fraction(option["credit"]) for option in picked), None
            credit = min(
                Fraction(1), sum((Fraction(option["credit"]) for option in picked), Fraction(0))
            )
            # Decided: of several ticked options none brings its own severity.
            # Otherwise one more tick could worsen a gap.
            alone = question["type"] == "choice" or bool(picked[0].get("exclusive"))
            return credit, picked[0].get("severity") if alone else None
        case "number" | "duration" | "date":
            bands = question.get("bands", ())
            band = next((band for band in bands if fits(question, band, raw)), None)
            if bands and (option := without_amount(question, raw)):
                band = option
            return (Fraction(band["credit"]), band.get("severity")) if band else None
        case _:
            answered = question.get("credit_if_answered") == "true"
            return (Fraction(1), None) if answered else None


def without_amount(question: Data, raw: Data) -> Data:
    """The option that answers a question about an amount; None where the answer is an amount."""
    if question["type"] not in ("number", "duration"):
        return None
    return next((one for one in question.get("options", ()) if one["id"] == raw), None)


def fits(question: Data, band: Data, raw: Data) -> bool:
    if without_amount(question, raw):
        return False
    if question["type"] == "date":
        return "within" not in band or within(band["within"], date.fromisoformat(raw))
    value = amount(question, raw)
    return not (
        ("at_least" in band and value < amount(question, band["at_least"]))
        or ("at_most" in band and value > amount(question, band["at_most"]))
    )


def all_of(values: list[Holds]) -> Holds:
    return False if False in values else None if None in values else True


def any_of(values: list[Holds]) -> Holds:
    return True if True in values else None if None in values else False


class Reference:
    """What the contract says of a world, with a given tier.

    Every number is a Fraction, nothing is kept.
    """

    def __init__(self, world: World, tier: Data | None) -> None:
        self.world = world
        self.layers = [world.policy, *([tier] if tier else [])]
        self.gates: dict[str, list[Data]] = {name: [] for name in CORE}
        if tier:
            self.gates = {name: [] for name in tier["questionnaires"]}
            for addition in tier["add"]:
                for name in addition["questionnaires"]:
                    if name not in tier["questionnaires"]:
                        self.gates[name] = [*self.gates.get(name, []), addition["when"]]
        if world.chosen:
            self.gates = {name: [] for name in world.chosen}
        self.risks = [
            risk
            for risk in world.vendor["accepted_risks"]
            if date.fromisoformat(risk["accepted_on"])
            <= AS_OF
            <= date.fromisoformat(risk["expires"])
        ]

    # ---- what the policy says

    def setting(self, name: str) -> Data:
        given = [layer[name] for layer in self.layers if name in layer]
        return given[-1] if given else DEFAULTS[name]

    def percent(self, name: str) -> Fraction:
        return Fraction(self.setting(name))

    def merged(self, name: str) -> dict[str, Data]:
        return {key: value for layer in self.layers for key, value in layer.get(name, {}).items()}

    def overridden(self, key: str, what: str) -> Data:
        found = self.world.question(key).get(what)
        for layer in self.layers:
            found = layer.get("questions", {}).get(key, {}).get(what, found)
        return found

    def severity(self, key: str) -> str:
        return str(self.overridden(key, "severity") or "medium")

    def weight(self, key: str) -> Fraction:
        own = self.overridden(key, "weight")
        weights = {
            **WEIGHTS,
            **{name: Fraction(value) for name, value in self.layers[0].get("weights", {}).items()},
        }
        return Fraction(own) if own is not None else weights[self.severity(key)]

    def must_earn(self, key: str) -> Fraction | None:
        blocker = self.overridden(key, "blocker")
        if blocker in (None, "false"):
            return None
        return Fraction(1) if blocker == "true" else Fraction(blocker["at_least"])

    def fails_blocker(self, key: str, credit: Fraction) -> bool:
        least = self.must_earn(key)
        return least is not None and bool(self.credits(key)) and credit < least

    def credits(self, key: str) -> list[Fraction]:
        question = self.world.question(key)
        if question.get("fact") == "true":
            return []
        earned = [earns(question, raw) for raw in answers_to(question)]
        found = [one[0] for one in earned if one is not None]
        return found if any(found) else []

    def scored(self, key: str) -> bool:
        return self.weight(key) > 0 and bool(self.credits(key))

    def aside_rule(self, key: str) -> str:
        """Return who may put a question aside: allowed, confirmed or refused."""
        own = self.world.question(key).get("not_applicable")
        blocks = self.must_earn(key) is not None
        if own is None:
            own = "refused" if blocks else "confirmed"
        if own == "allowed" and blocks:
            own = "confirmed"
        return "allowed" if own == "confirmed" and self.ours(key) else str(own)

    def ours(self, key: str) -> bool:
        """Tell whether one of us answers the question."""
        home = self.world.questionnaires[key.partition("/")[0]]
        return bool(home.get("respondent") == "requester")

    def confirmed(self, key: str) -> bool:
        entry = self.world.answer(key)
        by, on = entry.get("confirmed_by"), entry.get("confirmed_on")
        return bool(by and on) and date.fromisoformat(on) <= AS_OF

    def check_overridden(self, key: str, what: str) -> Data:
        found = self.checks()[key][0].get(what)
        for layer in self.layers:
            found = layer.get("checks", {}).get(key, {}).get(what, found)
        return found in (True, "true") if what == "blocker" else found

    # ---- where a question stands

    @property
    def keys(self) -> list[str]:
        """The questions that are asked, if their conditions hold."""
        return [key for key in self.world.keys if key.partition("/")[0] in self.gates]

    def given(self, key: str) -> Given:
        entry = self.world.answer(key)
        if entry is None:
            return Given("unanswered")
        if "disputed" in entry:
            return Given("disputed")
        if "unknown" in entry:
            return Given("unknown")
        if "not_applicable" in entry:
            rule = self.aside_rule(key)
            if rule == "refused":
                return Given("unanswered")
            agreed = rule == "allowed" or self.confirmed(key)
            return Given("not-applicable" if agreed else "not-confirmed")
        if "answer" not in entry:
            return Given("unanswered")
        return Given(
            "answered", entry["answer"], entry["grade"] if self.supported(entry) else "claimed"
        )

    def supported(self, entry: Data) -> bool:
        """Tell whether an answer has what its grade rests on."""
        if entry["grade"] == "documented":
            return any(self.counts(one) for one in entry.get("evidence", []))
        if entry["grade"] == "verified":
            day = entry.get("reviewed_on")
            return "reviewed_by" in entry and day is not None and self.is_current(day)
        return True

    def counts(self, evidence: Data) -> bool:
        """Tell whether evidence, which always has a link, supports an answer."""
        return (
            evidence.get("kind") not in ("statement", "other")
            and "dated" in evidence
            and date.fromisoformat(evidence["dated"]) <= AS_OF
            and not self.ended(evidence)
        )

    def ended(self, evidence: Data) -> bool:
        """Tell whether evidence has expired: by the end that it names, or by its age."""
        end = evidence.get("expires")
        age = evidence.get("covers", {}).get("to", evidence.get("dated"))
        return (end is not None and date.fromisoformat(end) < AS_OF) or (
            age is not None and date.fromisoformat(age) < self.oldest()
        )

    def is_current(self, day: str) -> bool:
        return self.oldest() <= date.fromisoformat(day) <= AS_OF

    def oldest(self) -> date:
        return before(self.setting("evidence_valid_for"), AS_OF)

    def holds(self, when: Data, home: str) -> Holds:
        values: list[Holds] = []
        for name, test in when.items():
            if name == "all":
                values.append(all_of([self.holds(part, home) for part in test]))
            elif name == "any":
                values.append(any_of([self.holds(part, home) for part in test]))
            elif name == "not":
                inner = self.holds(test, home)
                values.append(None if inner is None else not inner)
            else:
                values.append(self.test(name if "/" in name else f"{home}/{name}", test))
        return all_of(values)

    def test(self, key: str, test: Data) -> Holds:
        applies, given = self.applies(key), self.given(key)
        if applies is False or given.state == "not-applicable":
            return False
        if given.open:
            return None
        if isinstance(test, dict) and without_amount(self.world.question(key), given.raw):
            return None
        if isinstance(test, list):
            matches = not ticked(given.raw).isdisjoint(test)
        else:
            matches = fits(self.world.question(key), test, given.raw)
        return applies if matches else False

    def applies(self, key: str) -> Holds:
        home, _, name = key.partition("/")
        section = next(
            s
            for s in self.world.questionnaires[home]["sections"]
            if any(q["id"] == name for q in s["questions"])
        )
        values = [
            self.holds(part["when"], home)
            for part in (section, self.world.question(key))
            if "when" in part
        ]
        return all_of([*values, self.asked(home)])

    def asked(self, home: str) -> Holds:
        gates = self.gates.get(home, [])
        return any_of([self.holds(gate, "") for gate in gates]) if gates else True

    def checks(self) -> dict[str, tuple[Data, Holds]]:
        """Return each check that counts, and whether it fails.

        It counts if every question that it names is asked, or decides the tier. It can only fail
        while all of their questionnaires are asked.
        """
        tier_keys = {
            key for tier in self.world.policy["tiers"] for key in named(tier.get("when", {}), "")
        }
        counted = {}
        for home in self.gates:
            for check in self.world.questionnaires[home]["checks"]:
                keys = named(check["when"], home)
                if all(key in tier_keys or key in self.keys for key in keys):
                    homes = {home, *(key.partition("/")[0] for key in keys)}
                    asked = [self.asked(one) for one in sorted(homes)]
                    counted[f"{home}/{check['id']}"] = (
                        check,
                        all_of([self.holds(check["when"], home), *asked]),
                    )
        return counted

    # ---- score

    def sums(self, section: str | None = None, home: str | None = None) -> "Sums":
        sums = Sums()
        for key in self.keys:
            given, applies, weight = self.given(key), self.applies(key), self.weight(key)
            if section is not None and self.section(key) != section:
                continue
            if home is not None and not key.startswith(f"{home}/"):
                continue
            if not self.scored(key) or applies is False:
                continue
            if given.state == "not-applicable":
                alone = 0 if self.confirmed(key) or self.ours(key) else weight
                if applies:
                    sums.aside += weight
                    sums.alone += alone
                else:
                    sums.aside_undecided += weight
                    sums.alone_undecided += alone
            elif applies is None:
                sums.undecided += weight
            else:
                sums.total += weight
                sums.open += weight if given.open else 0
                sums.earned += 0 if given.open else weight * self.earned(key, given)[0]
        return sums

    def section(self, key: str) -> str:
        home, _, name = key.partition("/")
        sections = self.world.questionnaires[home]["sections"]
        return next(
            f"{home}/{s['id']}" for s in sections if any(q["id"] == name for q in s["questions"])
        )

    def earned(self, key: str, given: Given) -> tuple[Fraction, str]:
        """Credit, and severity of the gap."""
        question = self.world.question(key)
        found = earns(question, given.raw)
        credit, own = found or (Fraction(0), None)
        if bad := bad_ones(question, given.raw):
            return credit, max(map(self.severity_of_part(key), bad), key=SEVERITIES.index)
        return credit, own or self.severity(key)

    def severity_of_part(self, key: str) -> Callable[[Data], str]:
        """Return a function that returns the severity of an option, else of its question."""
        return lambda part: str(part.get("severity", self.severity(key)))

    # ---- rules

    def severe(self, severity: str) -> bool:
        return SEVERITIES.index(severity) >= SEVERITIES.index(self.setting("conditions_from"))

    def silenced(self, key: str, given: Given) -> bool:
        return any(
            risk["question"] == key and self.accepts(risk, key, given) for risk in self.risks
        )

    def accepts(self, risk: Data, key: str, given: Given) -> bool:
        if "answer" not in risk:
            return True
        if (
            given.open
        ):  # a disputed answer counts as unknown; where nothing was said, nothing was accepted
            return bool(risk["answer"] == "unknown") and given.state in ("unknown", "disputed")
        question = self.world.question(key)
        if given.state != "answered" or risk["answer"] not in answers_to(question):
            return False
        if question["type"] == "multi_choice" and self.given(key).open:
            # Decided: what may come of several options is not narrowed
            # by one answer that would be accepted.
            return False
        if without_amount(question, given.raw) or without_amount(question, risk["answer"]):
            return bool(risk["answer"] == given.raw)
        if question["type"] in ("number", "duration"):
            return amount(question, risk["answer"]) == amount(question, given.raw)
        return ticked(risk["answer"]) == ticked(given.raw)

    def of_question(self, key: str, given: Given, applies: Holds) -> set[tuple[str, str]]:
        """Return the rules that fire because of one question, answered and applying so."""
        found: set[tuple[str, str]] = set()
        if not applies or given.state != "answered" or self.silenced(key, given):
            return found
        credit, severity = self.earned(key, given)
        if self.fails_blocker(key, credit):
            found.add(("blocker", "do-not-approve"))
        # Decided: finding and grade look at scored questions only.
        if self.scored(key):
            wanted = self.merged("grades").get(self.severity(key), "claimed")
            if credit < 1 and self.severe(severity):
                found.add(("finding", "approve-with-conditions"))
            # Decided: grade applies whatever the answer earns.
            # So more credit never worsens the verdict.
            if GRADES.index(given.grade) < GRADES.index(wanted):
                found.add(("grade", "approve-with-conditions"))
        return found

    def futures(self, key: str) -> list[tuple[Given, Holds]]:
        """Every way in which a question may stand once more is known, staying as it is included."""
        given, applies = self.given(key), self.applies(key)
        replies = [given]
        if given.open:
            values = answers_to(self.world.question(key))
            replies += [Given("unknown")]
            replies += [Given("answered", raw, grade) for raw in values for grade in GRADES]
        return [
            (reply, holds)
            for reply in replies
            for holds in ([None, True, False] if applies is None else [applies])
        ]

    def band(self, score: Fraction) -> str:
        if score >= self.percent("approve_at"):
            return VERDICTS[0]
        return VERDICTS[1] if score >= self.percent("conditions_at") else VERDICTS[3]

    def verdicts(self) -> tuple[str, str, str, set[tuple[str, str, str, bool]]]:
        """Return verdict, best, worst, and the rules that fire or could still fire.

        Each rule comes with its verdict, its subject, and whether it only could fire.
        """
        now: Rules = set()
        could: Rules = set()
        best = {VERDICTS[0]}
        # Decided: what is accepted as unknown silences what could come of it. Only the worst
        # verdict still counts with it, since an answer would not be what was accepted.
        accepted_worst = {VERDICTS[0]}
        for key in self.keys:
            fires = self.of_question(key, self.given(key), self.applies(key))
            futures = [self.of_question(key, *future) for future in self.futures(key)]
            now |= {(*rule, key) for rule in fires}
            possible = set.union(*futures) - fires
            if self.silenced(key, self.given(key)):
                accepted_worst |= {verdict for _, verdict in possible}
            else:
                could |= {(*rule, key) for rule in possible}
            best |= {verdict for _, verdict in set.intersection(*futures)}
        self.failed_checks(now, could, best)
        self.floors(now, could, best)
        self.put_aside(now, could, best)
        self.whole(now, could, best)
        # Where a questionnaire is named of which all is put aside, that says it for the whole, too.
        if any(rule == "not-scorable" and subject for rule, _, subject in now):
            now.discard(("not-scorable", VERDICTS[2], ""))
        # Silence is never better than an answer; but what could only come to a no is not yet one.
        counted = {verdict for _, verdict, _ in now}
        counted |= {VERDICTS[2] if one == VERDICTS[3] else one for _, one, _ in could}
        worst = {verdict for _, verdict, _ in now | could}
        return (
            max(counted, key=VERDICTS.index, default=VERDICTS[0]),
            max(best, key=VERDICTS.index),
            max(worst | accepted_worst, key=VERDICTS.index),
            {(*rule, False) for rule in now} | {(*rule, True) for rule in could},
        )

    def failed_checks(self, now: Rules, could: Rules, best: set[str]) -> None:
        """requirement, and finding for checks."""
        accepted = {risk["question"] for risk in self.risks}
        for key, (check, holds) in self.checks().items():
            rules = set()
            if self.check_overridden(key, "blocker") and check["kind"] == "requirement":
                rules.add(("requirement", VERDICTS[3], key))
            if self.severe(str(self.check_overridden(key, "severity"))):
                rules.add(("finding", VERDICTS[1], key))
            if holds is not False and key not in accepted:
                now |= rules if holds else set()
                could |= rules if holds is None else set()
                best |= {verdict for _, verdict, _ in rules} if holds else set()

    def floors(self, now: Rules, could: Rules, best: set[str]) -> None:
        """section-floor."""
        for name, percent in self.merged("section_floors").items():
            sums = self.sums(name)
            low, high = 100 * sums.earned, 100 * (sums.earned + sums.open + sums.undecided)
            floor, rule = Fraction(percent), ("section-floor", VERDICTS[1], name)
            if sums.total and low < floor * sums.total:
                now.add(rule)
            elif low < floor * (sums.total + sums.undecided):
                could.add(rule)
            best |= {VERDICTS[1]} if high < floor * (sums.total + sums.undecided) else set()

    def put_aside(self, now: Rules, could: Rules, best: set[str]) -> None:
        """not-scorable for each questionnaire, and not-applicable."""
        sums = self.sums()
        for home in self.gates:
            part = self.sums(home=home)
            if part.total or not part.aside + part.aside_undecided:
                continue
            rule = ("not-scorable", VERDICTS[2], home)
            if self.asked(home) and part.aside:
                now.add(rule)
                best |= set() if part.undecided else {VERDICTS[2]}
            elif self.asked(home) is not False:
                could.add(rule)
        most = self.percent("not_applicable_at_most")
        rule = ("not-applicable", VERDICTS[2], "")
        alone, whole = sums.alone, sums.total + sums.aside
        if 100 * alone > most * whole:
            now.add(rule)
        elif 100 * (alone + sums.alone_undecided) > most * (whole + sums.alone_undecided):
            could.add(rule)
        if 100 * alone > most * (whole + sums.undecided + sums.aside_undecided):
            best.add(VERDICTS[2])

    def whole(self, now: Rules, could: Rules, best: set[str]) -> None:
        """not-scorable for all together, coverage, score-band."""
        sums = self.sums()
        if not sums.total:
            now.add(("not-scorable", VERDICTS[2], ""))
            best |= set() if sums.undecided else {VERDICTS[2]}
        widest = sums.total + sums.undecided
        if not widest:
            return
        if 100 * (sums.total - sums.open) < self.percent("coverage_at_least") * widest:
            now.add(("coverage", VERDICTS[2], ""))
        low = 100 * sums.earned / widest
        high = 100 * (sums.earned + sums.open + sums.undecided) / widest
        best.add(self.band(high))
        fired = self.band(100 * sums.earned / sums.total) if sums.total else VERDICTS[0]
        if fired == VERDICTS[3] != self.band(high):
            fired = VERDICTS[1]
        now |= {("score-band", fired, "")} if fired != VERDICTS[0] else set()
        if VERDICTS.index(self.band(low)) > VERDICTS.index(fired):
            could.add(("score-band", self.band(low), ""))

    # ---- findings

    def findings(self) -> list[Found]:
        """Return all findings: worst first, most points lost, kind, order of the questions."""
        keys = [key for home in self.gates for key in self.keys if key.startswith(f"{home}/")]
        found = [one for key in keys for one in self.about(key)]
        for key, (check, holds) in self.checks().items():
            severity = str(self.check_overridden(key, "severity"))
            risks = [risk for risk in self.risks if risk["question"] == key]
            if holds:
                found.append(
                    (check["kind"], severity, key, None, None, longest(risks), Fraction(0))
                )
            if holds is not False and not risks:
                found += [
                    ("accepted-risk", severity, key, None, None, None, Fraction(0))
                ] * self.risks_named(key)
        return sorted(
            found, key=lambda one: (-SEVERITIES.index(one[1]), -one[6], KINDS.index(one[0]))
        )

    def risks_named(self, key: str) -> int:
        """Count the risks that the vendor file names for a question or check, valid or not."""
        return sum(risk["question"] == key for risk in self.world.vendor["accepted_risks"])

    def about(self, key: str) -> list[Found]:
        given, applies, severity = self.given(key), self.applies(key), self.severity(key)
        risk = longest(
            [r for r in self.risks if r["question"] == key and self.accepts(r, key, given)]
        )
        found: list[Found] = []
        if applies and given.state == "answered":
            credit, own = self.earned(key, given)
            wanted = self.merged("grades").get(severity, "claimed")
            if (self.scored(key) and credit < 1) or self.fails_blocker(key, credit):
                weight = self.weight(key) if self.scored(key) else Fraction(0)
                lost = 100 * weight * (1 - credit) / (self.sums().total or 1)
                found += [("gap", *gap, risk, lost) for gap in self.gaps(key, given.raw, own)]
            if self.scored(key) and GRADES.index(given.grade) < GRADES.index(wanted):
                found.append(("grade", severity, key, None, None, risk, Fraction(0)))
            evidence = self.world.answer(key).get("evidence", [])
            expected = self.world.question(key).get("evidence") == "expected"
            none_counts = not any(self.counts(one) for one in evidence)
            if (expected and none_counts) or any(self.ended(one) for one in evidence):
                found.append(("evidence", "low", key, None, None, None, Fraction(0)))
        if applies is not False and not risk and self.could_be_accepted(key, given):
            found += [
                ("accepted-risk", severity, key, None, None, None, Fraction(0))
            ] * self.risks_named(key)
        return found

    def gaps(
        self, key: str, raw: Data, severity: str
    ) -> list[tuple[str, str, str | None, str | None]]:
        """Return each gap of an answer: severity, question, words, remedy."""
        question = self.world.question(key)
        bad = bad_ones(question, raw)
        if not bad:
            return [(severity, key, *words(question, part_of(question, raw)))]
        wordless = [part for part in bad if "finding" not in part]
        found = []
        for part in bad:
            title, remedy = words(question, part)
            if len(wordless) > 1 and part in wordless:
                title = f"{title}: {part['label']}"
            found.append((self.severity_of_part(key)(part), key, title, remedy))
        return found

    def could_be_accepted(self, key: str, given: Given) -> bool:
        """Tell whether a question that counts for a rule is open, a gap, or too weak in grade."""
        if not (self.scored(key) or (self.must_earn(key) is not None and self.credits(key))):
            return False
        wanted = (
            self.merged("grades").get(self.severity(key), "claimed")
            if self.scored(key)
            else "claimed"
        )
        answered = given.state == "answered"
        return given.open or (
            answered
            and (self.earned(key, given)[0] < 1 or GRADES.index(given.grade) < GRADES.index(wanted))
        )

    # ---- steps

    def waits_for_consent(self, key: str) -> bool:
        """Tell whether somebody else said that a question does not apply, and none of us agreed."""
        said = self.given(key).state
        return said == "not-confirmed" or (
            said == "not-applicable" and not self.ours(key) and not self.confirmed(key)
        )

    def named_keys(self) -> set[str]:
        """Return the questions that a `when` names: of tiers, additions, questions and checks."""
        found: set[str] = set()
        for tier in self.world.policy["tiers"]:
            found |= named(tier.get("when", {}), "")
        for gates in self.gates.values():
            found = found.union(*(named(gate, "") for gate in gates))
        for key, (check, _) in self.checks().items():
            found |= named(check["when"], key.partition("/")[0])
        looked_at: set[str] = set()
        pending = [*self.keys, *found]
        while pending:
            key = pending.pop()
            if key not in looked_at:
                looked_at.add(key)
                home, _, name = key.partition("/")
                for when in _whens(self.world.questionnaires[home], name):
                    found |= named(when, home)
                    pending += named(when, home)
        return found

    def steps(self) -> set[tuple[str, str, int]]:
        """Return every step that may be taken on a path to yes: question or check, kind, effort."""
        found = {
            (key, "clarify", 2)
            for key, (check, _) in self.checks().items()
            if check["kind"] == "contradiction"
        }
        for key in self.keys:
            given, question = self.given(key), self.world.question(key)
            blocks = self.must_earn(key) is not None and self.credits(key)
            if not (self.scored(key) or blocks):
                continue
            if self.waits_for_consent(key) and key not in self.named_keys():
                found.add((key, "confirm", 1))
            if given.state == "not-applicable":
                continue
            answered = given.state == "answered"
            wanted = self.merged("grades").get(self.severity(key), "claimed")
            if answered and self.scored(key) and GRADES.index(given.grade) < GRADES.index(wanted):
                found.add((key, "support", 2))
            if 1 in self.credits(key) and not (answered and self.earned(key, given)[0] == 1):
                own = part_of(question, given.raw) if answered else {}
                parts = (bad_ones(question, given.raw) if answered else []) or [own]
                efforts = [part.get("effort", question.get("effort", "medium")) for part in parts]
                effort = max(map(EFFORTS.__getitem__, efforts))
                found.add((key, "remedy" if answered else "answer", effort))
        return found


def _whens(questionnaire: Data, name: str) -> list[Data]:
    """Return the conditions of a question and of its section."""
    return [
        part["when"]
        for section in questionnaire["sections"]
        for question in section["questions"]
        if question["id"] == name
        for part in (section, question)
        if "when" in part
    ]


def named(when: Data, home: str) -> set[str]:
    """Return the questions that a condition names, with their questionnaires."""
    found: set[str] = set()
    for key, part in when.items():
        if key in ("all", "any"):
            found = found.union(*(named(one, home) for one in part))
        elif key == "not":
            found |= named(part, home)
        else:
            found.add(key if "/" in key else f"{home}/{key}")
    return found


def longest(risks: list[Data]) -> Data:
    """Of the risks that hold, the one that holds longest."""
    return max((risk["expires"] for risk in risks), default=None)


def part_of(question: Data, raw: Data) -> Data:
    """The option or band that an answer comes under; empty where there is none."""
    match question["type"]:
        case "choice":
            return next(option for option in question["options"] if option["id"] == raw)
        case "multi_choice":
            # Decided: of several ticked options the first with words of its own speaks.
            picked = [option for option in question["options"] if option["id"] in ticked(raw)]
            return next((option for option in picked if "finding" in option), {})
        case "number" | "duration" | "date":
            option = without_amount(question, raw)
            return option or next(b for b in question["bands"] if fits(question, b, raw))
        case _:
            return {}


def bad_ones(question: Data, raw: Data) -> list[Data]:
    """The ticked options that are gaps by themselves, where the least credit counts."""
    if question.get("counts") != "least":
        return []
    picked = [option for option in question["options"] if option["id"] in ticked(raw)]
    return [option for option in picked if Fraction(option.get("credit", 0)) < 1]


def words(question: Data, part: Data) -> tuple[str | None, str | None]:
    """The finding and the remedy of a gap: those of its option or band, else the question's."""
    return (
        part.get("finding", question.get("finding", question["ask"])),
        part.get("remedy", question.get("remedy")),
    )
