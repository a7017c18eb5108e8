"use strict";
(() => {
  const table = document.getElementById("table");
  if (!table) return;
  const byId = (name) => document.getElementById(`filter-${name}`);
  const [search, verdict, tier, attention] = ["text", "verdict", "tier", "attention"].map(byId);
  const shown = document.getElementById("shown");
  const body = table.tBodies[0];
  const rows = [...body.rows].map((row) => ({
    row,
    text: row.textContent.toLowerCase(),
    keys: [...row.cells].map((cell) => cell.dataset.key),
  }));

  const approved = [...document.querySelectorAll("#approved tbody tr")].map((row) => ({
    row,
    text: row.textContent.toLowerCase(),
  }));

  const matches = ({ row, text }, words) =>
    (!verdict.value || row.dataset.verdict === verdict.value) &&
    (!tier.value || row.dataset.tier === tier.value) &&
    (!attention.checked || "attention" in row.dataset) &&
    words.every((word) => text.includes(word));

  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const entry of rows) {
      entry.row.hidden = !matches(entry, words);
      count += Number(!entry.row.hidden);
    }
    for (const { row, text } of approved) row.hidden = !words.every((word) => text.includes(word));
    shown.textContent = count === rows.length ? "" : `${count} of ${rows.length} shown`;
  };

  const compare = (one, other, column) => {
    const [a, b] = [one.keys[column], other.keys[column]];
    const [x, y] = [Number(a), Number(b)];
    if (a !== "" && b !== "" && !Number.isNaN(x) && !Number.isNaN(y)) return x - y;
    return a < b ? -1 : Number(a > b);
  };

  const heads = [...table.tHead.rows[0].cells];
  const sort = (column) => {
    const head = heads[column];
    const up = head.getAttribute("aria-sort") !== "ascending";
    for (const other of heads) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    const sorted = [...rows].sort((a, b) => compare(a, b, column) * (up ? 1 : -1));
    body.append(...sorted.map(({ row }) => row));
  };

  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => sort(column));
    head.replaceChildren(button);
  });

  // A link to a vendor leads to it whatever is filtered.
  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (!target || !target.hidden) return;
    target.hidden = false;
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);

  const form = document.getElementById("filter");
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", filter);
  // Browsers keep what was chosen before the page was loaded anew.
  filter();
})();
