/** Options of the filesystem destination, from code and configuration. */
import { resolveConfig } from "../../config/resolve.ts";
import { pipelineError } from "../../errors.ts";
import type { FileStore } from "../../storage/fileStore.ts";
import { defaultLayout } from "./layout.ts";

/** Options of `dlt.destinations.filesystem`. What is left out comes from `DESTINATION__FILESYSTEM__…`. */
export interface FilesystemSpec {
  /**
   * The folder that datasets are put into. Default: `DESTINATION__FILESYSTEM__BUCKET_URL` (`file://` is dropped), else the
   * folder of all local files.
   */
  readonly folder?: string;
  /** The same, by dlt's name. */
  readonly bucketUrl?: string;
  /**
   * Path of a file below its dataset. Placeholders: `{table_name}`, `{load_id}`, `{file_id}` (all three needed), `{ext}`,
   * `{schema_name}`, `{load_package_timestamp}`, and of the package's time in UTC `{YYYY}`, `{MM}`, `{DD}`, `{HH}`, `{mm}`, `{ss}`.
   * Default: `DESTINATION__FILESYSTEM__LAYOUT`, else `{table_name}/{load_id}.{file_id}.{ext}`.
   */
  readonly layout?: string;
  /** Where the files go. Default: the store of the pipelines' work folders, which in a browser is its own file system (OPFS). */
  readonly files?: FileStore;
}

export interface FilesystemConfig {
  readonly folder: string;
  readonly layout: string;
}

/** @throws E865 for a folder that is none */
export function filesystemConfig(name: string, spec: FilesystemSpec, { pipelineName }: { readonly pipelineName?: string }): FilesystemConfig {
  const place = { sections: ["destination", name], pipelineName };
  const folder = resolveConfig<string>({ ...place, key: "bucket_url", type: "str", default: "" }, spec.folder ?? spec.bucketUrl);
  return { folder: folderOf(folder), layout: resolveConfig<string>({ ...place, key: "layout", type: "str", default: defaultLayout }, spec.layout) };
}

function folderOf(url: string): string {
  const path = url.replace(/^(?:file|memory|opfs):\/\//, "").replaceAll(/^\/+|\/+$/g, "");
  if (/^[a-z][\w+.-]*:\/\//i.test(path)) throw pipelineError("E865", { option: "bucketUrl", value: JSON.stringify(url), expected: "a folder: there is no cloud storage here" });
  if (path.split("/").some((part) => part === "." || part === ".." || (part === "" && path !== ""))) throw pipelineError("E865", { option: "folder", value: JSON.stringify(url), expected: "a path without `.` and `..`" });
  return path;
}
