import { useState } from "react";
import type { DownloadOutput, ImageOutput } from "../../kernel/protocol.ts";
import type { OutputActions } from "../actions.ts";
import { formatBytes } from "../numbers.ts";
import { saveBlob } from "./saveBlob.ts";
import "./MediaView.css";

/** Pictures are written into the output: nothing is fetched, and what an SVG holds cannot run inside an `img`. */
const pictureSource = /^data:image\/(?:png|jpeg|gif|webp|avif|bmp|svg\+xml)[;,]/i;

/** A picture, or a file to save. */
export function MediaView({ output, actions }: { output: DownloadOutput | ImageOutput; actions: Pick<OutputActions, "ask"> }) {
  return output.kind === "image" ? <ImageView output={output} /> : <DownloadView output={output} actions={actions} />;
}

function ImageView({ output }: { output: ImageOutput }) {
  const { source, alt, caption, width, height } = output;
  const [broken, setBroken] = useState(false);
  return (
    <figure className="output-image">
      {broken || !pictureSource.test(source) ? (
        <p className="output-note">This picture cannot be shown{alt === "" ? "." : `: ${alt}`}</p>
      ) : (
        <img src={source} alt={alt} width={width} height={height} decoding="async" onError={() => setBroken(true)} />
      )}
      {caption !== undefined && <figcaption className="output-image-caption">{caption}</figcaption>}
    </figure>
  );
}

function DownloadView({ output, actions }: { output: DownloadOutput; actions: Pick<OutputActions, "ask"> }) {
  const [problem, setProblem] = useState<string | null>(null);
  const save = () => {
    setProblem(null);
    actions.ask({ type: "file", file: output.file }).then(
      (content) => saveBlob(content, output.name),
      (error: unknown) => setProblem(error instanceof Error ? error.message : String(error)),
    );
  };
  return (
    <div className="output-download">
      <button type="button" className="output-button output-download-button" onClick={save}>
        <svg viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
          <path d="M8 2.5v7.2M5 7l3 3 3-3M3 13h10" />
        </svg>
        {output.label ?? output.name}
      </button>
      <span className="output-download-size">
        {output.label === undefined ? "" : `${output.name} · `}
        {formatBytes(output.bytes)}
      </span>
      {problem !== null && <output className="output-note">It cannot be saved: {problem}</output>}
    </div>
  );
}
