/** Lets the browser save a file under a name. */
export function saveBlob(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser takes the file in its own time; there is no event for when it has.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
