/** What can be wrong with the course's list of lessons. Apart from the rest because the page needs E356 before any lesson is open. */
import { errorFactory, type ErrorCatalogue } from "../diagnostic/codedError.ts";

export const courseErrors = {
  E350: {
    name: "course-syntax",
    message: "The list of lessons is not valid YAML: {reason}",
    why: "`lessons/course.yml` is read as YAML, and this place cannot be.",
    fix: "Correct the line. A value that holds a colon or starts with a special character needs quotes.",
  },
  E351: {
    name: "course-missing",
    message: "`{key}` is missing from the list of lessons.",
    why: "The home page shows the course's title and description, and for each lesson what it teaches and how long it takes.",
    fix: "Add `{key}`.",
  },
  E352: {
    name: "course-value",
    message: "`{key}` in the list of lessons is wrong: {reason}",
    why: "The home page relies on the shape of the list.",
    fix: "Write the value as the message says.",
  },
  E353: {
    name: "duplicate-lesson",
    message: "The lesson `{id}` is listed twice.",
    why: "A lesson's id is its address, and the name under which its learners' work is kept.",
    fix: "Remove one entry, or give one lesson another id.",
  },
  E354: {
    name: "lesson-id-differs",
    message: "The file calls itself `{actual}`, the course calls it `{expected}`.",
    why: "Links and saved work use one id; with two, one half of them would find nothing.",
    fix: "Make the id in the front matter and the id in `lessons/course.yml` the same.",
  },
  E355: {
    name: "unknown-requirement",
    message: "The course has no lesson `{id}`.{suggestion}",
    why: "`requires` names lessons that should come first; the page links to them.",
    fix: "Correct the id, or remove it from `requires`.",
  },
  E356: {
    name: "no-such-lesson",
    message: "There is no lesson `{id}` in this course.",
    why: "The address names a lesson that is not, or no longer, in the list.",
    fix: "Choose a lesson from the course's home page.",
  },
} as const satisfies ErrorCatalogue;

export const courseError = errorFactory(courseErrors);
