/** Where a command's words go: answers to standard output, everything else to standard error. */
export interface Terminal {
  /** The answer. */
  print(text: string): void;
  /** News and problems, in lines of their own. */
  note(text: string): void;
}

export const processTerminal: Terminal = {
  print: (text) => void process.stdout.write(`${text}\n`),
  note: (text) => void process.stderr.write(`${text}\n`),
};
