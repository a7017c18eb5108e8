// The answers of colleagues, added to those that are here: neither side is lost.

/** What an entry and another one make together; `conflict` if they can't both be right.
 *
 *  What one side left as it was told before gives way to what the other changed. */
function mergeEntries(key, here, there, page) {
  const before = page.answers[key];
  if (isEmptyEntry(here) || isSame(here, there)) return { entry: there };
  if (before !== undefined && isSame(before, there)) return { entry: here };
  if (before !== undefined && isSame(before, here)) return { entry: there };
  const differs = isKnown(here) && isKnown(there) && !repliesTheSame(key, here, there, page);
  const clashes = ["plan", "price"].some((name) =>
    here[name] && there[name] && oneLine(here[name]) !== oneLine(there[name]));
  if (differs || clashes) return { entry: here, conflict: true };
  return { entry: together(here, there) };
}

/** Both entries in one, with the reply of the first where it has one. */
function together(here, there) {
  const replying = [here, there].find(isKnown) ?? [here, there].find(hasReply) ?? here;
  const entry = {};
  for (const name of REPLIES) if (replying[name] !== undefined) entry[name] = replying[name];
  const note = joinedNotes(here.note, there.note);
  if (note) entry.note = note;
  for (const name of ["plan", "price"]) {
    const text = here[name] || there[name];
    if (text) entry[name] = text;
  }
  const pieces = [...here.evidence ?? [], ...there.evidence ?? []];
  const evidence = pieces.filter((piece, index) =>
    pieces.findIndex((other) => isSame(sorted(piece), sorted(other))) === index);
  if (evidence.length) entry.evidence = evidence;
  return entry;
}

function sorted(piece) {
  return Object.entries(piece).sort(([one], [other]) => (one < other ? -1 : 1));
}

/** Two notes in one, with each paragraph once. */
function joinedNotes(...notes) {
  const paragraphs = notes.filter(Boolean).flatMap((note) => note.split("\n\n"));
  return [...new Set(paragraphs.map((text) => text.trim()).filter(Boolean))].join("\n\n");
}

function repliesTheSame(key, here, there, page) {
  if (here.not_applicable !== undefined || there.not_applicable !== undefined) {
    return oneLine(here.not_applicable ?? "") === oneLine(there.not_applicable ?? "");
  }
  const [one, other] = [here, there].map(({ answer }) =>
    readAnswer(page.questions[key], answer, page.units));
  if (one === null || other === null) return isSame(here.answer, there.answer);
  if (one.amount && other.amount) return compare(one.amount, other.amount) === 0;
  if (!one.chosen.length && !other.chosen.length) return oneLine(here.answer) === oneLine(there.answer);
  return isSame(one.chosen.map(({ id }) => id), other.chosen.map(({ id }) => id));
}

/** Add the answers of a file to the state; returns how many came in and how many were here. */
function mergeFile(read, file, state, page) {
  let [taken, same] = [0, 0];
  for (const [key, there] of read.entries) {
    const here = keptEntry(state.answers[key]);
    const { entry, conflict } = mergeEntries(key, here, there, page);
    const isKept = state.conflicts.some((one) => one.key === key && isSame(one.entry, there));
    if (conflict && !isKept && !holdsRecord(here, key, there, page)) {
      state.conflicts.push({ key, entry: there, file });
    } else if (conflict || isSame(entry, here)) same += 1;
    else taken += 1;
    state.answers[key] = entry;
  }
  return { taken, same };
}

/** The entry after a decision: the side that was chosen, with the other one in its note. */
function decidedEntry(chosen, other, key, text, page) {
  const said = recordOf(key, other, page);
  return { ...chosen, note: joinedNotes(chosen.note, fill(text, { said })) };
}

function holdsRecord(entry, key, other, page) {
  return (entry.note ?? "").includes(recordOf(key, other, page));
}

/** Everything that an entry says, in one line. */
function recordOf(key, entry, page) {
  return entryInPairs(key, entry, page).map(([label, text]) =>
    fill(page.words.said, { label, text: oneLine(text) })).join("; ");
}

/** The entry of a question with what is still to be decided in its note. */
function withOpenConflicts(key, state, page) {
  const others = state.conflicts.filter((one) => one.key === key);
  return others.reduce((entry, other) =>
    decidedEntry(entry, other.entry, key, page.words.not_agreed, page), state.answers[key] ?? {});
}

/** What an entry says, each part with its label. */
function entryInPairs(key, entry, page) {
  const { words } = page;
  const pairs = hasReply(entry) ? [[words.reply, replyInWords(key, entry, page)]] : [];
  for (const name of ["plan", "price", "note"]) if (entry[name]) pairs.push([words[name], entry[name]]);
  (entry.evidence ?? []).forEach((piece, index) => {
    const label = fill(words.evidence_number, { number: index + 1 });
    pairs.push([label, evidenceInWords(piece, page)]);
  });
  return pairs;
}

function replyInWords(key, entry, page) {
  const question = page.questions[key];
  if (entry.unknown) return page.words.unknown;
  if (entry.not_applicable !== undefined) {
    return fill(page.words.not_applicable, { reason: entry.not_applicable });
  }
  const read = readAnswer(question, entry.answer, page.units);
  return read === null ? [entry.answer].flat().join("; ") : answerInWords(question, read, entry.answer);
}

function evidenceInWords(piece, { words, kinds }) {
  const said = (label, text) => fill(words.said, { label, text });
  const kind = kinds.find(({ id }) => id === piece.kind)?.text ?? piece.kind;
  const { from, to } = piece.covers ?? {};
  return [
    [kind, piece.title, piece.url].filter(Boolean).join(", "),
    ...[["dated", piece.dated], ["expires", piece.expires], ["covers_from", from], ["covers_to", to],
      ["scope", piece.scope], ["exceptions", piece.exceptions?.join(" / ")],
      ["our_duties", piece.our_duties?.join(" / ")]]
      .filter(([, text]) => text).map(([name, text]) => said(words[name], text)),
  ].filter(Boolean).join("; ");
}
