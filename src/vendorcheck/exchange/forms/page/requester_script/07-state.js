// The state of the page: the product and the answers, as far as what was kept still fits.

const MAX_NAME = 80;
const MAX_TEXT = 500;

/** The state of a page without answers. */
function emptyState() {
  return { product: "", vendor: "", started: "", answers: {} };
}

/** The state of the last visit, without answers that no longer fit; an empty one if none. */
function keptState(kept, page) {
  const state = emptyState();
  if (kept === null) return state;
  for (const name of ["product", "vendor"]) {
    if (typeof kept[name] === "string") state[name] = oneLine(kept[name]).slice(0, MAX_NAME);
  }
  if (ordinalOf(String(kept.started)) !== null) state.started = kept.started;
  for (const [key, entry] of Object.entries(kept.answers ?? {})) {
    const fitting = key in page.questions ? fittingEntry(page.questions[key], entry, page) : null;
    if (fitting) state.answers[key] = fitting;
  }
  return state;
}

/** What of an entry is an answer to its question; null if it is none. Other pages may write, too. */
function fittingEntry(question, entry, page) {
  if (entry === null || typeof entry !== "object") return null;
  const { answer, aside, note, on } = entry;
  const text = (value) => (typeof value === "string" ? oneLine(value).slice(0, MAX_TEXT) : "");
  const rest = {
    ...(text(note) ? { note: text(note) } : {}),
    ...(ordinalOf(String(on)) === null ? {} : { on }),
  };
  if (entry.unknown === true) return { unknown: true, ...rest };
  if (text(aside)) return { aside: text(aside), ...rest };
  const clean = typeof answer === "string" ? text(answer) : answer;
  return readAnswer(question, clean, page.units) === null ? null : { answer: clean, ...rest };
}

/** Today's number and its text, by the calendar of this computer. */
function todayHere() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  const text = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return { text, ordinal: ordinalOf(text) };
}
