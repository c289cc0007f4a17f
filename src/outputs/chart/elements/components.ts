/** The library's components by the names of the catalogue, one by one, so that a build takes along no others. */
import {
  Area, AreaChart, Bar, BarChart, CartesianGrid, Cell, ComposedChart, ErrorBar, Label, LabelList, Legend, Line, LineChart, Pie, PieChart,
  ReferenceArea, ReferenceDot, ReferenceLine, ResponsiveContainer, Scatter, ScatterChart, Tooltip, XAxis, YAxis, ZAxis,
} from "recharts";
import { type ComponentType, createElement, type ReactNode } from "react";
import type { ElementName } from "../../../std/chartCatalogue.ts";

const components = {
  Area, AreaChart, Bar, BarChart, CartesianGrid, Cell, ComposedChart, ErrorBar, Label, LabelList, Legend, Line, LineChart, Pie, PieChart,
  ReferenceArea, ReferenceDot, ReferenceLine, ResponsiveContainer, Scatter, ScatterChart, Tooltip, XAxis, YAxis, ZAxis,
} satisfies Readonly<Record<ElementName, unknown>>;

/** Each component takes other attributes; what is given to them was checked by the catalogue. */
export function componentOf(type: string): ComponentType<Record<string, unknown>> {
  return components[type as ElementName] as unknown as ComponentType<Record<string, unknown>>;
}

/** A whole chart of the library, with all that stands in it. */
export function drawChart(type: string, attributes: Readonly<Record<string, unknown>>, ...children: readonly ReactNode[]): ReactNode {
  return createElement(componentOf(type), attributes, ...children);
}
