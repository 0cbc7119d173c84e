// What every page of the counter does: its clock, its keys, and its lock after five minutes without a key or a click.
"use strict";

const page = document.documentElement;

/** The other tabs of this browser: work in one keeps all open, and whoever locks one, or signs out in it, leaves none. */
const tabs = new BroadcastChannel("kakanai");

/** POST a form of ours without leaving the page. `fields`: an object, or the FormData of a form. */
async function post(path, fields) {
  const body = new URLSearchParams(fields);
  body.set("form_token", document.querySelector("meta[name=form-token]").content);
  const answer = await fetch(path, {method: "POST", body, headers: {"X-Kakanai-Fragment": "1"}, redirect: "manual"});
  leaveIfTold(answer);
  return answer;
}

/** GET a fragment of ours. */
async function get(path) {
  const answer = await fetch(path, {headers: {"X-Kakanai-Fragment": "1"}, redirect: "manual"});
  leaveIfTold(answer);
  return answer;
}

/** Somebody else may not see what stands here once nobody is signed in any more. */
function leaveIfTold(answer) {
  const to = answer.headers.get("X-Kakanai-Go");
  if (to) leave(to);
}

function leave(to) {
  drop();
  location.replace(`${to}?back=${encodeURIComponent(location.pathname)}`);
}

/** Take everything off the page that may be about a person. Other scripts listen to `dropped` to forget what they hold. */
function drop() {
  page.classList.add("covered");
  document.getElementById("main").replaceChildren();
  document.dispatchEvent(new Event("dropped"));
}

/** Say it to a screen reader. */
function speak(text) {
  document.getElementById("spoken").textContent = text;
}

/** The time of day in the city, at this moment of the PC's own clock, which may be wrong. */
function timeOfDay(moment) {
  return new Date(moment + ahead + shift).toISOString().slice(11, 16);
}

const zone = page.dataset.now.slice(-6);
const shift = (zone[0] === "-" ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4))) * 60000;
const ahead = new Date(page.dataset.now) - Date.now();

function startClock() {
  const clock = document.getElementById("clock");
  setInterval(() => { clock.textContent = timeOfDay(Date.now()); }, 1000);
}

/** Lock by sight: at the time at which the server locks, too, this page shows nothing any more. */
function startLock() {
  const idleMs = Number(page.dataset.idleS) * 1000;
  let active = Date.now(), told = Date.now(), shared = 0;
  const note = () => {
    active = Date.now();
    if (active - shared > 1000) {
      shared = active;
      tabs.postMessage("active");
    }
    if (active - told > idleMs / 5) {
      told = active;
      post("/active", {}).catch(() => {});
    }
  };
  for (const kind of ["keydown", "pointerdown", "wheel"]) addEventListener(kind, note, {capture: true, passive: true});
  tabs.addEventListener("message", (event) => {
    if (event.data === "active") active = Date.now();
    else if (!page.classList.contains("covered")) leave("/locked");
  });
  setInterval(async () => {
    if (Date.now() - active < idleMs || page.classList.contains("covered")) return;
    drop();
    await post("/lock", {}).catch(() => {});
    leave("/locked");
  }, 1000);
}

/** Keys that buttons name: `data-key="F2"`. By KeyboardEvent.code, so that a Japanese input method changes nothing. */
function startKeys() {
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || document.querySelector("dialog[open]")) return;
    const named = document.querySelectorAll(`[data-key="${CSS.escape(event.code)}"]`);
    if (!named.length) return;
    event.preventDefault();
    if (event.repeat) return;
    const button = [...named].find((each) => !each.disabled && each.getClientRects().length);
    if (!button) return;
    if (button.matches("input, select")) button.focus(); else button.click();
  }, {capture: true});
}

/** A page that comes back from the browser's own memory is asked for again. */
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

document.addEventListener("DOMContentLoaded", () => {
  startClock();
  startKeys();
  if ("signedIn" in page.dataset) startLock(); else tabs.postMessage("left");
});
