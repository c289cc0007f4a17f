import type { LessonSection } from "../notebook/sections.ts";
import "./LessonOutline.css";

export interface LessonOutlineProps {
  readonly sections: readonly LessonSection[];
  readonly active: string | null;
  readonly hrefTo: (anchor: string) => string;
  readonly onChoose: (id: string) => void;
}

/** The lesson's sections; the one that is being read is marked. */
export function LessonOutline({ sections, active, hrefTo, onChoose }: LessonOutlineProps) {
  return (
    <ol className="outline">
      {sections.map(({ id, title, level }) => (
        <li key={id} data-level={level}>
          <a
            href={hrefTo(id)}
            aria-current={id === active ? "location" : undefined}
            onClick={(event) => {
              if (event.ctrlKey || event.metaKey || event.shiftKey) return;
              event.preventDefault();
              onChoose(id);
            }}
          >
            {title}
          </a>
        </li>
      ))}
    </ol>
  );
}
