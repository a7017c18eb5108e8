// The parts that every page has: lists of answers, and what the browser keeps.

function summaryOf(term, text, view, app) {
  return element("dl", { class: "summary" }, summaryRow(term, text, view, app));
}

function summaryRow(term, text, view, { words }) {
  return element("div", {},
    element("dt", {}, term),
    element("dd", {}, text),
    element("dd", { class: "change" }, element("a", { href: `#${view}` }, words.change,
      element("span", { class: "unseen" }, ` ${term}`))));
}

/** What the browser keeps, who can read it, and the button that clears it. */
function storageNote(app, begun, label = app.words.clear) {
  const { words, keeper } = app;
  const asks = element("div", { class: "sure", hidden: true },
    paragraph(words.clear_sure),
    element("div", { class: "buttons" },
      button(words.clear_yes, () => app.clear(), { class: "danger" }),
      button(words.clear_no, () => { asks.hidden = true; opener.focus(); }, { class: "quiet" })));
  const opener = button(label, () => {
    asks.hidden = false;
    asks.querySelector("button").focus();
  }, { class: "quiet" });
  return element("div", { class: "storage" },
    paragraph(keeper.works ? words.storage : words.no_storage), begun ? [opener, asks] : null);
}
