import { expect, test } from "vitest";
import "../app/tokens.css";
import { sanitizeHtml } from "./markdown/sanitizeHtml.ts";
import { MarkdownView } from "./MarkdownView.tsx";
import { mount } from "./testing/mount.tsx";

declare global {
  var attacked: string[];
}

/** Each tries to run code, to submit, to load from elsewhere, or to cover the page. */
const payloads = [
  "<script>attacked.push('script')</script>",
  "<img src=x onerror=\"attacked.push('img')\">",
  "<svg onload=\"attacked.push('svg')\"></svg>",
  "<svg><script>attacked.push('svg script')</script></svg>",
  "<svg><a xlink:href=\"javascript:attacked.push('xlink')\"><text y=20>x</text></a></svg>",
  "<svg><animate onbegin=\"attacked.push('animate')\" attributeName=x dur=1s></svg>",
  "<svg><set attributeName=href to=\"javascript:attacked.push('set')\"></svg>",
  "<svg><use href=\"data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'><script>attacked.push(1)</script></svg>#x\"></use></svg>",
  "<svg><foreignObject><iframe src=\"javascript:attacked.push('foreign')\"></iframe></foreignObject></svg>",
  "<svg><style><img src=x onerror=attacked.push('style')></style></svg>",
  "<math><mi//xlink:href=\"javascript:attacked.push('math')\">",
  "<math><mtext><table><mglyph><style><!--</style><img title=\"--><img src=1 onerror=attacked.push('mxss')>\">",
  "<noscript><p title=\"</noscript><img src=x onerror=attacked.push('noscript')>\">",
  "<template><img src=x onerror=attacked.push('template')></template>",
  "<iframe srcdoc=\"<script>parent.attacked.push('srcdoc')</script>\"></iframe>",
  "<iframe src=\"javascript:parent.attacked.push('iframe')\"></iframe>",
  "<object data=\"javascript:attacked.push('object')\"></object>",
  "<embed src=\"javascript:attacked.push('embed')\">",
  "<details open ontoggle=\"attacked.push('toggle')\"><summary>x</summary></details>",
  "<video><source onerror=\"attacked.push('source')\"></video>",
  "<audio src=x onerror=\"attacked.push('audio')\"></audio>",
  "<input autofocus onfocus=\"attacked.push('focus')\">",
  "<select autofocus onfocus=\"attacked.push('select')\"></select>",
  "<body onload=\"attacked.push('body')\">",
  "<meta http-equiv=refresh content=\"0;url=javascript:attacked.push('meta')\">",
  "<base href=\"https://evil.example/\">",
  "<link rel=stylesheet href=\"data:text/css,*{display:none}\">",
  "<style>* { display: none }</style>",
  "<a href=\"javascript:attacked.push('a')\">x</a>",
  "<a href=\"JaVaScRiPt&colon;attacked.push('a2')\">x</a>",
  "<a href=\"java\tscript:attacked.push('a3')\">x</a>",
  "<a href=\"&#x6A&#x61&#x76&#x61script:attacked.push('a4')\">x</a>",
  "<a href=\"data:text/html,<script>attacked.push('a5')</script>\">x</a>",
  "<a href=\"vbscript:msgbox(1)\">x</a>",
  "<a href=\"blob:https://evil.example/x\">x</a>",
  "[x](javascript:attacked.push('md'))",
  "[x](javascript&colon;attacked.push('md2'))",
  "![x](javascript:attacked.push('md3'))",
  "[x](data:text/html;base64,PHNjcmlwdD5hdHRhY2tlZC5wdXNoKDEpPC9zY3JpcHQ+)",
  "<form action=\"https://evil.example\"><button>x</button><input name=a></form>",
  "<button formaction=\"javascript:attacked.push('button')\">x</button>",
  "<div style=\"position:fixed;inset:0;z-index:9999;background:red\">x</div>",
  "<div class=\"overlay modal code-live\" id=root>x</div>",
  "<dialog open>x</dialog>",
  "<p popover=manual id=p>x</p><button popovertarget=p>y</button>",
  "<img src=\"https://evil.example/pixel.png\" alt=pixel>",
  "<img src=\"//evil.example/pixel.png\">",
  "<img srcset=\"https://evil.example/a.png 1x\">",
  "<svg><rect width=10 height=10 fill=\"url(https://evil.example/x#y)\"></rect></svg>",
  "<svg><image href=\"https://evil.example/x.png\"></image></svg>",
  "<svg><rect width=10 height=10 style=\"position:fixed\"></rect></svg>",
  "<table background=\"https://evil.example/x.png\"><tr><td>x</td></tr></table>",
  "<custom-element onclick=\"attacked.push('custom')\">x</custom-element>",
  "<p is=x-y>x</p>",
  "```ts\n</code></pre><img src=x onerror=\"attacked.push('fence')\">\n```",
  "```<img/src=x/onerror=attacked.push('lang')>\nx\n```",
  "`<img src=x onerror=attacked.push('code')>`",
  "<img id=attributes><img name=body><form id=getElementById></form>",
];

