/** Plain text → a value as the columns of normalize take it: the way back from `cells.ts`. */
import { bytesOfBase64 } from "../schema/base64.ts";
import { Decimal } from "../schema/decimal.ts";
import { commonIsoMicros, parseIsoDate, parseIsoTime, parseIsoTimestamp } from "../schema/isoText.ts";
import type { DataType } from "../schema/types.ts";

/** From this many digits on, an integer may be more than a double holds exactly. */
const exactDigits = 15;

/**
 * @returns the value (integers number or bigint, `Timestamp`, `Decimal`, bytes …); undefined when the text is none of this type
 */
export function valueOfText(type: DataType, text: string): unknown {
  switch (type) {
    case "text":
    case "json":
      return text;
    case "bool":
      return text === "true" ? true : text === "false" ? false : undefined;
    case "bigint":
      if (!/^-?\d+$/.test(text)) return undefined;
      return text.length <= exactDigits ? Number(text) : int64(text);
    case "wei":
      return /^-?\d+$/.test(text) ? BigInt(text) : undefined;
    case "double": {
      const value = Number(text);
      return text.trim() !== "" && (!Number.isNaN(value) || text === "NaN") ? value : undefined;
    }
    case "decimal":
      return Decimal.parse(text);
    case "timestamp": {
      const micros = commonIsoMicros(text);
      return Number.isNaN(micros) ? parseIsoTimestamp(text) : micros;
    }
    case "date":
      return parseIsoDate(text);
    case "time":
      return parseIsoTime(text);
    case "binary":
      return bytesOfBase64(text);
  }
}

function int64(text: string): bigint | undefined {
  const value = BigInt(text);
  return BigInt.asIntN(64, value) === value ? value : undefined;
}
