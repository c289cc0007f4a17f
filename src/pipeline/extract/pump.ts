/**
 * Draws items from several pipes in turn. Round robin takes one item of each resource in the order of declaration;
 * fifo empties one after the other. A page is one item. An async pipe has one call in flight; the others go on meanwhile.
 */
import type { PipelineHost } from "../host.ts";
import { Breath, untilStopped } from "./breath.ts";
import type { Pipe, Turn } from "./pipe.ts";
import type { Item } from "./steps.ts";

export interface PumpOptions {
  readonly order: "round_robin" | "fifo";
  readonly host: Pick<PipelineHost, "signal" | "checkpoint">;
  /** Takes an item; a promise is waited for. */
  take(pipe: Pipe, item: Item): Promise<void> | undefined;
  /** Called at each pause, about every 12 ms. */
  onPause?(): void;
  /** Called when a resource has ended. */
  onEnd?(pipe: Pipe): void;
}

/** A pipe in the pump: what it gave when an async turn settled. */
interface Place {
  readonly pipe: Pipe;
  waiting: Promise<void> | undefined;
  settled: (() => Turn) | undefined;
}

/**
 * Runs until every pipe has ended. On an error, and when the run is stopped, all pipes are closed first.
 *
 * @throws what a pipe or `take` throws; what `checkpoint` or the signal gives when stopped
 */
export async function pump(pipes: readonly Pipe[], options: PumpOptions): Promise<void> {
  const breath = new Breath(options.host);
  const places = pipes.map((pipe): Place => ({ pipe, waiting: undefined, settled: undefined }));
  try {
    while (places.length > 0) {
      const moved = await round(places, options, breath);
      if (!moved) await untilStopped(Promise.race(places.map(({ waiting }) => waiting)), options.host.signal());
    }
  } finally {
    breath.close();
    for (const { pipe } of places) await pipe.close();
  }
}

/** One item of each pipe that has one ready (of the first pipe only, in fifo order). Returns whether any had. */
async function round(places: Place[], options: PumpOptions, breath: Breath): Promise<boolean> {
  let moved = false;
  let index = 0;
  while (index < places.length) {
    const place = places[index] as Place;
    const turn = nextTurn(place);
    if (turn === undefined) {
      if (options.order === "fifo") return moved;
      index++;
      continue;
    }
    moved = true;
    if (turn.done) {
      places.splice(index, 1);
      await place.pipe.close();
      options.onEnd?.(place.pipe);
      continue;
    }
    if (!turn.dropped) {
      const taken = options.take(place.pipe, turn.item);
      if (taken !== undefined) await taken;
    }
    if (breath.due(Array.isArray(turn.item) ? turn.item.length + 1 : 1)) {
      options.onPause?.();
      await breath.take();
    }
    if (options.order === "round_robin" && places.length > 1) index++;
  }
  return moved;
}

/** A turn if there is one now; otherwise the place is waiting. */
function nextTurn(place: Place): Turn | undefined {
  if (place.waiting !== undefined) {
    if (place.settled === undefined) return undefined;
    const settled = place.settled;
    place.waiting = place.settled = undefined;
    return settled();
  }
  const turn = place.pipe.next();
  if (!(turn instanceof Promise)) return turn;
  place.waiting = settle(place, turn);
  return undefined;
}

async function settle(place: Place, turn: Promise<Turn>): Promise<void> {
  try {
    const value = await turn;
    place.settled = () => value;
  } catch (error) {
    place.settled = () => {
      throw error;
    };
  }
}
