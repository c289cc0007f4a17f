/** The page: starts the worker in which pipelines run, and shows what it says. */
const worker = new Worker(new URL("./pipeline.worker.js", import.meta.url), { type: "module" });
worker.addEventListener("message", ({ data }) => {
  const place = document.querySelector("#result");
  if (place !== null) place.textContent = data;
});
