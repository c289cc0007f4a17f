/** Lets coded errors keep their code, why and fix on the way between threads. Both ends install it. */
import * as Comlink from "comlink";
import { CodedError } from "../diagnostic/codedError.ts";

interface SentError {
  readonly isCoded: boolean;
  readonly value: unknown;
}

interface SentCodedError {
  readonly code: string;
  readonly name: string;
  readonly message: string;
  readonly why: string;
  readonly fix: string;
}

let isInstalled = false;

/** Replaces Comlink's own way of sending what was thrown. */
function install(): void {
  if (isInstalled) return;
  isInstalled = true;
  const plain = Comlink.transferHandlers.get("throw") as Comlink.TransferHandler<{ value: unknown }, unknown>;
  Comlink.transferHandlers.set("throw", {
    canHandle: plain.canHandle as (value: unknown) => value is { value: unknown },
    serialize(thrown) {
      const error = (thrown as { value: unknown }).value;
      if (!(error instanceof CodedError)) {
        const [value, transferables] = plain.serialize(thrown as { value: unknown });
        return [{ isCoded: false, value } satisfies SentError, transferables];
      }
      const { code, slug, message, why, fix } = error;
      return [{ isCoded: true, value: { code, name: slug, message, why, fix } satisfies SentCodedError } satisfies SentError, []];
    },
    deserialize(sent) {
      const { isCoded, value } = sent as SentError;
      if (!isCoded) return plain.deserialize(value);
      const { code, ...entry } = value as SentCodedError;
      throw new CodedError(code, entry);
    },
  });
}

export const codedErrorTransfer = { install };