const safeTags =
  /^(?:a|abbr|b|blockquote|br|caption|cite|code|del|details|div|dl|dt|dd|em|figure|h[1-6]|hr|i|img|input|kbd|li|ol|p|pre|s|small|span|strong|sub|summary|sup|table|tbody|td|th|thead|tr|u|ul|svg|g|path|rect|circle|text|tspan|title|defs)$/;

/** Everything in rendered prose that must not be there. */
function offences(root: Element): string[] {
  return [...root.querySelectorAll("*")].flatMap((element) => [
    ...(safeTags.test(element.localName) ? [] : [`<${element.localName}>`]),
    ...(element instanceof HTMLInputElement && !(element.type === "checkbox" && element.disabled) ? [`<input type=${element.type}>`] : []),
    ...[...element.attributes].filter(({ name, value }) => isOffence(element, name, value)).map(({ name, value }) => `${name}="${value}"`),
  ]);
}

function isOffence(element: Element, name: string, value: string): boolean {
  if (/^on|^style$|^id$|^name$|^srcset$|^formaction$|^popover|^is$|^background$/.test(name)) return true;
  if (/^\s*(?:javascript|vbscript|blob|data:text)/i.test(value)) return true;
  if (name === "src") return !value.startsWith("data:image/") && new URL(value, document.baseURI).origin !== location.origin;
  if (name === "class") return !element.classList.contains("output-markdown-table") && !/^$|hljs|code-static/.test(value);
  return name === "fill" && value.includes("url");
}

test.each(payloads)("cannot harm: %s", async (payload) => {
  globalThis.attacked = [];
  const { find } = await mount(<MarkdownView markdown={payload} />);
  const prose = find(".output-markdown");
  expect(offences(prose)).toEqual([]);
  for (const element of prose.querySelectorAll<HTMLElement>("*")) element.click?.();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(globalThis.attacked).toEqual([]);
});

test("links that leave open elsewhere, links within stay", () => {
  const fragment = sanitizeHtml('<a href="https://example.com/x">out</a><a href="#part">part</a><a href="../other">other</a><a href="mailto:a@b.c">mail</a>');
  expect([...fragment.querySelectorAll("a")].map((link) => [link.getAttribute("href"), link.target, link.rel])).toEqual([
    ["https://example.com/x", "_blank", "noopener noreferrer"],
    ["#part", "", ""],
    ["../other", "", ""],
    ["mailto:a@b.c", "_blank", "noopener noreferrer"],
  ]);
});

test("a picture from another site becomes a link to it", () => {
  const fragment = sanitizeHtml('<img src="https://example.com/a.png" alt="A map"><img src="./local.png" alt="here">');
  expect(fragment.querySelector("a")?.textContent).toBe("A map");
  expect(fragment.querySelectorAll("img")).toHaveLength(1);
});

test("a drawing in the text is kept", () => {
  const fragment = sanitizeHtml('<svg viewBox="0 0 10 10" role="img" aria-label="x"><rect x="1" y="1" width="8" height="8" fill="var(--accent)"/><text x="2" y="5">hi</text></svg>');
  expect(fragment.querySelector("svg")?.getAttribute("viewBox")).toBe("0 0 10 10");
  expect(fragment.querySelector("rect")?.getAttribute("fill")).toBe("var(--accent)");
});

test("GitHub's tables, task lists and hints are shown", async () => {
  const { find, box } = await mount(
    <MarkdownView markdown={"| a | b |\n|--|--:|\n| 1 | 2 |\n\n- [x] done\n\n<details data-hint=\"sweep\"><summary>Hint</summary>\n\nThree *sizes*.\n\n</details>"} />,
  );
  expect(find("td[align=right]").textContent).toBe("2");
  expect(find<HTMLInputElement>("input").checked).toBe(true);
  expect(find("details").dataset["hint"]).toBe("sweep");
  expect(box.querySelector("details em")?.textContent).toBe("sizes");
});

test("code in fences is coloured and exact", async () => {
  const { find } = await mount(<MarkdownView markdown={"```ts\nconst a = `<b>${1}</b>`;\n```"} />);
  expect(find("pre code").textContent).toBe("const a = `<b>${1}</b>`;\n");
  expect(find("pre .hljs-keyword").textContent).toBe("const");
  expect(find("pre").tabIndex).toBe(0);
});

test("headings get ids when they are wanted, and follow a change of the text", async () => {
  const { show, box } = await mount(<MarkdownView markdown={"# Load\n\n## 2.1 Buffer\n\n## Load"} headingIds />);
  const ids = () => [...box.querySelectorAll("h1, h2")].map((heading) => heading.id);
  expect(ids()).toEqual(["load", "21-buffer", "load-1"]);
  await show(<MarkdownView markdown="# Other" headingIds={["given"]} />);
  expect(ids()).toEqual(["given"]);
  await show(<MarkdownView markdown="# Other" />);
  expect(ids()).toEqual([""]);
});
