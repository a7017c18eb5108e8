// The judgement: which questions apply, what the answers earn, and which rules fire or could fire.

const [APPROVE, CONDITIONS, MORE, NO] = [0, 1, 2, 3];

/** The state of one question of a plan. */
function statusOf(planned, page, answers, today) {
  const entry = answers[planned.key];
  const question = page.questions[planned.key];
  const nothing = { options: new Set(), amount: null, earned: null, read: null };
  if (!entry || !question) return { ...nothing, state: "unanswered" };
  if (entry.unknown) return { ...nothing, state: "unknown" };
  if (entry.aside !== undefined) {
    const states = { refused: "unanswered", confirmed: "not-confirmed", allowed: "not-applicable" };
    return { ...nothing, state: states[planned.aside] };
  }
  const read = readAnswer(question, entry.answer, page.units);
  if (read === null) return { ...nothing, state: "unanswered" };
  return {
    state: "answered",
    options: new Set(read.chosen.map(({ id }) => id)),
    amount: read.amount,
    earned: planned.rated ? earnedBy(question, read, today) : null,
    read,
    answer: entry.answer,
  };
}

function isOpen({ state }) {
  return state !== "answered" && state !== "not-applicable";
}

/** Decide which questions of a plan apply and which checks fail. */
function evaluatePlan(plan, statuses) {
  const applies = plan.questions.map(() => null);
  const known = plan.questions.map(() => ({
    applies: null, state: "open", options: new Set(), amount: null,
  }));
  for (const position of plan.order) {
    const condition = plan.questions[position].applies;
    applies[position] = condition ? decide(condition, known) : true;
    known[position] = { ...statuses[position], applies: applies[position] };
  }
  const checks = plan.checks.map((check) => decide(check.fails, known));
  return { plan, statuses, applies, known, checks };
}

/** The rules that fire or could fire, collected one by one. */
class Rules {
  constructor() {
    this.results = [];
    this.best = APPROVE;
    this.worst = APPROVE;
  }

  fire(rule, verdict, subject = "", certain = true) {
    this.results.push({ rule, verdict, subject, could: false });
    this.worst = Math.max(this.worst, verdict);
    if (certain) this.best = Math.max(this.best, verdict);
  }

  couldFire(rule, verdict, subject = "") {
    this.results.push({ rule, verdict, subject, could: true });
    this.worst = Math.max(this.worst, verdict);
  }

  /** What could still be a no needs more information now. */
  static now({ verdict, could }) {
    return could && verdict === NO ? MORE : verdict;
  }

  get verdict() {
    return Math.max(APPROVE, ...this.results.map(Rules.now));
  }
}

/** Weights by questionnaire, and over all: earned, total, open, undecided, put aside. */
function tallyWeights({ plan, statuses, applies }, page) {
  const empty = () => ({
    earned: 0n, total: 0n, open: 0n, undecided: 0n, aside: 0n, undecidedAside: 0n,
    byVendor: 0n, undecidedByVendor: 0n,
  });
  const tallies = new Map(plan.questionnaires.map(({ id }) => [id, empty()]));
  const all = empty();
  plan.questions.slice(0, plan.counted).forEach((planned, position) => {
    const weight = BigInt(planned.weight);
    if (!weight || applies[position] === false) return;
    const status = statuses[position];
    const sure = applies[position] === true;
    for (const tally of [tallies.get(planned.questionnaire) ?? empty(), all]) {
      addWeight(tally, planned, status, weight, sure, page.questions[planned.key]);
    }
  });
  return { tallies, all };
}

function addWeight(tally, planned, status, weight, sure, question) {
  if (status.earned === null && status.state === "not-applicable") {
    const byVendor = planned.for_requester ? 0n : weight;
    tally[sure ? "aside" : "undecidedAside"] += weight;
    tally[sure ? "byVendor" : "undecidedByVendor"] += byVendor;
  } else if (!sure) {
    tally.undecided += weight;
  } else {
    tally.total += weight;
    if (status.earned === null) tally.open += weight;
    else tally.earned += weight * BigInt(status.earned.credit) / BigInt(question.full);
  }
}

