/* Moving bars by pointer or keyboard. The bar's own form carries the dates; the server says what they would break. */
"use strict";
(() => {
  const chart = document.querySelector(".gantt");
  if (!chart) return;
  const DAY = 86400000;
  const first = Date.parse(chart.dataset.first), last = Date.parse(chart.dataset.last);
  const span = Math.round((last - first) / DAY) + 1;
  const said = document.querySelector("[data-said]");
  const iso = (time) => new Date(time).toISOString().slice(0, 10);

  const read = (bar) => {
    const form = bar.form;
    return { start: Date.parse(form.starts_on.value), due: Date.parse(form.due_on.value) };
  };
  const show = (bar, start, due) => {
    const begin = Number.isNaN(start) ? due : start;
    bar.style.setProperty("--left", `${(100 * (begin - first)) / DAY / span}%`);
    if (!Number.isNaN(start)) bar.style.setProperty("--width", `${(100 * ((due - start) / DAY + 1)) / span}%`);
    bar.classList.add("changed");
    said.textContent = `${Number.isNaN(start) ? "" : iso(start) + " – "}${iso(due)}`;
    bar.title = said.textContent;
  };
  const write = (bar, start, due) => {
    bar.form.starts_on.value = Number.isNaN(start) ? "" : iso(start);
    bar.form.due_on.value = iso(due);
    show(bar, start, due);
  };

  chart.querySelectorAll("button.bar").forEach((bar) => {
    const original = read(bar);
    let from = null;
    bar.addEventListener("pointerdown", (event) => {
      from = { x: event.clientX, ...read(bar), edge: event.offsetX > bar.offsetWidth - 8 && bar.offsetWidth > 20 };
      bar.setPointerCapture(event.pointerId);
    });
    bar.addEventListener("pointermove", (event) => {
      if (!from) return;
      const days = Math.round(((event.clientX - from.x) / bar.closest(".track").offsetWidth) * span);
      const start = from.edge ? from.start : from.start + days * DAY;
      const due = from.due + days * DAY;
      if (Number.isNaN(start) || due >= start) show(bar, start, due), bar.moved = { start, due, days };
    });
    bar.addEventListener("pointerup", () => {
      const moved = bar.moved;
      from = null;
      if (!moved || !moved.days) return;
      write(bar, moved.start, moved.due);
      bar.form.requestSubmit();
    });
    bar.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      const { start, due } = read(bar);
      if (step) {
        event.preventDefault();
        const next = event.shiftKey ? start : start + step * DAY;
        if (Number.isNaN(next) || due + step * DAY >= next) write(bar, next, due + step * DAY);
      } else if (event.key === "Enter") {
        event.preventDefault();
        bar.form.requestSubmit();
      } else if (event.key === "Escape") {
        write(bar, original.start, original.due);
        bar.classList.remove("changed");
      }
    });
  });
})();
