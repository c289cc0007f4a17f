/** Child processes that end when this one does. */
import { spawn } from "node:child_process";

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();
const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);
let stopping = false;

/** @param {NodeJS.Signals} signal */
function passOn(signal) {
  stopping = true;
  for (const child of running) child.kill(signal);
}

/** @param {import("node:child_process").ChildProcess} child */
function began(child) {
  if (running.size === 0) for (const signal of signals) process.on(signal, passOn);
  running.add(child);
}

/** @param {import("node:child_process").ChildProcess} child */
function ended(child) {
  running.delete(child);
  if (running.size > 0) return;
  for (const signal of signals) process.removeListener(signal, passOn);
  if (stopping) process.exit(130);
}

/**
 * Runs a program to its end.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, quiet?: boolean, shell?: boolean }} [options] quiet: keep the output back and give it in the answer
 * @returns {Promise<{ code: number, output: string }>} code 127 when the program could not be started
 */
export function runProcess(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ["ignore", options.quiet ? "pipe" : "inherit", options.quiet ? "pipe" : "inherit"],
      env: { ...process.env, ...options.env },
      shell: options.shell ?? false,
    });
    began(child);
    let output = "";
    child.stdout?.on("data", (text) => (output += text));
    child.stderr?.on("data", (text) => (output += text));
    /** @param {number} code @param {string} text */
    const end = (code, text) => {
      ended(child);
      resolve({ code, output: text });
    };
    child.on("error", (error) => end(127, `${output}${error.message}\n`));
    child.on("close", (code, signal) => end(code ?? (signal === null ? 1 : 128), output));
  });
}

/**
 * Runs a JavaScript program with this Node.
 *
 * @param {string} file
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, quiet?: boolean }} [options]
 */
export function runNode(file, args, options) {
  return runProcess(process.execPath, [file, ...args], options);
}
