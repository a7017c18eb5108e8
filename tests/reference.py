"""A second engine, slow and naive, for the laws to compare with.

It is written from the text of the contract, and on plain data alone.
"""

from calendar import monthrange
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
}
KINDS = ["gap", "contradiction", "grade", "accepted-risk", "evidence"]
EFFORTS = {"low": 1, "medium": 2, "high": 3}
Found: TypeAlias = tuple[str, str, str, str | None, str | None, Data]
"""A finding: kind, severity, question or check, its words, its remedy, the accepted risk.

Words and remedy are those of the file, where it has them.
"""
WEIGHTS = {"low": Fraction(1), "medium": Fraction(3), "high": Fraction(5), "critical": Fraction(10)}


@dataclass(frozen=True)
class Given:
    """The answer to one question: state, answer as plain data, grade after evidence expired."""

    state: str
    raw: Data = None
    grade: str = "claimed"

    @property
    def open(self) -> bool:
        return self.state in ("unanswered", "unknown", "disputed")


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
    match question["type"]:
        case "yes_no":
            return Fraction(raw == question["expects"]), None
        case "choice" | "multi_choice":
            options = question["options"]
            if not any(Fraction(option.get("credit", 0)) for option in options):
                return None
            picked = [option for option in options if option["id"] in ticked(raw)]
            credit = min(
                Fraction(1), sum((Fraction(option["credit"]) for option in picked), Fraction(0))
            )
            # Decided: of several ticked options none brings its own severity.
            # Otherwise one more tick could worsen a gap.
            alone = question["type"] == "choice" or bool(picked[0].get("exclusive"))
            return credit, picked[0].get("severity") if alone else None
        case "number" | "duration" | "date":
            band = next(
                (band for band in question.get("bands", ()) if fits(question, band, raw)), None
            )
            return (Fraction(band["credit"]), band.get("severity")) if band else None
        case _:
            return (Fraction(1), None) if question["credit_if_answered"] == "true" else None


