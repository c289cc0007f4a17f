import "./fonts.css";
import "./tokens.css";
import "./base.css";
import { createRoot } from "react-dom/client";
import { App } from "./App.tsx";
import { followTheme } from "./theme.ts";
import { whenSettled } from "./isolationState.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no element with the id “root”.");

if (location.hash === "#/headless") {
  // A page for the command line: the same kernel, no reader.
  const { startHeadless } = await import("./headless/index.ts");
  startHeadless(root);
} else {
  void whenSettled();
  followTheme();
  createRoot(root).render(<App />);
}
