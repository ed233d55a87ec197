/* What the pages do without a server: the search box's keys, the menu on a phone, light and dark, leaving a changed
   form. Loaded by every page, deferred; every page works without it. No inline script exists anywhere (see the
   content security policy). */
"use strict";

const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const isTyping = (element) => element.closest("input, textarea, select, [contenteditable]") !== null;

/* Ctrl-K or "/" goes to the search box from anywhere. */
document.addEventListener("keydown", (event) => {
  const box = one("#find");
  const wanted = (event.key === "k" && (event.ctrlKey || event.metaKey)) || (event.key === "/" && !isTyping(event.target));
  if (!box || !wanted) return;
  event.preventDefault();
  box.focus();
  box.select();
});

/* Arrow keys walk through the answers below the search box; Escape closes them and any open menu. */
document.addEventListener("keydown", (event) => {
  const find = event.target.closest(".find");
  if (event.key === "Escape") {
    all("details.menu[open]").forEach((menu) => { menu.open = false; one("summary", menu).focus(); });
    if (find) { one(".find-list", find).replaceChildren(); one("#find").focus(); }
    return;
  }
  if (!find || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
  const stops = [one("#find"), ...all(".find-list a", find)];
  if (stops.length < 2) return;
  event.preventDefault();
  const step = event.key === "ArrowDown" ? 1 : -1;
  const at = Math.max(0, stops.indexOf(document.activeElement));
  stops[(at + step + stops.length) % stops.length].focus();
});

document.addEventListener("click", (event) => {
  all("details.menu[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  if (!event.target.closest(".find")) all(".find-list").forEach((list) => list.replaceChildren());

  const opener = event.target.closest("[data-toggles]");
  if (opener) {
    const target = document.getElementById(opener.dataset.toggles);
    const isOpen = target.toggleAttribute("data-open");
    opener.setAttribute("aria-expanded", String(isOpen));
  }

  const dialogOpener = event.target.closest("[data-opens]");
  if (dialogOpener) document.getElementById(dialogOpener.dataset.opens).showModal();
  if (event.target.closest("[data-closes]")) event.target.closest("dialog").close();

  const theme = event.target.closest("[data-theme-choice]");
  if (theme) chooseTheme(theme.dataset.themeChoice);
});

/* The choice is a cookie so that the server writes it into the next page: no flash of the other theme. */
function chooseTheme(choice) {
  const age = choice ? 60 * 60 * 24 * 365 : 0;
  document.cookie = `theme=${choice}; path=/; max-age=${age}; samesite=lax`;
  if (choice) document.documentElement.dataset.theme = choice;
  else delete document.documentElement.dataset.theme;
  all("[data-theme-choice]").forEach((button) => {
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === choice));
  });
}

/* A filter form sends itself when a choice is made; without this there is its button. */
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-auto]");
  if (form && event.target.matches("select, input[type=checkbox], input[type=radio], input[type=date]")) form.requestSubmit();
});

/* A chooser: what is ticked among the answers moves up to the chosen ones, and the search begins anew. */
document.addEventListener("change", (event) => {
  const found = event.target.closest("[data-chooser] .found");
  if (!found) return;
  const chooser = found.closest("[data-chooser]"), chosen = one(".chosen", chooser), box = one("input[type=search]", chooser);
  const isThere = all("input", chosen).find((input) => input.value === event.target.value);
  if (isThere) isThere.checked = true;
  else if (chooser.dataset.chooser === "one") chosen.prepend(event.target.closest("li"));
  else chosen.append(event.target.closest("li"));
  found.replaceChildren();
  box.value = "";
  box.focus();
});

/* Empty fields stay out of the address of a filtered list. */
document.addEventListener("submit", (event) => {
  if (event.target.method !== "get") return;
  all("input, select", event.target).forEach((field) => { if (!field.value) field.disabled = true; });
  setTimeout(() => all("[disabled]", event.target).forEach((field) => { field.disabled = false; }));
});

/* Typed text is not lost by a slip: leaving a changed form asks first. */
const changedForms = new Set();
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-guard]");
  if (form) changedForms.add(form);
});
document.addEventListener("submit", (event) => changedForms.delete(event.target));
window.addEventListener("beforeunload", (event) => { if (changedForms.size) event.preventDefault(); });

/* What is wider than the page scrolls in itself; the keyboard reaches it where nothing inside can be reached. */
function reachScrolling() {
  all(".table, .table-scroll, .picture-drawing").forEach((box) => {
    const isHidden = box.scrollWidth > box.clientWidth && !one("a, button, input, select, [tabindex]", box);
    if (isHidden) box.tabIndex = 0;
  });
}
reachScrolling();
window.addEventListener("resize", reachScrolling);
