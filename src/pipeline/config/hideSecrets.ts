/** Keeps secrets out of texts that are shown or saved. */
import { secretsProvider } from "./providers.ts";

/** Shorter ones are found in texts by chance. */
const shortestSecret = 6;

/** The text with each value set through `dlt.secrets` replaced by `***`. */
export function hideSecrets(text: string): string {
  let hidden = text;
  for (const secret of secretsProvider.texts()) {
    if (secret.length >= shortestSecret) hidden = hidden.replaceAll(secret, "***");
  }
  return hidden;
}
