/** A file store that tells of each operation before it is done. */
import type { FileStore, FileWriter } from "../storage/fileStore.ts";

/** @param onOperation gets what is about to happen: `write <path>` */
export function countedStore(store: FileStore, onOperation: (what: string) => void): FileStore {
  const told = <Result>(what: string, path: string, work: () => Result): Result => {
    onOperation(`${what} ${path}`);
    return work();
  };
  return {
    kind: store.kind,
    opfsPath: (path) => store.opfsPath(path),
    create: (path) => told("create", path, async () => countedWriter(await store.create(path), path, onOperation)),
    read: (path) => told("read", path, () => store.read(path)),
    readText: (path) => told("read", path, () => store.readText(path)),
    writeText: (path, text) => told("write", path, () => store.writeText(path, text)),
    writeBytes: (path, bytes) => told("write", path, () => store.writeBytes(path, bytes)),
    exists: (path) => told("exists", path, () => store.exists(path)),
    size: (path) => told("size", path, () => store.size(path)),
    list: (path) => told("list", path, () => store.list(path)),
    move: (from, to) => told("move", from, () => store.move(from, to)),
    remove: (path) => told("remove", path, () => store.remove(path)),
  };
}

function countedWriter(writer: FileWriter, path: string, onOperation: (what: string) => void): FileWriter {
  return {
    get bytesWritten() {
      return writer.bytesWritten;
    },
    write(text) {
      onOperation(`append ${path}`);
      return writer.write(text);
    },
    writeBytes(bytes) {
      onOperation(`append ${path}`);
      return writer.writeBytes(bytes);
    },
    close() {
      onOperation(`close ${path}`);
      return writer.close();
    },
    discard() {
      onOperation(`discard ${path}`);
      return writer.discard();
    },
  };
}
