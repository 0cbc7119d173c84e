// The queue as it stands, sent by the server as pieces of this page; and acts without leaving the page.
"use strict";

(() => {
  const POLL_MS = 3000, LOST_MS = 25000;
  let queue, source, heard = Date.now(), polling = 0, acting = false, version = 0, held = "";

  /** Put in what differs, and leave alone what somebody is using. */
  function show(html) {
    heard = Date.now();
    const fresh = document.createElement("template");
    fresh.innerHTML = html;
    const sent = Number(fresh.content.querySelector("[data-version]")?.dataset.version ?? version);
    if (sent < version) return;
    version = sent;
    const parts = [...fresh.content.querySelectorAll("[data-part]")];
    const here = [...queue.querySelectorAll("[data-part]")];
    if (parts.map((part) => part.id).join() !== here.map((part) => part.id).join()) {
      keepingFocus(queue, () => queue.replaceChildren(fresh.content));
    } else {
      parts.forEach((part, at) => {
        if (part.isEqualNode(here[at])) return;
        const scrolled = here[at].scrollTop;
        keepingFocus(here[at], () => here[at].replaceWith(part));
        part.scrollTop = scrolled;
      });
    }
    const count = queue.querySelector("#waiting .count");
    const calls = queue.querySelectorAll(".help").length;
    document.title = document.title.replace(/^(\(.*?\) |⚠ )*/, "");
    if (count) document.title = `${calls ? "⚠ " : ""}(${count.textContent}) ${document.title}`;
    const said = queue.querySelector("#did, #complaint");
    if (said) speak(said.textContent);
  }

  function keepingFocus(part, change) {
    const focused = part.contains(document.activeElement) ? document.activeElement : null;
    const typed = focused && "value" in focused && focused.matches("input, select") ? focused.value : null;
    const number = part.querySelector("#by-number");
    const kept = number && number.value;
    change();
    const again = document.getElementById("by-number");
    if (kept && again) again.value = kept;
    if (!focused) return;
    const twin = focused.id && document.getElementById(focused.id);
    if (!twin || twin.disabled) return;
    if (typed !== null) twin.value = typed;
    twin.focus({preventScroll: true});
  }

  async function act(form, button) {
    if (acting) return;
    acting = true;
    const fields = new FormData(form);
    fields.set(button.name, button.value);
    for (const each of queue.querySelectorAll("button")) each.classList.add("acting");
    try {
      const answer = await post(form.getAttribute("action"), fields);
      const html = await answer.text();
      const typed = document.getElementById("by-number");
      if (typed && form.matches(".by-number") && answer.ok) typed.value = "";
      if (html) show(html);
    } catch {
      lost();
    } finally {
      acting = false;
      for (const each of queue.querySelectorAll("button")) each.classList.remove("acting");
      if (held) show(held);  // not before: what is shown can be acted on
      held = "";
    }
  }

  /** Whatever stands here may be old: say so, and let nobody act on it. */
  function lost() {
    if (document.getElementById("lost")) return;
    const line = document.createElement("p");
    line.id = "lost";
    line.className = "complaint";
    line.setAttribute("role", "alert");
    line.textContent = queue.dataset.lost.replace("{time}", timeOfDay(heard));
    queue.before(line);
    for (const button of queue.querySelectorAll("button")) button.disabled = true;
  }

  function found() {
    const line = document.getElementById("lost");
    if (!line) return;
    line.remove();
    poll();
  }

  async function poll() {
    try {
      const answer = await get(queue.dataset.now);
      if (!answer.ok) return;
      const html = await answer.text();
      document.getElementById("lost")?.remove();
      show(html);
    } catch {
      lost();
    }
  }

  function listen() {
    source = new EventSource(queue.dataset.live);
    source.addEventListener("queue", (event) => {
      found();
      if (acting) held = event.data; else show(event.data);
    });
    source.addEventListener("leave", (event) => { source.close(); leave(event.data); });
    source.addEventListener("open", () => { heard = Date.now(); });
    source.addEventListener("error", () => { if (source.readyState === EventSource.CLOSED) poll(); });
  }

  /** Ask where nothing is sent, and whether what was lost is there again. */
  function watch() {
    if (page.classList.contains("covered")) return;
    if (source.readyState === EventSource.CLOSED && Date.now() - polling > LOST_MS) {
      polling = Date.now();
      listen();
    } else if (source.readyState !== EventSource.OPEN || document.getElementById("lost")) poll();
  }

  document.addEventListener("DOMContentLoaded", () => {
    queue = document.getElementById("queue");
    if (!queue) return;
    queue.addEventListener("submit", (event) => {
      event.preventDefault();
      act(event.target, event.submitter);
    });
    queue.addEventListener("click", (event) => {
      const opener = event.target.closest("[data-opens]");
      if (opener) document.getElementById(opener.dataset.opens).showModal();
    });
    queue.addEventListener("keydown", (event) => {
      if (event.code !== "Enter" || !event.target.matches("select")) return;
      event.preventDefault();
      const form = event.target.form;
      form.requestSubmit(form.querySelector("button"));
    });
    document.addEventListener("dropped", () => source && source.close());
    addEventListener("pagehide", () => source && source.close());
    listen();
    setInterval(watch, POLL_MS);
  });
})();
