/** Puts an element on a page for a browser test, and takes it away when the test is over. */
import type { ReactNode } from "react";
import { act } from "react";
import { createRoot } from "react-dom/client";
import { onTestFinished, vi } from "vitest";
import type { OutputActions } from "../actions.ts";

declare global {
  // React asks for this before `act` may be used.
  var IS_REACT_ACT_ENVIRONMENT: boolean;
}

/** Does something that changes what is shown, and waits until it shows. */
export async function doing(action: () => void | Promise<void>): Promise<void> {
  globalThis.IS_REACT_ACT_ENVIRONMENT = true;
  await act(async () => action());
  globalThis.IS_REACT_ACT_ENVIRONMENT = false;
}

export interface Mounted {
  readonly box: HTMLElement;
  show(element: ReactNode): Promise<void>;
  /** The first element of a selector. @throws when there is none */
  find<Found extends Element = HTMLElement>(selector: string): Found;
}

export async function mount(element: ReactNode, width = 760): Promise<Mounted> {
  const box = document.createElement("div");
  box.style.width = `${width}px`;
  document.body.append(box);
  const root = createRoot(box, { onCaughtError: () => undefined });
  onTestFinished(async () => {
    await doing(() => root.unmount());
    box.remove();
  });
  const show = (next: ReactNode) => doing(() => root.render(next));
  await show(element);
  return {
    box,
    show,
    find: (selector) => {
      const found = box.querySelector(selector);
      if (found === null) throw new Error(`Nothing matches ${selector} in ${box.innerHTML.slice(0, 500)}`);
      return found as never;
    },
  };
}

/** Doors that remember how they were used. Tables have no rows beyond their first page unless `tablePage` is given. */
export function doors(given: Partial<OutputActions> = {}) {
  return {
    setInput: vi.fn(given.setInput ?? (() => undefined)),
    goTo: vi.fn(given.goTo ?? (() => undefined)),
    ask: vi.fn(given.ask ?? (() => Promise.reject(new Error("nothing is kept")))) as unknown as OutputActions["ask"],
    tablePage: vi.fn(given.tablePage ?? ((request) => Promise.resolve({ offset: request.offset, rowCount: 0, rows: [] }))),
  };
}
