/* Says before the first paint that scripts run, so that the menu of a phone starts closed. Loaded first and alone. */
document.documentElement.classList.add("js");
