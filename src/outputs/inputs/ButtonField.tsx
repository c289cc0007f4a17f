import type { InputOf } from "../../kernel/protocol.ts";
import type { FieldViewProps } from "./fieldView.ts";
import { nameOf } from "./inputText.ts";
import { useLiveValue } from "./useLiveValue.ts";

/** Counts: what travels is the number of clicks, so that none is lost when several are sent as one. */
export function ButtonField({ output, send }: FieldViewProps<"button">) {
  const live = useLiveValue(output.value, send);
  return <Pressed output={output} busy={live.waiting} onPress={() => live.set(live.value + 1)} />;
}

/** True while the run that it set off goes on. */
export function RunButtonField({ output, send }: FieldViewProps<"runButton">) {
  return <Pressed output={output} busy={output.value} onPress={() => void send(true)} />;
}

function Pressed({ output, busy, onPress }: { output: InputOf<"button"> | InputOf<"runButton">; busy: boolean; onPress: () => void }) {
  const { spec } = output;
  return (
    <div className="input-field" data-type={spec.type} data-full={spec.fullWidth || undefined}>
      <button type="button" className="input-button" data-tone={spec.tone} data-busy={busy || undefined} aria-busy={busy || undefined} disabled={spec.disabled} onClick={onPress}>
        {spec.label === "" ? nameOf(output) : spec.label}
      </button>
      {output.problem !== undefined && (
        <p className="input-problem" role="status">
          {output.problem}
        </p>
      )}
    </div>
  );
}
