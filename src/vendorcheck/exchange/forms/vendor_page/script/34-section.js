// A section on a page: its questions, those that do not concern the product hidden.

function sectionView(app, number, errors) {
  const { words, page } = app;
  const section = page.sections[number];
  const place = fill(words.section_of, { questionnaire: section.questionnaire, number: number + 1,
    total: page.sections.length });
  const questions = section.keys.map((key) => element("div", { class: "question", "data-key": key },
    replyFields(key, app, errors), detailFields(key, app, errors)));
  return [
    link(words.sections, "sections", { class: "back" }),
    errors.length ? errorSummary(errors, words) : null,
    paragraph(place, { class: "eyebrow" }),
    element("h1", { tabindex: "-1" }, section.title),
    element("form", { novalidate: true, on: { submit: (event) => app.finishSection(event, number) } },
      questions,
      paragraph(words.empty_section, { class: "inset none-asked", hidden: true }),
      element("div", { class: "buttons" }, element("button", { type: "submit" }, words.save),
        link(words.check, "check", { class: "button quiet" }))),
    storageNote(app, true),
  ];
}

/** Show the questions that may apply; of one that is undecided, say when it is asked. */
function followConditions(main, applies) {
  let changed = false;
  const boxes = [...main.querySelectorAll(".question")];
  for (const box of boxes) {
    const value = applies[box.dataset.key];
    changed ||= box.hidden !== (value === false);
    box.hidden = value === false;
    box.querySelector(".asked-if").hidden = value !== null;
  }
  const shown = boxes.filter((box) => !box.hidden).length;
  const none = main.querySelector(".none-asked");
  if (none) none.hidden = shown > 0;
  return { changed, shown };
}
