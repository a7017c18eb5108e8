"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const [search, status, severity, section] = ["text", "status", "severity", "section"].map(
    (name) => byId(`filter-${name}`),
  );
  const blocks = [...document.querySelectorAll("#answers details")];
  const rows = blocks.flatMap((block) =>
    [...block.querySelectorAll("dl > div")].map((row) => ({ row, block, text: "" })),
  );

  const addSections = () => {
    for (const heading of document.querySelectorAll("#answers > h3")) {
      const group = document.createElement("optgroup");
      group.label = heading.textContent;
      let next = heading.nextElementSibling;
      for (; next && next.tagName !== "H3"; next = next.nextElementSibling) {
        if (next.tagName !== "DETAILS") continue;
        const option = document.createElement("option");
        option.value = next.id;
        option.textContent = next.querySelector("summary").firstChild.textContent.trim();
        group.append(option);
      }
      section.append(group);
    }
  };

  // Notes and evidence of an answer with a finding stand there.
  const textOf = (row) => {
    const finding = byId(`f${row.id.slice(1)}`);
    return `${row.textContent} ${finding ? finding.textContent : ""}`.toLowerCase();
  };

  const matches = (entry, words) => {
    const classes = entry.row.classList;
    if (status.value && !classes.contains(status.value)) return false;
    if (severity.value && !classes.contains(severity.value)) return false;
    if (section.value && entry.block.id !== section.value) return false;
    entry.text ||= textOf(entry.row);
    return words.every((word) => entry.text.includes(word));
  };

  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const active = words.length > 0 || status.value || severity.value || section.value;
    const shown = new Map();
    for (const entry of rows) {
      const hit = matches(entry, words);
      entry.row.hidden = !hit;
      if (hit) shown.set(entry.block, (shown.get(entry.block) ?? 0) + 1);
    }
    for (const block of blocks) {
      block.hidden = !shown.has(block);
      block.open = Boolean(active) && shown.has(block);
    }
    const count = [...shown.values()].reduce((sum, number) => sum + number, 0);
    byId("filter-count").textContent = active ? `${count} of ${rows.length} answers` : "";
  };

  const clear = () => {
    for (const field of [search, status, severity, section]) field.value = "";
    filter();
  };
  // What is printed is complete, whatever was filtered.
  const openAll = () => {
    if (rows.length) clear();
    for (const block of document.querySelectorAll("details")) block.open = true;
  };
  const namedPlace = () => byId(location.hash.slice(1));
  // Older browsers do not open what a link leads into.
  const openTarget = () => {
    const target = namedPlace();
    const block = target && target.closest("details");
    if (!block || (block.open && !block.hidden && !target.hidden)) return;
    clear();
    block.open = true;
    target.scrollIntoView();
  };

  const showFilter = () => {
    if (!rows.length) return;
    addSections();
    byId("filter").hidden = false;
    byId("filter").addEventListener("input", filter);
    byId("filter-open").addEventListener("click", openAll);
  };
  // Laid out after the first paint, the page has its full length, and what a link named its place.
  const layOutAll = () => {
    showFilter();
    document.querySelector("main").classList.add("whole");
    const target = namedPlace();
    if (target) target.scrollIntoView();
  };
  const whenIdle = window.requestIdleCallback ?? setTimeout;
  requestAnimationFrame(() => setTimeout(() => whenIdle(layOutAll), 50));
  addEventListener("hashchange", openTarget);
  addEventListener("beforeprint", openAll);
})();
