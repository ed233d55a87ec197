/* A number of the paper opens in a dialog on the same page; without this script it is a link to its own page. On a
   narrow screen the contents begin folded. */
"use strict";

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.figure");
  const paper = link && link.closest("[data-figures]");
  if (!paper || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const dialog = document.getElementById(paper.dataset.figures);
  htmx.ajax("GET", link.href, { target: "#figure-body", swap: "innerHTML" }).then(() => dialog.showModal());
});

/* A link inside the dialog leads to a place on this page: close the dialog so that the place is seen. */
document.addEventListener("click", (event) => {
  const link = event.target.closest("dialog a[href*='#']");
  if (link && new URL(link.href).pathname === location.pathname) link.closest("dialog").close();
});

const contents = document.querySelector(".paper-contents details");
if (contents && window.matchMedia("(max-width: 1000px)").matches) contents.open = false;
