// The page: its state, the way from one view to the next, and what is kept.

class App {
  constructor(page) {
    this.page = page;
    this.words = page.words;
    this.keeper = new Keeper(page);
    this.state = this.keeper.load(page);
    this.moves = 0;
    this.cameFromCheck = false;
  }

  /** The pre-check of the answers as they are. */
  run() {
    return runPrecheck(this.page, this.state.answers, todayHere().ordinal);
  }

  /** Show the view that the address names. */
  show(errors = [], draft = null) {
    const [name, ...rest] = location.hash.slice(1).split("/");
    const key = rest.join("/");
    const views = { __proto__: null, questions: tasksView, check: checkView, result: resultView };
    let content;
    if (!this.state.product || !(name in views || name === "question")) {
      content = startView(this, errors);
    } else if (name === "question") {
      if (!(key in this.page.questions)) return this.go("questions");
      content = questionView(this, key, errors, draft);
    } else {
      content = views[name](this);
    }
    const main = document.getElementById("main");
    main.replaceChildren(...content.flat().filter(Boolean));
    main.dataset.view = location.hash;
    this.focus(errors);
    return null;
  }

  /** Name the view in the title, and put the focus where reading begins. */
  focus(errors) {
    const heading = document.querySelector("main h1").textContent;
    const prefix = errors.length ? this.words.error_prefix : "";
    document.title = heading === this.words.title ? `${prefix}${heading}`
      : `${prefix}${heading} – ${this.words.title}`;
    if (errors.length) document.getElementById("errors").focus();
    else if (this.moves) {
      document.querySelector("main h1").focus({ preventScroll: true });
      scrollTo(0, 0);
    }
  }

  go(view) {
    if (location.hash === `#${view}`) this.show();
    else location.hash = view;
  }

  back(event) {
    if (this.moves < 1) return;
    event.preventDefault();
    history.back();
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
    this.keeper.save(this.state);
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
    this.keeper.save(this.state);
    const after = waiting(this.run());
    const next = isChange ? after.find((one) => !before.has(one)) : after[0];
    this.go(next ? `question/${next}` : "check");
  }

  clear() {
    this.keeper.clear();
    this.state = emptyState();
    this.go("start");
    announce(this.words.cleared);
  }

  /** Begin: follow the address, and remember whether a change was asked for. */
  start() {
    addEventListener("hashchange", ({ oldURL }) => {
      this.moves += 1;
      if (oldURL.endsWith("#check")) this.cameFromCheck = location.hash.startsWith("#question/");
      else if (!location.hash.startsWith("#question/")) this.cameFromCheck = false;
      this.show();
    });
    this.show();
  }
}

/** The data of the page, as it was compiled. */
function readPage() {
  const page = JSON.parse(document.getElementById("package").textContent);
  // A name that every object has, such as "constructor", is no question.
  Object.setPrototypeOf(page.questions, null);
  return page;
}
