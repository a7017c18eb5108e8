// The first view, with the product's name, and the overview of the questions.

function startView(app, errors = []) {
  const { words, state } = app;
  const begun = Object.keys(state.answers).length > 0;
  const fields = [
    textField({ id: "product", label: words.product, hint: words.product_hint,
      value: state.product, maxlength: MAX_NAME }, errors, words),
    textField({ id: "vendor", label: words.vendor, hint: words.vendor_hint,
      value: state.vendor, maxlength: MAX_NAME }, errors, words),
  ];
  const before = ["before_time", "before_website", "before_unknown", "before_stays"];
  return [
    errors.length ? errorSummary(errors, words) : null,
    element("h1", { tabindex: "-1" }, words.title),
    paragraph(words.lead, { class: "lead" }),
    paragraph(words.internal, { class: "inset" }),
    begun ? element("p", { class: "inset" }, `${words.restored} `, link(words.continue, "questions")) : null,
    element("h2", {}, words.before),
    element("ul", { class: "plain" }, before.map((name) => element("li", {}, words[name]))),
    element("form", { novalidate: true, on: { submit: (event) => app.begin(event) } },
      fields, element("button", { type: "submit" }, begun ? words.continue : words.start)),
    storageNote(app, begun),
  ];
}

/** How many questions are answered, how many there are, and whether that is certain. */
function progressOf(result, state) {
  const answered = result.keys.filter((key) => key in state.answers).length;
  const { applicable, undecided } = result.toAsk;
  return {
    answered,
    total: answered + applicable.length + Math.ceil(undecided.length / 2),
    exact: undecided.length === 0 && !result.assumed && result.tier !== null,
  };
}

/** The questions of the overview, by section, with those that are still to come. */
function sectionsOf(page, result, state) {
  const waiting = new Set([...result.toAsk.applicable, ...result.toAsk.undecided]);
  const sections = new Map();
  for (const key of result.keys) {
    if (!(key in state.answers) && !waiting.has(key)) continue;
    const { section } = page.questions[key];
    sections.set(section, [...(sections.get(section) ?? []), key]);
  }
  return [...sections];
}

function tasksView(app) {
  const { words, state, page } = app;
  const result = app.run();
  const { answered, total, exact } = progressOf(result, state);
  const progress = exact ? words.tasks_done : words.tasks_done_about;
  const next = nextQuestion(result);
  return [
    element("h1", { tabindex: "-1" }, `${state.product}: ${words.tasks}`),
    paragraph(fill(progress, { done: answered, total }), { class: "lead" }),
    element("ul", { class: "tasks" },
      sectionsOf(page, result, state).map(([title, keys]) => task(title, keys, app))),
    element("div", { class: "buttons" },
      link(next ? words.continue : words.check_answers, next ? `question/${next}` : "check",
        { class: "button" }),
      next && answered ? link(words.check_answers, "check", { class: "button quiet" }) : null),
    storageNote(app, true),
  ];
}

/** A section of the overview: it leads to its first question that is open, else to its first. */
function task(title, keys, { state, words }) {
  const done = keys.filter((key) => key in state.answers).length;
  const name = done === keys.length ? "done" : done ? "begun" : "open";
  const target = keys.find((key) => !(key in state.answers)) ?? keys[0];
  return element("li", { class: name },
    link(title, `question/${target}`), element("span", { class: "state" }, words[`state_${name}`]));
}

function nextQuestion({ toAsk }) {
  return toAsk.applicable[0] ?? toAsk.undecided[0] ?? null;
}
