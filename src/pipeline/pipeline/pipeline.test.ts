import { beforeEach, expect, test } from "vitest";
import { dlt, setPipelineHost } from "../index.ts";
import { nodeHost } from "../host.node.ts";

beforeEach(() => setPipelineHost(nodeHost()));

const orders = () =>
  dlt.resource(
    function* () {
      yield { id: 1, userName: "ann", at: "2026-01-02T03:04:05Z", items: [{ sku: "tea" }, { sku: "toast" }] };
      yield { id: 2, userName: "bo", at: "2026-01-03T03:04:05Z", items: [{ sku: "tea" }] };
    },
    { name: "orders" },
  );

test("nested rows become tables in DuckDB", async () => {
  const pipeline = dlt.pipeline({ pipelineName: "shop", datasetName: "shop_data" });
  await pipeline.run(orders());
  expect(await pipeline.dataset().table("orders").select("id", "user_name", "at").orderBy("id").rows()).toEqual([
    { id: 1, user_name: "ann", at: new Date("2026-01-02T03:04:05Z") },
    { id: 2, user_name: "bo", at: new Date("2026-01-03T03:04:05Z") },
  ]);
  const joined = await pipeline.sqlClient().query("SELECT o.id, i.sku FROM orders o JOIN orders__items i ON i._dlt_parent_id = o._dlt_id ORDER BY 1, i._dlt_list_idx");
  expect(joined.rows()).toEqual([{ id: 1, sku: "tea" }, { id: 1, sku: "toast" }, { id: 2, sku: "tea" }]);
});
