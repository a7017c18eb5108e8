// The fields of a reply, and how it is read from them.

/** The fields for the reply to a question, with what is wrong with it. */
function replyFields(key, app, errors) {
  const { words, page } = app;
  const question = page.questions[key];
  const id = app.prefix(key);
  const entry = app.entry(key);
  const error = errorAt(`${id}answer`, errors, words);
  const hints = question.hints.map((text, index) =>
    element("p", { class: "hint", id: `${id}hint-${index}` }, text));
  const box = element("fieldset", {
    class: error ? "reply wrong" : "reply", "aria-describedby": describedBy(...hints, error),
    on: { change: (event) => app.replied(key, box, event.target), input: () => app.typed(key, box) },
  },
  element("legend", {}, element("h2", { id: `${id}ask` }, `${question.number} ${question.ask}`)),
  element("p", { class: "hint asked-if", hidden: true }, question.asked_if),
  hints, error,
  answerFields(key, entry, app),
  otherChoices(key, entry, errors, app),
  element("div", { class: "buttons clear" },
    button(words.clear_answer, () => app.clearAnswer(key), { class: "quiet small" })));
  followReply(box, question);
  return box;
}

/** The field or the options for an answer. */
function answerFields(key, { answer }, app) {
  const question = app.page.questions[key];
  const { form, options } = question;
  const id = app.prefix(key);
  const ticked = [answer ?? []].flat();
  const isTyped = form !== "one" && form !== "several";
  const choices = options.map((option, index) => choice({
    id: index || isTyped ? `${id}option-${index}` : `${id}answer`, label: option.text,
    type: form === "one" ? "radio" : "checkbox", name: `${id}option`, value: `option-${index}`,
    checked: ticked.includes(option.id),
  }));
  if (!isTyped) return choices;
  const typed = typeof answer === "string" && !options.some((one) => one.id === answer) ? answer : "";
  const field = typedField(id, question, typed, app);
  return choices.length ? [field, orLine(app), ...choices] : field;
}

function typedField(id, { form, unit }, typed, app) {
  const labelledBy = `${id}ask`;
  if (form === "span") return spanField(`${id}answer`, typed, app, labelledBy, `${id}unit`);
  if (form === "words") return textArea({ id: `${id}answer`, value: typed, "aria-labelledby": labelledBy });
  const isShort = form === "amount" || form === "day";
  return textField({
    id: `${id}answer`, value: typed, suffix: unit, maxlength: MAX_LINE, type: form === "day" ? "date" : "text",
    inputmode: form === "amount" ? "decimal" : form === "address" ? "url" : null,
    "aria-labelledby": labelledBy, class: isShort ? "short" : null,
  }, [], app.words);
}

/** A field for several lines. */
function textArea({ id, label = "", value = "", hint = "", error = null, ...more }) {
  const hintBelow = hint ? element("p", { class: "hint", id: `${id}-hint` }, hint) : null;
  const area = element("textarea", { id, rows: 3, maxlength: MAX_LINES, "aria-invalid": error ? "true" : null,
    "aria-describedby": describedBy(hintBelow, error), ...more }, value);
  return element("div", { class: "field" }, label ? element("label", { for: id }, label) : null,
    hintBelow, error, area);
}

/** "I don't know", and "Does not apply" with its reason where that may be. */
function otherChoices(key, entry, errors, app) {
  const { words, page } = app;
  const { form, may_not_apply: mayNotApply } = page.questions[key];
  const id = app.prefix(key);
  const type = form === "one" ? "radio" : "checkbox";
  const isAside = entry.not_applicable !== undefined;
  const other = (value, label, checked) => choice({ id: `${id}${value}`, label, type, name: `${id}option`,
    value, checked });
  const reason = textArea({ id: `${id}reason`, label: words.aside_why, value: entry.not_applicable ?? "",
    error: errorAt(`${id}reason`, errors, words) });
  const isChosen = form === "one" || form === "several";
  return element("div", { class: "others" }, isChosen ? null : orLine(app), other(UNKNOWN, words.unknown, entry.unknown === true),
    mayNotApply || isAside ? other(ASIDE, words.aside, isAside) : null,
    element("div", { class: "inset reason", hidden: !isAside }, reason));
}

/** The choices of a question: each with its box, its value, and whether it stands alone. */
function choicesIn(box, { form, options }) {
  return [...box.querySelectorAll("[type=radio], [type=checkbox]")].map((input) => {
    const index = input.value.startsWith("option-") ? Number(input.value.slice(7)) : -1;
    return { input, index, alone: form !== "several" || index < 0 || options[index].exclusive };
  });
}

/** What stands alone takes the place of the others, and the others that of it. */
function unchooseOthers(box, question, target) {
  const choices = choicesIn(box, question);
  const chosen = choices.find(({ input }) => input === target);
  if (!chosen?.input.checked || target.type === "radio") return;
  for (const other of choices) {
    if (other !== chosen && (chosen.alone || other.alone)) other.input.checked = false;
  }
}

/** Show what belongs to the choice: the reason, and the field unless a choice stands for it. */
function followReply(box, question) {
  const chosen = choicesIn(box, question).filter(({ input }) => input.checked);
  const isAside = chosen.some(({ input }) => input.value === ASIDE);
  const isTyped = question.form !== "one" && question.form !== "several";
  const fields = [...box.querySelectorAll("input, textarea, select")];
  for (const field of isTyped ? fields : []) {
    if (!["radio", "checkbox"].includes(field.type) && !field.closest(".reason")) {
      field.disabled = chosen.length > 0;
    }
  }
  box.querySelector(".reason").hidden = !isAside;
  const typed = fields.some((field) => !["radio", "checkbox", "select-one"].includes(field.type) && field.value);
  box.querySelector(".clear").hidden = !chosen.length && !typed;
}

/** The reply in the fields of a question, as an entry has it. */
function readReply(box, question, id) {
  const chosen = choicesIn(box, question).filter(({ input }) => input.checked);
  const field = (name) => box.querySelector(`#${id}${name}`);
  if (chosen.some(({ input }) => input.value === UNKNOWN)) return { unknown: true };
  if (chosen.some(({ input }) => input.value === ASIDE)) {
    return { not_applicable: cleanText(field("reason").value) };
  }
  const ids = chosen.map(({ index }) => question.options[index].id);
  if (question.form === "several") return ids.length ? { answer: ids } : {};
  if (ids.length) return { answer: ids[0] };
  if (question.form === "one") return {};
  const typed = cleanText(field("answer").value);
  if (!typed) return {};
  return { answer: question.form === "span" ? spanText(typed, field("unit").value) : typed };
}
