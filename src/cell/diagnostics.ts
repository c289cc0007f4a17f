import { fillTemplate, type ErrorDetails, type ErrorEntry } from "../diagnostic/codedError.ts";
import { cellErrors, type CellErrorCode } from "./errors.ts";
import type { CellDiagnostic, TextSpan } from "./types.ts";

/** A problem before its offsets are turned into a line and a column. */
export interface Finding {
  readonly code: CellErrorCode;
  readonly start: number;
  readonly end: number;
  readonly details?: ErrorDetails;
  /** Default `error`. */
  readonly severity?: "error" | "warning";
}

/** Fills the catalogue's texts for one finding. */
export function makeDiagnostic(finding: Finding, span: TextSpan): CellDiagnostic {
  const entry: ErrorEntry = cellErrors[finding.code];
  const details = finding.details ?? {};
  return {
    code: finding.code,
    severity: finding.severity ?? "error",
    message: fillTemplate(entry.message, details),
    why: fillTemplate(entry.why, details),
    fix: fillTemplate(entry.fix, details),
    ...span,
  };
}
