// The page of a scanned sheet. All that it knows of it stands in the page: the texts and the edits go along with every
// request, and nothing is left when the page is locked.
"use strict";

{
  const scan = document.getElementById("scan");
  const words = (key) => document.getElementById("words").content.querySelector(`[data-word="${key}"]`).textContent;
  let sheetWindow = null;

  const hidden = (name) => [...scan.querySelectorAll(`input[type=hidden][name=${name}]`)].map((input) => input.value);
  const changed = () => Number(document.getElementById("case")?.dataset.changed ?? 0);

  /** Everything that the server has to be told again, as pairs. */
  function told(more = [], edits = hidden("edit")) {
    return [...hidden("text").map((text) => ["text", text]), ...edits.map((edit) => ["edit", edit]), ...more];
  }

  let turn = Promise.resolve();

  /** One after the other: what is sent says what stands here, and that is what the answer before brought. */
  function inTurn(act, another = false) {
    turn = turn.then(act).catch(() => unanswered(another));
  }

  function unanswered(another = false) {
    scan.setAttribute("aria-busy", "false");
    const line = make("p", {className: "complaint", textContent: words("unanswered")});
    line.setAttribute("role", "alert");
    complain(line.outerHTML, another);
  }

  /** POST, and show the piece that comes back; a refusal stands above what is there. */
  async function show(path, fields) {
    scan.setAttribute("aria-busy", "true");
    const answer = await post(path, fields);
    const html = await answer.text();
    scan.setAttribute("aria-busy", "false");
    if (answer.headers.get("X-Kakanai-Go")) return false;
    if (answer.ok) {
      const folds = new Map([...scan.querySelectorAll("details > summary")].map((each) => [each.textContent, each.parentElement.open]));
      scan.innerHTML = html;
      scan.classList.remove("stale");
      for (const each of scan.querySelectorAll("details > summary")) {
        if (folds.has(each.textContent)) each.parentElement.open = folds.get(each.textContent);
      }
      performance.mark("shown");
    } else {
      complain(html, path === "/scan");
    }
    return answer.ok;
  }

  /** `another`: what was scanned may be somebody else's, so what is there is not shown until the clerk wants it back. */
  function complain(html, another) {
    const place = document.getElementById("complaint");
    if (!place) return;
    place.innerHTML = html;
    place.scrollIntoView({block: "nearest"});
    if (!another || !document.getElementById("case")) return;
    scan.classList.add("stale");
    const back = make("button", {type: "button", textContent: words("back")});
    back.onclick = () => { scan.classList.remove("stale"); place.replaceChildren(); };
    place.append(back);
  }

  function openSheet(text) {
    if (changed() && !confirm(scan.dataset.discard)) return;
    inTurn(() => {
      const gathering = document.getElementById("case") ? [] : hidden("text").map((each) => ["text", each]);
      return show("/scan", [...gathering, ["text", text]]);
    }, true);
  }

  /** Put an edit beside the others; the last one of a thing counts. */
  function edit(what, typed, why = "", note = "") {
    inTurn(() => {
      const others = hidden("edit").filter((each) => JSON.parse(each).what !== what);
      return show("/scan/show", told([], [...others, JSON.stringify({what, typed, why, note})]));
    });
  }

  /** Save a file. Not as the answer to a form: to the browser that is leaving the page, and a refusal would replace it. */
  async function save(form) {
    const fields = [...new FormData(form)];
    const answer = await post("/scan/export", told(fields));
    if (!answer.ok) { complain(await answer.text(), false); return; }
    const link = make("a", {href: URL.createObjectURL(await answer.blob()), download: Object.fromEntries(fields).layout});
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  /** Send a form of its own, for what a browser opens in another window. */
  function send(action, target) {
    const form = Object.assign(document.createElement("form"), {method: "post", action, target, hidden: true});
    const token = document.querySelector("meta[name=form-token]").content;
    for (const [name, value] of told([["form_token", token]])) {
      form.append(Object.assign(document.createElement("input"), {type: "hidden", name, value}));
    }
    document.body.append(form);
    form.submit();
    form.remove();
  }

  async function copy(button) {
    for (const each of scan.querySelectorAll(".copied")) each.classList.remove("copied");
    button.classList.add("copied");
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch {
      const area = Object.assign(document.createElement("textarea"), {value: button.dataset.copy});
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      button.focus();
    }
    speak(scan.dataset.copied.replace("{label}", button.closest("tr").querySelector("th").textContent.trim()));
  }

  /** The next one in the order of the page, which is that of the exports. */
  function copyNext() {
    const all = [...scan.querySelectorAll("[data-copy]")].filter((button) => button.dataset.copy && button.getClientRects().length);
    const next = all[all.indexOf(scan.querySelector(".copied")) + 1];
    if (!next) return;
    next.focus();
    copy(next);
  }

  const make = (tag, properties = {}, ...inside) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...inside);
    return element;
  };

  /** The editor of one value, by its kind. Returns what is typed, as the server wants it. */
  const PARTS = ["postal", "prefecture", "city", "town", "street", "building"];
  const EDITORS = {
    one(choices, typed, unknown) {
      const select = make("select", {}, ...(unknown || !typed.length ? [make("option", {value: "", textContent: unknown ? words("unknown") : "—"})] : []),
        ...Object.entries(choices).map(([value, textContent]) => make("option", {value, textContent, selected: typed.includes(value)})));
      return [[select], () => [select.value]];
    },
    several(choices, typed) {
      const boxes = Object.entries(choices).map(([value, label]) => {
        const box = make("input", {type: "checkbox", value, checked: typed.includes(value)});
        return [box, make("label", {className: "tick"}, box, label)];
      });
      return [boxes.map(([, label]) => label), () => boxes.filter(([box]) => box.checked).map(([box]) => box.value)];
    },
    address(_choices, typed) {
      const inputs = PARTS.map((part, at) => make("input", {type: "text", value: typed[at] ?? "", autocomplete: "off", ariaLabel: words(`address.${part}`), placeholder: words(`address.${part}`)}));
      return [inputs, () => inputs.map((input) => input.value)];
    },
  };
  const plainEditor = (kind) => (_choices, typed) => {
    const input = make("input", {type: kind === "day" ? "date" : "text", value: typed[0] ?? "", autocomplete: "off", inputMode: ["digits", "number"].includes(kind) ? "numeric" : "", max: kind === "day" ? "9999-12-31" : ""});
    return [[input], () => [input.value]];
  };

  /** Put a form below `place`, and call `done` with what it says. */
  function ask(place, controls, done) {
    scan.querySelector("form.editor")?.remove();
    const cancel = make("button", {type: "button", className: "flat", textContent: words("cancel")});
    const form = make("form", {className: "editor"}, ...controls, make("button", {className: "primary", textContent: words("save")}), cancel);
    cancel.onclick = () => form.remove();
    form.onkeydown = (event) => { if (event.key === "Escape" && !event.isComposing) form.remove(); };
    form.onsubmit = (event) => { event.preventDefault(); done(); };
    place.append(form);
    form.querySelector("input, select")?.focus();
  }

  function correct(button) {
    const {what, kind, typed, choices} = button.closest("tr").dataset;
    const unknown = "unknown" in button.closest("tr").dataset;
    const [controls, value] = (EDITORS[kind] ?? plainEditor(kind))(JSON.parse(choices), JSON.parse(typed), unknown);
    ask(button.closest("tr").querySelector("td"), controls, () => edit(what, value()));
  }

  function decide(place, procedure, verdict) {
    const reasons = make("select", {required: true, ariaLabel: words("reason")}, document.getElementById(`reasons-${verdict}`).content.cloneNode(true));
    const note = make("input", {type: "text", maxLength: 200, placeholder: words("note"), ariaLabel: words("note"), autocomplete: "off"});
    ask(place, [reasons, note], () => edit(`procedure:${procedure}`, [verdict], reasons.value, note.value));
  }

  async function printSheet(button) {
    button.disabled = true;
    const printed = document.getElementById("case");
    const answer = await post("/scan/print", told()).finally(() => { button.disabled = false; });
    const html = await answer.text();
    if (document.getElementById("case") !== printed) return;  // meanwhile it was changed, or another one was opened
    document.getElementById("printed").innerHTML = html;
    if (answer.ok) settle();
  }

  function openPdf() {
    sheetWindow = window.open("about:blank", "kakanai-sheet");
    send("/scan/sheet", "kakanai-sheet");
    settle();
  }

  /** What was printed is not lost with the page. */
  function settle() {
    document.getElementById("case").dataset.changed = 0;
    scan.querySelector(".pending")?.remove();
  }

  // A page that was opened with a sheet is not opened with it again: the browser need not remember what it sent.
  history.replaceState(null, "", location.href);

  document.addEventListener("scanned", (event) => openSheet(event.detail));

  scan.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const {dataset} = button;
    if ("copy" in dataset) copy(button);
    else if ("copyNext" in dataset) copyNext();
    else if ("correct" in dataset) correct(button);
    else if ("decide" in dataset) decide(button.closest("li"), button.closest("li").dataset.procedure, dataset.decide);
    else if ("tick" in dataset) inTurn(() => show("/scan/tick", told([["stage", dataset.tick]])));
    else if ("undo" in dataset) inTurn(() => show("/scan/show", told([], hidden("edit").slice(0, -1))));
    else if ("print" in dataset) printSheet(button).catch(() => unanswered());
    else if ("pdf" in dataset) openPdf();
  });

  scan.addEventListener("change", (event) => {
    if (event.target.closest("#adding") && event.target.value && !event.target.closest("form.editor")) {
      decide(document.getElementById("adding").parentElement, event.target.value, "yes");
    }
  });

  scan.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.classList.contains("editor")) return;
    event.preventDefault();
    if (form.id === "pasted") openSheet(document.getElementById("letters").value);
    if (form.id === "identity") edit("identity", new FormData(form).getAll("document"));
    if (form.id === "export") save(form).catch(() => unanswered());
  });

  // Whoever locks the page or leaves it has said so: nobody is asked again while it still stands there.
  for (const form of document.querySelectorAll(".top form[action='/lock'], .top form[action='/sign-out']")) {
    form.addEventListener("submit", drop);
  }

  addEventListener("beforeunload", (event) => { if (changed() && !page.classList.contains("covered")) event.preventDefault(); });

  document.addEventListener("dropped", () => {
    scan.replaceChildren();
    sheetWindow?.close();
  });

  // The window of a sheet has no lock of its own: it goes with the page that can close it.
  addEventListener("pagehide", () => sheetWindow?.close());
}
