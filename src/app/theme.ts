import { Box } from "../notebook/box.ts";

/** What the reader chose; `system` follows the device. */
export type ThemeChoice = "system" | "light" | "dark";

/** Also read by `public/theme.js`, before the first paint. */
const storageKey = "watercourse:theme";
const order: readonly ThemeChoice[] = ["system", "light", "dark"];

export const themeChoice = new Box<ThemeChoice>(storedChoice());

/** The choice that a press on the switch leads to. */
export function nextTheme(choice: ThemeChoice): ThemeChoice {
  return order[(order.indexOf(choice) + 1) % order.length] ?? "system";
}

export function chooseTheme(choice: ThemeChoice): void {
  themeChoice.set(choice);
  try {
    if (choice === "system") localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, choice);
  } catch {
    // Storage is switched off: the choice holds until the page is closed.
  }
  applyTheme();
}

/** Keeps the page in the chosen theme from now on, also when the device changes its own. */
export function followTheme(): void {
  darkDevice().addEventListener("change", applyTheme);
  applyTheme();
}

function applyTheme(): void {
  const choice = themeChoice.get();
  const dark = choice === "dark" || (choice === "system" && darkDevice().matches);
  document.documentElement.dataset["theme"] = dark ? "dark" : "light";
}

function darkDevice(): MediaQueryList {
  return matchMedia("(prefers-color-scheme: dark)");
}

function storedChoice(): ThemeChoice {
  try {
    const stored = localStorage.getItem(storageKey);
    return stored === "light" || stored === "dark" ? stored : "system";
  } catch {
    return "system";
  }
}
