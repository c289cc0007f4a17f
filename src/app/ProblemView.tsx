import type { ReactNode } from "react";
import type { CodedError } from "../diagnostic/codedError.ts";
import "./ProblemView.css";

/** A problem in place of a page: what happened, why, and the way on. */
export function ProblemPage({ problem, children }: { problem: CodedError; children?: ReactNode }) {
  return (
    <main id="content" className="problem-page">
      <p className="problem-code">{problem.code}</p>
      <h1>{problem.message}</h1>
      <p>{problem.why}</p>
      <p>{problem.fix}</p>
      <p className="problem-ways">{children}</p>
    </main>
  );
}

/** A problem beside what still works: one calm line, which unfolds. */
export function ProblemNotice({ problem, isOpen = false, children }: { problem: CodedError; isOpen?: boolean; children?: ReactNode }) {
  return (
    <div className="problem-notice" data-code={problem.code}>
      <details open={isOpen}>
        <summary>{problem.message}</summary>
        <p>{problem.why}</p>
        <p>
          {problem.fix} <span className="problem-code">{problem.code}</span>
        </p>
      </details>
      {children !== undefined && <div className="problem-actions">{children}</div>}
    </div>
  );
}
