import { DropdownMenu } from "radix-ui";
import { Icon } from "../notebook/Icon.tsx";
import type { LessonMenuProps } from "./LessonMenuButton.tsx";
import "./LessonMenu.css";

/** Open from the start: it is loaded because its button was pressed. */
export default function LessonMenu({ notebook, onShortcuts }: LessonMenuProps) {
  return (
    <DropdownMenu.Root defaultOpen modal={false}>
      <DropdownMenu.Trigger asChild>
        <button type="button" className="icon-button" aria-label="Lesson menu">
          <Icon name="more" />
        </button>
      </DropdownMenu.Trigger>
      {/* Not in a portal: the menu belongs to the bar, and is found there by those who go from landmark to landmark. */}
      <DropdownMenu.Content className="menu" align="end" sideOffset={6} collisionPadding={8}>
        <DropdownMenu.Item className="menu-item" onSelect={() => void notebook.session.restart()}>
          Restart the kernel
          <span className="menu-hint">Values are lost, text is kept</span>
        </DropdownMenu.Item>
        <DropdownMenu.Item className="menu-item" disabled={notebook.texts.edits().size === 0} onSelect={() => notebook.resetAll()}>
          Reset the lesson
          <span className="menu-hint">{notebook.texts.edits().size === 0 ? "You have not edited it" : "Every cell back to its first text"}</span>
        </DropdownMenu.Item>
        <DropdownMenu.Separator className="menu-separator" />
        <DropdownMenu.Item className="menu-item" onSelect={onShortcuts}>
          Keyboard shortcuts
        </DropdownMenu.Item>
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}
