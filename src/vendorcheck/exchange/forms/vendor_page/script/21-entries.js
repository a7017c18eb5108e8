// Entries: what the file of answers says to a question, and which questions apply.
//
// An entry is {answer: text or list of texts}, {unknown: true} or {not_applicable: reason}, with
// note, plan, price and a list of evidence. While it is written, it may be none of these yet.

const REPLIES = ["answer", "unknown", "not_applicable"];
const DETAILS = ["note", "plan", "price"];
const EVIDENCE_TEXTS = ["title", "url", "scope"];
const EVIDENCE_DAYS = ["dated", "expires"];
const EVIDENCE_LISTS = ["exceptions", "our_duties"];

function hasReply(entry) {
  return REPLIES.some((name) => entry[name] !== undefined);
}

/** Whether an entry says more than that nobody knows. */
function isKnown(entry) {
  return entry.answer !== undefined || entry.not_applicable !== undefined;
}

function isEmptyEntry(entry) {
  return !hasReply(entry) && !DETAILS.some((name) => entry[name]) && !entry.evidence?.some(isNamed);
}

/** Whether a piece of evidence says anything yet. */
function isNamed(piece) {
  return Object.keys(piece).length > 0;
}

/** Whether two values of entries are the same. */
function isSame(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Whether a question takes an answer: one that was given before was read by a better reader. */
function takesAnswer(key, answer, page) {
  const earlier = page.answers[key]?.answer;
  return (earlier !== undefined && isSame(earlier, answer))
    || readAnswer(page.questions[key], answer, page.units) !== null;
}

/** What conditions see of an entry. */
function knownAnswer(question, entry, page) {
  const open = { state: "open", options: new Set(), amount: null };
  if (entry?.not_applicable !== undefined) return { ...open, state: "not-applicable" };
  if (entry?.answer === undefined) return open;
  const read = readAnswer(question, entry.answer, page.units);
  if (read === null) return open;
  const options = new Set(read.chosen.map(({ id }) => id));
  return { state: "answered", options, amount: read.amount };
}

/** Whether each question applies to these answers, by its key: true, false, or null if undecided. */
function applicability(page, answers) {
  const keys = Object.keys(page.questions);
  // The last one stands for all that this form does not ask.
  const known = [...keys, ""].map(() => knownAnswer({}, undefined, page));
  const applies = { __proto__: null };
  for (const position of page.order) {
    const key = keys[position];
    const question = page.questions[key];
    applies[key] = question.condition ? decide(question.condition, known) : true;
    known[position] = { ...knownAnswer(question, answers[key], page), applies: applies[key] };
  }
  return applies;
}

/** What is wrong with an entry, each with the name of its field. */
function faultsOf(key, entry, { page, words }) {
  const question = page.questions[key];
  const faults = [];
  const { answer, not_applicable: aside, evidence = [] } = entry;
  if (answer !== undefined && !takesAnswer(key, answer, page)) {
    faults.push({ field: "answer", text: wrongAnswer(question, [answer].flat(), words) });
  } else if (aside !== undefined && !isReason(oneLine(aside), page)) {
    faults.push({ field: "reason", text: words.wrong_reason });
  } else if (!hasReply(entry) && (entry.plan || entry.price || evidence.some(isNamed))) {
    faults.push({ field: "answer", text: words.wrong_no_reply });
  }
  evidence.forEach(({ covers }, index) => {
    if (covers?.from && !covers.to) {
      faults.push({ field: `evidence-${index}-covers_to`, text: words.wrong_period });
    }
  });
  return faults;
}

/** A text without what no file may hold, and without spaces around it. */
function cleanText(text) {
  return text.replace(/\r\n?/g, "\n").replace(/(?![\n\t])[\p{Cc}\p{Cs}]/gu, "").trim();
}

/** A text with marks in place of what would turn it around or hide. */
function shownText(text) {
  return text.replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, (sign) =>
    `\\u{${sign.codePointAt(0).toString(16)}}`);
}
