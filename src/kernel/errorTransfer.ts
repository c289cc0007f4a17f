/** Lets coded errors keep their code, why and fix on the way between threads. Both ends install it. */
import * as Comlink from "comlink";
import { CodedError } from "../diagnostic/codedError.ts";

/** What Comlink itself sends for a thrown error; coded errors add fields to `value`, so that a plain peer understands them too. */
interface SentError {
  readonly isError: boolean;
  readonly value: unknown;
}

interface SentCodedError {
  readonly message: string;
  readonly name: string;
  readonly stack: string | undefined;
  readonly coded: { readonly code: string; readonly slug: string; readonly why: string; readonly fix: string };
}

let isInstalled = false;

/** Replaces Comlink's own way of sending what was thrown. Calling it again does nothing. */
export function installErrorTransfer(): void {
  if (isInstalled) return;
  isInstalled = true;
  const plain = Comlink.transferHandlers.get("throw") as Comlink.TransferHandler<{ value: unknown }, SentError>;
  const handler: Comlink.TransferHandler<{ value: unknown }, SentError> = {
    canHandle: plain.canHandle,
    serialize(thrown) {
      const error = thrown.value;
      if (!(error instanceof CodedError)) return plain.serialize(thrown);
      const { code, slug, message, why, fix, name, stack } = error;
      return [{ isError: true, value: { message, name, stack, coded: { code, slug, why, fix } } satisfies SentCodedError }, []];
    },
    deserialize(sent) {
      const { message, coded } = (sent.value ?? {}) as Partial<SentCodedError>;
      if (!sent.isError || message === undefined || coded === undefined) return plain.deserialize(sent);
      throw new CodedError(coded.code, { name: coded.slug, message, why: coded.why, fix: coded.fix });
    },
  };
  Comlink.transferHandlers.set("throw", handler);
}
