/** Outputs that are drawn or saved as a whole: diagrams, pictures, files. */

/** A diagram written as text in the manner of Mermaid: `flowchart` or `erDiagram`. */
export interface DiagramOutput {
  readonly kind: "diagram";
  readonly text: string;
  readonly title?: string;
}

/** A file to save. Its content stays in the kernel until somebody asks for it (`OutputQuery` of type `file`). */
export interface DownloadOutput {
  readonly kind: "download";
  /** Handle of the content; lives as long as the run of the cell that showed it. */
  readonly file: string;
  /** File name as it is saved. */
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** Text of the button. Absent: the file's name. */
  readonly label?: string;
}

/** A picture, written into the output itself. */
export interface ImageOutput {
  readonly kind: "image";
  /** A `data:image/…` address. */
  readonly source: string;
  /** What is to be seen; empty for a picture that only decorates. */
  readonly alt: string;
  readonly caption?: string;
  /** In px of the page. */
  readonly width?: number;
  readonly height?: number;
  readonly bytes: number;
}
