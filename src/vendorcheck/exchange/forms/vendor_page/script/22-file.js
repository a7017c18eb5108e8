// The file of answers, as it is written and as it is read again.

// `import` reads files up to 2 MiB, and texts up to 64 KiB.
const MAX_FILE_BYTES = 2 * 1024 * 1024;
const MAX_LINES = 20_000;
const MAX_LINE = 2_000;
const MAX_EVIDENCE = 50;

/** The text of the file with all answers to questions that may apply. */
function answersFile(page, state) {
  const applies = applicability(page, state.answers);
  const responses = {};
  for (const [name, version] of Object.entries(page.versions)) responses[name] = { version, answers: {} };
  for (const key of Object.keys(page.questions)) {
    const entry = keptEntry(withOpenConflicts(key, state, page));
    if (applies[key] === false || isEmptyEntry(entry)) continue;
    const [questionnaire, question] = key.split("/");
    responses[questionnaire].answers[question] = entry;
  }
  const by = state.by ? { by: state.by } : {};
  return `${JSON.stringify({ vendorcheck: page.kind, form: page.stamp, ...by, responses }, null, 2)}\n`;
}

/** What a file of answers says, by question; `left` is what this page does not ask, or not so.
 *  Null for a file of another kind. */
function readAnswersFile(text, page) {
  const file = parseObject(text);
  if (file === null || file.vendorcheck !== page.kind) return null;
  const form = asObject(file.form);
  const read = { vendor: form.vendor, product: form.product, entries: new Map(), left: [] };
  for (const [name, value] of Object.entries(asObject(file.responses))) {
    const { version, answers } = asObject(value);
    for (const [question, reply] of Object.entries(asObject(answers))) {
      const key = `${name}/${question}`;
      const isAsked = key in page.questions && version === page.versions[name];
      const entry = isAsked ? readEntry(key, reply, page) : null;
      if (entry) read.entries.set(key, entry);
      else read.left.push(page.questions[key]?.number ?? key);
    }
  }
  return read;
}

function parseObject(text) {
  try {
    const value = JSON.parse(text);
    return value !== null && typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}

function asObject(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};
}

/** A reply of a file as an entry; null if it does not fit its question. */
function readEntry(key, reply, page) {
  const isShort = typeof reply === "string" || Array.isArray(reply);
  const entry = keptEntry(isShort ? { answer: reply } : reply);
  if (entry === null || isEmptyEntry(entry)) return null;
  return entry.answer === undefined || takesAnswer(key, entry.answer, page) ? entry : null;
}

/** What of a value is an entry, whoever wrote it; null if nothing is. */
function keptEntry(value) {
  const given = asObject(value);
  const entry = {};
  if (typeof given.answer === "string") entry.answer = cleanText(given.answer);
  else if (Array.isArray(given.answer)) entry.answer = keptTexts(given.answer);
  else if (typeof given.not_applicable === "string") {
    entry.not_applicable = cleanText(given.not_applicable);
  } else if (given.unknown === true) entry.unknown = true;
  if (!entry.answer?.length) delete entry.answer;
  for (const name of DETAILS) addText(entry, name, given[name]);
  const pieces = Array.isArray(given.evidence) ? given.evidence.slice(0, MAX_EVIDENCE) : [];
  const evidence = pieces.map(keptEvidence).filter((piece) => Object.keys(piece).length);
  if (evidence.length) entry.evidence = evidence;
  return entry;
}

function keptEvidence(value) {
  const given = asObject(value);
  const piece = {};
  for (const name of [...EVIDENCE_TEXTS, "kind"]) addText(piece, name, given[name]);
  for (const name of EVIDENCE_DAYS) addDay(piece, name, given[name]);
  const { from, to } = asObject(given.covers);
  const covers = {};
  addDay(covers, "from", from);
  addDay(covers, "to", to);
  if (covers.from || covers.to) piece.covers = covers;
  for (const name of EVIDENCE_LISTS) {
    const texts = Array.isArray(given[name]) ? keptTexts(given[name]) : [];
    if (texts.length) piece[name] = texts;
  }
  return piece;
}

function keptTexts(values) {
  return values.filter((one) => typeof one === "string").map(cleanText).filter(Boolean);
}

function addText(target, name, value) {
  const text = typeof value === "string" ? cleanText(value) : "";
  if (text) target[name] = text;
}

function addDay(target, name, value) {
  if (typeof value === "string" && ordinalOf(value) !== null) target[name] = value;
}
