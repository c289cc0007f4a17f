/** `dlt.destinations.filesystem({ … })`: the destination, and its files for the page. */
import { checkOptions } from "../../extract/options.ts";
import type { PipelineHost } from "../../host.ts";
import type { DestinationRef } from "../destination.ts";
import { filesystemConfig } from "./filesystemConfig.ts";
import type { FilesystemSpec } from "./filesystemConfig.ts";
import { checkLayout } from "./layout.ts";

/** A file of the destination, its path below the folder of datasets. */
export interface DestinationFile {
  readonly path: string;
  readonly bytes: number;
}

export interface FilesystemRef extends DestinationRef {
  /** All files, in the order of their paths. @param datasetName only those of one dataset */
  list(datasetName?: string): Promise<DestinationFile[]>;
  /** The bytes of one file. @throws E461 when it is not there */
  read(path: string): Promise<Uint8Array>;
  /** All files as one zip file, not compressed. @param datasetName only those of one dataset */
  download(datasetName?: string): Promise<Blob>;
}

/**
 * Makes the destination.
 *
 * @param host where the files are when `spec.files` is not given; asked when a file is listed, read or downloaded
 * @throws E456 for an unknown option, E865 for a layout or a folder that is none
 */
export function filesystem(spec: FilesystemSpec, host: () => Pick<PipelineHost, "files">): FilesystemRef {
  checkOptions("dlt.destinations.filesystem", spec, ["folder", "bucketUrl", "layout", "files"]);
  const name = "filesystem";
  if (spec.layout !== undefined) checkLayout(spec.layout);
  const open = async () => {
    const { folder } = filesystemConfig(name, spec, {});
    const { openBucket } = await import("./filesystem.ts");
    return openBucket(host(), spec.files, folder);
  };
  const list = async (datasetName = ""): Promise<DestinationFile[]> => {
    const bucket = await open();
    const paths = await bucket.walk(datasetName);
    return Promise.all(paths.map(async (path) => ({ path, bytes: await bucket.size(path) })));
  };
  const read = async (path: string): Promise<Uint8Array> => (await open()).read(path);
  return {
    name,
    load: async () => new (await import("./filesystem.ts")).FilesystemDestination(name, spec),
    list,
    read,
    download: async (datasetName) => {
      const files = await list(datasetName);
      const { zipOf } = await import("./zip.ts");
      return zipOf(files.map(({ path }) => ({ path, read: () => read(path) })));
    },
  };
}
