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
export class OutputBoundary extends Component<OutputBoundaryProps, { failed: string | null }> {
  override state: { failed: string | null } = { failed: null };

  static getDerivedStateFromError(error: unknown): { failed: string } {
    return { failed: error instanceof Error ? error.message : String(error) };
  }

  override componentDidUpdate(previous: OutputBoundaryProps): void {
    if (this.state.failed !== null && previous.subject !== this.props.subject) this.setState({ failed: null });
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
