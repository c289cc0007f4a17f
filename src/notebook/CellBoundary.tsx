import { Component, type ReactNode } from "react";
import type { CodedError } from "../diagnostic/codedError.ts";
import { notebookError, reasonOf } from "./errors.ts";

interface CellBoundaryProps {
  readonly cell: string;
  readonly children: ReactNode;
}

/** Keeps a cell that cannot be drawn from taking the page with it. */
export class CellBoundary extends Component<CellBoundaryProps, { problem: CodedError | null }> {
  override state: { problem: CodedError | null } = { problem: null };

  static getDerivedStateFromError(thrown: unknown): { problem: CodedError } {
    return { problem: notebookError("E625", { reason: reasonOf(thrown) }, { cause: thrown }) };
  }

  override render(): ReactNode {
    const { problem } = this.state;
    if (problem === null) return this.props.children;
    return (
      <section className="cell cell-failed" aria-label={`Cell ${this.props.cell}`}>
        <p>
          <strong>{problem.message}</strong> {problem.why} {problem.fix}
        </p>
        <button type="button" className="button" onClick={() => this.setState({ problem: null })}>
          Draw it again
        </button>
      </section>
    );
  }
}
