import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CellAnalysis } from "./cellFacts.ts";
import { findCycles, traceCycle } from "./cycles.ts";
import { findBlocked, findProblems, findTolerated, findWarnings } from "./graphProblems.ts";
import { buildGraph, type GraphCell, listEdges, namesBetween } from "./notebookGraph.ts";
import { findAncestors, findDescendants } from "./reachability.ts";
import { sortForRun } from "./runOrder.ts";
import { type PlannedCell, planRun } from "./runPlan.ts";

function cell(id: string, defs: readonly string[], refs: readonly string[], more: { readonly role?: GraphCell["role"]; readonly analysis?: Partial<CellAnalysis> } = {}): GraphCell {
  const analysis: CellAnalysis = {
    code: "",
    lang: "ts",
    defs,
    refs,
    locals: [],
    spans: {},
    typeDefs: [],
    typeRefs: [],
    imports: [],
    importOnly: false,
    isEmpty: false,
    foreignAssignments: [],
    mutations: [],
    diagnostics: [],
    ...more.analysis,
  };
  return { id, role: more.role ?? "cell", analysis };
}

const chain = [cell("a", ["x"], []), cell("b", ["y"], ["x"]), cell("c", ["z"], ["y", "x"])];

/** Small notebooks: cell i defines `n<i>` and reads some of the names, later ones too. */
const notebooks = fc
  .array(fc.array(fc.nat({ max: 11 }), { maxLength: 4 }), { minLength: 1, maxLength: 12 })
  .map((reads) => reads.map((names, at) => cell(`c${at}`, [`n${at}`], names.filter((n) => n !== at).map((n) => `n${n}`))));

