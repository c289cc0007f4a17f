/** A chart's picture in pixels. */
import type { ChartPicture } from "./chartSvg.ts";

/** Pixels for each px of the page, so that the picture is sharp in print. */
const SHARPNESS = 2;

/** @throws Error when the browser cannot draw the picture */
export async function chartPng({ svg, width, height }: ChartPicture): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * SHARPNESS;
  canvas.height = height * SHARPNESS;
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("this browser cannot draw pictures");
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob === null ? reject(new Error("the picture is too large")) : resolve(blob)), "image/png"));
}
