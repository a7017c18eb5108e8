// What the browser keeps between two visits, under the package's own name.

/** A keeper of the state in this browser; `works` says whether it keeps anything. */
class Keeper {
  constructor(page) {
    this.name = `vendorcheck:${page.package}`;
    this.works = true;
  }

  /** What was kept at the last visit, by whatever page; null if nothing was. */
  read() {
    try {
      const kept = JSON.parse(localStorage.getItem(this.name) ?? "null");
      return kept !== null && typeof kept === "object" ? kept : null;
    } catch {
      this.works = false;
      return null;
    }
  }

  save(state) {
    try {
      localStorage.setItem(this.name, JSON.stringify(state));
    } catch {
      this.works = false;
    }
  }

  clear() {
    try {
      localStorage.removeItem(this.name);
    } catch {
      this.works = false;
    }
  }
}
