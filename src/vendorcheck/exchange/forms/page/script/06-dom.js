// What views are made of: elements, fields, and the message for those who don't see the page.

/** An element with attributes and children; `on` holds its listeners. Texts stay texts. */
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) made.addEventListener(event, listener);
    } else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) {
      made.setAttribute(name, String(value));
    }
  }
  made.append(...children.flat().filter((child) => child !== null && child !== ""));
  return made;
}

function paragraph(text, attributes = {}) {
  return element("p", attributes, text);
}

function button(text, press, attributes = {}) {
  return element("button", { type: "button", ...attributes, on: { click: press } }, text);
}

function link(text, view, attributes = {}) {
  return element("a", { href: `#${view}`, ...attributes }, text);
}

/** A heading of a part of a page, with what belongs to it. */
function part(title, ...children) {
  return element("section", {}, element("h2", {}, title), ...children);
}

/** Say something to those who listen to the page, and show it behind the button that they used. */
function announce(text, pressed = null) {
  const status = document.getElementById("status");
  status.textContent = "";
  requestAnimationFrame(() => { status.textContent = text; });
  if (!pressed) return;
  pressed.parentElement.querySelector(".said")?.remove();
  pressed.after(element("span", { class: "said", "aria-hidden": "true" }, text));
}

/** The summary of what is wrong: it takes the focus, and leads to each field, or to its view. */
function errorSummary(errors, words) {
  const focusOn = (id) => (event) => {
    const field = document.getElementById(id);
    if (!field) return;
    event.preventDefault();
    field.focus();
  };
  const lines = errors.map(({ id, text, view = id }) => element("li", {},
    element("a", { href: `#${view}`, on: { click: focusOn(id) } }, text)));
  return element("div", { class: "errors", role: "alert", tabindex: "-1", id: "errors" },
    element("h2", {}, words.problem), element("ul", {}, lines));
}

/** A message of what is wrong at a field; null if nothing is. */
function errorAt(id, errors, words) {
  const error = errors.find((one) => one.id === id);
  if (!error) return null;
  return element("p", { class: "error", id: `${id}-error` },
    element("span", { class: "unseen" }, words.error_prefix), error.text);
}

/** The ids of what describes a field, for assistive technology. */
function describedBy(...parts) {
  return parts.filter(Boolean).map(({ id }) => id).join(" ") || null;
}

/** A field for one line, with its label, a hint and what is wrong. */
function textField({ id, label, hint = "", value = "", suffix = "", ...more }, errors, words) {
  const hintBelow = hint ? element("p", { class: "hint", id: `${id}-hint` }, hint) : null;
  const error = errorAt(id, errors, words);
  const input = element("input", {
    id, name: id, type: "text", value, autocomplete: "off", "aria-invalid": error ? "true" : null,
    "aria-describedby": describedBy(hintBelow, error), ...more,
  });
  const unit = suffix ? element("span", { class: "suffix" }, suffix) : null;
  return element("div", { class: error ? "field wrong" : "field" },
    label ? element("label", { for: id }, label) : null, hintBelow, error,
    element("div", { class: "line" }, input, unit));
}

/** A radio button or check box with its label. */
function choice({ id, label, ...more }) {
  return element("div", { class: "choice" }, element("input", { id, ...more }),
    element("label", { for: id }, label));
}
