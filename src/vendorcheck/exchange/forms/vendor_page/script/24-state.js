// The data of the page, and the state that a browser keeps of it.

/** The data of the page, with the earlier answers as entries. */
function vendorPage(page) {
  const answers = Object.entries(page.answers).map(([key, entry]) => [key, keptEntry(entry)]);
  page.answers = Object.assign(Object.create(null), Object.fromEntries(answers));
  return page;
}

/** The state of the last visit, as far as it fits; without one, what was answered before. */
function keptState(kept, page) {
  if (kept === null) return { by: "", answers: { __proto__: null, ...page.answers }, conflicts: [] };
  const given = asObject(kept);
  const answers = { __proto__: null };
  for (const [key, value] of Object.entries(asObject(given.answers))) {
    if (key in page.questions) answers[key] = keptEntry(value);
  }
  const conflicts = (Array.isArray(given.conflicts) ? given.conflicts : []).map(asObject)
    .filter(({ key, file }) => key in page.questions && typeof file === "string")
    .map(({ key, file, entry }) => ({ key, file, entry: keptEntry(entry) }));
  return { by: typeof given.by === "string" ? oneLine(given.by) : "", answers, conflicts };
}
