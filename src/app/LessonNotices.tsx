import { useEffect, useState } from "react";
import type { CodedError } from "../diagnostic/codedError.ts";
import type { Notebook } from "../notebook/notebook.ts";
import { useBox } from "../notebook/useBox.ts";
import { findLimits, probeAbilities } from "./environment.ts";
import { ProblemNotice } from "./ProblemView.tsx";

/** Limits that the reader has seen and put away, for as long as the tab is open. */
const dismissed = new Set<string>();

/** What does not work here as it should, said once, above the lesson. */
export function LessonNotices({ notebook }: { notebook: Notebook }) {
  const [limits, setLimits] = useState<readonly CodedError[]>([]);
  const saveProblem = useBox(notebook.saveProblem);
  const announcement = useBox(notebook.announcement);
  useEffect(() => {
    let isLeft = false;
    const look = async () => {
      const found = findLimits(await probeAbilities()).filter((limit) => !dismissed.has(limit.code));
      if (!isLeft) setLimits(found);
    };
    void look();
    return () => {
      isLeft = true;
    };
  }, []);
  const putAway = (code: string) => {
    dismissed.add(code);
    setLimits((all) => all.filter((limit) => limit.code !== code));
  };
  return (
    <>
      <output className="visually-hidden" aria-live="polite">
        {announcement}
      </output>
      {(limits.length > 0 || saveProblem !== null) && (
        <aside className="lesson-notices" aria-label="Notices">
          {saveProblem !== null && <ProblemNotice problem={saveProblem} />}
          {limits.map((limit) => (
            <ProblemNotice key={limit.code} problem={limit}>
              <button type="button" className="button" onClick={() => putAway(limit.code)}>
                Got it
              </button>
            </ProblemNotice>
          ))}
        </aside>
      )}
    </>
  );
}
