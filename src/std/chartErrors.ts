/** What can go wrong in charts written as elements, and in the series of the short forms. Codes E560 to E579. */
import type { ErrorCatalogue } from "../diagnostic/codedError.ts";

export const chartErrors = {
  E560: {
    name: "chart-element-unknown",
    message: "`<{element}>` is not an element that a cell can show.",
    why: "Cells run in a worker and show charts as data. These elements exist: {known}.",
    fix: "Build the chart from those elements. For text beside it use `md`, for a layout `hstack` and `vstack`.",
  },
  E561: {
    name: "chart-attribute-unknown",
    message: "`<{element}>` has no attribute `{attribute}`.",
    why: "These attributes of `<{element}>` can be shown: {known}.",
    fix: "Leave `{attribute}` out, or use one of the attributes above.",
  },
  E562: {
    name: "chart-attribute-function",
    message: "`{attribute}` of `<{element}>` cannot be a function.",
    why: "The chart is drawn by the page, where no code of a cell runs.",
    fix: "{instead}",
  },
  E563: {
    name: "chart-attribute-value",
    message: "`{attribute}` of `<{element}>` cannot be {value}.",
    why: "`{attribute}` takes {expected}.",
    fix: "Correct the attribute.",
  },
  E564: {
    name: "chart-element-place",
    message: "`<{element}>` cannot stand in `<{parent}>`.",
    why: "In `<{parent}>` can stand: {allowed}.",
    fix: "Move `<{element}>` to an element that takes it, or leave it out.",
  },
  E565: {
    name: "chart-attribute-missing",
    message: "`<{element}>` needs the attribute `{attribute}`.",
    why: "`{attribute}` takes {expected}. Without it there is nothing to draw.",
    fix: "Add it: `<{element} {attribute}=… />`.",
  },
  E566: {
    name: "chart-element-alone",
    message: "`<{element}>` is a part of a chart and cannot be shown by itself.",
    why: "What can be shown is a whole chart: {charts}.",
    fix: "Put it into a chart: `<LineChart data={…}><{element} …/></LineChart>`.",
  },
  E567: {
    name: "chart-text-inside",
    message: "`<{element}>` cannot hold the text {text}.",
    why: "Charts hold elements; their words are attributes such as `name`, `label` and `title`.",
    fix: "Remove the text, or give it as an attribute.",
  },
  E568: {
    name: "chart-component",
    message: "`<{element}>` cannot be shown, because it is {type}.",
    why: "An element is one of the chart elements or a function that returns them.",
    fix: "Import the element: `import { LineChart, XAxis, Line } from \"recharts\"`, or write a function that returns one.",
  },
  E569: {
    name: "chart-element-data",
    message: "The data of `<{element}>` must be an array of objects; it is {type}.",
    why: "Each row is one object, and `dataKey` names its values.",
    fix: "Pass something like `data={[{ size: 1, seconds: 0.4 }]}`.",
  },
  E570: {
    name: "chart-series",
    message: "A chart needs `y` or `series`, and one of them only.",
    why: "`y` names the vertical values; `series` says more of each: `[{ y: \"median\", low: \"min\", high: \"max\", label: \"Sort\" }]`.",
    fix: "Keep the one that fits.",
  },
  E571: {
    name: "chart-group",
    message: "`groupBy` needs a single `y`.",
    why: "It splits one column of values into series, by the values of another column.",
    fix: "Name one column as `y`, or leave `groupBy` out and name several.",
  },
  E572: {
    name: "chart-many-series",
    message: "This chart has more than {limit} series.",
    why: "Nobody can tell so many lines apart.",
    fix: "Keep the ones that matter, or put the rest together.",
  },
} as const satisfies ErrorCatalogue;
