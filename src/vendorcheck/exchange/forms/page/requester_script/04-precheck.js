// The pre-check: tier, light, reasons, what is asked next, and what would be quicker.

function evaluateAnswers(plan, page, answers, today) {
  const statuses = plan.questions.map((planned) => statusOf(planned, page, answers, today));
  return evaluatePlan(plan, statuses);
}

/** The position of the first tier that is not ruled out, and whether it is only assumed. */
function resolveTier(page, evaluation) {
  for (const [number, { when }] of page.tiers.entries()) {
    const holds = when && evaluation ? decide(when, evaluation.known) : true;
    if (holds !== false) return { number, assumed: holds === null };
  }
  return { number: null, assumed: false };
}

/** The tier of the answers; null while nothing that decides it is answered. */
function tierOf(page, answers, today) {
  if (!page.tier_plan) return { number: page.first_tier, assumed: false, evaluation: null };
  const evaluation = evaluateAnswers(page.tier_plan, page, answers, today);
  const begun = Object.keys(answers).some((key) => page.deciding.includes(key.split("/")[0]));
  return { ...(begun ? resolveTier(page, evaluation) : { number: null, assumed: false }), evaluation };
}

/** The answers that put the request in its tier, as a list in words; empty while it is assumed. */
function tierReasons(page, { number, assumed, evaluation }) {
  const when = page.tiers[number]?.when;
  if (!when || assumed) return "";
  const tested = new Map();
  for (const { position, options, value } of decisiveTests(when, evaluation.known)) {
    if (value === true) tested.set(position, [...(tested.get(position) ?? []), ...options]);
  }
  const answers = [...tested].flatMap(([position, ids]) => {
    const { read, answer } = evaluation.statuses[position];
    const question = page.questions[evaluation.plan.questions[position].key];
    const counting = read.chosen.filter(({ id }) => ids.includes(id));
    if (counting.length) {
      return counting.map(({ text }) => fill(page.words.quoted, { text: text.split(":")[0].trim() }));
    }
    const values = { answer: answerInWords(question, read, answer), question: question.ask };
    return [fill(page.words.answer_to, values)];
  });
  return joinList(answers, page.words.and);
}

/** Parts as a list in a sentence. */
function joinList(parts, conjunction) {
  if (parts.length < 2) return parts.join();
  return `${parts.slice(0, -1).join(", ")} ${conjunction} ${parts[parts.length - 1]}`;
}

/** The light of a judgement. */
function lightOf(rules, tier, assumed, page) {
  let verdict = rules.verdict;
  const names = new Set(rules.results.map(({ rule }) => rule));
  const nothingToScore = names.size === 1 && names.has("not-scorable");
  if (nothingToScore && rules.best === rules.worst && tier) verdict = APPROVE;
  if (verdict === APPROVE && tier && tier.self_service && !assumed) return "go-ahead";
  return page.result.lights[verdict];
}

/** The reasons for and against the product, the worst first. */
function reasonsOf(evaluation, rules, page) {
  const kinds = new Map();
  for (const [rule, could, kind] of [...page.result.kind_by_rule].reverse()) {
    for (const one of rules.results) {
      if (one.rule === rule && one.could === could && one.subject) kinds.set(one.subject, kind);
    }
  }
  addOpenFacts(kinds, evaluation);
  const { plan, checks, applies } = evaluation;
  const reasons = plan.checks.filter((_, number) => checks[number] === true).map((check) => ({
    kind: kindOf(check.kind, check.about_us), subject: check.key, text: check.message, answer: null,
    remedy: check.remedy, ours: check.about_us,
    combines: check.names.map((position) => plan.questions[position])
      .filter((planned) => !planned.for_requester).map(({ key }) => key),
  }));
  reasons.push(...overallReason(rules, page));
  plan.questions.slice(0, plan.counted).forEach((planned, position) => {
    const kind = kinds.get(planned.key) ?? null;
    const aboutVendor = applies[position] !== false && !planned.for_requester;
    if (aboutVendor || kind) reasons.push(...questionReason(evaluation, position, kind, page));
  });
  const rank = ({ kind }) => page.result.kinds.indexOf(kind);
  const sorted = reasons.sort((one, other) => rank(one) - rank(other));
  return sorted.map((reason) => ({
    ...reason, change: changeFor(reason, page), duty: dutyOf(reason),
  }));
}

/** What would need an agreement with the vendor is for us to settle where it is about us. */
function kindOf(kind, isOurs) {
  return isOurs && kind === "agree" ? "ours" : kind;
}

