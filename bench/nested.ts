// 100,000 documents like GitHub's issues, 3.9 kB each: 74 columns, labels and assignees in tables of their own.
const person = (id: number) => {
  const login = `contributor-${id % 997}`;
  const api = `https://api.example.com/users/${login}`;
  return {
    login, id: 1_000_000 + (id % 997), node_id: `U_${id % 997}`, avatar_url: `https://avatars.example.com/u/${id % 997}?v=4`, gravatar_id: "",
    url: api, html_url: `https://example.com/${login}`, followers_url: `${api}/followers`, following_url: `${api}/following{/other_user}`,
    gists_url: `${api}/gists{/gist_id}`, starred_url: `${api}/starred{/owner}{/repo}`, subscriptions_url: `${api}/subscriptions`,
    organizations_url: `${api}/orgs`, repos_url: `${api}/repos`, events_url: `${api}/events{/privacy}`, received_events_url: `${api}/received_events`,
    type: "User", user_view_type: "public", site_admin: false,
  };
};
const words = "the pipeline stops after the second page when the cursor is missing and a retry follows; steps to repeat are below, with the log of the run. ";
const issue = (number: number) => {
  const api = `https://api.example.com/repos/river/course/issues/${number}`;
  const moment = new Date(1_600_000_000_000 + number * 61_000).toISOString();
  return {
    id: 2_000_000_000 + number, node_id: `I_kwDO${number}`, number, title: `Rows arrive twice in table ${number % 83} after a retry`, url: api,
    repository_url: "https://api.example.com/repos/river/course", labels_url: `${api}/labels{/name}`, comments_url: `${api}/comments`, events_url: `${api}/events`,
    html_url: `https://example.com/river/course/issues/${number}`, state: number % 3 === 0 ? "open" : "closed", locked: false, comments: number % 23,
    created_at: moment, updated_at: moment, closed_at: number % 3 === 0 ? null : moment, author_association: "CONTRIBUTOR", active_lock_reason: null,
    body: words.repeat(4 + (number % 5)), timeline_url: `${api}/timeline`, performed_via_github_app: null, state_reason: number % 3 === 0 ? null : "completed", score: number / 7,
    user: person(number), assignee: number % 3 === 0 ? person(number + 5) : null,
    reactions: { url: `${api}/reactions`, total_count: number % 11, "+1": number % 7, "-1": 0, laugh: number % 2, hooray: 0, confused: 0, heart: number % 3, rocket: 0, eyes: 1 },
    labels: Array.from({ length: number % 4 }, (_, at) => ({ id: 500 + at, node_id: `LA_${at}`, url: `https://api.example.com/labels/${at}`, name: `label-${at}`, color: "d73a4a", default: at === 0, description: "A kind of report" })),
    assignees: number % 9 < 4 ? [person(number + 5)] : [],
  };
};
const issues = (count: number) =>
  dlt.resource(
    function* () {
      for (let first = 0; first < count; first += 100) yield Array.from({ length: 100 }, (_, at) => issue(first + at));
    },
    { name: "issues" },
  );

const timed = async (work: () => Promise<unknown>) => {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
};
const middle = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

env.DATA_WRITER__FILE_MAX_ITEMS = 5_000;
const normalize: Record<number, number[]> = { 1: [], 2: [] };
const load: number[] = [];
let rows = 0;
for (const [round, workers] of [2, 1, 1, 2, 2, 1].entries()) {
  env.NORMALIZE__WORKERS = workers;
  const pipeline = dlt.pipeline({ pipelineName: `nested_${round}`, datasetName: "bench", devMode: true });
  await pipeline.extract(issues(100_000));
  normalize[workers]?.push(await timed(() => pipeline.normalize()));
  load.push(await timed(() => pipeline.load()));
  rows = Object.values(pipeline.lastNormalizeInfo?.rowCounts ?? {}).reduce((sum, count) => sum + count, 0);
  await pipeline.drop();
}
delete env.NORMALIZE__WORKERS;
delete env.DATA_WRITER__FILE_MAX_ITEMS;

const whole: number[] = [];
for (let round = 0; round < 3; round++) {
  const pipeline = dlt.pipeline({ pipelineName: `nested_whole_${round}`, datasetName: "bench", devMode: true });
  whole.push(await timed(() => pipeline.run(issues(20_000))));
  await pipeline.drop();
}

const [one, two] = [middle(normalize[1] ?? []), middle(normalize[2] ?? [])];
const measures = {
  title: `Nested documents: 100,000 in, ${rows.toLocaleString("en")} rows out`,
  works: [
    { work: "normalize, 1 worker", seconds: one, rows, aim: 3 },
    { work: "normalize, 2 workers", seconds: two, rows },
    { work: "load 3 tables", seconds: middle(load), rows, aim: 2 },
    { work: "20,000 documents, the whole run", seconds: middle(whole), rows: 20_000, aim: 2 },
  ],
  ratios: [{ ratio: "2 normalize workers are faster than 1, times", value: one / two, atLeast: 1.5 }],
};
