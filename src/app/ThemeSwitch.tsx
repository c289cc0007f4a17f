import { Icon } from "../notebook/Icon.tsx";
import { useBox } from "../notebook/useBox.ts";
import { chooseTheme, nextTheme, themeChoice } from "./theme.ts";

const icons = { system: "system", light: "sun", dark: "moon" } as const;
const names = { system: "as the device", light: "light", dark: "dark" } as const;

/** Light, dark, or as the device has it; one press goes to the next. */
export function ThemeSwitch() {
  const choice = useBox(themeChoice);
  const label = `Theme: ${names[choice]}. Switch to ${names[nextTheme(choice)]}`;
  return (
    <button type="button" className="icon-button" aria-label={label} title={label} onClick={() => chooseTheme(nextTheme(choice))}>
      <Icon name={icons[choice]} />
    </button>
  );
}
