// What every page does: it shows the view that its address names, and keeps its state.

class PageApp {
  constructor(page) {
    this.page = page;
    this.words = page.words;
    this.keeper = new Keeper(page);
    this.state = this.stateOf(this.keeper.read());
    this.moves = 0;
  }

  /** Show the view that the address names; `draft` is what was typed and does not fit. */
  show(errors = [], draft = null) {
    const [name, ...rest] = location.hash.slice(1).split("/");
    const content = this.viewOf(name, rest.join("/"), errors, draft);
    if (content === null) return;
    const main = document.getElementById("main");
    main.replaceChildren(...content.flat().filter(Boolean));
    main.dataset.view = location.hash;
    this.focus(errors);
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

  /** Go to another view; null, as what a view returns that is not shown. */
  go(view) {
    if (location.hash === `#${view}`) this.show();
    else location.hash = view;
    return null;
  }

  back(event) {
    if (this.moves < 1) return;
    event.preventDefault();
    history.back();
  }

  save() {
    this.keeper.save(this.state);
  }

  clear() {
    this.keeper.clear();
    this.state = this.stateOf(null);
    this.go("start");
    announce(this.words.cleared);
  }

  /** Begin, and follow the address from then on. */
  start() {
    addEventListener("hashchange", (event) => {
      this.moves += 1;
      this.moved(event);
      this.show();
    });
    this.show();
  }

  /** Take note of a move from one view to another, before the new one is shown. */
  moved() {}
}

/** The data of the page, as it was compiled. */
function readPage() {
  const page = JSON.parse(document.getElementById("package").textContent);
  // A name that every object has, such as "constructor", is no question.
  Object.setPrototypeOf(page.questions, null);
  return page;
}

/** Offer a text as a file to download. */
function downloadText(text, name, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
