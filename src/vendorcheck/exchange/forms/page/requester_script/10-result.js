// The answers to check, and the result with the letter and the file.

/** An entry in words, with its note. */
function entryInWords(key, entry, app) {
  const note = entry?.note ? fill(app.words.note_is, { note: entry.note }) : "";
  return [replyInWords(key, entry, app), note ? paragraph(note, { class: "detail" }) : ""];
}

function replyInWords(key, entry, { page, words }) {
  const question = page.questions[key];
  if (!entry) return words.not_answered;
  if (entry.unknown) return question.for_requester ? words.unknown : words.unknown_page;
  if (entry.aside !== undefined) return fill(words.not_applicable, { reason: entry.aside });
  const read = readAnswer(question, entry.answer, page.units);
  return answerInWords(question, read, entry.answer);
}

function checkView(app) {
  const { words, page, state } = app;
  const result = app.run();
  const open = result.toAsk.applicable.length + result.toAsk.undecided.length;
  const next = nextQuestion(result);
  return [
    link(words.back, "questions", { class: "back", on: { click: (event) => app.back(event) } }),
    element("h1", { tabindex: "-1" }, words.check_answers),
    paragraph(words.check_lead, { class: "lead" }),
    summaryOf(words.product, state.product, "start", app),
    sectionsOf(page, result, state).map(([title, keys]) => part(title, element("dl", { class: "summary" },
      keys.map((key) => summaryRow(page.questions[key].ask, entryInWords(key, state.answers[key], app),
        `question/${key}`, app))))),
    open ? paragraph(fill(words.still_open, { count: open })) : null,
    element("div", { class: "buttons" },
      next ? link(words.continue, `question/${next}`, { class: "button" }) : null,
      link(words.show_result, "result", { class: next ? "button quiet" : "button" })),
  ];
}

function resultView(app) {
  const { words, page, state } = app;
  const result = app.run();
  const today = todayHere();
  const count = result.answerCount;
  const basis = page.result.bases[Math.min(count, 2)][result.light === "go-ahead" ? 0 : 1];
  const isOpen = nextQuestion(result) !== null;
  return [
    link(words.back, "check", { class: "back", on: { click: (event) => app.back(event) } }),
    paragraph(fill(words.result_of, { name: nameOf(state), day: dayInWords(today.ordinal, page) }),
      { class: "eyebrow" }),
    element("div", { class: `light ${result.light}` },
      element("h1", { tabindex: "-1" }, page.result.labels[result.light]),
      paragraph(fill(basis, { count })),
      isOpen ? paragraph(words.result_unfinished) : null),
    reasonsPart(result, app),
    part(words.now, paragraph(adviceOf(result, state, page))),
    ...thenParts(result, app),
    letterPart(result, app, today),
    filePart(app, today),
    page.policy.contact ? part(words.whom, paragraph(page.policy.contact)) : null,
    element("div", { class: "buttons" },
      link(words.check_answers, "check", { class: "button quiet" })),
    storageNote(app, true, words.again),
  ];
}

/** The product and the company, as a heading names them. */
function nameOf({ product, vendor }) {
  return vendor && vendor !== product ? `${product} (${vendor})` : product;
}

function reasonsPart({ reasons, toFindOut }, { words, page }) {
  const items = reasons.map(({ kind, text, answer, change, duty }) => element("li", { class: kind },
    paragraph(element("strong", {}, page.result.kind_labels[kind])),
    paragraph(text),
    answer ? paragraph(fill(words.answer_is, { answer }), { class: "detail" }) : null,
    change && page.result.vendor_kinds.includes(kind)
      ? paragraph(fill(words.vendor_does, { change }), { class: "detail" }) : null,
    duty ? paragraph(fill(words.we_do, { duty }), { class: "detail" }) : null));
  const findOut = toFindOut.map((key) => element("li", {}, page.questions[key].ask));
  return element("div", {},
    items.length ? part(words.why, element("ul", { class: "reasons" }, items)) : null,
    findOut.length ? part(words.find_out, element("ul", { class: "plain" }, findOut)) : null);
}

/** What to do now, in view of what is promised or signed already. */
function adviceOf(result, state, page) {
  const promised = state.answers[page.promises]?.answer;
  const commitment = page.commitments[promised] ?? "none";
  const onlyConsent = result.needsConsent && !result.forVendor.length;
  if (result.light === "ask-vendor" && onlyConsent) return page.result.consent[commitment];
  return page.result.advice[result.light][commitment];
}

/** What IT does then, what would be quicker, and what may be done meanwhile. */
function thenParts({ tier, assumed, because, light, quicker }, { words }) {
  if (!tier) return [];
  const title = fill(assumed ? words.counts_as_now : words.counts_as, { tier: tier.title });
  const review = tier.time ? fill(words.review_takes, { time: tier.time }) : words.review_open;
  const isGo = light === "go-ahead";
  return [
    part(words.then, paragraph(title),
      because ? paragraph(fill(words.because, { list: because })) : null,
      paragraph(isGo ? words.no_review : review)),
    quicker ? part(words.quicker, paragraph(quicker)) : null,
    tier.meanwhile ? part(isGo ? words.note : words.meanwhile, paragraph(tier.meanwhile)) : null,
  ];
}

function letterPart(result, app, today) {
  const { words, page, state } = app;
  if (!result.forVendor.length && !result.needed.length) return null;
  const text = letterTo(page, result, state.answers, oneLine(state.product), today.ordinal);
  const shown = element("pre", { class: "letter", tabindex: "0", id: "letter" }, text);
  const copy = async ({ currentTarget: pressed }) => {
    try {
      await navigator.clipboard.writeText(text);
      announce(words.copied, pressed);
    } catch {
      shown.focus();
      getSelection().selectAllChildren(shown);
      announce(words.not_copied, pressed);
    }
  };
  return part(words.letter, paragraph(words.letter_lead), shown,
    element("div", { class: "buttons" }, button(words.copy, copy, { class: "quiet" })));
}

function filePart({ words, page, state }, today) {
  const name = fileName(state.product);
  const vendor = state.vendor || state.product;
  const text = vendorFile(page, state.answers, { product: state.product, vendor },
    state.started || today.text);
  const download = ({ currentTarget: pressed }) => {
    downloadText(text, name, "application/yaml");
    announce(fill(words.downloaded, { file: name }), pressed);
  };
  return part(words.file, paragraph(words.file_lead),
    element("div", { class: "buttons" }, button(words.download, download, { id: "download" })),
    paragraph(fill(words.file_command, { file: name }), { class: "detail" }));
}
