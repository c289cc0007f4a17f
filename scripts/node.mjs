/** The Node that the project needs, said before anything else can fail in a way that nobody understands. */

const needed = { major: 20, minor: 19 };

/** Ends the process with a plain message when this Node is too old. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > needed.major || (major === needed.major && minor >= needed.minor)) return;
  console.error(`Watercourse needs Node ${needed.major}.${needed.minor} or newer; this is Node ${process.versions.node}.\nGet one at https://nodejs.org and start again.`);
  process.exit(1);
}
