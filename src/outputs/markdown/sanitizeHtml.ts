/**
 * HTML from a lesson or a cell → a fragment that can only be read: nothing in it runs, submits, loads from another
 * site or lays itself over the page.
 *
 * Allowed is a list of text, table and picture elements; everything else loses its tags and keeps its words. There is no
 * `style`, no `id`, no `name`, and of classes only those that colour code. Pictures come from this origin or are
 * written into the text as `data:`; one from elsewhere becomes a link to it (it would tell that site who reads what,
 * and cross-origin isolation would block it). Links that leave the course open in a new tab without a way back into it.
 */
import DOMPurify from "dompurify";

const textTags = [
  "a", "abbr", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd", "del", "details", "dfn", "div", "dl",
  "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "input", "ins", "kbd", "li", "mark", "ol", "p", "pre",
  "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time",
  "tr", "u", "ul", "var", "wbr",
];

const drawingTags = [
  "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "title", "desc", "defs", "marker",
  "lineargradient", "stop",
];

const textAttributes = [
  "href", "src", "alt", "title", "width", "height", "align", "colspan", "rowspan", "scope", "start", "reversed", "value", "open", "lang", "dir",
  "datetime", "cite", "class", "type", "checked", "disabled", "role", "aria-label", "aria-hidden", "data-hint",
];

const drawingAttributes = [
  "viewbox", "preserveaspectratio", "d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "dx", "dy", "points", "transform", "fill",
  "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-opacity", "opacity", "font-size",
  "font-weight", "font-family", "text-anchor", "dominant-baseline", "markerwidth", "markerheight", "refx", "refy", "orient", "offset", "stop-color",
];

/** Schemes that may follow a click; anything without a scheme is a place in the course. */
const linkPattern = /^(?:https?:|mailto:|[^a-z]|[a-z+.-]+(?:[^a-z+.\-:]|$))/i;
const dataPicturePattern = /^data:image\/(?:png|jpeg|gif|webp|avif|svg\+xml)[;,]/i;
const allowedClass = /^(?:hljs(?:-[a-z_]+)?|code-static|math-(?:inline|block)|function_|class_|language_|inherited__|invoke__)$/;

const purifier = createPurifier();

/** @param html  what markdown or a person wrote; @returns nodes to put into the page, safe as they are */
export function sanitizeHtml(html: string): DocumentFragment {
  return purifier.sanitize(html, {
    ALLOWED_TAGS: [...textTags, ...drawingTags],
    ALLOWED_ATTR: [...textAttributes, ...drawingAttributes],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ALLOWED_URI_REGEXP: linkPattern,
    ADD_DATA_URI_TAGS: ["img"],
    RETURN_DOM_FRAGMENT: true,
  });
}

/** A purifier of its own, so that no other part of the page changes these hooks or is changed by them. */
function createPurifier() {
  const own = DOMPurify(window);
  own.addHook("uponSanitizeAttribute", (_node, data) => {
    if (data.attrName === "class") data.attrValue = data.attrValue.split(/\s+/).filter((name) => allowedClass.test(name)).join(" ");
    if (/^(?:fill|stroke|marker|stop-color)/.test(data.attrName) && /url\s*\(/i.test(data.attrValue)) data.keepAttr = false;
  });
  own.addHook("afterSanitizeAttributes", (node) => {
    if (node instanceof HTMLInputElement) keepCheckboxOnly(node);
    else if (node instanceof HTMLImageElement) keepNearPicture(node);
    else if (node instanceof HTMLAnchorElement) openOutside(node);
  });
  return own;
}

/** Task lists are the one use of `<input>`: a checkbox that cannot be changed. */
function keepCheckboxOnly(input: HTMLInputElement): void {
  if (input.type !== "checkbox") {
    input.remove();
    return;
  }
  input.disabled = true;
  input.setAttribute("aria-label", input.checked ? "Done" : "Not done");
}

function keepNearPicture(image: HTMLImageElement): void {
  const source = image.getAttribute("src") ?? "";
  if (dataPicturePattern.test(source) || isNear(source)) {
    image.setAttribute("loading", "lazy");
    image.setAttribute("decoding", "async");
    return;
  }
  image.replaceWith(pictureLink(image, source));
}

/** What stands in for a picture from another site: a link to it when it has a web address, else its words. */
function pictureLink(image: HTMLImageElement, source: string): Node {
  const words = image.alt === "" ? "picture" : image.alt;
  if (!/^(?:https?:)?\/\//i.test(source)) return image.ownerDocument.createTextNode(words);
  const link = image.ownerDocument.createElement("a");
  link.textContent = words;
  link.setAttribute("href", source);
  openOutside(link);
  return link;
}

function openOutside(link: HTMLAnchorElement): void {
  const address = link.getAttribute("href");
  if (address === null || isNear(address)) return;
  link.setAttribute("target", "_blank");
  link.setAttribute("rel", "noopener noreferrer");
}

/** True for an address on this origin. */
function isNear(address: string): boolean {
  try {
    return new URL(address, document.baseURI).origin === location.origin;
  } catch {
    return false;
  }
}
