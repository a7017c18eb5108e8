// What a vendor says besides: an explanation, plan and price, documents and pages.

/** The fields for what belongs to an answer: those that are asked for, the others folded. */
function detailFields(key, app, errors) {
  const { words, page } = app;
  const { plan, evidence } = page.questions[key];
  const entry = app.entry(key);
  const planPart = planFields(key, entry, app);
  const evidencePart = evidenceFields(key, app, errors);
  const showsPlan = plan || Boolean(entry.plan || entry.price);
  const showsEvidence = evidence || Boolean(entry.evidence?.length);
  const isOnlyNote = showsPlan && showsEvidence;
  const folded = element("details", { open: Boolean(entry.note) },
    element("summary", {}, isOnlyNote ? words.add_note : words.add_details),
    textArea({ id: `${app.prefix(key)}note`, label: words.note, value: entry.note ?? "",
      on: { input: ({ target }) => app.detailed(key, "note", target.value) } }),
    showsPlan ? null : planPart, showsEvidence ? null : evidencePart);
  return [showsPlan ? planPart : null, showsEvidence ? evidencePart : null, folded].filter(Boolean);
}

function planFields(key, entry, app) {
  const { words } = app;
  const field = (name) => textField({ id: `${app.prefix(key)}${name}`, label: words[name],
    hint: words[`${name}_hint`], value: entry[name] ?? "", maxlength: MAX_LINE,
    on: { input: ({ target }) => app.detailed(key, name, target.value) } }, [], words);
  return element("div", { class: "pair" }, field("plan"), field("price"));
}

/** The pieces of evidence of a question, made anew when one comes or goes. */
function evidenceFields(key, app, errors = []) {
  const { words } = app;
  const pieces = app.entry(key).evidence ?? [];
  const id = app.prefix(key);
  const box = element("div", { class: "evidence", role: "group", "aria-labelledby": `${id}evidence` },
    element("h3", { id: `${id}evidence` }, words.evidence),
    pieces.map((piece, index) => pieceFields(key, piece, index, app, errors)),
    element("div", { class: "buttons" }, button(words.add_evidence, () => {
      app.addEvidence(key);
      renew(`${id}evidence-${pieces.length}-kind`,
        fill(words.evidence_added, { number: pieces.length + 1 }));
    }, { class: "quiet small", id: `${id}add-evidence` })));
  const renew = (focus, said) => {
    box.replaceWith(evidenceFields(key, app));
    document.getElementById(focus).focus();
    announce(said);
  };
  box.addEventListener("removed", ({ detail }) => {
    app.removeEvidence(key, detail);
    renew(`${id}add-evidence`, words.evidence_removed);
  });
  return box;
}

function pieceFields(key, piece, index, app, errors) {
  const { words } = app;
  const id = `${app.prefix(key)}evidence-${index}-`;
  const hasMore = Object.keys(piece).some((name) => !["kind", "title", "url"].includes(name));
  const box = element("fieldset", { class: "piece" },
    element("legend", {}, fill(words.evidence_number, { number: index + 1 })),
    kindField(`${id}kind`, piece.kind ?? "", app),
    textField({ id: `${id}title`, label: words.document_title, value: piece.title ?? "",
      maxlength: MAX_LINE }, [], words),
    textField({ id: `${id}url`, label: words.url, hint: words.url_hint, value: piece.url ?? "",
      inputmode: "url", maxlength: MAX_LINE }, [], words),
    element("details", { open: hasMore }, element("summary", {}, words.more_about),
      element("div", { class: "pair" }, dayField(id, "dated", piece.dated, errors, words),
        dayField(id, "expires", piece.expires, errors, words),
        dayField(id, "covers_from", piece.covers?.from, errors, words),
        dayField(id, "covers_to", piece.covers?.to, errors, words)),
      textArea({ id: `${id}scope`, label: words.scope, value: piece.scope ?? "" }),
      EVIDENCE_LISTS.map((name) => textArea({ id: `${id}${name}`, label: words[name],
        hint: words.line_each, value: (piece[name] ?? []).join("\n") }))),
    element("div", { class: "buttons" }, button(words.remove, ({ target }) => target.dispatchEvent(
      new CustomEvent("removed", { bubbles: true, detail: index })), {
      class: "quiet small", "aria-label": `${words.remove}: ${fill(words.evidence_number, { number: index + 1 })}`,
    })));
  box.addEventListener("input", ({ target }) => app.evidenced(key, index, target.id.slice(id.length), target.value));
  return box;
}

function kindField(id, kind, { page, words }) {
  const options = [{ id: "", text: words.no_kind }, ...page.kinds].map((one) =>
    element("option", { value: one.id, selected: one.id === kind }, one.text));
  return element("div", { class: "field" }, element("label", { for: id }, words.kind),
    element("div", { class: "line" }, element("select", { id, class: "long" }, options)));
}

function dayField(id, name, value, errors, words) {
  return textField({ id: `${id}${name}`, label: words[name], value: value ?? "", type: "date",
    class: "short" }, errors, words);
}

/** A piece of evidence with one field of it as it is typed now. */
function changedPiece(piece, name, typed) {
  const text = cleanText(typed);
  const changed = { ...piece };
  if (name.startsWith("covers_")) {
    const covers = { ...piece.covers, [name.slice(7)]: text };
    changed.covers = Object.fromEntries(["from", "to"].filter((one) => covers[one]).map((one) => [one, covers[one]]));
    if (!covers.from && !covers.to) delete changed.covers;
    return changed;
  }
  changed[name] = EVIDENCE_LISTS.includes(name)
    ? text.split("\n").map((line) => line.trim()).filter(Boolean) : text;
  if (!changed[name].length) delete changed[name];
  return changed;
}
