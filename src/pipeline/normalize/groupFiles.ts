/** How dlt deals files to its worker processes: by name, in runs of equal length (dlt: group_worker_files). */

/**
 * Groups files by their names: sorted, cut into runs of equal length, one for each worker; what is left over is dealt
 * to the groups from the last one on. It does not look at sizes, so that two tables of one big file each can end in
 * one group. The default here is to take the largest file first instead; `NORMALIZE__FILE_ORDER` chooses.
 *
 * @param names   file names in any order
 * @param workers at least 1
 * @returns at most as many groups as there are workers, none of them empty
 */
export function groupFiles(names: readonly string[], workers: number): string[][] {
  const sorted = [...names].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const size = Math.max(Math.floor(sorted.length / workers), 1);
  const groups: string[][] = [];
  for (let at = 0; at < sorted.length; at += size) groups.push(sorted.slice(at, at + size));
  const left = groups.splice(workers).flat();
  for (const [at, name] of left.reverse().entries()) groups.at(-1 - (at % groups.length))?.push(name);
  return groups;
}
