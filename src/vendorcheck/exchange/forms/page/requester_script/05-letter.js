// The letter to the vendor and the file for IT, from the compiled phrases.

/** The day on which so many working days are over that begin after a day. */
function afterWorkingDays(today, count) {
  const weekday = (today + 6) % 7;
  const start = today - Math.max(0, weekday - 4);
  const rest = count % 5;
  const weekend = Math.min(weekday, 4) + rest >= 5 ? 2 : 0;
  return start + Math.floor(count / 5) * 7 + rest + weekend;
}

/** A day in words, such as `Mon 7 Dec 2026`. */
function dayInWords(ordinal, page) {
  const day = dayOfOrdinal(ordinal);
  const weekday = page.weekdays[(ordinal + 6) % 7];
  const month = page.months[day.getUTCMonth()];
  return `${weekday} ${day.getUTCDate()} ${month} ${day.getUTCFullYear()}`;
}

/** The name of the sender, without a mail address. */
function senderOf(page, answers) {
  const said = answers[page.requester]?.answer ?? "";
  const name = oneLine(said.replace(/\S*@\S*/g, "")).replace(/^[ ,;:()<>-]+|[ ,;:()<>-]+$/g, "");
  return name || page.letter.no_sender;
}

const NAME_OF_PLAN = /^[\p{L}\p{N}](?:[\p{L}\p{N} +'()-]|\.(?=\d)){0,39}$/u;

/** The plan that we would buy, if its name is all that was said. */
function planOf(page, answers) {
  const said = answers[page.plan]?.answer ?? "";
  return NAME_OF_PLAN.test(said) ? said : "";
}

/** The words of a change, as a need or as a wish. */
function changeInWords({ change, remedies }, way, page) {
  const known = page.letter.changes[change];
  if (known) return known[way];
  const [first, ...others] = remedies;
  return [page.letter.changes[first][way], ...others].join(" ");
}

function letterQuestions(questions, page) {
  const { headings, headings_from: headingsFrom } = page.letter;
  const hasBoxes = questions.length < headingsFrom;
  const ids = [...new Set(questions.map(({ questionnaire }) => questionnaire))];
  const lines = [];
  let number = 1;
  for (const id of ids) {
    const hasHeading = !hasBoxes && ids.length > 1;
    const own = questions.filter(({ questionnaire }) => questionnaire === id);
    if (hasHeading) lines.push(...(number > 1 ? [""] : []), ...headings[id], "");
    for (const question of own) {
      if (question !== own[0] || (number > 1 && !hasHeading)) lines.push("");
      lines.push(`${number}. ${question.text}`, ...(hasBoxes ? question.boxes : []));
      number += 1;
    }
  }
  return lines;
}

/** The lines of numbered changes, with an empty one between them. */
function letterChanges(changes, way, first, boxes, page) {
  return changes.flatMap((change, index) =>
    ["", `${first + index}. ${changeInWords(change, way, page)}`, ...boxes]);
}

/** The letter, or a text that says that there is nothing to ask. */
function letterTo(page, result, answers, product, today) {
  const { letter } = page;
  const { forVendor, needed, wished } = result;
  if (!forVendor.length && !needed.length) return `${letter.nothing}\n`;
  const count = forVendor.length + needed.length;
  const plan = planOf(page, answers);
  const openings = (plan ? letter.openings_with_plan : letter.openings)[forVendor.length ? "asks" : "needs"];
  const hasBoxes = forVendor.length < letter.headings_from;
  const namesVendor = forVendor.some((one) => one.names_vendor || (hasBoxes && one.boxes_name_vendor));
  const deadline = letter.deadlines[namesVendor ? 1 : 0];
  const day = dayInWords(afterWorkingDays(today, result.tier?.days_to_answer ?? letter.days_to_answer), page);
  const boxes = hasBoxes ? letter.need_boxes : [];
  const paragraphs = [
    [fill(letter.subject, { product })],
    [letter.greeting],
    [fill(openings[count === 1 ? 0 : 1], { product, plan }), fill(deadline, { day })],
    letterQuestions(forVendor, page),
    needed.length ? [letter.needs_headings[needed.length === 1 ? 0 : 1],
      ...letterChanges(needed, "need", forVendor.length + 1, boxes, page)] : [],
    wished.length ? [letter.wishes_heading,
      ...letterChanges(wished, "wish", count + 1, [], page)] : [],
    [letter.closing],
    [letter.farewell, senderOf(page, answers)],
  ];
  const written = paragraphs.filter((lines) => lines.length).map((lines) => lines.join("\n"));
  return `${written.join("\n\n")}\n`;
}

const PLAIN = /^(?:[A-Za-z][\w./()+%'@-]*(?: [\w./()+%'@-]+)*|\d{1,9} [A-Za-z]+)$/;
const RESERVED = ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "none", "nan", "inf",
  "infinity"];

/** A text for a YAML file, in quotes if it needs them. */
function yamlText(text) {
  if (PLAIN.test(text) && !RESERVED.includes(text.toLowerCase()) && text.length <= 100) return text;
  const escape = (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(text).replace(/[\p{C}\p{Zl}\p{Zp}\u00a0]/gu, (sign) =>
    sign.split("").map(escape).join(""));
}

/** The lines of one answer in a vendor file. */
function yamlAnswer(entry, question, day) {
  const lines = [];
  if (entry.unknown) lines.push("unknown: true");
  else if (entry.aside !== undefined) lines.push(`not_applicable: ${yamlText(entry.aside)}`);
  else if (Array.isArray(entry.answer)) lines.push(`answer: [${entry.answer.map(yamlText).join(", ")}]`);
  else lines.push(`answer: ${yamlText(entry.answer)}`);
  if (entry.note) lines.push(`note: ${yamlText(entry.note)}`);
  if (question.for_requester) lines.push("source: us");
  else if (!entry.unknown) lines.push("source: public");
  return [...lines, `as_of: "${entry.on ?? day}"`].map((line) => `        ${line}`);
}

/** The vendor file with all answers that may count, in the order in which they were given. */
function vendorFile(page, answers, names, day) {
  const blocks = new Map();
  for (const [key, entry] of Object.entries(answers)) {
    const question = page.questions[key];
    const block = blocks.get(question.questionnaire)
      ?? [`  ${question.questionnaire}:`, `    version: ${JSON.stringify(question.version)}`, "    answers:"];
    block.push(`      ${key.split("/")[1]}:`, ...yamlAnswer(entry, question, day));
    blocks.set(question.questionnaire, block);
  }
  const lines = [...blocks.values()].flat();
  return [
    page.file_head, `requested_on: "${day}"`, "", "vendor:", `  name: ${yamlText(names.vendor)}`,
    `  product: ${yamlText(names.product)}`, "", lines.length ? "responses:" : "responses: {}",
    ...lines, "",
  ].join("\n");
}

/** The name of the file: the product in small letters. */
function fileName(product) {
  const plain = product.normalize("NFKD").replace(/[^ -~]/g, "").toLowerCase();
  const stem = plain.replace(/\.{2,}|[^a-z0-9._-]+/g, "-").replace(/^[._-]+/, "").slice(0, 60);
  return `${stem.replace(/[._-]+$/, "") || "product"}.yaml`;
}