/** Add the open questions of the request that decide whether a check fails that matters. */
function addOpenFacts(kinds, { plan, statuses, applies }) {
  const named = new Set(plan.checks.filter(({ key }) => kinds.has(key)).flatMap(({ names }) => names));
  plan.questions.slice(0, plan.counted).forEach((planned, position) => {
    const isOpenFact = named.has(position) && planned.for_requester && isOpen(statuses[position]);
    if (isOpenFact && applies[position] !== false && !kinds.has(planned.key)) {
      kinds.set(planned.key, "ask");
    }
  });
}

/** The change that is ours to make; empty if none is named or needed. */
function dutyOf({ kind, remedy, ours }) {
  return ours && ["must", "ours"].includes(kind) && remedy ? remedy : "";
}

function overallReason(rules, page) {
  const verdict = rules.verdict;
  const text = page.result.overall[page.result.verdicts[verdict]];
  const deciding = rules.results.filter((result) => Rules.now(result) === verdict);
  const onlyScore = deciding.length > 0 && deciding.every(({ rule }) => rule === "score-band");
  if (!text || !onlyScore) return [];
  return [{ kind: "together", subject: "", text, answer: null, remedy: null }];
}

function questionReason(evaluation, position, kind, page) {
  const planned = evaluation.plan.questions[position];
  const status = evaluation.statuses[position];
  const question = page.questions[planned.key];
  const base = { subject: planned.key, text: page.asks[planned.key], answer: null, remedy: null };
  if (status.earned === null) {
    const isAsked = isOpen(status) && evaluation.applies[position] === true && planned.scored;
    if (!kind && !isAsked) return [];
    return [{ ...base, kind: status.state === "not-confirmed" ? "confirm" : "ask" }];
  }
  const answer = answerInWords(question, status.read, status.answer);
  if (status.earned.credit === question.full) return [{ ...base, kind: "good", answer }];
  const { remedy, remedies } = status.earned;
  const ours = planned.for_requester;
  return [{ ...base, kind: kindOf(kind, ours) ?? "weak", answer, remedy, remedies, ours }];
}

/** The change of the vendor's that would improve an answer; empty if it is not theirs. */
function changeFor({ kind, subject, remedy, ours }, page) {
  if (ours || ![...page.result.vendor_kinds, "weak"].includes(kind)) return "";
  return remedy || page.improve[subject];
}

/** The questions still to ask, the next one first; `undecided` ones may not apply. */
function questionsToAsk(evaluation, page) {
  const { plan, statuses, applies } = evaluation;
  const positions = plan.questions.map((_, position) => position);
  const waiting = new Set(positions.filter((position) =>
    plan.questions[position].key in page.questions
    && statuses[position].state === "unanswered" && applies[position] !== false));
  const applicable = new Set();
  const undecided = new Set();
  for (let first = 0; first < plan.counted; first += 1) {
    const stack = waiting.has(first) ? [first] : [];
    while (stack.length) {
      const position = stack[stack.length - 1];
      const before = plan.questions[position].needs.find((need) =>
        waiting.has(need) && !applicable.has(need) && !undecided.has(need));
      if (applies[position] === null && before !== undefined) {
        stack.push(before);
      } else {
        (applies[position] ? applicable : undecided).add(stack.pop());
      }
    }
  }
  const keysOf = (found) => [...found].map((position) => plan.questions[position].key);
  return { applicable: keysOf(applicable), undecided: keysOf(undecided) };
}

/** The smallest single change of the request that needs a shorter review, in words; or "". */
function quickerChange(page, { number, assumed, evaluation }) {
  const tier = page.tiers[number];
  if (!evaluation || !tier || assumed || !tier.days) return "";
  let best = null;
  page.changes.forEach((change, place) => {
    const answer = answerAfter(change, page, evaluation);
    if (!answer) return;
    const position = page.tier_plan.questions.findIndex(({ key }) => key === change.key);
    const statuses = [...evaluation.statuses];
    statuses[position] = answer;
    const then = resolveTier(page, evaluatePlan(page.tier_plan, statuses));
    const next = page.tiers[then.number];
    if (!next || then.assumed || !next.days) return;
    const days = ratio(next.days);
    if (compare(days, ratio(tier.days)) >= 0) return;
    const isBetter = !best || change.cost < best.cost
      || (change.cost === best.cost && compare(days, best.days) < 0);
    if (isBetter) best = { cost: change.cost, days, place, then: then.number };
  });
  return best ? page.changes[best.place].words + page.endings[number][best.then] : "";
}

