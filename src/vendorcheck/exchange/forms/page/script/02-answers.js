// Answers: which texts a question takes, and what conditions see of them.

const NUMBER = /^[+-]?\d{1,15}(\.\d{1,9})?$/;
const WHOLE = /^\d{1,15}$/;
const SPAN = /^(\d{1,9}(?:\.\d{1,3})?) ([a-z ]+?)s?$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const ADDRESS = /^https?:\/\/[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?([/?#][!-~]*)?$/i;

/** The amount of a decimal number. */
function decimal(text) {
  const [whole, part = ""] = text.replace("+", "").split(".");
  return { n: BigInt(whole + part), d: 10n ** BigInt(part.length) };
}

/** The days of a time span such as `30 days`; null if it is none. */
function spanInDays(text, units) {
  const match = SPAN.exec(text);
  const unit = match && units.find((one) => one.name === match[2]);
  if (!unit) return null;
  const count = decimal(match[1]);
  const days = ratio(unit.days);
  if (unit.many === null) return { n: count.n * days.n, d: count.d * days.d };
  const many = BigInt(unit.many) * count.d;
  const full = count.n / many;
  return { n: full * BigInt(unit.days_of_many) * count.d + (count.n % many) * days.n, d: count.d };
}

/** The number of a day, counted as Python does, from 1 for 0001-01-01; null for no day. */
function ordinalOf(text) {
  if (!DAY.test(text)) return null;
  const time = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text) return null;
  return time / 86400000 + 719163;
}

function dayOfOrdinal(ordinal) {
  return new Date((ordinal - 719163) * 86400000);
}

/** The amount that a typed answer has; null if the question does not take it. */
function amountOf(question, text, units) {
  const { form, whole, smallest } = question;
  if (form === "span") return spanInDays(text, units);
  if (!(whole ? WHOLE : NUMBER).test(text)) return null;
  const amount = decimal(text);
  return smallest !== null && compare(amount, ratio(smallest)) < 0 ? null : amount;
}

/** What an answer is: the options that it picks and its amount; null if it does not fit. */
function readAnswer(question, answer, units) {
  const { form, options } = question;
  const chosen = options.filter(({ id }) => [answer].flat().includes(id));
  if (form === "several") {
    const fits = Array.isArray(answer) && answer.length > 0 && chosen.length === answer.length
      && (chosen.length === 1 || chosen.every(({ exclusive }) => !exclusive));
    return fits ? { chosen, amount: null } : null;
  }
  if (typeof answer !== "string" || answer === "") return null;
  if (chosen.length === 1) return { chosen, amount: null };
  if (form === "one") return null;
  if (form === "day") {
    const ordinal = ordinalOf(answer);
    return ordinal === null ? null : { chosen, amount: { n: BigInt(ordinal), d: 1n } };
  }
  if (form === "address") return ADDRESS.test(answer) ? { chosen, amount: null } : null;
  if (form === "words") return /[\p{L}\p{N}]/u.test(answer) ? { chosen, amount: null } : null;
  const amount = amountOf(question, answer, units);
  return amount === null ? null : { chosen, amount };
}

/** An answer in plain words, as a person reads it. */
function answerInWords(question, read, answer) {
  if (read.chosen.length) return read.chosen.map(({ text }) => text).join("; ");
  if (question.form !== "amount" || !question.unit) return answer;
  const isOne = compare(read.amount, { n: 1n, d: 1n }) === 0;
  return `${groupedNumber(answer)} ${isOne ? question.unit_of_one : question.unit}`;
}

/** A number with its thousands separated by commas. */
function groupedNumber(text) {
  const amount = decimal(text);
  if (amount.n % amount.d === 0n) {
    return String(amount.n / amount.d).replace(/\B(?=(\d{3})+$)/g, ",");
  }
  const [whole, part] = text.replace("+", "").split(".");
  const grouped = BigInt(whole.replace("-", "")).toString().replace(/\B(?=(\d{3})+$)/g, ",");
  return `${text.startsWith("-") ? "-" : ""}${grouped}.${part.replace(/0+$/, "")}`;
}
