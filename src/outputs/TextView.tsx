import type { TextOutput } from "../kernel/protocol.ts";
import { formatNumber } from "./numbers.ts";

/** Preformatted text; long lines wrap. Text that was cut in the kernel says so. */
export function TextView({ output }: { output: TextOutput }) {
  return (
    <div className="output-text">
      <pre className="output-text-body" tabIndex={0} aria-label="Text output">
        {output.text}
      </pre>
      {output.cutFrom !== undefined && (
        <p className="output-note">
          First {formatNumber(output.text.length)} of {formatNumber(output.cutFrom)} characters.
        </p>
      )}
    </div>
  );
}
