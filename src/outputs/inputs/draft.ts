import { createContext } from "react";

/** The fields of a form between two submissions: what the reader changes is kept here, not sent. */
export interface Draft {
  /** Grows with each submission; fields then show what the kernel holds. */
  readonly epoch: number;
  keep(input: string, value: unknown): void;
}

/** The form around an input; null outside of forms. */
export const DraftContext = createContext<Draft | null>(null);