def fits(question: Data, band: Data, raw: Data) -> bool:
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
            if date.fromisoformat(risk["expires"]) >= AS_OF
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
        return str(self.overridden(key, "severity"))

    def weight(self, key: str) -> Fraction:
        own = self.overridden(key, "weight")
        weights = {
            **WEIGHTS,
            **{name: Fraction(value) for name, value in self.merged("weights").items()},
        }
        return Fraction(own) if own is not None else weights[self.severity(key)]

    def must_earn(self, key: str) -> Fraction | None:
        blocker = self.overridden(key, "blocker")
        if blocker in (None, "false"):
            return None
        return Fraction(1) if blocker == "true" else Fraction(blocker["at_least"])

    def credits(self, key: str) -> list[Fraction]:
        question = self.world.question(key)
        earned = [earns(question, raw) for raw in answers_to(question)]
        found = [one[0] for one in earned if one is not None]
        return found if any(found) else []

    def scored(self, key: str) -> bool:
        return self.weight(key) > 0 and bool(self.credits(key))

    def accepts_not_applicable(self, key: str) -> bool:
        own = self.world.question(key).get("not_applicable")
        return own == "allowed" or (own is None and self.must_earn(key) is None)

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
            return Given("not-applicable" if self.accepts_not_applicable(key) else "unanswered")
        if "answer" not in entry:
            return Given("unanswered")
        ended = [self.ended(one) for one in entry.get("evidence", [])]
        return Given(
            "answered", entry["answer"], "claimed" if ended and all(ended) else entry["grade"]
        )

    def ended(self, evidence: Data) -> bool:
        """Whether evidence has expired; where it names no end, by its age."""
        if "expires" in evidence:
            return date.fromisoformat(evidence["expires"]) < AS_OF
        oldest = before(self.setting("evidence_valid_for"), AS_OF)
        return "dated" in evidence and date.fromisoformat(evidence["dated"]) < oldest

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

    def checks(self) -> dict[str, tuple[str, Holds]]:
        """Return the severity, and whether it finds a contradiction.

        One of a questionnaire that is not asked finds none.
        """
        return {
            f"{home}/{check['id']}": (
                check["severity"],
                all_of([self.holds(check["when"], home), self.asked(home)]),
            )
            for home in self.gates
            for check in self.world.questionnaires[home]["checks"]
        }

    # ---- score

    def sums(
        self, section: str | None = None
    ) -> tuple[Fraction, Fraction, Fraction, Fraction, Fraction]:
        """E, T, O, U, and the part of U that is open."""
        earned = total = open_ = undecided = undecided_open = Fraction(0)
        for key in self.keys:
            given, applies = self.given(key), self.applies(key)
            if section is not None and self.section(key) != section:
                continue
            if not self.scored(key) or applies is False or given.state == "not-applicable":
                continue
            if applies is None:
                undecided += self.weight(key)
                undecided_open += self.weight(key) if given.open else 0
            else:
                total += self.weight(key)
                open_ += self.weight(key) if given.open else 0
                earned += 0 if given.open else self.weight(key) * self.earned(key, given)[0]
        return earned, total, open_, undecided, undecided_open

    def section(self, key: str) -> str:
        home, _, name = key.partition("/")
        sections = self.world.questionnaires[home]["sections"]
        return next(
            f"{home}/{s['id']}" for s in sections if any(q["id"] == name for q in s["questions"])
        )

    def earned(self, key: str, given: Given) -> tuple[Fraction, str]:
        """Credit, and severity of the gap."""
        found = earns(self.world.question(key), given.raw)
        credit, own = found or (Fraction(0), None)
        return credit, own or self.severity(key)

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
            return bool(risk["answer"] == "unknown") and given.state != "unanswered"
        question = self.world.question(key)
        if given.state != "answered" or risk["answer"] not in answers_to(question):
            return False
        if question["type"] == "multi_choice" and self.given(key).open:
            # Decided: what may come of several options is not narrowed
            # by one answer that would be accepted.
            return False
        if question["type"] in ("number", "duration"):
            return amount(question, risk["answer"]) == amount(question, given.raw)
        return ticked(risk["answer"]) == ticked(given.raw)

    def of_question(self, key: str, given: Given, applies: Holds) -> set[tuple[str, str]]:
        """Return the rules that would fire because of one question, answered and applying so."""
        found: set[tuple[str, str]] = set()
        if applies is False or given.state == "not-applicable" or self.silenced(key, given):
            return found
        must = self.must_earn(key) if self.credits(key) else None
        credit, severity = (
            self.earned(key, given) if given.state == "answered" else (Fraction(0), "low")
        )
        if must is not None and (given.open or credit < must):
            if given.state == "answered" and applies:
                found.add(("blocker-failed", "do-not-approve"))
            else:
                found.add(("blocker-open", "more-information-needed"))
        # Decided: finding, open and grade look at scored questions only.
        if applies and self.scored(key):
            wanted = self.merged("grades").get(self.severity(key), "claimed")
            if given.open and self.severe(self.severity(key)):
                found.add(("open", "approve-with-conditions"))
            if given.state == "answered" and credit < 1 and self.severe(severity):
                found.add(("finding", "approve-with-conditions"))
            # Decided: grade applies whatever the answer earns.
            # So more credit never worsens the verdict.
            if given.state == "answered" and GRADES.index(given.grade) < GRADES.index(wanted):
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
            replies += [Given("not-applicable")] if self.accepts_not_applicable(key) else []
        return [
            (reply, holds)
            for reply in replies
            for holds in ([None, True, False] if applies is None else [applies])
        ]

    def band(self, score: Fraction) -> str:
        if score >= self.percent("approve_at"):
            return VERDICTS[0]
        return VERDICTS[1] if score >= self.percent("conditions_at") else VERDICTS[3]

    def verdicts(self) -> tuple[str, str, str, set[tuple[str, str, str]]]:
        """Return verdict, best, worst, and the rules that fire.

        Each rule comes with the verdict it asks for and its subjects.
        """
        now: set[tuple[str, str, str]] = set()
        best, worst = {VERDICTS[0]}, {VERDICTS[0]}
        for key in self.keys:
            now |= {
                (*rule, key) for rule in self.of_question(key, self.given(key), self.applies(key))
            }
            futures = [self.of_question(key, *future) for future in self.futures(key)]
            best |= {verdict for _, verdict in set.intersection(*futures)}
            worst |= {verdict for _, verdict in set.union(*futures)}
        accepted = {risk["question"] for risk in self.risks}
        for key, (severity, holds) in self.checks().items():
            if holds is not False and self.severe(severity) and key not in accepted:
                now |= {("finding", VERDICTS[1], key)} if holds else set()
                best |= {VERDICTS[1]} if holds else set()
                worst.add(VERDICTS[1])
        for name, percent in self.merged("section_floors").items():
            earned, total, open_, undecided, _ = self.sums(name)
            low, high = 100 * earned, 100 * (earned + open_ + undecided)
            floor = Fraction(percent)
            now |= (
                {("section-floor", VERDICTS[1], name)} if total and low < floor * total else set()
            )
            best |= {VERDICTS[1]} if high < floor * (total + undecided) else set()
            worst |= {VERDICTS[1]} if low < floor * (total + undecided) else set()
        self.whole(now, best, worst)
        verdict = max((verdict for _, verdict, _ in now), key=VERDICTS.index, default=VERDICTS[0])
        return verdict, max(best, key=VERDICTS.index), max(worst, key=VERDICTS.index), now

    def whole(self, now: set[tuple[str, str, str]], best: set[str], worst: set[str]) -> None:
        """not-scorable, coverage, score-band."""
        earned, total, open_, undecided, undecided_open = self.sums()
        counted = [key for key in self.keys if self.scored(key) and self.applies(key)]
        counted = [key for key in counted if self.given(key).state != "not-applicable"]
        if not total:
            now.add(("not-scorable", VERDICTS[2], ""))
        if all(self.given(key).open and self.accepts_not_applicable(key) for key in counted):
            worst.add(VERDICTS[2])
        if not total + undecided:
            best.add(VERDICTS[2])
            return
        coverage = self.percent("coverage_at_least")
        if total and 100 * (total - open_) < coverage * total:
            now.add(("coverage", VERDICTS[2], ""))
        if 100 * (total - open_) < coverage * (total + undecided_open):
            worst.add(VERDICTS[2])
        low, high = (
            100 * earned / (total + undecided),
            100 * (earned + open_ + undecided) / (total + undecided),
        )
        best.add(self.band(high))
        worst.add(self.band(low))
        if total:
            hopeful = (
                100 * earned / total < self.percent("conditions_at") <= high
                and open_ + undecided > 0
            )
            band = VERDICTS[2] if hopeful else self.band(100 * earned / total)
            now |= {("score-band", band, "")} if band != VERDICTS[0] else set()

    # ---- findings

    def findings(self) -> list[Found]:
        """Return all findings: worst first, then by kind, then in the order they are asked."""
        keys = [key for home in self.gates for key in self.keys if key.startswith(f"{home}/")]
        found = [one for key in keys for one in self.about(key)]
        for key, (severity, holds) in self.checks().items():
            risks = [risk for risk in self.risks if risk["question"] == key]
            if holds:
                found.append(("contradiction", severity, key, None, None, longest(risks)))
            if holds is not False and not risks:
                found += [("accepted-risk", severity, key, None, None, None)] * self.risks_named(
                    key
                )
        return sorted(found, key=lambda one: (-SEVERITIES.index(one[1]), KINDS.index(one[0])))

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
            if self.scored(key) and credit < 1:
                found.append(("gap", own, key, *words(self.world.question(key), given.raw), risk))
            if self.scored(key) and GRADES.index(given.grade) < GRADES.index(wanted):
                found.append(("grade", severity, key, None, None, risk))
            evidence = self.world.answer(key).get("evidence", [])
            expected = self.world.question(key).get("evidence") == "expected"
            if (expected and not evidence) or any(self.ended(one) for one in evidence):
                found.append(("evidence", "low", key, None, None, None))
        if applies is not False and not risk and self.could_be_accepted(key, given):
            found += [("accepted-risk", severity, key, None, None, None)] * self.risks_named(key)
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

    def steps(self) -> set[tuple[str, str, int]]:
        """Return every step that may be taken on a path to yes: question or check, kind, effort."""
        found = {(key, "clarify", 2) for key in self.checks()}
        for key in self.keys:
            given, question = self.given(key), self.world.question(key)
            blocks = self.must_earn(key) is not None and self.credits(key)
            if given.state == "not-applicable" or not (self.scored(key) or blocks):
                continue
            answered = given.state == "answered"
            wanted = self.merged("grades").get(self.severity(key), "claimed")
            if answered and self.scored(key) and GRADES.index(given.grade) < GRADES.index(wanted):
                found.add((key, "support", 2))
            if 1 in self.credits(key) and not (answered and self.earned(key, given)[0] == 1):
                own = part_of(question, given.raw) if answered else {}
                effort = own.get("effort", question.get("effort", "medium"))
                found.add((key, "remedy" if answered else "answer", EFFORTS[effort]))
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
            return next(band for band in question["bands"] if fits(question, band, raw))
        case _:
            return {}


def words(question: Data, raw: Data) -> tuple[str | None, str | None]:
    """The finding and the remedy of a gap: those of its option or band, else the question's."""
    part = part_of(question, raw)
    return (
        part.get("finding", question.get("finding", question["ask"])),
        part.get("remedy", question.get("remedy")),
    )
