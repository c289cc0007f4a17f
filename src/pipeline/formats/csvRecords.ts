/**
 * Splits CSV text into records. Our own sixty lines, since libraries either do not tell an empty cell (null) from a quoted
 * one (empty text), or take ten times as long when asked to.
 */

const [quote, comma, lineFeed, carriageReturn] = [34, 44, 10, 13];

/**
 * Reads records one after the other. Lines end in `\n` or `\r\n`; the last may end in nothing.
 *
 * @returns cells; undefined for an empty cell without quotes
 */
export function* csvRecords(text: string): Generator<(string | undefined)[], undefined> {
  let record: (string | undefined)[] = [];
  let at = 0;
  while (at < text.length) {
    let cell: string | undefined;
    if (text.charCodeAt(at) === quote) {
      const end = closingQuote(text, at + 1);
      cell = text.slice(at + 1, end).replaceAll('""', '"');
      at = Math.min(end + 1, text.length);
    } else {
      const begin = at;
      at = endOfCell(text, at);
      cell = at === begin ? undefined : text.slice(begin, at);
    }
    record.push(cell);
    if (text.charCodeAt(at) === comma) {
      at++;
      if (at === text.length) record.push(undefined);
      else continue;
    }
    if (text.charCodeAt(at) === carriageReturn) at++;
    if (text.charCodeAt(at) === lineFeed) at++;
    yield record;
    record = [];
  }
  return undefined;
}

/** Where the quote is that is not doubled; the end of the text if there is none. */
function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 2)) {
    if (text.charCodeAt(at + 1) !== quote) return at;
  }
  return text.length;
}

function endOfCell(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === comma || code === lineFeed || (code === carriageReturn && text.charCodeAt(at + 1) === lineFeed)) break;
  }
  return at;
}
