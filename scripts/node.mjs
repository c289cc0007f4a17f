/** The Node that the project needs, said before anything else can fail in a way that nobody understands. */

const needed = [20, 19];

/** Ends the process with a plain message when this Node is too old. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > needed[0] || (major === needed[0] && minor >= needed[1])) return;
  console.error(`Watercourse needs Node ${needed.join(".")} or newer; this is Node ${process.versions.node}.\nGet one at https://nodejs.org and start again.`);
  process.exit(1);
}
