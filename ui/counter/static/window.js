// Choosing a window ticks the desks that belong to it.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const desks = [...document.querySelectorAll("input[name=desk]")];
  const tick = (radio) => {
    const own = radio.dataset.desks.split(" ");
    for (const desk of desks) desk.checked = own.includes(desk.value);
    document.getElementById("other").value = "";
  };
  for (const radio of document.querySelectorAll("input[name=window]")) {
    radio.addEventListener("change", () => tick(radio));
    if (radio.checked && !desks.some((desk) => desk.checked)) tick(radio);
  }
  document.getElementById("other").addEventListener("input", () => {
    const radio = document.querySelector("input[name=window]:checked");
    if (radio) radio.checked = false;
  });
});
