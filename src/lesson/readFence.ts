/** A fence of a lesson as a cell: what its info string says, checked word by word. */
import type { SourceRange, LessonLang, LessonProblem, LessonRole } from "./types.ts";
import { lessonProblem, type LessonErrorCode } from "./errors.ts";
import { readFenceInfo, type InfoWord } from "./fenceInfo.ts";
import { idPattern } from "./frontMatter.ts";
import type { LineMap } from "./lineMap.ts";
import { nearestWord, suggestion } from "./suggest.ts";

const langs: readonly LessonLang[] = ["ts", "tsx", "sql", "md"];
const roles: readonly LessonRole[] = ["setup", "cell", "exercise", "solution", "check"];
const keys = ["id", "for", "out", "points", "name"] as const;
const flags = ["hidden", "readonly", "disabled", "manual"] as const;
/** Other names under which people know our languages. */
const langAliases: Readonly<Record<string, LessonLang>> = { typescript: "ts", js: "ts", javascript: "ts", jsx: "tsx", markdown: "md", duckdb: "sql" };

type Key = (typeof keys)[number];
type Flag = (typeof flags)[number];

/** What an info string says of a cell. Values that were reported as wrong are absent. */
export interface FenceCell {
  readonly lang: LessonLang;
  readonly role: LessonRole;
  readonly id?: string;
  readonly for?: string;
  readonly out?: string;
  readonly points?: number;
  readonly name?: string;
  readonly flags: ReadonlySet<Flag>;
  /** Where the values of keys stand in the file; `role` is the second word. */
  readonly places: Readonly<Partial<Record<Key | "role", SourceRange>>>;
}

/** What a fence is. A sample is shown and never runs. */
export interface FenceReading {
  readonly cell: FenceCell | undefined;
  readonly problems: readonly LessonProblem[];
}

/**
 * Reads the info string of a fence at the top level of a lesson.
 *
 * A fence is a cell only if its second word is a role and its first one of our four languages. What looks like an
 * attempt at a cell but is none is an error rather than a silent sample: a role after another language, or any other
 * second word after `ts`, `tsx`, `sql` or `md`. A sample in one of these languages therefore has its language alone
 * on the line; in other languages the words after the first are free.
 *
 * @param info  the info string, trimmed
 * @param offset  where it starts in the file
 */
export function readFence(info: string, offset: number, lineMap: LineMap): FenceReading {
  const [langWord, roleWord, ...rest] = readFenceInfo(info, offset);
  if (langWord === undefined || roleWord === undefined) return { cell: undefined, problems: [] };
  const problem = (code: LessonErrorCode, at: number, details: Record<string, unknown>) => lessonProblem(code, lineMap.positionAt(at), details);
  const lang = langs.find((name) => name === langWord.text);
  const role = roles.find((name) => name === roleWord.text);
  if (lang === undefined) {
    if (role === undefined) return { cell: undefined, problems: [] };
    const nearest = langAliases[langWord.text.toLowerCase()] ?? nearestWord(langWord.text, langs);
    const meant = nearest === undefined ? "" : ` Did you mean \`${nearest}\`?`;
    return { cell: undefined, problems: [problem("E312", langWord.range.start, { role, lang: langWord.text, suggestion: meant })] };
  }
  if (role === undefined) {
    return { cell: undefined, problems: [problem("E311", roleWord.range.start, { word: roleWord.text, suggestion: suggestion(roleWord.text, roles) })] };
  }
  return new AttributeReader(lang, role, lineMap).read(roleWord, rest);
}

/** The role that a fence names, when it names one: for fences that cannot be cells where they stand. */
export function roleOfFence(info: string): LessonRole | undefined {
  const [langWord, roleWord] = readFenceInfo(info, 0);
  return langs.some((name) => name === langWord?.text) ? roles.find((name) => name === roleWord?.text) : undefined;
}

class AttributeReader {
  private readonly lang: LessonLang;
  private readonly role: LessonRole;
  private readonly lineMap: LineMap;
  private readonly problems: LessonProblem[] = [];
  private readonly seen = new Set<string>();

  constructor(lang: LessonLang, role: LessonRole, lineMap: LineMap) {
    this.lang = lang;
    this.role = role;
    this.lineMap = lineMap;
  }

