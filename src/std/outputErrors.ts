/** What can go wrong when cells make layouts, pictures and files. Codes E540 to E559. */
import type { ErrorCatalogue } from "../diagnostic/codedError.ts";

export const outputErrors = {
  E540: {
    name: "layout-items",
    message: "`{function}` needs {expected}; it was given {type}.",
    why: "A layout puts the outputs of several values into one, and takes them all in its first argument.",
    fix: "For example `{example}`.",
  },
  E541: {
    name: "layout-option",
    message: "The option `{option}` of `{function}` cannot be {value}.",
    why: "`{option}` takes {expected}.",
    fix: "Correct the option, or leave it out.",
  },
  E542: {
    name: "image-data",
    message: "`image` cannot show {type} as a picture.",
    why: "It takes a Blob, bytes, SVG text, or a `data:image/…` address. Pictures of other sites are not loaded: each would tell that site who reads the page.",
    fix: "Fetch the picture first: `image(await (await fetch(url)).blob(), { alt: \"…\" })`.",
  },
  E543: {
    name: "image-too-large",
    message: "This picture has {bytes} bytes; the page shows at most {limit}.",
    why: "A picture travels to the page as a whole and stays in it.",
    fix: "Make it smaller first, or offer it with `download(data, \"picture.png\")`.",
  },
  E544: {
    name: "download-data",
    message: "`download` cannot make a file of {type}.",
    why: "A file's content is text, bytes, a Blob, or plain data, which is written as JSON.",
    fix: "For example `download(JSON.stringify(rows), \"rows.json\")`.",
  },
} as const satisfies ErrorCatalogue;
