/** Keeps the number of live editors small: the one used longest ago makes room for a new one. */

/** Editors alive at once. Enough to go to and fro between neighbours without waiting. */
const MOST = 3;

export interface LiveEditorSlot {
  /** Marks the editor as the one in use. */
  touch(): void;
  release(): void;
}

const slots: { close: () => void }[] = [];

/** Takes a place for an editor. @param close  called when the place is needed for another */
export function takeSlot(close: () => void): LiveEditorSlot {
  const slot = { close };
  slots.push(slot);
  while (slots.length > MOST) slots.shift()?.close();
  const remove = () => {
    const index = slots.indexOf(slot);
    if (index >= 0) slots.splice(index, 1);
    return index >= 0;
  };
  return {
    touch: () => {
      if (remove()) slots.push(slot);
    },
    release: () => {
      remove();
    },
  };
}
