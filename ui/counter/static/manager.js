// The pages of managers: how it stands is asked again every few seconds; windows of a whole day are set at once.
"use strict";

(() => {
  const EVERY_MS = 5000;

  function keepAsking(now) {
    setInterval(async () => {
      if (document.hidden || page.classList.contains("covered")) return;
      const answer = await get(now.dataset.again).catch(() => null);
      if (answer && answer.ok) now.innerHTML = await answer.text();
      tell(now, Boolean(answer && answer.ok));
    }, EVERY_MS);
  }

  /** Whatever stands here may be old: say so. */
  function tell(now, isFresh) {
    const said = document.getElementById("lost");
    if (isFresh) return said && said.remove();
    if (said) return;
    const line = document.createElement("p");
    line.id = "lost";
    line.className = "complaint";
    line.setAttribute("role", "alert");
    line.textContent = now.dataset.lost.replace("{time}", document.getElementById("clock").textContent);
    now.before(line);
  }

  function startGrid(grid) {
    grid.addEventListener("input", (event) => {
      const field = event.target, row = field.closest("tr");
      const changed = field.matches(".all") ? [...row.querySelectorAll("input[name]")] : [field];
      for (const each of changed) {
        each.value = field.value;
        each.classList.toggle("changed", each.value !== each.dataset.was);
      }
    });
  }

  document.addEventListener("DOMContentLoaded", () => {
    const now = document.getElementById("now"), grid = document.querySelector("table.windows"), day = document.getElementById("day");
    if (now) keepAsking(now);
    if (grid) startGrid(grid);
    if (day) day.addEventListener("change", () => { document.querySelector(".invented").hidden = day.value !== ""; });
  });
})();
