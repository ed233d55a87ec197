/* Says on the page that a security key failed, where the sign-in library would only write to the console. */
"use strict";

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.getElementById("key-trouble").hidden = false;
});
