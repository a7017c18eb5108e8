// The page: its state, the way from one view to the next, and what is kept.

class App extends PageApp {
  /** The state of the last visit, as far as it still fits; an empty one of nothing. */
  stateOf(kept) {
    this.cameFromCheck = false;
    return keptState(kept, this.page);
  }

  /** The pre-check of the answers as they are. */
  run() {
    return runPrecheck(this.page, this.state.answers, todayHere().ordinal);
  }

  viewOf(name, key, errors, draft) {
    const views = { __proto__: null, questions: tasksView, check: checkView, result: resultView };
    if (!this.state.product || !(name in views || name === "question")) {
      return startView(this, errors);
    }
    if (name !== "question") return views[name](this);
    return key in this.page.questions ? questionView(this, key, errors, draft) : this.go("questions");
  }

  begin(event) {
    event.preventDefault();
    const value = (id) => oneLine(document.getElementById(id).value);
    const product = value("product");
    this.state.product = product || this.state.product;
    this.state.vendor = value("vendor");
    if (!product) {
      this.show([{ id: "product", text: this.words.wrong_product }]);
      return;
    }
    this.state.started = this.state.started || todayHere().text;
    this.save();
    this.go("questions");
  }

  /** Keep the answer to a question, and go on: to what is new, back to the answers, or onwards. */
  answer(event, key) {
    event.preventDefault();
    const read = readForm(event.currentTarget, this.page.questions[key], this);
    if (read.errors) {
      this.show(read.errors, read.draft);
      return;
    }
    const waiting = ({ toAsk }) => [...toAsk.applicable, ...toAsk.undecided];
    const before = new Set(waiting(this.run()));
    const isChange = this.cameFromCheck && key in this.state.answers;
    this.state.answers[key] = { ...read.entry, on: todayHere().text };
    this.save();
    const after = waiting(this.run());
    const next = isChange ? after.find((one) => !before.has(one)) : after[0];
    this.go(next ? `question/${next}` : "check");
  }

  /** Remember whether a change was asked for. */
  moved({ oldURL }) {
    if (oldURL.endsWith("#check")) this.cameFromCheck = location.hash.startsWith("#question/");
    else if (!location.hash.startsWith("#question/")) this.cameFromCheck = false;
  }
}
