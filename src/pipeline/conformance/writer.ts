/** How extract rotates its files. */
import { env } from "../config/env.ts";
import type { EnvValue } from "../config/env.ts";
import { nodeHost } from "../host.node.ts";
import { Pipeline } from "../pipeline/pipeline.ts";
import { resource } from "../extract/resource.ts";
import { source } from "../extract/source.ts";
import { compared } from "./area.ts";
import type { AreaCheck } from "./area.ts";

interface Rotation {
  /** Rows of each yielded page. */
  readonly pages: readonly number[];
  readonly env: Readonly<Record<string, EnvValue>>;
}

export const writerAreas: Readonly<Record<string, AreaCheck>> = {
  "writer.rotation": compared<Rotation>(async (input) => {
    Object.assign(env, input.env);
    try {
      const pages = resource(
        function* () {
          let row = 0;
          for (const size of input.pages) yield Array.from({ length: size }, () => ({ row: row++ }));
        },
        { name: "rows" },
      );
      const info = await new Pipeline(nodeHost(), { pipelineName: "rotation" }).extract(source([pages], { name: "rotation" }));
      return { rows_per_file: info.loadPackages.flatMap(({ jobs }) => jobs.filter(({ table }) => table === "rows").map(({ rows }) => rows)) };
    } finally {
      for (const key of Object.keys(input.env)) delete env[key];
    }
  }),
};
