/* The candidates' sliders say their number while they move; the ranking itself follows through the form's own request. */
"use strict";

document.addEventListener("input", (event) => {
  const said = event.target.closest(".slider")?.querySelector("output");
  if (said) said.value = event.target.value;
});
