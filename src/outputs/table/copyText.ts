/**
 * Puts a text that is still on its way on the clipboard. The clipboard is asked for at once, while the reader's key or
 * click still counts as a permission.
 */
export async function copyText(text: Promise<string>): Promise<void> {
  if (typeof ClipboardItem === "undefined") return navigator.clipboard.writeText(await text);
  const content = text.then((ready) => new Blob([ready], { type: "text/plain" }));
  content.catch(() => undefined);
  return navigator.clipboard.write([new ClipboardItem({ "text/plain": content })]);
}
