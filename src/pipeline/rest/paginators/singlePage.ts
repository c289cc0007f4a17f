/** One page, and no more. */
import { Paginator } from "./paginator.ts";

/** Takes one page. In a configuration: `"single_page"`. */
export class SinglePagePaginator extends Paginator {
  override updateState(): void {
    this.hasNextPage = false;
  }

  override updateRequest(): void {}
}
