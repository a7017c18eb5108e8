// The answers to check and to download, and where those of colleagues differ.

function checkView(app, errors) {
  const { words, page, state } = app;
  const states = page.sections.map((section) => sectionState(section, app));
  const open = states.reduce((sum, { asked, done }) => sum + asked.length - done.length, 0);
  const parts = page.sections.map(({ title }, number) => (states[number].asked.length
    ? part(title, element("dl", { class: "summary" }, states[number].asked.map((key) =>
      answerRow(key, app)))) : null));
  return [
    link(words.sections, "sections", { class: "back" }),
    errors.length ? errorSummary(errors, words) : null,
    paragraph(words.title, { class: "eyebrow" }),
    element("h1", { tabindex: "-1" }, words.check_answers),
    paragraph(words.check_lead, { class: "lead" }),
    parts,
    part(words.file, open ? paragraph(fill(words.still_open, { count: open })) : null,
      state.conflicts.length ? element("p", {},
        fill(words.loaded_conflicts, { count: state.conflicts.length }), " ",
        link(words.decide, "conflicts")) : null,
      paragraph(words.file_lead),
      page.contact ? paragraph(fill(words.contact, { contact: page.contact }), { class: "detail" }) : null,
      element("div", { class: "buttons" },
        button(words.download, ({ currentTarget }) => app.download(currentTarget), { id: "download" }))),
    storageNote(app, true),
  ].flat();
}

function answerRow(key, app) {
  const { number, ask } = app.page.questions[key];
  const entry = app.entry(key);
  const reply = hasReply(entry) ? [] : [paragraph(app.words.not_answered, { class: "open" })];
  return summaryRow(`${number} ${ask}`, [...reply, ...entryLines(key, entry, app)],
    app.viewOfField(key, "answer"), app);
}

/** Everything that an entry says, the reply first. */
function entryLines(key, entry, { page, words }) {
  return entryInPairs(key, entry, page).map(([label, text]) => (label === words.reply
    ? paragraph(shownText(text), { class: "stated" })
    : paragraph(shownText(fill(words.said, { label, text })), { class: "detail" })));
}

function conflictsView(app) {
  const { words, page, state } = app;
  return [
    link(words.sections, "sections", { class: "back" }),
    element("h1", { tabindex: "-1" }, words.conflicts),
    paragraph(state.conflicts.length ? words.conflicts_lead : words.no_conflicts, { class: "lead" }),
    state.conflicts.map((conflict, index) => conflictPart(conflict, index, app)),
    state.conflicts.length ? null : element("div", { class: "buttons" },
      link(words.sections, "sections", { class: "button" })),
  ].flat();
}

function conflictPart({ key, entry, file }, index, app) {
  const { words, page } = app;
  const { number, ask } = page.questions[key];
  const heading = `${number} ${ask}`;
  const side = (title, one, press, chosen) => element("div", { class: "side" },
    element("h3", {}, title), entryLines(key, one, app),
    button(press, () => app.decide(index, chosen), { class: "quiet", "aria-label": `${press}: ${heading}, ${title}` }));
  return part(heading, element("div", { class: "pair" },
    side(words.here, app.entry(key), words.keep, "here"),
    side(fill(words.in_file, { file: shownText(file) }), entry, words.take, "there")));
}
