// The fields of answers, and what is wrong with what is typed into them.

const ASIDE = "aside";
const UNKNOWN = "unknown";

/** Whether "I don't know" is offered beside the options: not where it is one of them. */
function offersUnknown(question) {
  return question.options.every(({ id }) => id !== UNKNOWN);
}

/** A number and its unit of time, which the text of a time span is made of. */
function spanField(id, typed, { words, page }, labelledBy = "ask", unitId = "unit") {
  const [, count = typed, name = "day"] = SPAN.exec(typed) ?? [];
  const units = page.units.map((unit) => element("option", {
    value: unit.name, selected: unit.name === name,
  }, `${unit.name}s`));
  const line = textField({ id, value: count, inputmode: "decimal", class: "short",
    "aria-labelledby": labelledBy }, [], words);
  line.querySelector(".line").append(
    element("select", { id: unitId, "aria-label": words.unit_of_time }, units));
  return line;
}

/** The text of a time span: its number with the unit that was selected. */
function spanText(typed, unit) {
  return `${typed} ${typed === "1" ? unit : `${unit}s`}`;
}

function orLine({ words }) {
  return paragraph(words.or, { class: "or" });
}

/** Whether a text says why something does not apply, rather than only that. */
function isReason(text, page) {
  const letters = text.match(/\p{L}/gu) ?? [];
  return letters.length >= 3 && !page.no_reasons.includes(text.toLowerCase());
}

function emptyAnswer({ form, whole }, words) {
  if (form === "one") return words.wrong_none;
  if (form === "several") return words.wrong_none_several;
  return wrongAnswer({ form, whole, options: [] }, [], words);
}

/** What is wrong with an answer that does not fit its question. */
function wrongAnswer({ form, whole, smallest, options }, ids, words) {
  const excluding = options.find(({ id, exclusive }) => exclusive && ids.includes(id));
  if (excluding) return fill(words.wrong_exclusive, { option: excluding.text });
  if (form === "span") return words.wrong_span;
  if (form === "day") return words.wrong_day;
  if (form === "address") return words.wrong_address;
  if (form === "words") return words.wrong_words;
  if (whole) return words.wrong_whole;
  return smallest ? fill(words.wrong_small, { smallest: smallest[0] }) : words.wrong_number;
}
