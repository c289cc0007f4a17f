import { DropdownMenu } from "radix-ui";
import { type RefObject, useEffect, useState } from "react";
import { saveBlob } from "../media/saveBlob.ts";
import { chartPng } from "./chartPng.ts";
import { chartSvg, type ChartPicture } from "./chartSvg.ts";

export interface ChartMenuProps {
  readonly figure: RefObject<HTMLElement | null>;
  readonly title: string | undefined;
}

/** Open from the start: it is loaded because its button was pressed. */
export default function ChartMenu({ figure, title }: ChartMenuProps) {
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (said === "") return;
    const timer = setTimeout(() => setSaid(""), 4000);
    return () => clearTimeout(timer);
  }, [said]);
  const name = fileName(title);
  const withPicture = (act: (picture: ChartPicture) => Promise<string>) => async () => {
    try {
      const picture = figure.current === null ? null : chartSvg(figure.current);
      setSaid(picture === null ? "The chart is not drawn yet." : await act(picture));
    } catch (error) {
      setSaid(`That did not work: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const items: readonly (readonly [string, (picture: ChartPicture) => Promise<string>])[] = [
    ["Copy as PNG", async (picture) => {
      // The clipboard takes a promise, so that a browser still sees the press behind it.
      await navigator.clipboard.write([new ClipboardItem({ "image/png": chartPng(picture) })]);
      return "Copied.";
    }],
    ["Copy as SVG", async (picture) => {
      await navigator.clipboard.writeText(picture.svg);
      return "Copied.";
    }],
    ["Download PNG", async (picture) => {
      saveBlob(await chartPng(picture), `${name}.png`);
      return `Saved as ${name}.png.`;
    }],
    ["Download SVG", async (picture) => {
      saveBlob(new Blob([picture.svg], { type: "image/svg+xml" }), `${name}.svg`);
      return `Saved as ${name}.svg.`;
    }],
  ];
  return (
    <>
      <DropdownMenu.Root defaultOpen modal={false}>
        <DropdownMenu.Trigger className="output-chart-tool">Save</DropdownMenu.Trigger>
        <DropdownMenu.Content className="output-chart-menu" align="start" sideOffset={4} collisionPadding={8}>
          {items.map(([label, act]) => (
            <DropdownMenu.Item key={label} className="output-chart-menu-item" onSelect={() => void withPicture(act)()}>
              {label}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Root>
      <span className="output-chart-saved" role="status">
        {said}
      </span>
    </>
  );
}

function fileName(title: string | undefined): string {
  const words = (title ?? "").normalize("NFKD").replace(/[^\w\s-]/g, "").trim().replace(/\s+/g, "-").toLowerCase().slice(0, 60);
  return words === "" ? "chart" : words;
}
