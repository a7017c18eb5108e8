// What an answer earns, and what decides a condition.
//
// An entry is {answer: text or list of texts}, {unknown: true} or {aside: reason}; none is no answer.

/** @typedef {{credit: number, severity: number|null, remedy: string|null}} Earned */

/** The tests that give a condition its value, each as its position, its options and its value. */
function decisiveTests(condition, known) {
  const [word, ...rest] = condition;
  const value = decide(condition, known);
  if (word === "is" || word === "within") {
    return [{ position: rest[0], options: word === "is" ? rest[1] : [], value }];
  }
  const parts = word === "not" ? rest : rest.filter((part) => decide(part, known) === value);
  return parts.flatMap((part) => decisiveTests(part, known));
}

/** Whether a part is at least so many percent of a whole; always true of nothing. */
function reachesPercent(part, whole, /** @type {[string, string]} */ percent) {
  const limit = ratio(percent);
  return 100n * part * limit.d >= limit.n * whole;
}

/** What an answer earns; null where the question is not scored. */
function earnedBy(question, read, today) {
  const { form, cells, ages } = question;
  if (form === "several") return earnedByOptions(question, read.chosen);
  if (read.chosen.length) return read.chosen[0].earns;
  if (form === "day") return ages.length ? earnedByAge(question, Number(read.amount.n), today) : null;
  if (form !== "amount" && form !== "span") return question.any_earns;
  if (!cells.length) return null;
  const below = question.limits.filter((limit) => compare(ratio(limit), read.amount) < 0).length;
  const isAt = question.limits.some((limit) => compare(ratio(limit), read.amount) === 0);
  return cells[2 * below + (isAt ? 1 : 0)];
}

/** What several options earn: the sum of their credits, or the least of them. */
function earnedByOptions(question, chosen) {
  if (chosen.some(({ earns }) => earns === null)) return null;
  if (chosen.length === 1) return chosen[0].earns;
  if (!question.least) {
    const sum = chosen.reduce((total, { earns }) => total + earns.credit, 0);
    const wording = chosen.find(({ worded }) => worded);
    const remedy = wording ? wording.earns.remedy : question.remedy;
    return { credit: Math.min(sum, question.full), severity: null, remedy };
  }
  const gaps = chosen.map(({ earns }) => earns).filter(({ credit }) => credit < question.full);
  const remedies = [...new Set(gaps.map(({ remedy }) => remedy).filter(Boolean))];
  return {
    credit: Math.min(...chosen.map(({ earns }) => earns.credit)),
    severities: gaps.map(({ severity }) => severity),
    severity: null,
    remedy: remedies.join(" ") || null,
    remedies,
  };
}

function earnedByAge(question, ordinal, today) {
  const band = question.ages.find(({ months, days }) => {
    if (!months && days === null) return true;
    const first = months ? ordinalOf(monthsBefore(today, months)) : Math.max(1, today - days);
    return first <= ordinal && ordinal <= today;
  });
  return band ? band.earns : { credit: 0, severity: null, remedy: question.remedy };
}

/** The same day of the month so many months before a day, or the last day of a shorter month. */
function monthsBefore(today, months) {
  const day = dayOfOrdinal(today);
  const count = day.getUTCFullYear() * 12 + day.getUTCMonth() - months;
  if (count < 12) return "0001-01-01";
  const year = Math.floor(count / 12);
  const first = new Date(Date.UTC(2000, (count % 12) + 1, 0));
  first.setUTCFullYear(year, (count % 12) + 1, 0);
  first.setUTCDate(Math.min(day.getUTCDate(), first.getUTCDate()));
  return first.toISOString().slice(0, 10);
}
