// One question on a page: how it is asked, and how an answer is read from the form.

function questionView(app, key, errors = [], draft = null) {
  const { words, page, state } = app;
  const question = page.questions[key];
  const entry = draft ?? state.answers[key] ?? {};
  const result = app.run();
  return [
    link(words.back, "questions", { class: "back", on: { click: (event) => app.back(event) } }),
    errors.length ? errorSummary(errors, words) : null,
    paragraph(numberOf(key, result, app), { class: "eyebrow" }),
    element("form", { novalidate: true, on: { submit: (event) => app.answer(event, key) } },
      fieldsOf(question, entry, errors, app),
      noteField(entry, words),
      element("div", { class: "buttons" },
        element("button", { type: "submit" }, words.save),
        link(words.overview, "questions", { class: "button quiet" }))),
  ];
}

/** A note, folded until there is one. */
function noteField({ note = "" }, words) {
  return element("details", { open: note !== "" }, element("summary", {}, words.add_note),
    textField({ id: "note", label: words.note_label, hint: words.note_hint, value: note,
      maxlength: MAX_TEXT }, [], words));
}

/** The section, and the number of the question among all. */
function numberOf(key, result, { words, page, state }) {
  const { total, answered, exact } = progressOf(result, state);
  const given = Object.keys(state.answers).filter((one) => result.keys.includes(one));
  const number = given.includes(key) ? given.indexOf(key) + 1 : answered + 1;
  const text = fill(exact ? words.number : words.number_about,
    { number, total: Math.max(number, total) });
  return `${page.questions[key].section} · ${text}`;
}

function fieldsOf(question, entry, errors, app) {
  const { words } = app;
  const error = errorAt("answer", errors, words);
  const hint = question.why ? element("p", { class: "hint", id: "why" }, question.why) : null;
  const several = question.form === "several"
    ? element("p", { class: "hint", id: "several" }, words.several) : null;
  return element("fieldset", {
    class: error ? "wrong" : null, "aria-describedby": describedBy(hint, several, error),
  },
  element("legend", {}, element("h1", { tabindex: "-1", id: "ask" }, question.ask)),
  hint,
  question.where ? element("details", {}, element("summary", {}, words.where),
    paragraph(question.where)) : null,
  several, error,
  answerFields(question, entry, errors, app),
  otherChoices(question, entry, errors, app));
}

/** The options of a question that would contradict the answers to others; none if all would. */
function excludedOptions({ plan, statuses, checks }, question) {
  const position = plan.questions.findIndex(({ key }) => key === question.key);
  const excluding = plan.checks.map((check, number) => ({ ...check, number }))
    .filter(({ excludes, names, number }) =>
      excludes && names.includes(position) && checks[number] !== true);
  if (question.form !== "one" || !excluding.length) return [];
  const excluded = question.options.filter(({ id }) => {
    const changed = [...statuses];
    const chosen = { state: "answered", options: new Set([id]), amount: null };
    changed[position] = { ...statuses[position], ...chosen };
    const results = evaluatePlan(plan, changed).checks;
    return excluding.some(({ number }) => results[number] === true);
  }).map(({ id }) => id);
  return excluded.length < question.options.length ? excluded : [];
}

/** The options that are offered: those of the pre-check, without what an answer excludes. */
function offeredOptions(question, ticked, { evaluation }) {
  const orAll = (some, all) => (some.length ? some : all);
  const excluded = excludedOptions(evaluation, question);
  const own = orAll(question.options.filter(({ shown }) => shown), question.options);
  const offered = orAll(own.filter(({ id }) => !excluded.includes(id)), own);
  return question.options.filter((option) => offered.includes(option) || ticked.includes(option.id));
}

