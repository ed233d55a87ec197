/* Dragging cards on the board. The card's own form does the move, so a drop is the same as choosing from its menu. */
"use strict";
(() => {
  let held = null;
  const columns = [...document.querySelectorAll("[data-column]")];
  const clear = () => columns.forEach((column) => column.classList.remove("takes", "over-it"));
  const takes = (column) => held && held.dataset.targets.split(" ").includes(column.dataset.column);

  document.addEventListener("dragstart", (event) => {
    held = event.target.closest(".card-task");
    if (!held) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    columns.forEach((column) => column.classList.toggle("takes", takes(column)));
  });
  document.addEventListener("dragend", () => { held = null; clear(); });
  columns.forEach((column) => {
    column.addEventListener("dragover", (event) => {
      if (!takes(column)) return;
      event.preventDefault();
      column.classList.add("over-it");
    });
    column.addEventListener("dragleave", () => column.classList.remove("over-it"));
    column.addEventListener("drop", (event) => {
      if (!takes(column)) return;
      event.preventDefault();
      held.querySelector(`button[name="to"][value="${column.dataset.column}"]`).click();
    });
  });
})();