  read(roleWord: InfoWord, words: readonly InfoWord[]): FenceReading {
    const values: Partial<Record<Key, string>> = {};
    const places: Partial<Record<Key | "role", SourceRange>> = { role: roleWord.range };
    const found = new Set<Flag>();
    for (const word of words) {
      const flag = flags.find((name) => name === word.text);
      if (flag !== undefined) {
        if (this.isFirst(flag, word)) found.add(flag);
      } else if (word.fault !== undefined) this.report("E315", word, { text: word.text, reason: word.fault });
      else if (word.pair !== undefined) {
        const { value, valueStart } = word.pair;
        const key = this.readKey(word, word.pair.key);
        if (key === undefined) continue;
        values[key] = value;
        places[key] = { start: valueStart, end: valueStart + value.length };
      } else this.reportLoneWord(word);
    }
    const { points: pointsText, id, out, ...others } = values;
    const cell: FenceCell = {
      lang: this.lang,
      role: this.role,
      flags: found,
      places,
      ...others,
      ...this.checked("id", id, places.id),
      ...this.checked("out", out, places.out),
      ...this.checkedPoints(pointsText, places.points),
    };
    return { cell, problems: this.problems };
  }

  private readKey(word: InfoWord, name: string): Key | undefined {
    const key = keys.find((known) => known === name);
    if (key === undefined) {
      if (flags.some((flag) => flag === name)) this.report("E315", word, { text: word.text, reason: "a flag has no value; write it alone to set it, or leave it out." });
      else this.report("E313", word, { key: name, suggestion: suggestion(name, keys) });
      return undefined;
    }
    if (!this.isFirst(key, word)) return undefined;
    if (!this.takes(key)) {
      this.report("E317", word, { what: key === "out" ? `${this.role} in ${this.lang}` : this.role, key });
      return undefined;
    }
    return key;
  }

  private takes(key: Key): boolean {
    if (key === "for") return this.role === "solution" || this.role === "check";
    if (key === "points") return this.role === "exercise" || this.role === "check";
    return key !== "out" || this.lang === "sql";
  }

  private isFirst(name: string, word: InfoWord): boolean {
    if (this.seen.has(name)) this.report("E316", word, { key: name });
    const isFirst = !this.seen.has(name);
    this.seen.add(name);
    return isFirst;
  }

  private reportLoneWord(word: InfoWord): void {
    if (keys.some((key) => key === word.text)) this.report("E315", word, { text: word.text, reason: "it needs a value." });
    else this.report("E314", word, { flag: word.text, suggestion: suggestion(word.text, flags) });
  }

  private checked<Name extends "id" | "out">(name: Name, value: string | undefined, place: SourceRange | undefined): { [key in Name]?: string } {
    if (value === undefined || place === undefined) return {};
    const isRight = name === "id" ? idPattern.test(value) : /^[A-Za-z_][\w$]*$/.test(value);
    if (isRight) return { [name]: value } as { [key in Name]?: string };
    if (name === "id") this.reportAt("E321", place, { id: value, suggestion: asId(value) });
    else this.reportAt("E328", place, { out: value });
    return {};
  }

  private checkedPoints(text: string | undefined, place: SourceRange | undefined): { points?: number } {
    if (text === undefined || place === undefined) return {};
    const points = Number(text);
    if (/^\d+$/.test(text) && points >= 1 && points <= 1000) return { points };
    this.reportAt("E327", place, { points: text });
    return {};
  }

  private report(code: LessonErrorCode, word: InfoWord, details: Record<string, unknown>): void {
    this.reportAt(code, word.range, details);
  }

  private reportAt(code: LessonErrorCode, place: SourceRange, details: Record<string, unknown>): void {
    this.problems.push(lessonProblem(code, this.lineMap.positionAt(place.start), details));
  }
}

/** The nearest text that could be an id. */
function asId(text: string): string {
  const words = text.replace(/([a-z\d])([A-Z])/g, "$1-$2").toLowerCase().replace(/[^a-z\d]+/g, "-").replace(/^[-\d]+|-+$/g, "");
  return words === "" ? "my-cell" : words;
}