/** Notebooks without circles: a cell reads earlier names only, but the page is shuffled. */
const acyclic = fc.tuple(notebooks, fc.infiniteStream(fc.nat())).map(([cells, keys]) =>
  cells
    .map((item, at) => cell(item.id, item.analysis.defs, item.analysis.refs.filter((name) => Number(name.slice(1)) < at)))
    .map((item) => ({ item, key: keys.next().value ?? 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item),
);

describe("edges", () => {
  test("C1: a cell points at those that read its names", () => {
    expect(listEdges(buildGraph(chain))).toEqual([["a", "b"], ["a", "c"], ["b", "c"]]);
    expect(namesBetween(buildGraph(chain), "a", "c")).toEqual(["x"]);
  });

  test("C4 C5: a name that nobody defines, or the cell itself, gives no edge", () => {
    expect(listEdges(buildGraph([cell("a", ["x"], ["x", "nobody"])]))).toEqual([]);
  });

  test("C8: the order on the page is irrelevant", () => {
    fc.assert(
      fc.property(notebooks, (cells) => {
        const sorted = (list: readonly GraphCell[]): string[] => listEdges(buildGraph(list)).map(String).sort();
        expect(sorted([...cells].reverse())).toEqual(sorted(cells));
      }),
      { numRuns: 50 },
    );
  });
});

describe("run order", () => {
  test("C12: ties are broken by the page, setup first; a subset is its own graph", () => {
    const graph = buildGraph([cell("d", [], []), cell("m", ["y"], ["x"]), cell("e", ["x"], []), cell("s", [], [], { role: "setup" })]);
    expect(sortForRun(graph, ["e", "m", "d", "s"])).toEqual(["s", "d", "e", "m"]);
    expect(sortForRun(graph, ["m", "d"])).toEqual(["d", "m"]);
  });

  test("every cell comes after what it reads, and no earlier choice was possible", () => {
    fc.assert(
      fc.property(acyclic, (cells) => {
        const graph = buildGraph(cells);
        const order = sortForRun(graph, graph.cells.keys());
        expect([...order].sort()).toEqual([...graph.cells.keys()].sort());
        const done = new Set<string>();
        for (const id of order) {
          const ready = cells.filter((item) => !done.has(item.id) && [...(graph.parents.get(item.id) ?? [])].every((parent) => done.has(parent)));
          expect(ready[0]?.id).toBe(id);
          done.add(id);
        }
      }),
    );
  });

  test("members of a circle are left out", () => {
    const graph = buildGraph([cell("a", ["x"], ["y"]), cell("b", ["y"], ["x"]), cell("c", [], [])]);
    expect(sortForRun(graph, ["a", "b", "c"])).toEqual(["c"]);
  });
});

describe("cycles", () => {
  test("the members are exactly the cells that reach themselves", () => {
    fc.assert(
      fc.property(notebooks, (cells) => {
        const graph = buildGraph(cells);
        const inCycles = findCycles(graph).flat().sort();
        expect(inCycles).toEqual([...graph.cells.keys()].filter((id) => findDescendants(graph, [id]).has(id)).sort());
        for (const group of findCycles(graph)) {
          for (const id of group) {
            const path = traceCycle(graph, id, new Set(group));
            expect(path.at(0)).toBe(id);
            expect(path.at(-1)).toBe(id);
            for (const [at, to] of path.slice(1).entries()) expect(graph.children.get(path[at] ?? "")?.has(to)).toBe(true);
          }
        }
      }),
    );
  });

  test("a chain of 20,000 cells does not overflow the stack", () => {
    const cells = Array.from({ length: 20_000 }, (_, at) => cell(`c${at}`, [`n${at}`], [`n${at - 1}`]));
    expect(findCycles(buildGraph(cells))).toEqual([]);
  });
});

describe("problems", () => {
  test("a duplicate counts against both cells unless the older one is tolerated", () => {
    const cells = [cell("a", ["x"], []), cell("b", ["x"], []), cell("r", [], ["x"])];
    const both = findProblems(buildGraph(cells));
    expect([...both.keys()]).toEqual(["a", "b"]);
    expect(findBlocked(buildGraph(cells), both).get("r")).toBe("a");
    const tolerated = findTolerated(buildGraph(cells), new Set(["b"]), new Set());
    expect([...tolerated]).toEqual(["a"]);
    const graph = buildGraph(cells, tolerated);
    expect([...findProblems(graph, tolerated).keys()]).toEqual(["b"]);
    expect(findBlocked(graph, findProblems(graph, tolerated)).size).toBe(0);
    expect(listEdges(graph)).toEqual([["a", "r"]]);
  });

  test("a setup cell with an ancestor and a foreign assignment name the other cell", () => {
    const span = { offset: 0, endOffset: 1, line: 2, column: 3 };
    const graph = buildGraph([cell("a", ["x"], []), cell("s", [], ["x"], { role: "setup" }), cell("f", [], [], { analysis: { foreignAssignments: [{ name: "x", ...span }] } })]);
    expect(findProblems(graph).get("s")).toEqual({ kind: "setup", name: "x", ancestor: "a" });
    expect(findProblems(graph).get("f")).toEqual({ kind: "foreign", name: "x", owner: "a", line: 2, column: 3 });
  });

  test("J3: a change inside a value of another cell is a warning that names the owner; globals are nobody's", () => {
    const span = { offset: 7, endOffset: 8, line: 1, column: 8 };
    const graph = buildGraph([cell("a", ["x"], []), cell("m", [], ["x"], { analysis: { mutations: [{ name: "x", ...span }, { name: "globalThis", ...span }] } })]);
    expect(findWarnings(graph)).toEqual([{ cell: "m", name: "x", owner: "a", offset: 7 }]);
    expect(findProblems(graph).size).toBe(0);
  });

  test("what is blocked is exactly what lies downstream of a problem", () => {
    fc.assert(
      fc.property(notebooks, (cells) => {
        const graph = buildGraph(cells);
        const problems = findProblems(graph);
        const blocked = findBlocked(graph, problems);
        const downstream = [...findDescendants(graph, problems.keys())].filter((id) => !problems.has(id));
        expect([...blocked.keys()].sort()).toEqual(downstream.sort());
        for (const [id, cause] of blocked) expect(findDescendants(graph, [cause]).has(id)).toBe(true);
      }),
    );
  });
});

describe("run plans", () => {
  const fresh: PlannedCell = { stale: false, attempted: true, manual: false, disabled: false, isEmpty: false };

  test("the run set is the requested cells, their stale ancestors and, in automatic mode, what reads from them", () => {
    const flags = fc.record({ stale: fc.boolean(), manual: fc.boolean(), disabled: fc.boolean() });
    fc.assert(
      fc.property(acyclic, fc.array(flags, { minLength: 12, maxLength: 12 }), fc.uniqueArray(fc.nat({ max: 11 }), { minLength: 1, maxLength: 3 }), fc.boolean(), (cells, marks, picks, automatic) => {
        const graph = buildGraph(cells);
        const ids = [...graph.cells.keys()];
        const state = (id: string): PlannedCell => ({ ...fresh, ...marks[ids.indexOf(id)] });
        const requested = [...new Set(picks.map((at) => ids[at % ids.length] ?? ""))];
        const plan = planRun(graph, { mode: automatic ? "automatic" : "lazy", requested, affected: [], state, failing: new Set<string>() });

        const isDisabled = (id: string): boolean => state(id).disabled || [...findAncestors(graph, [id])].some((other) => state(other).disabled);
        const mayRun = (id: string): boolean => !isDisabled(id) && (requested.includes(id) || !state(id).manual);
        const model = new Set(requested.filter(mayRun));
        for (const id of findAncestors(graph, requested)) if (state(id).stale && mayRun(id)) model.add(id);
        if (automatic) {
          const open = [...model];
          for (let id = open.pop(); id !== undefined; id = open.pop()) {
            for (const child of graph.children.get(id) ?? []) {
              if (!mayRun(child) || model.has(child)) continue;
              model.add(child);
              open.push(child);
            }
          }
        }
        expect([...plan.run].sort()).toEqual([...model].sort());
        for (const id of plan.run) for (const child of graph.children.get(id) ?? []) expect(plan.run.includes(child) || plan.stale.has(child)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test("cells that never ran are not drawn in by a stale ancestor, nor before all their inputs", () => {
    const never: PlannedCell = { ...fresh, stale: true, attempted: false };
    const plan = (requested: readonly string[]) => planRun(buildGraph(chain), { mode: "automatic", requested, affected: [], state: () => never, failing: new Set<string>() }).run;
    expect(plan(["b"])).toEqual(["a", "b", "c"]);
    expect(plan(["a"])).toEqual(["a", "b", "c"]);
    const two = buildGraph([cell("a", ["x"], []), cell("b", [], ["x"]), cell("c", [], ["x"])]);
    expect(planRun(two, { mode: "automatic", requested: ["b"], affected: [], state: () => never, failing: new Set<string>() }).run).toEqual(["a", "b"]);
  });

  test("a notebook of 1,000 cells is analysed and planned within a frame or two", () => {
    const cells = Array.from({ length: 1_000 }, (_, at) => cell(`c${at}`, [`n${at}`], [`n${at - 1}`, `n${Math.floor(at / 2)}`]));
    const once = (): number => {
      const began = performance.now();
      const graph = buildGraph(cells);
      const problems = findProblems(graph);
      findBlocked(graph, problems);
      planRun(graph, { mode: "automatic", requested: ["c0"], affected: [], state: () => fresh, failing: problems });
      return performance.now() - began;
    };
    const best = Math.min(...Array.from({ length: 10 }, once));
    expect(best).toBeLessThan(30);
  });
});
