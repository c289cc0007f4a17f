/** A chart on the page as a picture that stands by itself: its drawing with all colours and faces written into it, and the words around it. */

export interface ChartPicture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

const NAMESPACE = "http://www.w3.org/2000/svg";
const FACE = "Inter, 'Helvetica Neue', Arial, sans-serif";
const PADDING = 16;
/** Properties that style sheets decide and a picture must carry itself. */
const carried = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-opacity", "fill-opacity", "opacity", "font-size", "font-weight", "text-anchor", "paint-order", "stroke-linejoin"] as const;
const colored = new Set(["fill", "stroke"]);

/** @param figure  the chart's figure on the page; null is returned while nothing is drawn in it */
export function chartSvg(figure: HTMLElement): ChartPicture | null {
  const drawing = figure.querySelector<SVGSVGElement>(".recharts-wrapper > svg");
  if (drawing === null) return null;
  const colors = new ColorReader();
  const page = getComputedStyle(figure);
  const ink = colors.read(page.getPropertyValue("color"));
  const size = drawing.getBoundingClientRect();
  const picture = document.createElementNS(NAMESPACE, "svg");
  let top = PADDING;
  const words = (text: string, x: number, y: number, attributes: Readonly<Record<string, string>>) => {
    const element = put(picture, "text", { x: String(x), y: String(y), "font-family": FACE, ...attributes });
    element.textContent = text;
  };

  const title = figure.querySelector(".output-chart-title")?.textContent;
  if (title) {
    words(title, PADDING, top + 14, { "font-size": "15", "font-weight": "600", fill: ink });
    top += 28;
  }
  top = addLegend(figure, picture, top, size.width, colors, ink);
  const yLabel = figure.querySelector(".output-chart-y")?.textContent;
  if (yLabel) {
    words(yLabel, PADDING, top + 12, { "font-size": "12", fill: ink, "fill-opacity": "0.8" });
    top += 20;
  }
  const copy = copyWithStyles(drawing, colors);
  for (const mark of copy.querySelectorAll(".output-chart-cursor, .recharts-tooltip-cursor")) mark.remove();
  for (const [name, value] of Object.entries({ x: String(PADDING), y: String(top), width: String(size.width), height: String(size.height), overflow: "visible" })) copy.setAttribute(name, value);
  picture.append(copy);
  for (const label of figure.querySelectorAll<HTMLElement>('.output-chart-labels button[aria-pressed="true"]')) {
    const place = label.getBoundingClientRect();
    words(label.textContent, PADDING + place.left - size.left, top + place.top - size.top + place.height / 2 + 4, { "font-size": "12", "font-weight": "600", fill: colors.read(getComputedStyle(label).color) });
  }
  top += size.height;
  const xLabel = figure.querySelector(".output-chart-x")?.textContent;
  if (xLabel) {
    words(xLabel, PADDING + size.width / 2, top + 14, { "font-size": "12", "text-anchor": "middle", fill: ink, "fill-opacity": "0.8" });
    top += 20;
  }

  for (const element of picture.querySelectorAll("[class]")) element.removeAttribute("class");
  const width = Math.round(size.width + 2 * PADDING);
  const height = Math.round(top + PADDING);
  for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) picture.setAttribute(name, String(value));
  const paper = document.createElementNS(NAMESPACE, "rect");
  for (const [name, value] of Object.entries({ width: "100%", height: "100%", fill: colors.read(getComputedStyle(document.documentElement).getPropertyValue("--paper").trim()) })) paper.setAttribute(name, value);
  picture.prepend(paper);
  return { svg: new XMLSerializer().serializeToString(picture), width, height };
}

/** The names of the series above the plot, when that is where they stand. Returns where what follows begins. */
function addLegend(figure: HTMLElement, picture: SVGElement, top: number, width: number, colors: ColorReader, ink: string): number {
  const legend = figure.querySelector<HTMLElement>(".output-chart-legend");
  if (legend === null || legend.offsetParent === null) return top;
  let [x, y] = [PADDING, top];
  for (const item of legend.querySelectorAll<HTMLElement>('button[aria-pressed="true"]')) {
    const key = item.querySelector("svg");
    const name = item.textContent;
    const keyWidth = key?.getBoundingClientRect().width ?? 0;
    const length = keyWidth + 8 + item.getBoundingClientRect().width - keyWidth;
    if (x > PADDING && x + length > width + PADDING) [x, y] = [PADDING, y + 20];
    if (key !== null) {
      const copy = copyWithStyles(key, colors);
      copy.setAttribute("x", String(x));
      copy.setAttribute("y", String(y));
      picture.append(copy);
    }
    put(picture, "text", { x: String(x + keyWidth + 6), y: String(y + 11), "font-family": FACE, "font-size": "13", fill: ink }).textContent = name;
    x += length + 8;
  }
  return y + 22;
}

function put(parent: SVGElement, name: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const element = document.createElementNS(NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  parent.append(element);
  return element;
}

/** A deep copy in which every element has its computed look as attributes, and nothing of the page is left. */
function copyWithStyles(original: SVGElement, colors: ColorReader): SVGElement {
  const copy = original.cloneNode(true) as SVGElement;
  const originals = [original, ...original.querySelectorAll<SVGElement>("*")];
  const copies = [copy, ...copy.querySelectorAll<SVGElement>("*")];
  for (const [index, element] of copies.entries()) {
    const source = originals[index];
    if (source === undefined) continue;
    const style = getComputedStyle(source);
    for (const property of carried) {
      const value = style.getPropertyValue(property);
      if (value !== "") element.setAttribute(property, colored.has(property) ? colors.read(value) : value);
    }
    if (element.localName === "text") element.setAttribute("font-family", FACE);
    for (const name of ["style", "tabindex", "role", "aria-label", "aria-hidden"]) element.removeAttribute(name);
  }
  return copy;
}

/** Colours as every program reads them: the browser's own kinds (`oklch`) become red, green and blue. */
class ColorReader {
  readonly #known = new Map<string, string>();
  readonly #context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });

  read(color: string): string {
    if (color === "none" || color.startsWith("url(")) return color;
    const known = this.#known.get(color) ?? this.#convert(color);
    this.#known.set(color, known);
    return known;
  }

  #convert(color: string): string {
    if (this.#context === null) return color;
    this.#context.clearRect(0, 0, 1, 1);
    this.#context.fillStyle = color;
    this.#context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 255] = this.#context.getImageData(0, 0, 1, 1).data;
    return alpha === 255 ? `rgb(${red},${green},${blue})` : `rgba(${red},${green},${blue},${(alpha / 255).toFixed(3)})`;
  }
}
