/** The module `recharts` as cells import it: its elements by name, as data that the page draws with the real library. */
import { chartComponent } from "./chartElements.ts";

export const LineChart = chartComponent("LineChart");
export const BarChart = chartComponent("BarChart");
export const AreaChart = chartComponent("AreaChart");
export const ScatterChart = chartComponent("ScatterChart");
export const ComposedChart = chartComponent("ComposedChart");
export const PieChart = chartComponent("PieChart");
export const ResponsiveContainer = chartComponent("ResponsiveContainer");
export const XAxis = chartComponent("XAxis");
export const YAxis = chartComponent("YAxis");
export const ZAxis = chartComponent("ZAxis");
export const CartesianGrid = chartComponent("CartesianGrid");
export const Tooltip = chartComponent("Tooltip");
export const Legend = chartComponent("Legend");
export const Line = chartComponent("Line");
export const Bar = chartComponent("Bar");
export const Area = chartComponent("Area");
export const Scatter = chartComponent("Scatter");
export const Pie = chartComponent("Pie");
export const Cell = chartComponent("Cell");
export const ErrorBar = chartComponent("ErrorBar");
export const ReferenceLine = chartComponent("ReferenceLine");
export const ReferenceArea = chartComponent("ReferenceArea");
export const ReferenceDot = chartComponent("ReferenceDot");
export const Label = chartComponent("Label");
export const LabelList = chartComponent("LabelList");
