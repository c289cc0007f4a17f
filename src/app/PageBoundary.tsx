import { Component, type ReactNode } from "react";
import type { CodedError } from "../diagnostic/codedError.ts";
import { reasonOf } from "../notebook/errors.ts";
import { appError } from "./errors.ts";
import { ProblemPage } from "./ProblemView.tsx";

/** The last net: a page that cannot be drawn says so and offers the ways on. */
export class PageBoundary extends Component<{ children: ReactNode }, { problem: CodedError | null }> {
  override state: { problem: CodedError | null } = { problem: null };

  static getDerivedStateFromError(thrown: unknown): { problem: CodedError } {
    return { problem: appError("E607", { reason: reasonOf(thrown) }, { cause: thrown }) };
  }

  override render(): ReactNode {
    if (this.state.problem === null) return this.props.children;
    return (
      <ProblemPage problem={this.state.problem}>
        <button type="button" className="text-button" onClick={() => location.reload()}>
          Reload the page
        </button>
        <a href="#/" onClick={() => this.setState({ problem: null })}>
          Course page
        </a>
      </ProblemPage>
    );
  }
}