/** The status after a change; null if the change is none of the answer that is given. */
function answerAfter(change, page, { plan, statuses, applies }) {
  const position = plan.questions.findIndex(({ key }) => key === change.key);
  const status = statuses[position];
  if (status.state !== "answered" || applies[position] !== true) return null;
  if (change.kind === "other") {
    return status.options.has(change.current) ? { ...status, options: new Set([change.option]) } : null;
  }
  if (change.kind === "at-most") {
    const amount = ratio(change.amount);
    const isLess = status.amount && compare(amount, status.amount) < 0;
    return isLess && !status.options.size ? { ...status, amount } : null;
  }
  const { options } = page.questions[change.key];
  const kept = options.filter(({ id }) => status.options.has(id) && id !== change.option);
  const { kind } = options.find(({ id }) => id === change.option);
  const isPossible = status.options.has(change.option) && kept.some((one) => one.kind === kind);
  return isPossible ? { ...status, options: new Set(kept.map(({ id }) => id)) } : null;
}

/** The open questions of the letter, in its order. */
function questionsForVendor({ plan, statuses, applies, checks }) {
  const isSent = new Map(plan.questions.map(({ key }, position) => {
    const status = statuses[position];
    return [key, isOpen(status) && status.state !== "not-confirmed" && applies[position] !== false];
  }));
  const found = plan.checks.filter((check, number) => checks[number] === true && check.letter);
  return [...plan.letter.filter(({ key }) => isSent.get(key)), ...found.map(({ letter }) => letter)];
}

/** Run the pre-check on the answers; `today` is the number of the day. */
function runPrecheck(page, answers, today) {
  const decided = tierOf(page, answers, today);
  const tier = page.tiers[decided.number] ?? null;
  const plan = page.plans[decided.number ?? page.tiers.length];
  const evaluation = evaluateAnswers(plan, page, answers, today);
  const rules = applyRules(evaluation, page);
  const light = lightOf(rules, tier, decided.assumed, page);
  const reasons = reasonsOf(evaluation, rules, page);
  const counted = plan.questions.slice(0, plan.counted).map((planned, position) => ({
    planned, status: evaluation.statuses[position], applies: evaluation.applies[position],
  })).filter(({ applies }) => applies !== false);
  return {
    tier, light, reasons, assumed: decided.assumed, because: tierReasons(page, decided), ...changesOf(reasons, page),
    quicker: light === "go-ahead" ? "" : quickerChange(page, decided),
    toAsk: questionsToAsk(evaluation, page),
    forVendor: questionsForVendor(evaluation),
    toFindOut: counted.filter(({ planned, status }) => planned.for_requester && isOpen(status)
      && page.questions[planned.key]?.find_out).map(({ planned }) => planned.key),
    needsConsent: needsConsent(evaluation, rules),
    answerCount: counted.filter(({ planned, status }) =>
      !planned.for_requester && !isOpen(status)).length,
    keys: keysToShow(decided.evaluation, counted, page),
    evaluation,
  };
}

/** Whether somebody has to agree that something does not apply. */
function needsConsent({ plan, statuses, applies }, rules) {
  const isTooMuch = rules.results.some(({ rule }) => rule === "not-applicable");
  return statuses.some(({ state }, position) => {
    const byVendor = state === "not-applicable" && !plan.questions[position].for_requester;
    return applies[position] !== false && (state === "not-confirmed" || (byVendor && isTooMuch));
  });
}

/** The questions that may apply and may be asked: those that only decide the tier come first. */
function keysToShow(tierEvaluation, counted, page) {
  const countedKeys = counted.map(({ planned }) => planned.key);
  const deciding = (tierEvaluation?.plan.questions ?? []).filter((planned, position) =>
    tierEvaluation.applies[position] !== false).map(({ key }) => key);
  const shown = [...deciding.filter((key) => !countedKeys.includes(key)), ...countedKeys];
  return shown.filter((key) => key in page.questions);
}

/** The changes that the vendor would have to make, and those that would be welcome. */
function changesOf(reasons, page) {
  const isTogether = reasons.some(({ kind }) => kind === "together");
  const required = [...page.result.vendor_kinds, ...(isTogether ? ["weak"] : [])];
  const of = (kinds) => {
    const called = reasons.filter(({ kind, change }) => kinds.includes(kind) && change);
    const byItself = reasons.filter(({ kind, change, answer }) => (
      change ? [...page.result.vendor_kinds, ...kinds].includes(kind) : kind === "ask" && answer === null
    )).map(({ subject }) => subject);
    // A check calls for nothing where each of its questions is in the letter by itself.
    const found = called.filter(({ combines = [] }) =>
      !combines.length || combines.some((key) => !byItself.includes(key)));
    return [...new Map(found.map((reason) => [reason.change, reason])).values()];
  };
  const needed = of(required);
  const wished = of(["weak"]).filter(({ change }) =>
    !needed.some((reason) => reason.change === change));
  return { needed, wished };
}
