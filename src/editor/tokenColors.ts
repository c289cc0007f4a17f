/** Colours of the page's tokens as the hex that Monaco wants, from whatever colour space the style sheet writes them in. */

const names = [
  "paper", "paper-raised", "tint", "tint-strong", "hairline", "ink", "ink-soft", "ink-faint", "accent", "accent-tint", "error", "warn", "focus",
  "code-keyword", "code-string", "code-number", "code-comment", "code-type", "code-function",
] as const;

export type TokenColors = Readonly<Record<(typeof names)[number], string>>;

/** Reads the tokens that hold now. @returns `#rrggbb` by token name */
export function readTokenColors(): TokenColors {
  const style = getComputedStyle(document.documentElement);
  const canvas = document.createElement("canvas");
  canvas.width = 1;
  canvas.height = 1;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const colors: Partial<Record<(typeof names)[number], string>> = {};
  for (const name of names) colors[name] = toHex(context, style.getPropertyValue(`--${name}`));
  return colors as TokenColors;
}

/** Lets the browser convert: a pixel filled with the colour and read back. */
function toHex(context: CanvasRenderingContext2D | null, color: string): string {
  if (context === null || color === "") return "#808080";
  context.clearRect(0, 0, 1, 1);
  context.fillStyle = "#808080";
  context.fillStyle = color.trim();
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}
