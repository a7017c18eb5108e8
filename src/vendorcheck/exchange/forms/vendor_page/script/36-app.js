// The page of a vendor: its answers, and what becomes of them while somebody writes.

class App extends PageApp {
  stateOf(kept) {
    this.keys = Object.keys(this.page.questions);
    this.report = [];
    return keptState(kept, this.page);
  }

  /** Begin; what another window of this browser writes is taken over, so that neither loses it. */
  start() {
    super.start();
    addEventListener("storage", ({ key }) => {
      if (key !== null && key !== this.keeper.name) return;
      this.state = this.stateOf(this.keeper.read());
      this.show();
    });
  }

  entry(key) {
    return this.state.answers[key] ?? {};
  }

  applies() {
    return applicability(this.page, this.state.answers);
  }

  /** The beginning of the ids of a question's fields. */
  prefix(key) {
    return `q${this.keys.indexOf(key)}-`;
  }

  /** The view that shows a field of a question. */
  viewOfField(key, field) {
    const number = this.page.sections.findIndex(({ keys }) => keys.includes(key));
    return `section/${number}/${this.prefix(key)}${field}`;
  }

  isBegun() {
    return this.keeper.read() !== null;
  }

  viewOf(name, rest, errors) {
    const views = { __proto__: null, sections: sectionsView, check: checkView, conflicts: conflictsView };
    if (name !== "sections") this.report = [];
    if (name in views) return views[name](this, errors);
    const number = Number(rest.split("/")[0]);
    return name === "section" && this.page.sections[number] ? sectionView(this, number, errors)
      : startView(this);
  }

  /** Show the view; then what its conditions decide, and the field that the address names. */
  show(errors = []) {
    super.show(errors);
    followConditions(document.getElementById("main"), this.applies());
    const field = location.hash.split("/")[2];
    if (!errors.length && field) document.getElementById(field)?.focus();
  }

  begin(event) {
    event.preventDefault();
    this.state.by = oneLine(document.getElementById("by").value);
    this.save();
    this.go("sections");
  }

  /** Keep an entry, and show what depends on it. */
  keep(key, entry) {
    this.state.answers[key] = entry;
    this.save();
    const { changed, shown } = followConditions(document.getElementById("main"), this.applies());
    if (changed) announce(fill(this.words.asked_now, { count: shown }));
  }

  /** Take a choice that somebody made. */
  replied(key, box, target) {
    unchooseOthers(box, this.page.questions[key], target);
    this.typed(key, box);
  }

  /** Take the reply as it is typed now. */
  typed(key, box) {
    const question = this.page.questions[key];
    followReply(box, question);
    const { note, plan, price, evidence } = this.entry(key);
    this.keep(key, keptKeys({ ...readReply(box, question, this.prefix(key)), note, plan, price, evidence }));
  }

  detailed(key, name, typed) {
    this.keep(key, keptKeys({ ...this.entry(key), [name]: cleanText(typed) || undefined }));
  }

  evidenced(key, index, name, typed) {
    const evidence = [...this.entry(key).evidence];
    evidence[index] = changedPiece(evidence[index], name, typed);
    this.keep(key, { ...this.entry(key), evidence });
  }

  addEvidence(key) {
    this.keep(key, { ...this.entry(key), evidence: [...this.entry(key).evidence ?? [], {}] });
  }

  removeEvidence(key, index) {
    const evidence = this.entry(key).evidence.filter((_, number) => number !== index);
    this.keep(key, keptKeys({ ...this.entry(key), evidence: evidence.length ? evidence : undefined }));
  }

  /** Take back the reply to a question; what was said besides stays. */
  clearAnswer(key) {
    const { note, plan, price, evidence } = this.entry(key);
    this.keep(key, keptKeys({ note, plan, price, evidence }));
    const old = document.querySelector(`[data-key="${key}"] fieldset.reply`);
    old.replaceWith(replyFields(key, this, []));
    followConditions(document.getElementById("main"), this.applies());
    document.querySelector(`[data-key="${key}"] fieldset.reply :is(input, textarea)`).focus();
    announce(fill(this.words.answer_cleared, { number: this.page.questions[key].number }));
  }

  /** What is wrong with the entries of some questions, with the ids of their fields. */
  faults(keys) {
    const applies = this.applies();
    return keys.filter((key) => applies[key] !== false).flatMap((key) =>
      faultsOf(key, this.entry(key), this).map(({ field, text }) => ({
        id: `${this.prefix(key)}${field}`,
        view: this.viewOfField(key, field),
        text: fill(this.words.wrong_at, { number: this.page.questions[key].number, text }),
      })));
  }

  finishSection(event, number) {
    event.preventDefault();
    const { sections } = this.page;
    const errors = this.faults(sections[number].keys);
    if (errors.length) return this.show(errors);
    const later = sections.findIndex((section, one) =>
      one > number && sectionState(section, this).asked.length > 0);
    return this.go(later < 0 ? "check" : `section/${later}`);
  }

  async load(files) {
    const { report, errors } = await bringIn(files, this);
    this.save();
    this.report = report;
    this.show(errors);
    if (!errors.length) document.getElementById("files").focus();
    announce(report.join(" "));
  }

  /** Decide which side of a conflict is right; the other one goes into the note. */
  decide(index, chosen) {
    const { key, entry } = this.state.conflicts[index];
    const [kept, other] = chosen === "here" ? [this.entry(key), entry] : [entry, this.entry(key)];
    this.state.conflicts.splice(index, 1);
    this.state.answers[key] = decidedEntry(kept, other, key, this.words.other_answer, this.page);
    this.save();
    this.show();
    document.querySelector("main h1").focus();
    announce(fill(this.words.decided, { number: this.page.questions[key].number }));
  }

  /** Offer the file, unless something in it could not be read. */
  download(pressed) {
    const errors = this.faults(this.keys);
    if (errors.length) {
      this.show(errors);
      return;
    }
    downloadText(answersFile(this.page, this.state), this.page.file, "application/json");
    announce(fill(this.words.downloaded, { file: this.page.file }), pressed);
  }
}

/** An entry without the keys that have no value. */
function keptKeys(entry) {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));
}
