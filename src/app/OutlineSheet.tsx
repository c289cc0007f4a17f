import { Dialog } from "radix-ui";
import { Icon } from "../notebook/Icon.tsx";
import { LessonOutline, type LessonOutlineProps } from "./LessonOutline.tsx";
import "./Dialog.css";

/** The outline on pages that have no room beside the text. */
export default function OutlineSheet({ onClose, ...outline }: LessonOutlineProps & { onClose: () => void }) {
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-overlay" />
        <Dialog.Content
          className="sheet"
          aria-describedby={undefined}
          // The focus goes to the section that was chosen, not back to the button.
          onCloseAutoFocus={(event) => event.preventDefault()}
        >
          <Dialog.Title className="dialog-title">Outline</Dialog.Title>
          <LessonOutline
            {...outline}
            onChoose={(id) => {
              onClose();
              outline.onChoose(id);
            }}
          />
          <Dialog.Close className="icon-button dialog-close" aria-label="Close">
            <Icon name="close" />
          </Dialog.Close>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
