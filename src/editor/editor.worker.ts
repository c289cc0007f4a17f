/** The editor's own worker: differences, links, words. A file here, because a build breaks the one that Monaco names itself. */
import "monaco-editor/editor/editor.worker";
