import { Component } from "react";
import type { ReactNode } from "react";
import { LoadFailure } from "./lazyView.tsx";

interface OutputBoundaryProps {
  /** What is being shown. When it changes, a failed renderer is tried again. */
  readonly subject: unknown;
  /** Plain text shown in place of a renderer that throws. */
  readonly fallback: () => string;
  readonly children: ReactNode;
}

interface Failure {
  readonly message: string;
  /** Its code did not come: nothing is wrong with the output. */
  readonly isLoad: boolean;
}

/** Keeps a renderer that throws from taking anything else down with it; the output is there as plain text, and can be tried again. */
export class OutputBoundary extends Component<OutputBoundaryProps, { failed: Failure | null; subject: unknown }> {
  override state: { failed: Failure | null; subject: unknown } = { failed: null, subject: this.props.subject };

  static getDerivedStateFromError(error: unknown): { failed: Failure } {
    return { failed: { message: error instanceof Error ? error.message : String(error), isLoad: error instanceof LoadFailure } };
  }

  static getDerivedStateFromProps(props: OutputBoundaryProps, state: { failed: Failure | null; subject: unknown }) {
    return props.subject === state.subject ? null : { failed: null, subject: props.subject };
  }

  override render(): ReactNode {
    const { failed } = this.state;
    if (failed === null) return this.props.children;
    return (
      <div className="output-fallback">
        <pre className="output-fallback-text" tabIndex={0} aria-label="Output as plain text">
          {this.props.fallback()}
        </pre>
        <p className="output-fallback-note">
          {failed.isLoad ? "Shown as plain text: the code for its view could not be loaded." : `Shown as plain text: the view for it failed (${failed.message}).`}{" "}
          <button type="button" className="output-link" onClick={() => this.setState({ failed: null })}>
            Try again
          </button>
        </p>
      </div>
    );
  }
}