/** The field or the options for an answer. */
function answerFields(question, entry, errors, app) {
  const { form } = question;
  const typed = typeof entry.answer === "string" ? entry.answer : "";
  const ticked = [entry.answer ?? []].flat();
  const shown = offeredOptions(question, ticked, app.run());
  const type = form === "several" ? "checkbox" : "radio";
  const choices = shown.map(({ id, text }, index) => choice({
    id: index || form !== "one" && form !== "several" ? `option-${index}` : "answer", label: text,
    type, name: "option", value: id, checked: ticked.includes(id),
  }));
  if (form === "one" || form === "several") return choices;
  const text = shown.some(({ id }) => id === typed) ? "" : typed;
  const field = form === "span" ? spanField("answer", text, app) : textField({
    id: "answer", value: text, maxlength: MAX_TEXT, suffix: question.unit,
    type: form === "day" ? "date" : "text", inputmode: form === "amount" ? "decimal" : null,
    "aria-labelledby": "ask", class: form === "amount" || form === "day" ? "short" : null,
  }, [], app.words);
  return choices.length ? [field, orLine(app), choices] : field;
}

/** "I don't know", and "It does not apply" where the question may be put aside. */
function otherChoices(question, entry, errors, app) {
  const { words } = app;
  const type = question.form === "one" ? "radio" : "checkbox";
  const name = question.form === "one" ? "option" : "other";
  const unknown = offersUnknown(question) ? choice({
    id: "unknown", label: question.for_requester ? words.unknown : words.unknown_page, type, name,
    value: UNKNOWN, checked: entry.unknown === true,
  }) : null;
  if (question.refused_aside) return unknown ? [orLine(app), unknown] : [];
  const reason = textField({ id: "reason", label: words.aside_why, value: entry.aside ?? "",
    maxlength: MAX_TEXT }, errors, words);
  const isAside = entry.aside !== undefined;
  const aside = choice({ id: ASIDE, label: words.aside, type, name, value: ASIDE, checked: isAside });
  const box = element("div", { class: "inset", hidden: !isAside }, reason);
  const follow = (event) => {
    box.hidden = !event.currentTarget.querySelector(`#${ASIDE}`).checked;
  };
  return element("div", { class: "others" }, orLine(app), unknown, aside, box,
    watcher(follow));
}

/** An invisible mark that lets the form around it follow what is ticked. */
function watcher(follow) {
  const mark = element("span", { hidden: true });
  queueMicrotask(() => mark.closest("fieldset").addEventListener("change", follow));
  return mark;
}

/** The answer in a form as an entry with its note; `errors` say what is wrong with it. */
function readForm(form, question, app) {
  const read = readReply(form, question, app);
  const note = oneLine(form.querySelector("#note").value);
  const part = note ? { note } : {};
  return read.entry ? { entry: { ...read.entry, ...part } } : { ...read, draft: { ...read.draft, ...part } };
}

function readReply(form, question, { words, page }) {
  const values = (selector) => [...form.querySelectorAll(`${selector}:checked`)].map((one) => one.value);
  const options = values("[name=option]").filter((id) => id !== UNKNOWN || !offersUnknown(question));
  const ids = options.filter((id) => id !== ASIDE);
  const others = [...values("#unknown"), ...values(`#${ASIDE}`)];
  const typed = oneLine(form.querySelector("input#answer:not([type=radio], [type=checkbox])")?.value ?? "");
  const given = (ids.length ? 1 : 0) + (typed ? 1 : 0) + others.length;
  const wrong = (text, id = "answer", draft = {}) => ({ draft, errors: [{ id, text }] });
  if (given > 1) return wrong(words.wrong_both, "answer", draftOf(question, ids, typed));
  if (others.includes(UNKNOWN)) return { entry: { unknown: true } };
  if (others.includes(ASIDE)) return readAside(form, words, page);
  if (given === 0) return wrong(emptyAnswer(question, words));
  const unit = form.querySelector("#unit")?.value;
  const text = unit ? spanText(typed, unit) : typed;
  const answer = question.form === "several" ? ids : ids[0] ?? text;
  if (readAnswer(question, answer, page.units) === null) {
    return wrong(wrongAnswer(question, ids, words), "answer", { answer });
  }
  return { entry: { answer } };
}

function draftOf(question, ids, typed) {
  return { answer: question.form === "several" ? ids : ids[0] ?? typed };
}

function readAside(form, words, page) {
  const aside = oneLine(form.querySelector("#reason").value);
  return isReason(aside, page) ? { entry: { aside } }
    : { draft: { aside }, errors: [{ id: "reason", text: words.wrong_reason }] };
}
