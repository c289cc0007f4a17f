import { useContext, useEffect, useLayoutEffect, useRef, useState } from "react";
import { DraftContext } from "./draft.ts";

/** How long the reader's own value is shown at most when nobody says what became of it, in ms. */
const PATIENCE = 2000;

export interface LiveValue<Value> {
  /** What to show: the reader's own value until the kernel has it, then the kernel's. */
  readonly value: Value;
  /** The kernel does not have the reader's value yet. */
  readonly waiting: boolean;
  /** The reader changed it. */
  set(value: Value): void;
  /** Sends at once what waits for a rest. */
  flush(): void;
}

/**
 * A value that the kernel holds and the reader changes. The reader's own shows at once; the kernel hears of it once a
 * frame, or after a rest, the last one wins, and what the kernel holds is shown again as soon as it has answered.
 *
 * @param held      the kernel's value
 * @param send      tells the kernel; the promise ends when it has answered
 * @param debounce  rest in ms before a value is sent; 0: the next frame
 */
export function useLiveValue<Value>(held: Value, send: (value: Value) => unknown, debounce = 0): LiveValue<Value> {
  const draft = useContext(DraftContext);
  const epoch = draft?.epoch ?? 0;
  const [given, setOwn] = useState<{ readonly value: Value; readonly epoch: number } | null>(null);
  // What was submitted with a form is the kernel's from then on.
  const own = given?.epoch === epoch ? given : null;
  const cancel = useRef<(() => void) | null>(null);
  const wanted = useRef(held);
  const sends = useRef(0);
  /** Somebody says when a value has arrived. */
  const isAnswered = useRef(false);
  const sender = useRef(send);
  useLayoutEffect(() => {
    sender.current = send;
  });

  const deliver = useRef(() => {
    cancel.current?.();
    cancel.current = null;
    sends.current += 1;
    const mine = sends.current;
    const answer = sender.current(wanted.current);
    isAnswered.current = answer instanceof Promise;
    if (!(answer instanceof Promise)) return;
    const settle = () => {
      // Not before the outputs that came with the answer are drawn.
      if (mine === sends.current && cancel.current === null) setTimeout(() => mine === sends.current && cancel.current === null && setOwn(null), 50);
    };
    answer.then(settle, settle);
  });

  const heldText = JSON.stringify(held);
  const ownText = own === null ? null : JSON.stringify(own.value);
  const inForm = draft !== null;
  useEffect(() => {
    if (ownText === null) return;
    if (ownText === heldText && cancel.current === null) {
      setOwn(null);
      return;
    }
    if (inForm) return;
    const timer = setTimeout(() => cancel.current === null && !isAnswered.current && setOwn(null), PATIENCE);
    return () => clearTimeout(timer);
  }, [heldText, ownText, inForm]);

  useEffect(() => () => void (cancel.current !== null && deliver.current()), []);

  return {
    value: own === null ? held : own.value,
    waiting: own !== null && !inForm,
    set: (value) => {
      setOwn({ value, epoch });
      wanted.current = value;
      if (inForm) deliver.current();
      else if (debounce > 0) {
        cancel.current?.();
        const timer = setTimeout(() => deliver.current(), debounce);
        cancel.current = () => clearTimeout(timer);
      } else if (cancel.current === null) {
        const frame = requestAnimationFrame(() => deliver.current());
        cancel.current = () => cancelAnimationFrame(frame);
      }
    },
    flush: () => {
      if (cancel.current !== null) deliver.current();
    },
  };
}
