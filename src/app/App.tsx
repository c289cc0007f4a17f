import { Route, Switch } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";
import { appError } from "./errors.ts";
import { HomePage } from "./HomePage.tsx";
import { LessonPage } from "./LessonPage.tsx";
import { PageBoundary } from "./PageBoundary.tsx";
import { ProblemPage } from "./ProblemView.tsx";
import { useTitle } from "./useTitle.ts";

/** Every page of the app, by the address after `#`. */
export function App() {
  const [path] = useHashLocation();
  return (
    <PageBoundary>
      <a
        className="skip-link"
        href="#content"
        onClick={(event) => {
          // The address after # is the page's own, so the jump is made by hand.
          event.preventDefault();
          document.getElementById("content")?.focus();
        }}
      >
        Skip to the text
      </a>
      <Switch location={path}>
        <Route path="/">
          <HomePage />
        </Route>
        <Route path="/lessons/:id/:anchor?">{({ id, anchor }) => <LessonPage key={id} id={id} anchor={anchor} />}</Route>
        <Route>
          <MissingPage path={path} />
        </Route>
      </Switch>
    </PageBoundary>
  );
}

function MissingPage({ path }: { path: string }) {
  const problem = appError("E608", { path });
  useTitle(problem.message, "Watercourse");
  return (
    <ProblemPage problem={problem}>
      <a href="#/">Course page</a>
    </ProblemPage>
  );
}
