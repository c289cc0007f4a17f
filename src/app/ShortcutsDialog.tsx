import { Dialog } from "radix-ui";
import { Icon } from "../notebook/Icon.tsx";
import "./Dialog.css";

const modifier = /Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘" : "Ctrl";

const shortcuts: readonly (readonly [keys: readonly string[], does: string])[] = [
  [[modifier, "Enter"], "Run the cell"],
  [["Shift", "Enter"], "Run the cell and go to the next one"],
  [["Enter"], "Edit the focused cell"],
  [["Esc"], "Leave the editor"],
  [["Tab"], "Go to the next cell or control"],
  [["?"], "Show these shortcuts"],
];

export default function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-overlay" />
        <Dialog.Content className="dialog" aria-describedby={undefined}>
          <Dialog.Title className="dialog-title">Keyboard shortcuts</Dialog.Title>
          <dl className="shortcuts">
            {shortcuts.map(([keys, does]) => (
              <div key={does}>
                <dt>
                  {keys.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
          <Dialog.Close className="icon-button dialog-close" aria-label="Close">
            <Icon name="close" />
          </Dialog.Close>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
