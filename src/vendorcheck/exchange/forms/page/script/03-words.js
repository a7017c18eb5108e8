// Texts: their places filled, and in one line.

/** Fill the places of a text, such as {product}. */
function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place));
}

/** A text in one line, without what nobody sees. */
function oneLine(text) {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
}
