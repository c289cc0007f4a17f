// Runs before the first paint, so that nobody sees the other theme first. `src/app/theme.ts` takes over from here.
(function () {
  var choice = null;
  try {
    choice = localStorage.getItem("watercourse:theme");
  } catch {
    // Storage is switched off: follow the system.
  }
  var dark = choice === "dark" || (choice !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
