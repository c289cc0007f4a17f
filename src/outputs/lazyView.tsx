/** Views whose code is fetched when they first appear. */
import { lazy, Suspense } from "react";
import type { ComponentType, ReactNode } from "react";

/** The code of a view could not be fetched; asking again may help. */
export class LoadFailure extends Error {
  override readonly name = "LoadFailure";
}

/**
 * A component whose code comes on demand. When that fails, it throws a `LoadFailure`, and the next time that it is
 * mounted (`OutputBoundary` has a button for this) the code is asked for again.
 *
 * @param placeholder  keeps the place until the code is there. Default: nothing
 */
export function lazyView<Props extends object>(load: () => Promise<ComponentType<Props>>, placeholder: (props: Props) => ReactNode = () => null): ComponentType<Props> {
  const prepare = () =>
    lazy(async () => {
      try {
        return { default: await load() };
      } catch (error) {
        View = prepare();
        throw new LoadFailure("the code for this view could not be loaded", { cause: error });
      }
    }) as ComponentType<Props>;
  let View = prepare();
  return function LazyView(props: Props) {
    return (
      <Suspense fallback={placeholder(props)}>
        <View {...props} />
      </Suspense>
    );
  };
}
