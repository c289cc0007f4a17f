/** The format in which normalized rows wait for a destination. */
import type { Destination } from "../destination/destination.ts";
import { pipelineError } from "../errors.ts";
import { isLoaderFileFormat } from "../formats/format.ts";
import type { LoaderFileFormat } from "../formats/format.ts";
import { tableOf } from "../schema/schema.ts";
import type { StoredSchema } from "../schema/types.ts";

/**
 * @param asked the option `loaderFileFormat`; it wins over what the table's resource asks for, and that over what the destination prefers
 * @throws E442 when the destination does not take the format
 */
export function destinationFormat({ name, capabilities }: Destination, schema: StoredSchema, table: string, asked: LoaderFileFormat | undefined): LoaderFileFormat {
  const own = tableOf(schema, table)?.file_format;
  const format = asked ?? (own === undefined || own === "preferred" ? capabilities.loaderFileFormats[0] : own);
  if (isLoaderFileFormat(format) && capabilities.loaderFileFormats.includes(format)) return format;
  throw pipelineError("E442", { destination: name, format, known: capabilities.loaderFileFormats.join(", ") });
}
