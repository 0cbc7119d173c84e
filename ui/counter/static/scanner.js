// A USB scanner types like a keyboard, into whatever has the focus. It is told by its speed and by the head of every text
// of ours, read from KeyboardEvent.code, so that neither layout, capitals nor an input method changes the letters. What it
// types lands nowhere: the first letters, typed before anybody can know, are taken out of the field again.
"use strict";

{
  const opening = document.currentScript.dataset.opening;
  const BETWEEN_KEYS_MS = 80, SLOWEST_MS = 300, END_MS = 150, LEAST_LETTERS = 40;
  const ENDS = /^(Enter|NumpadEnter|Tab)$/;
  const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", HEAD_LETTERS = 16;

  /** How long a text will be, as its head says (docs/decisions/0016): bytes 2, and 8 and 9, count what follows. */
  function expected(text) {
    if (text.length < HEAD_LETTERS) return Infinity;
    const bits = [...text.slice(0, HEAD_LETTERS)].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, "0")).join("");
    const byte = (number) => parseInt(bits.slice(8 * number, 8 * number + 8), 2);
    return Math.ceil((7 + byte(2) + 256 * byte(8) + byte(9)) * 8 / 5);
  }

  let letters = "", before = null, last = 0, timer = 0, scanning = false;

  const letterOf = (code) => {
    const found = /^(?:Key([A-Z])|(?:Digit|Numpad)([2-7]))$/.exec(code);
    return found ? found[1] || found[2] : "";
  };

  /** What the focused field held before the first letter, so that it can be put back. */
  function remember() {
    const field = document.activeElement;
    const isField = field && (field.matches("textarea") || (field.matches("input") && "selectionStart" in field));
    before = isField ? {field, value: field.value, at: field.selectionStart} : null;
  }

  function putBack(text = "") {
    if (!before) return;
    const {field, value, at} = before;
    field.value = at === null ? value + text : value.slice(0, at) + text + value.slice(at);
    if (text) field.dispatchEvent(new Event("input", {bubbles: true}));
  }

  function begin() {
    scanning = true;
    document.activeElement?.blur();
    putBack();
  }

  function end() {
    clearTimeout(timer);
    const text = letters, was = scanning;
    letters = ""; scanning = false;
    if (!was) return;
    if (text.length < LEAST_LETTERS) { putBack(text.toLowerCase()); before?.field.focus(); return; }
    setTimeout(putBack, 0);  // an input method may have committed its text when the field lost the focus
    document.dispatchEvent(new CustomEvent("scanned", {detail: text}));
  }

  function swallow(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  addEventListener("keydown", (event) => {
    if (!scanning && (event.ctrlKey || event.altKey || event.metaKey || /^Shift/.test(event.code))) return;
    const gap = event.timeStamp - last;
    last = event.timeStamp;
    if (scanning && gap > SLOWEST_MS) end();
    if (scanning) {
      swallow(event);
      if (event.ctrlKey || ENDS.test(event.code)) { end(); return; }  // some end with Ctrl+J or Ctrl+M
      letters += letterOf(event.code);
      clearTimeout(timer);
      if (letters.length >= expected(letters)) end(); else timer = setTimeout(end, END_MS);
      return;
    }
    const letter = letterOf(event.code);
    if (!letters || gap > BETWEEN_KEYS_MS) { letters = ""; if (letter === opening[0]) remember(); }
    letters = letter && opening.startsWith(letters + letter) ? letters + letter : "";
    if (letters === opening) { begin(); swallow(event); timer = setTimeout(end, END_MS); }
  }, {capture: true});

  // The key that ends a scan comes up after it.
  let quietUntil = 0;
  document.addEventListener("scanned", () => { quietUntil = performance.now() + 100; });
  for (const kind of ["keyup", "keypress", "beforeinput"]) {
    addEventListener(kind, (event) => { if (scanning || performance.now() < quietUntil) swallow(event); }, {capture: true});
  }
  addEventListener("keydown", (event) => {
    if (performance.now() < quietUntil && (event.ctrlKey || ENDS.test(event.code))) swallow(event);
  }, {capture: true});

  // On a page that shows no sheets, the page that does is opened with it: by POST, since no address may hold it.
  document.addEventListener("scanned", (event) => {
    if (document.getElementById("scan")) return;
    const form = document.createElement("form");
    form.method = "post";
    form.action = "/scan";
    form.hidden = true;
    const fields = {form_token: document.querySelector("meta[name=form-token]").content, text: event.detail};
    for (const [name, value] of Object.entries(fields)) {
      form.append(Object.assign(document.createElement("input"), {type: "hidden", name, value}));
    }
    document.body.append(form);
    form.submit();
  });
}
