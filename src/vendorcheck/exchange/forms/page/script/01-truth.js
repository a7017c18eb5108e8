// Conditions with three truth values: true, false, and null for undecided.
// Amounts are exact: a numerator and a denominator, both BigInt.

/** @typedef {true|false|null} Truth */
/** @typedef {{n: bigint, d: bigint}} Ratio */
/** @typedef {{applies: Truth, state: string, options: Set<string>, amount: Ratio|null}} Known */

/** @param {Truth[]} values @returns {Truth} */
function allOf(values) {
  if (values.includes(false)) return false;
  return values.includes(null) ? null : true;
}

/** @param {Truth[]} values @returns {Truth} */
function anyOf(values) {
  if (values.includes(true)) return true;
  return values.includes(null) ? null : false;
}

/** @param {[string, string]} pair @returns {Ratio} */
function ratio(pair) {
  return { n: BigInt(pair[0]), d: BigInt(pair[1]) };
}

/** Negative, zero or positive, as the first amount is less, equal or more. */
function compare(/** @type {Ratio} */ one, /** @type {Ratio} */ other) {
  const difference = one.n * other.d - other.n * one.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Whether an amount lies within limits, which are included; null is no limit. */
function liesWithin(amount, least, most) {
  return (least === null || compare(amount, ratio(least)) >= 0)
    && (most === null || compare(amount, ratio(most)) <= 0);
}

/** Decide a compiled condition; `known` holds the known answers by their positions. */
function decide(condition, /** @type {Known[]} */ known) {
  const [word, ...rest] = condition;
  if (word === "all") return allOf(rest.map((part) => decide(part, known)));
  if (word === "any") return anyOf(rest.map((part) => decide(part, known)));
  if (word === "not") {
    const value = decide(rest[0], known);
    return value === null ? null : !value;
  }
  return decideTest(word, rest, known[rest[0]]);
}

/** @returns {Truth} */
function decideTest(word, rest, /** @type {Known} */ answer) {
  if (answer.applies === false || answer.state === "not-applicable") return false;
  if (answer.state !== "answered") return null;
  if (word === "is") return rest[1].some((id) => answer.options.has(id)) ? answer.applies : false;
  if (answer.amount === null) return answer.options.size ? null : false;
  return liesWithin(answer.amount, rest[1], rest[2]) ? answer.applies : false;
}
