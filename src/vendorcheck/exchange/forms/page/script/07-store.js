// What the browser keeps between two visits, under the package's own name.

/** The state of a page without answers. */
function emptyState() {
  return { product: "", vendor: "", started: "", answers: {} };
}

/** A keeper of the state in this browser; `works` says whether it keeps anything. */
class Keeper {
  constructor(page) {
    this.name = `vendorcheck:${page.package}`;
    this.works = true;
  }

  /** The state of the last visit, without answers that no longer fit; an empty one if none. */
  load(page) {
    let kept = null;
    try {
      kept = JSON.parse(localStorage.getItem(this.name) ?? "null");
    } catch {
      this.works = false;
    }
    const state = emptyState();
    if (kept === null || typeof kept !== "object") return state;
    for (const name of ["product", "vendor", "started"]) {
      if (typeof kept[name] === "string") state[name] = kept[name].slice(0, 200);
    }
    for (const [key, entry] of Object.entries(kept.answers ?? {})) {
      if (key in page.questions && fitsQuestion(page.questions[key], entry, page)) {
        state.answers[key] = entry;
      }
    }
    return state;
  }

  save(state) {
    try {
      localStorage.setItem(this.name, JSON.stringify(state));
    } catch {
      this.works = false;
    }
  }

  clear() {
    try {
      localStorage.removeItem(this.name);
    } catch {
      this.works = false;
    }
  }
}

function fitsQuestion(question, entry, page) {
  if (entry === null || typeof entry !== "object") return false;
  if (entry.unknown === true) return true;
  if (typeof entry.aside === "string") return entry.aside !== "";
  return readAnswer(question, entry.answer, page.units) !== null;
}

/** Today's number and its text, by the calendar of this computer. */
function todayHere() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  const text = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return { text, ordinal: ordinalOf(text) };
}