function applySumRules(evaluation, page, rules) {
  const { plan, known } = evaluation;
  const { tallies, all } = tallyWeights(evaluation, page);
  if (all.total === 0n) rules.fire("not-scorable", MORE, "", all.undecided === 0n);
  for (const { id, asked } of plan.questionnaires) {
    const part = tallies.get(id);
    if (part.total || !(part.aside + part.undecidedAside)) continue;
    const isAsked = asked ? decide(asked, known) : true;
    if (isAsked && part.aside) rules.fire("not-scorable", MORE, id, part.undecided === 0n);
    else if (isAsked !== false) rules.couldFire("not-scorable", MORE, id);
  }
  applyAsideRule(plan, all, rules);
  const covered = all.total - all.open;
  if (!reachesPercent(covered, all.total + all.undecided, plan.coverage_at_least)) {
    rules.fire("coverage", MORE, "", false);
  }
  applyScoreBand(plan, all, rules);
}

function applyAsideRule(plan, all, rules) {
  const exceeds = (part, whole) => {
    const limit = ratio(plan.aside_at_most);
    return 100n * part * limit.d > limit.n * whole;
  };
  const whole = all.total + all.aside;
  if (exceeds(all.byVendor, whole)) {
    const most = whole + all.undecided + all.undecidedAside;
    rules.fire("not-applicable", MORE, "", exceeds(all.byVendor, most));
  } else if (exceeds(all.byVendor + all.undecidedByVendor, whole + all.undecidedByVendor)) {
    rules.couldFire("not-applicable", MORE);
  }
}

function applyScoreBand(plan, all, rules) {
  const whole = all.total + all.undecided;
  if (whole === 0n) return;
  const verdictOf = (part, base) => {
    if (reachesPercent(part, base, plan.approve_at)) return APPROVE;
    return reachesPercent(part, base, plan.conditions_at) ? CONDITIONS : NO;
  };
  const best = verdictOf(all.earned + all.open + all.undecided, whole);
  const worst = verdictOf(all.earned, whole);
  let fired = APPROVE;
  if (all.total) {
    fired = verdictOf(all.earned, all.total);
    if (fired === NO && best !== NO) fired = CONDITIONS;
  }
  if (fired !== APPROVE) rules.fire("score-band", fired, "", best === fired);
  if (worst > fired) rules.couldFire("score-band", worst);
}

function applyQuestionRules(planned, status, applies, plan, question, rules) {
  if (applies === false || status.state === "not-applicable" || !planned.subject) return;
  let [fails, requires] = [planned.may_fail, planned.may_require];
  if (status.earned !== null) {
    const { credit, severity, severities = [severity] } = status.earned;
    const worst = Math.max(...severities.map((rank) => rank ?? planned.severity));
    fails = planned.blocker !== null && credit < planned.blocker;
    requires = planned.scored && credit < question.full && worst >= plan.conditions_from;
  }
  const add = status.earned !== null && applies ? "fire" : "couldFire";
  if (fails) rules[add]("blocker", NO, planned.key);
  if (requires) rules[add]("finding", CONDITIONS, planned.key);
}

/** Apply the rules to an evaluation. */
function applyRules(evaluation, page) {
  const rules = new Rules();
  const { plan, statuses, applies, checks } = evaluation;
  applySumRules(evaluation, page, rules);
  plan.questions.slice(0, plan.counted).forEach((planned, position) => {
    const question = page.questions[planned.key];
    applyQuestionRules(planned, statuses[position], applies[position], plan, question, rules);
  });
  plan.checks.forEach((check, number) => {
    if (checks[number] === false) return;
    const add = checks[number] ? "fire" : "couldFire";
    if (check.blocks) rules[add]("requirement", NO, check.key);
    if (check.requires) rules[add]("finding", CONDITIONS, check.key);
  });
  return rules;
}
