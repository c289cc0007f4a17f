import { Component } from "react";
import type { ReactNode } from "react";

interface OutputBoundaryProps {
  /** What is being shown. When it changes, a failed renderer is tried again. */
  readonly subject: unknown;
  /** Plain text shown in place of a renderer that throws. */
  readonly fallback: () => string;
  readonly children: ReactNode;
}

/** Keeps a renderer that throws from taking anything else down with it. */
export class OutputBoundary extends Component<OutputBoundaryProps, { failed: string | null; subject: unknown }> {
  override state = { failed: null, subject: this.props.subject };

  static getDerivedStateFromError(error: unknown): { failed: string } {
    return { failed: error instanceof Error ? error.message : String(error) };
  }

  static getDerivedStateFromProps(props: OutputBoundaryProps, state: { subject: unknown }) {
    return props.subject === state.subject ? null : { failed: null, subject: props.subject };
  }

  override render(): ReactNode {
    if (this.state.failed === null) return this.props.children;
    return (
      <div className="output-fallback">
        <pre className="output-fallback-text">{this.props.fallback()}</pre>
        <p className="output-fallback-note">Shown as plain text: the view for it failed ({this.state.failed}).</p>
      </div>
    );
  }
}
