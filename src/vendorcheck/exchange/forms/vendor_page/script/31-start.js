// The first view, the overview of the sections, and files that are brought in.

const MAX_LISTED = 20;

function startView(app) {
  const { words, page, state } = app;
  const begun = app.isBegun();
  const filled = Object.keys(page.answers).length ? ["before_filled"] : [];
  const lines = ["before_stays", "before_unknown", ...filled, "before_colleagues", "before_who"];
  return [
    element("h1", { tabindex: "-1" }, words.title),
    paragraph(words.lead, { class: "lead" }),
    begun ? paragraph(words.restored, { class: "inset" }) : null,
    element("h2", {}, words.before),
    element("ul", { class: "plain" }, lines.map((name) => element("li", {}, words[name]))),
    page.contact ? paragraph(fill(words.contact, { contact: page.contact })) : null,
    element("form", { novalidate: true, on: { submit: (event) => app.begin(event) } },
      textField({ id: "by", label: words.by, hint: words.by_hint, value: state.by, maxlength: 200 }, [], words),
      element("button", { type: "submit" }, begun ? words.continue : words.start)),
    storageNote(app, begun),
  ];
}

/** The questions of a section that may apply, and those of them that are answered. */
function sectionState({ keys }, app) {
  const applies = app.applies();
  const asked = keys.filter((key) => applies[key] !== false);
  const done = asked.filter((key) => hasReply(app.entry(key)));
  return { asked, done };
}

function sectionsView(app, errors) {
  const { words, page } = app;
  const states = page.sections.map((section) => sectionState(section, app));
  const count = (name) => states.reduce((sum, one) => sum + one[name].length, 0);
  const next = states.findIndex(({ asked, done }) => done.length < asked.length);
  const titles = [...new Set(page.sections.map(({ questionnaire }) => questionnaire))];
  const check = link(words.check, "check", { class: next < 0 ? "button" : "button quiet" });
  return [
    errors.length ? errorSummary(errors, words) : null,
    element("h1", { tabindex: "-1" }, words.title),
    paragraph(fill(words.answered, { done: count("done"), total: count("asked") }), { class: "lead" }),
    titles.map((title) => part(title, element("ul", { class: "tasks" }, page.sections.map((section, number) =>
      (section.questionnaire === title ? sectionTask(section, number, states[number], app) : null))))),
    element("div", { class: "buttons" },
      next < 0 ? null : link(words.continue, `section/${next}`, { class: "button" }), check),
    loadPart(app),
    storageNote(app, true),
  ].flat();
}

/** A section of the overview. */
function sectionTask({ title }, number, { asked, done }, { words }) {
  const isDone = done.length === asked.length;
  const name = isDone ? "done" : done.length ? "begun" : "open";
  const counted = fill(words.section_answered, { done: done.length, total: asked.length });
  const state = asked.length ? words.state_done : words.state_none;
  return element("li", { class: name }, link(title, `section/${number}`),
    element("span", { class: "state" }, isDone ? state : counted));
}

/** Where files are brought in, with what was said of the last ones. */
function loadPart(app) {
  const { words, state } = app;
  const field = element("input", { type: "file", id: "files", multiple: true, accept: ".json",
    "aria-describedby": "files-hint", on: { change: ({ target }) => app.load([...target.files]) } });
  const lines = app.report.map((text) => paragraph(text));
  return part(words.load,
    paragraph(words.load_lead, { id: "files-hint" }),
    element("div", { class: "field" }, element("label", { for: "files" }, words.load_label),
      element("div", { class: "line" }, field)),
    lines.length ? element("div", { class: "inset", id: "report" }, lines) : null,
    state.conflicts.length
      ? element("div", { class: "buttons" }, link(words.decide, "conflicts", { class: "button" })) : null);
}

/** Read files and add their answers; returns what to say, and what is wrong. */
async function bringIn(files, { page, words, state }) {
  const [report, errors] = [[], []];
  for (const file of files) {
    const name = shownText(file.name);
    const read = file.size > MAX_FILE_BYTES ? null : readAnswersFile(await file.text(), page);
    if (typeof read?.vendor !== "string") {
      errors.push({ id: "files", text: fill(words.wrong_file, { file: name }) });
    } else if (read.vendor !== page.stamp.vendor || read.product !== page.stamp.product) {
      const subject = [read.product, read.vendor].filter((one) => typeof one === "string").join(", ");
      errors.push({ id: "files", text: fill(words.wrong_form, { file: name, subject: shownText(subject) }) });
    } else {
      report.push(fill(words.loaded, { file: name, ...mergeFile(read, name, state, page) }));
      const list = [...read.left.slice(0, MAX_LISTED), ...(read.left.length > MAX_LISTED ? ["…"] : [])]
        .map(shownText).join(", ");
      if (list) report.push(fill(words.left_out, { file: name, list }));
    }
  }
  const count = state.conflicts.length;
  if (count) report.push(fill(words.loaded_conflicts, { count }));
  return { report, errors };
}
